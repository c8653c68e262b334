"""Answers checked against the cycle's questions and the district's people, teams and calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from inquiry.cycle import SINGLE_ROW, check_answer
from inquiry.errors import Fault
from inquiry.record.answer import Answer, show

if TYPE_CHECKING:
    from inquiry.cycle import Cycle, Form
    from inquiry.district import District, Quarter

SHOWN = 8  # ids named in a message; the district's lists have them all
DISTRICT = "district"
NOT_SHOWN = "nothing: it is kept, as unplaced; correct it if it is a slip."


@dataclass(frozen=True)
class _Known:
    """Everything an answer may refer to."""

    cycle: Cycle
    quarters: dict[str, Quarter]
    owners: dict[str, tuple[str, ...]]
    levels: dict[str, str]
    people: frozenset[str]


def check_answers(answers: Iterable[Answer], cycle: Cycle, district: District) -> tuple[Fault, ...]:
    """Everything in answers that does not fit the district or its questions; meant for what is imported.

    Parameters
    ----------
    answers : as `read_answers` gives them, with their lines.
    cycle : the questions.
    district : its quarters, teams, schools and people.

    Returns
    -------
    tuple of Fault
        Errors: an unknown quarter or owner, another scope than the form's, a value that its field does not
        take. Notes: a form or field that is no longer asked (kept, shown as unplaced), a form that this
        level is not asked, an unknown person (people leave).
    """
    known = _gather(cycle, district)
    return tuple(fault for answer in answers for fault in _check(answer, known))


def _gather(cycle: Cycle, district: District) -> _Known:
    people = frozenset(member.person for team in district.all_teams for member in team.members)
    owners = {
        "team": tuple(team.team for team in district.all_teams),
        # A form of a school's scope is the district's own on its team's page (cycle.owner_for).
        "school": (*(school.school for school in district.all_schools), DISTRICT),
        "district": (DISTRICT,),
        "person": tuple(sorted(people)),
    }
    levels = {team.team: team.level for team in district.all_teams}
    quarters = {quarter.id: quarter for quarter in district.quarters}
    return _Known(cycle, quarters, owners, levels, people)


def _check(answer: Answer, known: _Known) -> Iterator[Fault]:
    if answer.quarter not in known.quarters:
        cure = "correct it, or add the quarter to district.toml."
        yield _fault(answer, known, "quarter", show(answer.quarter), _list(known.quarters), cure)
    if answer.owner not in known.owners[answer.scope]:
        cure = "correct it, or add it to the district's lists."
        allowed = f"the {answer.scope}s of this district: {_list(known.owners[answer.scope])}"
        severity: Literal["error", "note"] = "note" if answer.scope == "person" else "error"
        yield _fault(answer, known, "owner", show(answer.owner), allowed, cure, severity)
    if answer.author is not None and answer.author not in known.people:
        cure = "nothing, if this person has left; otherwise correct it."
        yield _fault(answer, known, "author", show(answer.author), "a person in members.csv", cure, "note")
    if known.cycle.unplaced(answer.form):
        allowed = "a form of templates/cycle"
        yield _fault(answer, known, "form", show(answer.form), allowed, NOT_SHOWN, "note")
    else:
        yield from _check_form(answer, known.cycle.form(answer.form), known)


def _check_form(answer: Answer, form: Form, known: _Known) -> Iterator[Fault]:
    if answer.scope != form.scope:
        cure = "write the scope and the owner that the form asks for."
        yield _fault(answer, known, "scope", show(answer.scope), f"{form.scope}: whose answer it is", cure)
    if form.rows is None and answer.row != SINGLE_ROW:
        cure = "leave the key out: this form has just one row."
        yield _fault(answer, known, "row", show(answer.row), f"“{SINGLE_ROW}”", cure)
    level = known.levels.get(answer.owner) if answer.scope == "team" else None
    if level is not None and level not in form.levels:
        allowed = f"a form that this level ({level}) is asked"
        yield _fault(answer, known, "form", show(answer.form), allowed, NOT_SHOWN, "note")
        level = None
    yield from _check_fields(answer, known.cycle.form(form.id, level), known)
    yield from _check_values(answer, known.cycle.form(form.id, level), known)


def _check_fields(answer: Answer, form: Form, known: _Known) -> Iterator[Fault]:
    asked = [field.id for field in form.fields]
    for name in sorted(set(answer.values) - set(asked)):
        allowed = f"a field of “{form.id}”: {_list(asked)}"
        yield _fault(answer, known, f"values.{name}", "a field that is not asked", allowed, NOT_SHOWN, "note")


def _check_values(answer: Answer, form: Form, known: _Known) -> Iterator[Fault]:
    wrong = check_answer(form, answer.values)
    allowed = f"what “{form.id}” asks for"
    for sentence in wrong:
        yield _fault(answer, known, "values", sentence, allowed, "correct the value.")
    quarter = known.quarters.get(answer.quarter)
    for sentence in check_answer(form, answer.values, people=known.people, quarter=quarter):
        if sentence not in wrong:  # people leave, and plans reach beyond a quarter
            cure = "nothing, if it was so; otherwise correct it."
            yield _fault(answer, known, "values", sentence, allowed, cure, "note")


def _fault(
    answer: Answer,
    known: _Known,
    column: str,
    found: str,
    allowed: str,
    cure: str,
    severity: Literal["error", "note"] = "error",
) -> Fault:
    theirs = answer.owner in known.owners[answer.scope]
    return Fault(
        file=answer.file or "answers",
        found=found,
        allowed=allowed,
        cure=cure,
        row=answer.line,
        column=column,
        school=answer.owner if theirs and answer.scope == "school" else None,
        team=answer.owner if theirs and answer.scope == "team" else None,
        severity=severity,
    )


def _list(ids: Iterable[str]) -> str:
    named = list(ids)
    more = f" and {len(named) - SHOWN} more" if len(named) > SHOWN else ""
    return ", ".join(named[:SHOWN]) + more
