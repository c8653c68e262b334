"""Numbers in the teams' words: `<<met 05-28 EL>>` in a story becomes what the evidence says.

Evidence: ``<<met DAY [GROUP] [CLASS …] [@SKILL] [~TEAM]>>`` gives “12 of 48”, ``pct`` “25%”, ``number`` 25,
``met1`` 12 and ``of`` 48. DAY is month and day, or two of them, ``05-14..06-04``, for all days between;
``~all`` means every team.
Dashboard: ``<<below SCHOOL INDICATOR GROUP YEAR>>`` gives “50.5 points below standard”, ``rate`` “23.9%”,
``value`` -50.5, ``students`` 101, ``move`` “up 13.6 points”, ``colour`` “yellow”.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from making.evidence import Count, make_counts
from making.figures import Figure, change_of, own_figures, shown
from making.outcomes import TESTS
from making.published import make_rows
from making.roster import DISTRICT_CDS, read_plan, schools

QUOTED = re.compile(r"<<(?P<said>[^<>]+)>>")
GROUPS = {"ALL", "EL", "LTEL", "SED", "SWD", "HI", "WH"}
COLOURS = {"0": "no color", "1": "red", "2": "orange", "3": "yellow", "4": "green", "5": "blue"}
CALENDAR_YEAR = 2026  # all three quarters of the example lie in it


class NothingToQuote(ValueError):
    """A story quotes a number that is not in the evidence or on the Dashboard."""


def quote(said: str, team: str) -> str:
    """What one quotation stands for.

    Parameters
    ----------
    said : str
        The words between ``<<`` and ``>>``.
    team : str
        The team that writes, whose evidence is meant unless another is named.

    Raises
    ------
    NothingToQuote
        When there is no such evidence or row.
    """
    what, *words = said.split()
    if what in _EVIDENCE:
        return _EVIDENCE[what](*_tally(words, team))
    if what in _DASHBOARD:
        return _DASHBOARD[what](words)
    raise NothingToQuote(f"“{said}” in the story of {team}")


def fill(text: str, team: str) -> str:
    """A text with every quotation filled in."""
    return QUOTED.sub(lambda found: quote(found["said"], team), text)


def days_quoted(text: str) -> list[dt.date]:
    """The days whose evidence a text quotes, before it is filled in."""
    said = (found["said"].split() for found in QUOTED.finditer(text))
    return [day for what, *words in said if what in _EVIDENCE for day in _days(words[0])]


def _tally(words: Sequence[str], team: str) -> tuple[int, int]:
    """How many met, of how many counted, on a day or over several."""
    picked = _picked(words, team)
    if not picked:
        raise NothingToQuote(f"{' '.join(words)} of {team}")
    return sum(c.met for c in picked), sum(c.students for c in picked)


def _picked(words: Sequence[str], team: str) -> list[Count]:
    days, rest = _days(words[0]), list(words[1:])
    group = rest.pop(0) if rest and rest[0] in GROUPS else "ALL"
    other = next((word[1:] for word in rest if word.startswith("~")), team)
    skill = next((word[1:] for word in rest if word.startswith("@")), "")
    room = " ".join(word for word in rest if word[0] not in "~@")
    found = [
        c
        for c in make_counts()
        if other in (c.team, "all")
        and days[0] <= c.date <= days[1]
        and c.group == group
        and room in ("", c.classroom)
    ]
    if other == "all":
        return found
    skill = skill or _first_skill(found)
    return [c for c in found if c.skill == skill]


def _first_skill(counts: Sequence[Count]) -> str:
    """The skill meant where none is named: that of the team's first series in the plan."""
    found = {(c.team, c.skill) for c in counts}
    series = ((s["team"], s["skill"]) for s in read_plan("evidence.yaml")["series"])
    return next((skill for team, skill in series if (team, skill) in found), "")


def _days(written: str) -> tuple[dt.date, dt.date]:
    ends = [dt.date.fromisoformat(f"{CALENDAR_YEAR}-{day}") for day in written.split("..")]
    return ends[0], ends[-1]


_EVIDENCE: dict[str, Callable[[int, int], str]] = {
    "met": lambda met, of: f"{met} of {of}",
    "met1": lambda met, of: str(met),
    "of": lambda met, of: str(of),
    "pct": lambda met, of: f"{100 * met / of:.0f}%",
    "number": lambda met, of: f"{100 * met / of:.0f}",
}


def _figure(words: Sequence[str], back: int = 0) -> Figure:
    school, indicator, group, year = words
    cds = DISTRICT_CDS if school == "district" else next(s["cds"] for s in schools() if s["school"] == school)
    figure = own_figures(indicator, int(year) - back).get(cds, {}).get(group)
    if figure is None or shown(figure) is None:
        raise NothingToQuote(" ".join(words))
    return figure


def _value(words: Sequence[str]) -> Decimal:
    return shown(_figure(words)) or Decimal(0)


def _below(words: Sequence[str]) -> str:
    value = _value(words)
    return f"{abs(value)} points {'below' if value < 0 else 'above'} standard"


def _move(words: Sequence[str]) -> str:
    change = change_of(_figure(words), _figure(words, back=1)) or Decimal(0)
    unit = "points" if words[1] in TESTS else "percentage points"
    return f"{'up' if change > 0 else 'down'} {abs(change)} {unit}" if change else "unchanged"


def _colour(words: Sequence[str]) -> str:
    school, indicator, group, year = words
    cds = DISTRICT_CDS if school == "district" else next(s["cds"] for s in schools() if s["school"] == school)
    rows = make_rows(indicator, int(year))
    return COLOURS[next(r["color"] for r in rows if (r["cds"], r["studentgroup"]) == (cds, group))]


def _participation(words: Sequence[str]) -> str:
    return f"{_figure(words).participation}%"


_DASHBOARD: dict[str, Callable[[Sequence[str]], str]] = {
    "below": _below,
    "value": lambda words: str(_value(words)),
    "rate": lambda words: f"{_value(words)}%",
    "students": lambda words: str(_figure(words).denom),
    "move": _move,
    "colour": _colour,
    "tested": _participation,
}
