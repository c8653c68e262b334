"""Everything one page may show, each thing read once and only when it is first asked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeVar

import pandas as pd

from inquiry.cycle import PAGES, Cycle, Form, load_cycle, owner_for, rows_to_carry
from inquiry.district import District, Quarter, School, Team, load_district
from inquiry.errors import UsageError
from inquiry.record import RECORD_FILE, Record, Row, open_record
from inquiry.sources import Accountability, Dashboard, load_accountability

T = TypeVar("T")
Saved = Mapping[str, Sequence[Row]]  # quarter -> the rows saved in it, removed ones too
LIVES_ON = frozenset({"once", "yearly"})  # cadences whose answers stay in place from quarter to quarter


@dataclass(frozen=True)
class Answers:
    """The rows of one form; `carried_from` names the last quarter that changed them when this one did not."""

    rows: tuple[Row, ...]
    carried_from: str | None = None


class Desk:
    """What lies before one team on one page.

    Parameters
    ----------
    folder : Path
        The district's folder.
    team, quarter, page : str
        Ids; an empty quarter means the one that `as_of` falls in. `page` is a notebook's name.
    as_of : datetime.date
        The day that counts as today.
    """

    def __init__(self, folder: Path, team: str, quarter: str, page: str, as_of: dt.date) -> None:
        """Read the district, which every page needs, and find team and quarter in it."""
        if page not in PAGES.values():
            raise UsageError(f"There is no page “{page}”. There are: {', '.join(PAGES.values())}.")
        self.folder = folder
        self.district: District = load_district(folder)
        self.team: Team = self.district.team(team)
        self.quarter: Quarter = self.district.quarter(as_of, quarter or None)
        self.page = page
        self.as_of = as_of

    @property
    def level(self) -> str:
        """The team's level."""
        return self.team.level

    @cached_property
    def moment(self) -> dt.datetime:
        """The last moment of today, by the district's clock: answers saved later are not shown yet."""
        return self.district.settings.end_of(self.as_of)

    @cached_property
    def school(self) -> School | None:
        """The team's school; None for the district's own teams."""
        return None if self.level == "district" else self.district.school(self.team.school)

    @property
    def place(self) -> str:
        """The name of the school, or of the district."""
        return self.school.name if self.school else self.district.settings.name

    @cached_property
    def previous(self) -> Quarter | None:
        """The quarter before this one."""
        return self.district.previous_quarter(self.quarter)

    @property
    def suppress_below(self) -> int:
        """Staff faces withhold groups of fewer students than this."""
        return self.district.settings.thresholds.suppress_below

    @cached_property
    def cycle(self) -> Cycle:
        """The questions."""
        return load_cycle()

    @cached_property
    def accountability(self) -> Accountability:
        """The state's indicators, cut scores and rules."""
        return load_accountability()

    @cached_property
    def dashboard(self) -> Dashboard:
        """The state's published files: the district's rows, and the counts of all rows."""
        from inquiry.sources.dashboard import CACHE_FOLDER, FOLDER, read_dashboards

        cds, cache = self.district.settings.cds, self.folder / CACHE_FOLDER
        return read_dashboards(self.folder / FOLDER, cds, cache=cache).value

    @cached_property
    def local_indicators(self) -> pd.DataFrame:
        """The district's own ratings: year, priority, result; no rows when there is no file."""
        from inquiry.sources.local_indicators import LOCAL_FILE, read_local_indicators

        path = self.folder / LOCAL_FILE
        empty = pd.DataFrame({"year": [], "priority": [], "result": []})
        return read_local_indicators(path, self.district.settings.cds).value if path.is_file() else empty

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """The teams' counts of students at each level of the rubric, up to today."""
        from inquiry.sources.evidence import EVIDENCE_FILE, read_evidence

        path = self.folder / EVIDENCE_FILE
        if not path.is_file():
            return pd.DataFrame()
        frame = read_evidence(path, self.district, tuple(self.cycle.skills)).value
        return frame[frame["date"] <= self.as_of]

    @cached_property
    def record(self) -> Record:
        """The answers, for reading only."""
        return open_record(self.folder / RECORD_FILE, read_only=True)

    def answers(self, form: Form, quarter: Quarter | None = None) -> Answers:
        """A team's answers to a form in this quarter (or another), laid over those that came along into it.

        Forms asked once or yearly live on: their latest answers stand, whatever the quarter.
        """
        quarter = quarter or self.quarter
        owners = self._owners(form)
        if form.cadence in LIVES_ON:
            return Answers(tuple(row for owner in owners for row in self._latest(owner, form)))
        rows = tuple(row for owner in owners for row in self.standing(owner, form, quarter))
        changed = any(self._saved(owner, form).get(quarter.id) for owner in owners)
        return Answers(rows, None if changed else self._last_quarter_of(rows))

    def standing(self, owner: str, form: Form, quarter: Quarter) -> tuple[Row, ...]:
        """One owner's answered rows as they stand in a quarter: what came along, and what it changed."""
        here = self._saved(owner, form).get(quarter.id, ())
        return tuple(row for row in lay_over(self._carried(owner, form, quarter), here) if row.answered)

    def read_ahead(self, form: Form, owners: Iterable[str]) -> None:
        """Read a form of many owners at once, before each one's rows are asked for."""
        rows = self.record.all_rows(
            form=form.id, scope=form.scope, as_of=self.moment, by_quarter=True, with_removed=True
        )
        found: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            found[row.owner].append(row)
        for owner in owners:
            self._kept[_saved_key(owner, form)] = _by_quarter(found.get(owner, ()))

    def _latest(self, owner: str, form: Form) -> Iterable[Row]:
        found = self.record.rows(owner, form.id, scope=form.scope, as_of=self.moment)
        return (row for row in found if row.answered)

    def _saved(self, owner: str, form: Form) -> Saved:
        """What one owner saved of a form, quarter by quarter."""

        def read() -> Saved:
            return _by_quarter(
                self.record.all_rows(
                    owner=owner,
                    form=form.id,
                    scope=form.scope,
                    as_of=self.moment,
                    by_quarter=True,
                    with_removed=True,
                )
            )

        return self.once(_saved_key(owner, form), read)

    def _carried(self, owner: str, form: Form, quarter: Quarter) -> tuple[Row, ...]:
        """What came along from the quarter before, where it may have come along itself."""
        before = self.district.previous_quarter(quarter)
        if before is None:
            return ()
        rows = self.standing(owner, form, before)
        others = {}
        if form.closed_by:
            closing = self.cycle.form(form.closed_by.form)
            closed = self.standing(owner, closing, before)
            others = {closing.id: {row.row: row.values for row in closed}}
        kept = rows_to_carry(form, {row.row: row.values for row in rows}, others)
        return tuple(row for row in rows if row.row in kept)

    def _last_quarter_of(self, rows: Sequence[Row]) -> str | None:
        """The latest quarter in which any of these rows was saved."""
        saved = {row.quarter for row in rows}
        return next((each.id for each in reversed(self.district.quarters) if each.id in saved), None)

    def _owners(self, form: Form) -> list[str]:
        """Whose answers a form holds on this team's page; for a person's form every member's."""
        if form.scope == "person":
            return [member.person for member in self.team.members]
        owner = owner_for(form, self.team)
        return [owner] if owner else []

    def person(self, person: str | None) -> str:
        """A person's name; the id where the list of members no longer has it."""
        return self._names.get(person or "", person or "")

    @cached_property
    def _names(self) -> dict[str, str]:
        return {member.person: member.name for team in self.district.all_teams for member in team.members}

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What a section works out from the files, kept for the other sections of the page."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]  # type: ignore[return-value]

    @cached_property
    def _kept(self) -> dict[str, object]:
        return {}


def lay_over(carried: Iterable[Row], here: Iterable[Row]) -> list[Row]:
    """Rows that came along with a quarter's own over them, field by field; those it removed are left out.

    In the form's order: rows with a position first, then what came along before what is new.
    """
    rows = {row.row: row for row in carried}
    for row in here:
        if row.removed:
            rows.pop(row.row, None)
        else:
            rows[row.row] = _merge(rows[row.row], row) if row.row in rows else row
    return sorted(rows.values(), key=lambda row: (row.position is None, row.position or 0))


def _merge(old: Row, new: Row) -> Row:
    """A row with what a later quarter saved over it; `new.times` also names the fields that it cleared."""
    left = {name: value for name, value in old.values.items() if name not in new.times}
    return replace(
        new,
        values=dict(sorted({**left, **new.values}.items())),
        position=old.position if new.position is None else new.position,
        authors=dict(sorted({**old.authors, **new.authors}.items())),
        times=dict(sorted({**old.times, **new.times}.items())),
        first_saved_at=old.first_saved_at,
        revisions=old.revisions + new.revisions,
    )


def _by_quarter(rows: Iterable[Row]) -> Saved:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.quarter].append(row)
    return dict(found)


def _saved_key(owner: str, form: Form) -> str:
    return f"saved: {form.scope} {owner} {form.id}"
