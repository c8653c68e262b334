"""What all pages tell together: how far each school is, what moved, what was decided, what needs help.

Schools stand from A to Z, as in the district's list, and are never ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from inquiry.district.rosters import DISTRICT
from inquiry.publish.facts import Decided, Figure, Goal, Verdict
from inquiry.publish.model import TeamSummary
from inquiry.publish.pieces import ColorRow, ColorTable, Decisions, Help, Place, Told, ToldRow
from inquiry.publish.site import Site

Teams = Sequence[TeamSummary]
Schools = Sequence[tuple[Place, Teams]]

# Who speaks for a school: the principal's team before the leadership team (templates/cycle, `serves`).
_SPEAKERS = (DISTRICT, "principal", "slt")
# A verdict's class -> what is said of all that have it, the clearest first.
_WAYS = {
    "better": "Shifted for the better",
    "worse": "Shifted for the worse",
    "shifted": "Shifted; which way is better is not said",
    "nochange": "No shift so far",
    "tooearly": "Too early to tell",
}
_SHIFTS = ("better", "worse", "shifted")


def speak(teams: Teams, what: str) -> str:
    """What a school says, such as its focus: the words of the first team that speaks for it."""
    said = (getattr(team.facts, what) for team in _speakers(teams))
    return next((words for words in said if words), "")


def figures_of(teams: Teams) -> tuple[Figure, ...]:
    """A school's published results, as the teams that see all of them have them."""
    return next((team.facts.figures for team in _speakers(teams) if team.facts.figures), ())


def goals_of(teams: Teams) -> tuple[Goal, ...]:
    """The district's goals."""
    return next((team.facts.goals for team in _speakers(teams) if team.facts.goals), ())


def told_of(teams: Teams) -> tuple[Told, ...]:
    """What the run charts of a whole school tell; those of its teams stand with the teams."""
    return tell(next((own for team in _speakers(teams) if (own := own_verdicts(team))), ()))


def own_verdicts(team: TeamSummary) -> tuple[Verdict, ...]:
    """What a team's own run charts tell, without those of others that it reviews."""
    return tuple(verdict for verdict in team.facts.verdicts if not verdict.whose)


def tell(verdicts: Iterable[Verdict], most: int | None = None) -> tuple[Told, ...]:
    """Verdicts gathered by which way, each with what it is of; of more than `most` the rest is counted."""
    found: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        named = f"{verdict.what} ({verdict.whose})" if verdict.whose else verdict.what
        found.setdefault(verdict.way, {})[named] = None
    return tuple(
        Told(way, words, tuple(_shorten(list(found[way]), most)))
        for way, words in _WAYS.items()
        if way in found
    )


def _shorten(named: Sequence[str], most: int | None) -> Sequence[str]:
    if most is None or len(named) <= most:
        return named
    return [*named[:most], f"and {len(named) - most} more"]


def _speakers(teams: Teams) -> list[TeamSummary]:
    return [team for level in _SPEAKERS for team in teams if team.level == level]


def color_table(schools: Schools) -> ColorTable | None:
    """The state's colors of all schools side by side; None where no school has a result."""
    known = [(place, {each.indicator: each for each in figures_of(teams)}) for place, teams in schools]
    indicators = tuple(dict.fromkeys(name for _, figures in known for name in figures))
    if not indicators:
        return None
    every = [figure for _, figures in known for figure in figures.values()]
    years = sorted({figure.year for figure in every})
    return ColorTable(
        indicators,
        tuple(ColorRow(place, tuple(figures.get(name) for name in indicators)) for place, figures in known),
        years=years[0] if len(years) == 1 else f"{years[0]} to {years[-1]}",
        better=sum(figure.way == "better" for figure in every),
        worse=sum(figure.way == "worse" for figure in every),
    )


def told_rows(schools: Schools, own: Teams) -> tuple[ToldRow, ...]:
    """What shifted: of all schools together, then of each; without those that have no run chart."""
    rows = [(None, told_of(own)), *((place, told_of(teams)) for place, teams in schools)]
    return tuple(
        ToldRow(place, tuple(each for each in told if each.way in _SHIFTS)) for place, told in rows if told
    )


def decisions_of(site: Site, every: Mapping[str, Teams], school: str = "") -> Decisions | None:
    """What was decided in this quarter about what was tried; where nothing was yet, in the one before.

    Parameters
    ----------
    site : Site
        The quarter's site.
    every : Mapping
        All teams of all schools; the district's own have the pages of what was tried.
    school : str, optional
        One school alone.
    """
    own = site.district.settings.name
    place = "" if not school else own if school == DISTRICT else site.school_name(school)
    found = [
        each
        for team in every.get(DISTRICT, ())
        for each in team.facts.decided
        if not place or each.place == place
    ]
    quarter = next(iter(site.newest_first({each.quarter for each in found})), "")
    latest = [each for each in found if each.quarter == quarter]
    if not latest:
        return None
    counts: dict[str, int] = {}
    for each in latest:
        counts[_said(each)] = counts.get(_said(each), 0) + 1
    most_first = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return Decisions(
        quarter,
        tuple(f"{n} {words}" for words, n in most_first),
        tuple((_said(each), each.idea) for each in latest),
    )


def _said(decided: Decided) -> str:
    return decided.decision.replace("-", " ")


def help_of(place: Place, teams: Teams) -> Help | None:
    """What needs help at a school: results that are red or fell, and work that shifted for the worse."""
    low = tuple(each for each in figures_of(teams) if each.color == "red" or each.way == "worse")
    worse = tuple(what for told in told_of(teams) if told.way == "worse" for what in told.what)
    return Help(place, low, worse) if low or worse else None


def sum_up(
    week: str, goals: Sequence[Goal], colors: ColorTable | None, told: Sequence[ToldRow]
) -> tuple[str, ...]:
    """The quarter in a few sentences."""
    said = [week] if week else []
    if goals:
        open_ones = sum(not goal.is_served for goal in goals)
        said.append(
            f"{len(goals) - open_ones} of {len(goals)} goals are served by schools"
            + (f", {open_ones} by none yet." if open_ones else ".")
        )
    if colors and (colors.better or colors.worse):
        said.append(
            f"In the state’s latest results ({colors.years}), {colors.better} of our schools’ figures moved "
            f"for the better and {colors.worse} for the worse."
        )
    better = sum(any(each.way == "better" for each in row.told) for row in told if row.place)
    if better:
        where = "1 school" if better == 1 else f"{better} schools"
        said.append(f"Students’ work shifted for the better at {where}.")
    return tuple(said)
