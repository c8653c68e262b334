"""Build a district's quarter: the whole job, step by step."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

from nbformat import NotebookNode

from inquiry.build.check.preflight import Preflight, check_district, refusal
from inquiry.build.check.strays import stray_notes
from inquiry.build.current.check_memory import recall_faults, remember_faults
from inquiry.build.current.currency import Currency
from inquiry.build.current.manifest import read_manifest
from inquiry.build.current.remember import hash_program, own_notes
from inquiry.build.current.stamps import Stamp, take_stamp
from inquiry.build.current.why import Words
from inquiry.build.journal import note_build
from inquiry.build.keeping.lock import lock_build
from inquiry.build.ledger import Draft, Ledger
from inquiry.build.notebook.assemble import assemble_page
from inquiry.build.notebook.keys import builder_key, known_key
from inquiry.build.notebook.notebooks import notebook_bytes
from inquiry.build.plan import Page, plan_pages
from inquiry.build.results import BuildResult, PageResult, Progress, State
from inquiry.build.running.cluster import run_on_cluster
from inquiry.build.running.folders import read_log, running_folder
from inquiry.build.running.run import run_tasks
from inquiry.build.running.scratch import open_scratch
from inquiry.build.running.task import ENGINE, Notes, Task
from inquiry.district import CACHE_FOLDER, load_district
from inquiry.district.cache_folder import prune_cache
from inquiry.district.files import explain_refusal
from inquiry.errors import BadInput, Checked, Fault, RecordError, UsageError
from inquiry.record import RECORD_FILE, update_record
from inquiry.views.disclosed.memory import digest_plans


def build_district(
    folder: Path,
    quarter: str | None = None,
    as_of: dt.date | None = None,
    schools: Sequence[str] = (),
    teams: Sequence[str] = (),
    jobs: int | None = None,
    force: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
    engine: str = ENGINE,
    on: str | None = None,
) -> BuildResult:
    """Make every page of every team: check, plan, run side by side, keep what teams wrote, write, remember.

    Parameters
    ----------
    folder, quarter, as_of : as `check_district` takes them.
    schools, teams : only the pages of these schools and these teams (both empty: all).
    jobs : how many pages at the same time (default: one per core).
    force : make every page, also where nothing has changed.
    dry_run : say what would be done, and write nothing but what reading keeps in `build/.cache`.
    progress : called after each page.
    engine : papermill's engine; “nbclient” gives each page a plain kernel, to compare with.
    on : the address of a Dask scheduler: its workers run the pages, and `jobs` says nothing.

    Returns
    -------
    BuildResult
        Every page's result in reading order, and all faults and notes of the check.

    Raises
    ------
    BadInput
        When something that concerns the whole district is at fault; no page was touched.
    UsageError
        When there is no such quarter, school or team, or the quarter is being built or published.
    """
    folder = folder.resolve()
    if not dry_run:
        builder_key()  # made by the first build
        with contextlib.suppress(RecordError):  # what is wrong with it the check tells, with everything else
            update_record(folder / RECORD_FILE)
    ready, stamp, faults = _checked(folder, quarter, as_of)
    plan = plan_pages(ready.district, ready.quarter, ready.as_of)
    chosen = plan_pages(ready.district, ready.quarter, ready.as_of, schools, teams)
    strays = tuple(stray_notes(folder, ready.quarter.id, plan))
    if not chosen:
        raise UsageError("There is no team to build pages for. Add teams to teams.csv.")
    if dry_run:
        drafts, _ = draft_pages(ready, stamp, chosen, faults, force)
        return BuildResult(ready.quarter.id, tuple(map(_foreseen, drafts)), (*faults, *strays))
    with lock_build(folder, ready.quarter.id):
        told, stamp = _decide_told(ready, stamp)
        faults = (*faults, *told)
        remember_faults(folder, ready.quarter.id, stamp, faults)
        drafts, known = draft_pages(ready, stamp, chosen, faults, force)
        order = [page.key for page in plan]
        ledger = Ledger(folder, drafts, order, progress, builder_key(), known, stamp)
        chose = {"schools": list(schools), "teams": list(teams), "force": force}
        with note_build(folder, ready.quarter.id, ready.as_of, asdict(stamp), chose) as entry, ledger.open():
            make_pages(drafts, ledger, jobs, engine, on)
            entry.add_pages(ledger.results)
    return BuildResult(ready.quarter.id, ledger.results, (*faults, *strays, *ledger.faults))


def _decide_told(ready: Preflight, stamp: Stamp) -> tuple[tuple[Fault, ...], Stamp]:
    """Decide what staff are told before any page runs; nothing where all is as it was then."""
    folder, quarter = ready.district.folder, ready.quarter
    if recall_faults(folder, quarter.id, stamp) is not None:
        return (), stamp
    from inquiry.views.disclosed.keep import keep_plans  # its solver takes a third of a second to load

    notes = keep_plans(folder, ready.district, quarter, ready.as_of)
    return notes, replace(stamp, told=digest_plans(folder))


def draft_pages(
    ready: Preflight, stamp: Stamp, pages: Sequence[Page], faults: Sequence[Fault], force: bool
) -> tuple[list[Draft], Currency]:
    """Find out of each page whether it must run, and why; and what is known of the pages from before."""
    builder = known_key() or ""
    manifest = read_manifest(ready.district.folder, ready.quarter.id)
    own = _own_notes_of(ready, builder)
    known = Currency(ready.district.folder, manifest, stamp, own)
    words = cache(lambda: Words(ready.district, ready.cycle))
    drafts = [_draft(ready, page, known, own, words, refusal(page, faults), force) for page in pages]
    return drafts, known


def make_pages(
    drafts: Sequence[Draft], ledger: Ledger, jobs: int | None, engine: str, on: str | None
) -> None:
    """Make what must be made: refused pages are noted, current ones kept, the others run side by side."""
    to_run = []
    for draft in drafts:
        if draft.refused:
            ledger.fail(draft, draft.refused, "")
        elif not draft.because:
            ledger.keep(draft)
        elif not (refused := _make_folder(draft.page)):
            to_run.append(draft)
        else:
            ledger.fail(draft, str(refused), "")
    if to_run:
        hash_program()  # as it is loaded: it may be updated on the disk while pages run
    district, quarter = drafts[0].page.district, drafts[0].page.quarter
    with open_scratch(district, quarter) as scratch, running_folder(district, quarter) as place:
        tasks = [
            Task(
                notebook_bytes(draft.notebook),
                draft.page.parameters,
                place / str(n),
                scratch / f"{n}.log",
                engine,
                ledger.seconds(draft.page),
            )
            for n, draft in enumerate(to_run)
        ]
        ran = run_on_cluster(tasks, on, district) if on else run_tasks(tasks, jobs, share=district)
        for n, outcome in ran:
            ledger.take(to_run[n], outcome, read_log(tasks[n].log))
    if to_run:
        prune_cache(district / CACHE_FOLDER)


def _checked(
    folder: Path, quarter: str | None, as_of: dt.date | None
) -> tuple[Preflight, Stamp, tuple[Fault, ...]]:
    """What the check before the build found; `BadInput` when it concerns the whole district.

    Where everything looks as it did at the last check, that one still holds.
    """
    day = as_of or dt.datetime.now().astimezone().date()
    try:
        district = load_district(folder)
        chosen = district.quarter(day, quarter)
        stamp = take_stamp(folder, chosen.id, day)
    except (BadInput, RecordError):
        _check(folder, quarter, day)  # tells all faults together
        raise  # one that is gone by now
    if (known := recall_faults(folder, chosen.id, stamp)) is not None:
        return Preflight(district, chosen, day), stamp, known
    ready, faults = _check(folder, quarter, day)
    return ready, stamp, faults


def _check(folder: Path, quarter: str | None, day: dt.date) -> tuple[Preflight, tuple[Fault, ...]]:
    checked: Checked[Preflight | None] = check_district(folder, quarter, day)
    if checked.value is None:
        raise BadInput(checked.faults)
    return checked.value, checked.faults


def _own_notes_of(ready: Preflight, builder: str) -> Callable[[Page], Notes]:
    """What a page is made of beside what it reads, asked only where it counts."""

    def notes(page: Page) -> Notes:
        asked = [form.id for form in ready.forms(page)]
        language = ready.district.settings.language
        return own_notes(page, asked, ready.source_digests[page.page], language, builder)

    return notes


def _draft(
    ready: Preflight,
    page: Page,
    known: Currency,
    own: Callable[[Page], Notes],
    words: Callable[[], Words],
    refused: str,
    force: bool,
) -> Draft:
    def assemble() -> NotebookNode:
        forms = [form.id for form in ready.forms(page)]
        return assemble_page(ready.sources[page.page], page, forms, ready.district.settings.language)

    reasons = () if refused else (("forced", ""),) if force else known.reasons(page)
    because = words().say(reasons) if reasons else ""
    return Draft(page, assemble, lambda: own(page), refused, because)


def _foreseen(draft: Draft) -> PageResult:
    """What a build would do with a page."""
    page = draft.page
    state: State = "failed" if draft.refused else "built" if draft.because else "unchanged"
    return PageResult(
        page.school, page.team, page.page, page.file, state, draft.refused, because=draft.because
    )


def _make_folder(page: Page) -> Fault | None:
    """Make the team's folder; say why that is refused."""
    try:
        page.workbook.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        return explain_refusal(trouble, page.file)
    return None
