"""How far a team is: which signs of a station hold, and whether the phase is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from inquiry.cycle.answers import is_blank, is_complete
from inquiry.cycle.model import Cycle
from inquiry.cycle.stations import Done

Progress = Literal["not started", "started", "done"]
Answered = Mapping[str, Sequence[Mapping[str, Any]]]  # form id -> the values of each of its rows


@dataclass(frozen=True)
class Sign:
    """One line of `done_when`: `holds` is None where only the team can tell; `rows` counts complete ones."""

    done: Done
    rows: int
    needed: int
    holds: bool | None


def station_signs(cycle: Cycle, level: str, phase: str, rows: Answered) -> list[Sign]:
    """Each line of a station's `done_when`, and whether the answers show it.

    Parameters
    ----------
    cycle : Cycle
    level, phase : str
        The station.
    rows : mapping
        Form id to the values of each of its rows, this quarter's answers of one team.
    """
    return [_sign(cycle, level, done, rows) for done in cycle.station(level, phase).done_when]


def phase_progress(cycle: Cycle, level: str, phase: str, rows: Answered) -> Progress:
    """Whether a team has done a phase, begun it, or not.

    Done: every form that `done_when` names has its complete rows. Where it names none: any complete row of
    the phase. Started: any answer in a form of the phase.
    """
    forms = cycle.forms_for(level, cycle.phases[phase].page)
    said = [(form, values) for form in forms for values in rows.get(form.id, ()) if _says(values)]
    signs = [sign for sign in station_signs(cycle, level, phase, rows) if sign.holds is not None]
    done = all(sign.holds for sign in signs) if signs else any(is_complete(*each) for each in said)
    if done:
        return "done"
    return "started" if said else "not started"


def _sign(cycle: Cycle, level: str, done: Done, rows: Answered) -> Sign:
    if done.form is None:
        return Sign(done, 0, 0, None)
    form = cycle.form(done.form, level)
    needed = max(done.at_least, form.rows.min if form.rows else 1)
    complete = sum(1 for values in rows.get(form.id, ()) if _says(values) and is_complete(form, values))
    return Sign(done, complete, needed, complete >= needed)


def _says(values: Mapping[str, Any]) -> bool:
    return not all(is_blank(value) for value in values.values())
