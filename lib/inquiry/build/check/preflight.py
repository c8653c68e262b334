"""Everything a build needs, checked in one pass before anything starts, with all faults together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from nbformat import NotebookNode

from inquiry.build.check.names_check import name_notes
from inquiry.build.check.preflight_data import check_data
from inquiry.build.check.preflight_record import count_notes, owner_notes, place_faults
from inquiry.build.check.sources_check import check_places, read_page_sources
from inquiry.build.current.manifest import sha256
from inquiry.build.notebook.notebooks import notebook_bytes
from inquiry.build.plan import Page
from inquiry.cycle import PAGES as FORM_PAGES
from inquiry.cycle import Cycle, Form, load_cycle, read_cycle
from inquiry.cycle.agenda import read_agendas
from inquiry.district import District, Quarter, read_district
from inquiry.district.levels import load_levels
from inquiry.district.shipped import notebooks_folder
from inquiry.errors import Checked, Fault, RecordError, has_errors
from inquiry.record import RECORD_FILE, open_record
from inquiry.sources import read_accountability
from inquiry.sources.name_words import read_name_words
from inquiry.views.disclosed.exported import find_missing
from inquiry.views.disclosed.memory import check_plans
from inquiry.views.suggest import check_suggestions

NOT_YET = Fault(
    "the other files",
    "not looked at yet: they are held against the settings and lists",
    "settings and lists that can be read",
    "mend those above, then check again",
    severity="note",
)

# A first import that finds the disk full leaves such a file; so does a program that lost the answers.
EMPTY_RECORD = Fault(
    RECORD_FILE,
    "an empty file",
    "the record of answers",
    "nothing, if nobody has answered yet; otherwise run `inquiry restore FILE` with your last backup",
    severity="note",
)


@dataclass(frozen=True)
class Preflight:
    """What a build starts from: the district, the quarter, the questions, the pages' sources.

    Where the check need not be made again, questions and sources are read only for pages that must run.
    """

    district: District
    quarter: Quarter
    as_of: dt.date
    questions: Callable[[], Cycle] = load_cycle
    notebooks: Callable[[], Mapping[str, NotebookNode]] = lambda: read_sources().value

    @cached_property
    def cycle(self) -> Cycle:
        """The questions."""
        return self.questions()

    @cached_property
    def sources(self) -> Mapping[str, NotebookNode]:
        """Each page's source notebook."""
        return self.notebooks()

    @cached_property
    def source_digests(self) -> Mapping[str, str]:
        """Each page's source notebook, as a digest."""
        return {page: sha256(notebook_bytes(source)) for page, source in self.sources.items()}

    def forms(self, page: Page) -> list[Form]:
        """The forms that a page asks its team to fill in, in order."""
        names = {file: name for name, file in FORM_PAGES.items()}
        return self.cycle.forms_for(page.level, names[page.page])


def check_district(
    folder: Path, quarter: str | None = None, as_of: dt.date | None = None
) -> Checked[Preflight | None]:
    """Check everything that a build of a district's quarter would need; make nothing.

    Parameters
    ----------
    folder : the district's folder.
    quarter : its id (default: the one that `as_of` falls in, else the latest begun).
    as_of : the day that pages show and that decides what is due (default: today).

    Returns
    -------
    Checked of Preflight or None
        All faults and notes: settings, lists, published files, local indicators, evidence, students, schools
        without data and data without schools, questions, cut scores, answers, the pages' sources. None when
        something that every page needs cannot be used.

    Raises
    ------
    UsageError
        When there is no such quarter.
    """
    day = as_of or dt.datetime.now().astimezone().date()
    district, cycle, accountability = read_district(folder), read_cycle(), read_accountability()
    sources = read_sources()
    record = _read_record(folder / RECORD_FILE)
    faults = [*district.faults, *cycle.faults, *accountability.faults, *sources.faults, *record.faults]
    faults += _question_faults(cycle.value, sources.value) if cycle.value else ()
    faults += [*place_faults(folder), *check_plans(folder), *find_missing(folder)]
    if district.value is None:
        return Checked(None, (*faults, NOT_YET))
    chosen = district.value.quarter(day, quarter)
    faults += check_data(
        district.value, cycle.value, None if has_errors(accountability.faults) else accountability.value
    )
    faults += [] if record.faults else owner_notes(folder / RECORD_FILE, district.value)
    faults += read_name_words().faults
    if cycle.value and not record.faults:
        faults += [] if has_errors(faults) else name_notes(folder, district.value, chosen.id, day)
        faults += count_notes(folder / RECORD_FILE, district.value, cycle.value)
    scoped = tuple(scope_to_schools(faults, district.value))
    if cycle.value is None or any(fault.stops_everything for fault in scoped):
        return Checked(None, scoped)
    found, read = cycle.value, sources.value
    return Checked(Preflight(district.value, chosen, day, lambda: found, lambda: read), scoped)


def _question_faults(cycle: Cycle, sources: Mapping[str, NotebookNode]) -> Iterator[Fault]:
    """What is wrong with the questions as pages, suggestions and agendas take them up."""
    yield from check_places(sources, cycle)
    yield from check_suggestions(cycle)
    yield from read_agendas(cycle).faults


def read_sources() -> Checked[Mapping[str, NotebookNode]]:
    """The workbook's source notebooks, by page."""
    return read_page_sources(notebooks_folder(), load_levels().ids)


def refusal(page: Page, faults: Iterable[Fault]) -> str:
    """Why a page must not be built: the faults of its school or team, in words; empty without any."""
    own = [fault for fault in faults if fault.severity == "error" and _concerns(fault, page)]
    return "; ".join(str(fault) for fault in own)


def scope_to_schools(faults: Iterable[Fault], district: District) -> list[Fault]:
    """The faults with a school's CDS code replaced by its id.

    What is wrong with the published rows of a school that has no workbook concerns nobody here: a note.
    """
    ids = dict(zip(district.schools["cds"], district.schools["school"], strict=True))
    known = set(district.schools["school"]) | {"district"}
    scoped = []
    for fault in faults:
        if fault.school in ids:
            fault = replace(fault, school=str(ids[fault.school]))
        elif fault.school is not None and fault.school.isdigit() and fault.school not in known:
            fault = replace(fault, severity="note")
        scoped.append(fault)
    return scoped


def _concerns(fault: Fault, page: Page) -> bool:
    if fault.team is not None:
        return fault.team == page.team
    return fault.school == page.school


def _read_record(path: Path) -> Checked[str]:
    """Whether all answers can be read; a record that cannot stops everything: answers would be missing."""
    if path.exists() and not path.stat().st_size:
        return Checked("", (EMPTY_RECORD,))
    try:
        with open_record(path, read_only=True) as record:
            return Checked(record.digest())
    except RecordError as trouble:
        cure = (
            "do what it says; where the file is damaged, run `inquiry restore FILE` with your last backup: "
            "the file as it is now is kept beside it"
        )
        fault = Fault(path.name, str(trouble), "the record of answers, as this version writes it", cure)
        return Checked("", (fault,))
