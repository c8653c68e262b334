"""What run charts tell of a team, of a school, of all schools: gathered by which way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from inquiry.publish.lists.facts import Verdict
from inquiry.publish.lists.model import TeamSummary
from inquiry.publish.lists.overview import SPEAKERS, Schools, Teams, speakers
from inquiry.publish.lists.pieces import Told, ToldRow
from inquiry.views.disclosed.keys import school_place

# A verdict's class -> what is said of all that have it, the clearest first.
_WAYS = {
    "better": "Shifted for the better",
    "worse": "Shifted for the worse",
    "shifted": "Shifted; which way is better is not said",
    "nochange": "No shift so far",
    "tooearly": "No verdict yet",
}
_SHIFTS = ("better", "worse", "shifted")


def told_of(teams: Teams) -> tuple[Told, ...]:
    """What the run charts of a whole school tell; those of its teams stand with the teams."""
    team = _judged(teams)
    return tell_own(team) if team else ()


def tell_own(team: TeamSummary) -> tuple[Told, ...]:
    """What a team's own run charts tell, each with the share of work it stands at where that may be told."""
    return tell(own_verdicts(team), now=_shares(team))


def own_verdicts(team: TeamSummary) -> tuple[Verdict, ...]:
    """What a team's own run charts tell, without those of others that it reviews."""
    return tuple(verdict for verdict in team.facts.verdicts if not verdict.whose)


def _judged(teams: Teams) -> TeamSummary | None:
    """The team whose run charts are those of the whole school."""
    return next((team for team in speakers(teams) if own_verdicts(team)), None)


def _shares(team: TeamSummary) -> dict[str, str]:
    """Skill -> the share of a team's own work; not one that is gathered over more than its verdicts are."""
    own = school_place(team.school) if team.level in SPEAKERS else f"team/{team.team}"
    return {share.what: share.words for share in team.facts.shares if share.place == own}


def tell(
    verdicts: Iterable[Verdict], most: int | None = None, now: Mapping[str, str] = MappingProxyType({})
) -> tuple[Told, ...]:
    """Verdicts gathered by which way, each with what it is of; of more than `most` the rest is counted.

    `now` has where some of them stand.
    """
    found: dict[str, dict[str, None]] = {}
    for verdict in verdicts:
        beside = [words for words in (verdict.whose, _say_now(now.get(verdict.what))) if words]
        named = f"{verdict.what} ({', '.join(beside)})" if beside else verdict.what
        found.setdefault(verdict.way, {})[named] = None
    return tuple(
        Told(way, words, tuple(_shorten(list(found[way]), most)))
        for way, words in _WAYS.items()
        if way in found
    )


def _say_now(share: str | None) -> str:
    return f"now {share}" if share else ""


def _shorten(named: Sequence[str], most: int | None) -> Sequence[str]:
    if most is None or len(named) <= most:
        return named
    return [*named[:most], f"and {len(named) - most} more"]


def told_rows(schools: Schools, own: Teams) -> tuple[ToldRow, ...]:
    """What shifted: of all schools together, then of each; without those that have no run chart."""
    rows = [(None, told_of(own)), *((place, told_of(teams)) for place, teams in schools)]
    return tuple(
        ToldRow(place, tuple(each for each in told if each.way in _SHIFTS)) for place, told in rows if told
    )


def worse_of(teams: Teams) -> tuple[str, ...]:
    """What shifted for the worse in a whole school's work."""
    team = _judged(teams)
    return tuple(each.what for each in own_verdicts(team) if each.way == "worse") if team else ()
