"""A workbook that a team filled in, brought into the record: nothing in it goes over what others typed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from inquiry.cycle import Cycle, Form, clean_values, owners_for, sort_faults
from inquiry.district import District
from inquiry.errors import Checked, Fault, UsageError, has_errors
from inquiry.record.answer import Answer, show, to_json
from inquiry.record.fold import ASIDE
from inquiry.record.locks import Locks
from inquiry.record.record import Record
from inquiry.record.sheets import Change, Place, TeamForms
from inquiry.record.sheets_read import AGAIN, find_changes, places_in
from inquiry.record.typed import Taken, take_typed

if TYPE_CHECKING:
    from openpyxl import Workbook


@dataclass(frozen=True)
class Filled:
    """How many entries of a workbook were saved, were there already, and have a part kept beside."""

    added: int = 0
    skipped: int = 0
    beside: int = 0

    @property
    def words(self) -> str:
        """The counts in a sentence."""
        beside = f", {self.beside} of them beside another answer" if self.beside else ""
        return f"{self.added} entries saved{beside}; {self.skipped} were there already."


def is_fill_in(workbook: Workbook) -> bool:
    """Whether a workbook is one that `write_fill_in` made."""
    return bool(places_in(workbook))


def import_fill_in(
    record: Record,
    district: District,
    cycle: Cycle,
    file: str,
    workbook: Workbook,
    author: str | None,
    locks: Locks | None = None,
) -> Checked[Filled]:
    """Save what a team changed in its workbook as one import; importing it again adds nothing.

    Parameters
    ----------
    file : the workbook's name, which is the import's, too.
    author : the person who answered; in a form that each person answers, it is the person of the line.
    locks : what evidence locks in this district; without it nothing is locked.

    Returns
    -------
    Checked of Filled
        With an error in any cell nothing is saved. Where somebody answered the same question meanwhile, both
        answers are kept, with a note that says which.
    """
    place = next(iter(places_in(workbook).values()))
    asked = _whose(record, district, cycle, file, place)
    if isinstance(asked, Fault):
        return Checked(Filled(), (asked,))
    if author not in district.people:
        given = f"nobody is “{author}”" if author else "it is not said who answered"
        raise UsageError(
            f"{given[0].upper()}{given[1:]}. Add --author with the id of one of: {_list(asked)}."
        )
    found = find_changes(file, workbook, asked)
    faults = [*found.faults, *(f for each in found.changes for f in _check(file, each, asked))]
    if has_errors(faults):
        return Checked(Filled(), tuple(faults))
    answers = [_answer(record, change, asked, author, file) for change in found.changes]
    known = {each.id.removesuffix(ASIDE) for _, earlier in answers for each in earlier}
    lasting = [form.id for form in asked.forms if form.lives_on]
    with record.writing() as connection:
        taken = take_typed(
            connection, [answer for answer, _ in answers], lasting, importer=author, locks=locks
        )
    told = [fault for pair in zip(found.changes, taken, strict=True) for fault in _tell(file, *pair, asked)]
    new = [each for each in taken if each.id not in known and each.state != "refused"]
    beside = sum(each.state == "aside" for each in taken)
    return Checked(Filled(len(new), len(taken) - len(new), beside), (*faults, *told))


def _whose(record: Record, district: District, cycle: Cycle, file: str, place: Place) -> TeamForms | Fault:
    """What the workbook's team is asked in its quarter; a fault where that is none of this district's."""
    teams = {team.team: team for team in district.all_teams}
    quarters = {quarter.id: quarter for quarter in district.quarters}
    if place.cds != district.settings.cds:
        found, allowed = f"a workbook of the district {place.cds}", f"one of {district.settings.cds}"
        return Fault(file, found, allowed, "name that district's folder with -d")
    if place.team not in teams:
        cure = "put its old id back into teams.csv (to rename a team, change its “name”), or export again"
        return Fault(file, f"a workbook of the team “{place.team}”", "a team of teams.csv", cure)
    if place.quarter not in quarters:
        cure = "put the quarter back into district.toml, or export the workbook again"
        return Fault(file, f"a workbook of the quarter “{place.quarter}”", ", ".join(quarters), cure)
    if place.quarter in record.closed_quarters():
        cure = f"run `inquiry quarter reopen -q {place.quarter}` first"
        return Fault(file, f"a workbook of {place.quarter}, which is closed", "a quarter that is open", cure)
    return TeamForms(record, district, cycle, teams[place.team], quarters[place.quarter])


def _list(asked: TeamForms) -> str:
    return (
        ", ".join(f"{person} ({name})" for person, name in asked.people.items()) or "the district's members"
    )


def _check(file: str, change: Change, asked: TeamForms) -> Iterator[Fault]:
    """What is wrong with the values of one line: errors, and notes for what may stand."""
    form = _form(change, asked)
    for field in form.fields:
        if field.id not in change.values:
            continue
        alone = {field.id: change.values[field.id]}
        hard, soft = sort_faults(form, alone, people=None, quarter=asked.quarter)
        where = f"{change.sheet}, cell {change.cells[field.id]}"
        for sentence in (*hard, *soft):
            yield Fault(
                file, sentence, "what the question asks for", "correct the cell, or leave it if it was so",
                row=change.line, column=where, severity="error" if sentence in hard else "note",
            )  # fmt: skip


def _form(change: Change, asked: TeamForms) -> Form:
    form = asked.form(change.place.form)
    assert form is not None  # find_changes leaves out the others
    return form


Seen = list[Answer]


def _answer(record: Record, change: Change, asked: TeamForms, author: str, batch: str) -> tuple[Answer, Seen]:
    """A changed line as an answer, with an id that is the same each time; and what the row was before."""
    form = _form(change, asked)
    values = clean_values(form, change.values)
    said = to_json([form.id, change.owner, change.row or change.line, values])
    mark = hashlib.sha256(said.encode()).hexdigest()[:24]
    owner = change.owner or next(iter(owners_for(form, asked.team)))
    row = change.row or mark[:12]
    quarter = None if form.goes_on else asked.quarter.id  # another quarter's row is another row
    earlier = [
        each.answer
        for each in record.history(owner, form.id, row=row, scope=form.scope, quarter=quarter)
        if not each.withdrawn
    ]
    answer = Answer(
        quarter=asked.quarter.id,
        scope=form.scope,
        owner=owner,
        form=form.id,
        row=row,
        values=values,
        author=owner if form.scope == "person" else author,
        saved_at=datetime.now(UTC),
        id=f"{change.place.stamp}-{mark}",
        base=change.base,
        batch=batch,
    )
    return replace(answer, base=_base(answer, earlier, change.place.stamp)), earlier


def _base(answer: Answer, earlier: Iterable[Answer], stamp: str) -> str | None:
    """What the team had seen: the row as it was exported, and what it brought in from this workbook since."""
    later: list[Answer] = []
    for each in earlier:
        later = [] if each.id == answer.base else [*later, each]
    own = all(each.id.startswith(f"{stamp}-") and not each.aside for each in later)
    return later[-1].id if later and own else answer.base


def _tell(file: str, change: Change, taken: Taken, asked: TeamForms) -> Iterator[Fault]:
    """What was kept beside, or refused, in words: which cell, what is in it, what stands."""
    if taken.state == "refused":
        where = f"{change.sheet}, line {change.line}"
        yield Fault(file, taken.why, "an entry that can be saved", AGAIN, row=change.line, column=where)
    for theirs in taken.theirs:
        by = asked.district.name_of(theirs.author) or "somebody"
        when = f"{theirs.saved_at.astimezone(asked.district.settings.zone):%Y-%m-%d %H:%M}"
        mine = show(change.values.get(theirs.field))
        yield Fault(
            file,
            f"{mine}, and meanwhile {by} answered {show(theirs.value)} ({when})",
            "one answer to a question; both are kept, and the one in the record stands",
            "choose between them on the page",
            row=change.line,
            column=f"{change.sheet}, cell {change.cells.get(theirs.field, '')}",
            severity="note",
        )
