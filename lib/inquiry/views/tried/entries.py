"""Tried here: every idea of every team, its cause and what came of it, as one reader may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import is_blank
from inquiry.district import Team
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.tried.eyes import Eyes
from inquiry.views.tried.kept import all_told
from inquiry.views.tried.reading import CAUSES, DECISIONS, FOCUS, IDEAS, INDICATORS
from inquiry.views.tried.results import Result, say_results
from inquiry.views.tried.told import Told

UNDECIDED = "none"  # in place of a decision's id


@dataclass(frozen=True)
class Decision:
    """What a team decided about its idea in a quarter; reason and change as far as they may be read."""

    quarter: str
    decision: str
    label: str
    reason: str = ""
    change: str = ""


@dataclass(frozen=True)
class Cause:
    """The cause an idea works on: its words, and what it is mostly about (an option's id and words)."""

    words: str = ""
    area: str = ""
    area_label: str = ""


@dataclass(frozen=True)
class Tried:
    """One idea over all the quarters in which it was tried, as one reader may see it.

    `team` is None where the list of teams no longer has it; `earlier` holds the words it had before, if they
    differ; `indicator` is a state indicator's id; `ours` says whether it is the reader's own.
    """

    owner: str
    row: str
    team: Team | None
    quarters: tuple[str, ...]
    idea: str
    earlier: tuple[str, ...] = ()
    then: str = ""
    because: str = ""
    focus: str = ""
    skill: str = ""
    cause: Cause = Cause()
    indicator: str = ""
    decisions: tuple[Decision, ...] = ()
    results: tuple[Result, ...] = ()
    ours: bool = False

    @property
    def decision(self) -> str:
        """The last decision's id, or `UNDECIDED`."""
        return self.decisions[-1].decision if self.decisions else UNDECIDED


def find_tried(desk: Desk, face: Face) -> tuple[Tried, ...]:
    """Every idea up to this quarter that the face's reader may see, the newest first.

    A team reads of its own ideas all that its team may; of those it serves, directly or through others, what
    is meant for the teams above; of all others what is meant for staff. Staff read what is meant for staff.
    """
    return desk.once(f"tried-{face}", lambda: tuple(_newest_first(desk, _find(desk, face))))


def _find(desk: Desk, face: Face) -> Iterator[Tried]:
    eyes = Eyes(desk, face)
    teams = {team.team: team for team in desk.district.all_teams}
    for told in all_told(desk):
        seen = eyes.see(IDEAS, told.owner, told.ideas[-1])
        if not is_blank(seen.get("idea")):
            yield _as_seen(eyes, told, seen, teams.get(told.owner))


def _newest_first(desk: Desk, found: Iterator[Tried]) -> list[Tried]:
    order = {quarter.id: n for n, quarter in enumerate(desk.district.quarters)}
    return sorted(
        found, key=lambda each: (-order[each.quarters[-1]], -order[each.quarters[0]], each.owner, each.row)
    )


def _as_seen(eyes: Eyes, told: Told, seen: Mapping[str, Any], team: Team | None) -> Tried:
    about = eyes.see(FOCUS, told.owner, told.focus)
    return Tried(
        told.owner,
        told.row,
        team,
        told.quarters,
        eyes.cut(IDEAS, "idea", seen["idea"]),
        earlier=_earlier(eyes, told),
        then=eyes.cut(IDEAS, "then", seen.get("then")),
        because=eyes.cut(IDEAS, "because", seen.get("because")),
        focus=eyes.cut(FOCUS, "priority", about.get("priority")) if "focus" in seen else "",
        skill=_skill(eyes, told),
        cause=_cause(eyes, told),
        indicator=_indicator(eyes, told),
        decisions=tuple(_decision(eyes, told.owner, *each) for each in told.decisions),
        results=tuple(say_results(eyes, told)),
        ours=told.owner == eyes.desk.team.team,
    )


def _earlier(eyes: Eyes, told: Told) -> tuple[str, ...]:
    said = [eyes.cut(IDEAS, "idea", values.get("idea")) for values in told.ideas]
    return tuple(words for words in dict.fromkeys(said) if words != said[-1])


def _decision(eyes: Eyes, owner: str, quarter: str, values: Mapping[str, Any]) -> Decision:
    seen = eyes.see(DECISIONS, owner, values)
    chosen = str(seen.get("decision") or UNDECIDED)
    return Decision(
        quarter,
        chosen,
        eyes.option(DECISIONS, "decision", chosen) if chosen != UNDECIDED else "",
        eyes.cut(DECISIONS, "reason", seen.get("reason")),
        eyes.cut(DECISIONS, "change", seen.get("change")),
    )


def _cause(eyes: Eyes, told: Told) -> Cause:
    """The cause that the idea names, else the one its focus names, where link and cause may be read."""
    readable = (
        seen
        for form, values in told.causes
        if eyes.may(form, told.owner, "root_cause") and (seen := eyes.see(CAUSES, told.owner, values))
    )
    values = next(readable, {})
    area = str(values.get("area") or "")
    words = eyes.cut(CAUSES, "root", values.get("root"))
    return Cause(words, area, eyes.option(CAUSES, "area", area) if area else "")


def _skill(eyes: Eyes, told: Told) -> str:
    """The skill at the heart of the focus; where none is named there, the one its measure shows."""
    named = [(FOCUS, told.focus), *((INDICATORS, values) for values in told.measures)]
    seen = (eyes.see(form, told.owner, values).get("skill") for form, values in named)
    return next((str(skill) for skill in seen if not is_blank(skill)), "")


def _indicator(eyes: Eyes, told: Told) -> str:
    whose, indicator = told.indicator
    if not indicator or not eyes.may(FOCUS, whose, "indicator"):
        return ""
    return indicator if whose == told.owner or eyes.may(FOCUS, told.owner, "serves") else ""
