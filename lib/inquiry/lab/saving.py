"""What people type: checked against its form, and handed to the record in one step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from inquiry.cycle import SINGLE_ROW, Cycle, Form, clean_values, missing_required, owner_for, sort_faults
from inquiry.errors import RecordError, UsageError
from inquiry.lab.ask import Refused, take_list, take_text_or_none
from inquiry.lab.known import Known
from inquiry.lab.opening import hub_author
from inquiry.lab.places import Place
from inquiry.record import Answer, Record
from inquiry.record.ballots import UNFINISHED, find_recast, to_ballot
from inquiry.record.locks import read_locks
from inquiry.record.typed import Taken

MOST_ANSWERS = 500  # in one request
NOBODY = "The list of members has nobody “{}”. Choose who writes again, or ask your coach to add the name."
NOT_THEIRS = "“{}” is each person's own; only members of this team answer it here, each for themselves."
NOT_ASKED = "This question is not asked any more. Load the page again."
NO_FORM = "This page has no such form any more. Load the page again."
NO_ROW = "A row of this form has no such name. Load the page again."


@dataclass
class _Checked:
    """One answer as the browser sent it, and what is to be saved of it."""

    id: str
    values: dict[str, Any] = field(default_factory=dict)
    answer: Answer | None = None
    at: dt.datetime | None = None  # when it came, where the record keeps only the day
    wrong: list[str] = field(default_factory=list)  # why parts of it, or all, are not saved
    notes: list[str] = field(default_factory=list)  # what to think about; it is saved all the same


def save_answers(place: Place, asked: dict[str, Any], known: Known) -> dict[str, Any]:
    """Save the answers that a browser sent.

    Parameters
    ----------
    place : Place
        The page they were typed on.
    asked : dict
        `author`, and `answers`: each with id, form, row, values, base, and owner, position, removed.
    known : Known
        What the server knows.

    Returns
    -------
    dict
        `results`, one for each answer in order, and the record's `mark`.

    Raises
    ------
    Refused
        When the author is nobody, or the record cannot be written: nothing was saved then.
    """
    answers = take_list(asked, "answers", MOST_ANSWERS)
    author = _take_author(place, asked, known)
    cycle = known.cycle()
    checked = [_check(place, cycle, author, each) for each in answers]
    lasting = {form.id for form in cycle.forms.values() if form.lives_on}
    try:
        with known.record(place.folder) as record:
            _refuse_recast(cycle, record, checked)
            wanted = [each.answer for each in checked if each.answer is not None]
            lockable = any(cycle.forms[each.form].locked_by for each in wanted)
            locks = read_locks(place.folder, place.district, cycle) if lockable else None
            taken = known.together(place.folder).save(record, wanted, lasting, locks) if wanted else []
            mark = record.mark()
    except RecordError as trouble:
        raise Refused(503, str(trouble)) from trouble
    told = iter(taken)
    results = [
        _tell(place, each, next(told)) if each.answer is not None else _tell_refused(each) for each in checked
    ]
    return {"results": results, "mark": mark}


def _take_author(place: Place, asked: dict[str, Any], known: Known) -> str | None:
    """Who writes: a member of any team, or the hub's user."""
    author = take_text_or_none(asked, "author")
    hub = hub_author(place, known)
    if author is None or author in place.district.people or (hub and author == hub["id"]):
        return author
    raise Refused(403, NOBODY.format(author[:80]))


def _check(place: Place, cycle: Cycle, author: str | None, given: Mapping[str, Any]) -> _Checked:
    """One answer held against its form: what of it can be saved, and why the rest cannot."""
    checked = _Checked(str(given.get("id") or "")[:200])
    try:
        form = cycle.form(str(given.get("form")), place.team.level)
    except UsageError:
        checked.wrong.append(NO_FORM)
        return checked
    checked.wrong += _find_misplaced(place, form, author, given)
    if not checked.wrong:
        _sort_values(place, form, given["values"], checked)
        _make_answer(place, form, author, given, checked)
    if form.anonymous:
        _make_ballot(place, form, checked)
    return checked


def _make_ballot(place: Place, form: Form, checked: _Checked) -> None:
    """Make the answer nobody's; a ballot is cast whole or not at all, since nobody can mend it later."""
    missing = ", ".join(each.label for each in missing_required(form, checked.values))
    if missing and not checked.wrong:
        checked.wrong.append(UNFINISHED.format(missing))
    if checked.answer is not None:
        checked.at = checked.answer.saved_at
        zone = place.district.settings.zone
        checked.answer = None if checked.wrong else to_ballot(checked.answer, zone)


def _refuse_recast(cycle: Cycle, record: Record, checked: list[_Checked]) -> None:
    """Let nothing through that would change a ballot that is cast."""
    for each in checked:
        if each.answer is not None and cycle.form(each.answer.form).anonymous:
            why = find_recast(each.answer, record)
            if why is not None:
                each.wrong.append(why)
                each.answer = None


def _find_misplaced(place: Place, form: Form, author: str | None, given: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with an answer as a whole."""
    owner = given.get("owner")
    if form.scope == "person":
        members = {member.person for member in place.team.members}
        if author not in members or owner not in (None, author):
            yield NOT_THEIRS.format(form.title)
    elif owner not in (None, owner_for(form, place.team)):
        yield f"“{form.title}” on this page is this team's; it cannot be answered for another."
    row = given.get("row")
    if not isinstance(row, str) or "/" in row or (form.rows is None and row != SINGLE_ROW):
        yield NO_ROW
    if not isinstance(given.get("values"), Mapping):
        yield "What the browser sent holds no answers. Load the page again."


def _sort_values(place: Place, form: Form, values: Mapping[str, Any], checked: _Checked) -> None:
    """Keep the values that can be saved, and say what is wrong with the others."""
    asked = {each.id for each in form.fields}
    people = place.district.people
    for name, value in clean_values(form, values).items():
        if name not in asked:
            checked.wrong.append(NOT_ASKED)
            continue
        hard, soft = sort_faults(form, {name: value}, people=people, quarter=place.quarter)
        checked.wrong += hard
        checked.notes += [] if hard else soft
        if not hard:
            checked.values[name] = value


def _make_answer(
    place: Place, form: Form, author: str | None, given: Mapping[str, Any], checked: _Checked
) -> None:
    """Make the answer that the record takes, unless nothing is left of it."""
    if given["values"] and not checked.values:
        return
    owner = owner_for(form, place.team, author)
    try:
        checked.answer = Answer(
            quarter=place.quarter.id,
            scope=form.scope,
            owner=owner or "",
            form=form.id,
            row=given["row"],
            values=checked.values,
            author=author,
            saved_at=dt.datetime.now(dt.UTC),
            removed=given.get("removed") or False,
            position=given.get("position"),
            id=given.get("id"),  # type: ignore[arg-type]  # what it is, Answer checks
            base=given.get("base"),
        )
    except RecordError as trouble:
        checked.wrong.append(str(trouble))


def _tell(place: Place, checked: _Checked, taken: Taken) -> dict[str, Any]:
    """What became of an answer, as the browser is told."""
    at = (checked.at or taken.saved_at).astimezone(place.district.settings.zone)
    assert checked.answer is not None
    return {
        "id": checked.id,
        "state": taken.state,
        "revision": taken.revision,
        "at": at.isoformat(timespec="seconds"),
        "clock": f"{at:%H:%M}",
        "by": place.district.name_of(checked.answer.author),
        "why": " ".join([*([_why(place, taken)] if taken.why else []), *checked.wrong]),
        "notes": checked.notes,
        "theirs": [
            {
                "field": each.field,
                "value": each.value,
                "by": place.district.name_of(each.author),
                "at": f"{each.saved_at.astimezone(place.district.settings.zone):%Y-%m-%d %H:%M}",
            }
            for each in taken.theirs
        ],
    }


def _why(place: Place, taken: Taken) -> str:
    """Why an answer was refused; with the name of whoever changed the row meanwhile."""
    names = sorted({place.district.name_of(each.author) for each in taken.theirs} - {""})
    who = f"{' and '.join(names)} changed it meanwhile. " if names else ""
    return f"{who}{taken.why}"


def _tell_refused(checked: _Checked) -> dict[str, Any]:
    said = {"id": checked.id, "state": "refused", "revision": None, "why": " ".join(checked.wrong)}
    return said | {"at": "", "clock": "", "by": "", "notes": [], "theirs": []}
