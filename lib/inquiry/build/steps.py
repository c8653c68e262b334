"""Build a district's quarter: the whole job, step by step."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from inquiry.build.assemble import assemble_page
from inquiry.build.keys import builder_key, known_key
from inquiry.build.ledger import Draft, Ledger
from inquiry.build.lock import lock_build
from inquiry.build.manifest import read_manifest
from inquiry.build.notebooks import notebook_bytes
from inquiry.build.plan import Page, plan_pages
from inquiry.build.preflight import Preflight, check_district, refusal
from inquiry.build.remember import fingerprint, hash_inputs, is_current
from inquiry.build.results import BuildResult, PageResult, Progress, State
from inquiry.build.run import run_tasks
from inquiry.build.task import ENGINE, Task
from inquiry.district.files import explain_refusal, sweep_abandoned
from inquiry.district.shipped import templates_folder
from inquiry.errors import BadInput, Checked, Fault, RecordError, UsageError
from inquiry.record import RECORD_FILE, open_record


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
) -> BuildResult:
    """Make every page of every team: check, plan, run side by side, keep what teams wrote, write, remember.

    Parameters
    ----------
    folder : Path
        The district's folder.
    quarter : str, optional
        The quarter's id (default: the one that `as_of` falls in, else the latest begun).
    as_of : date, optional
        The day that pages show and that decides what is due (default: today).
    schools, teams : sequence of str
        Only the pages of these schools and these teams (both empty: all).
    jobs : int, optional
        How many pages at the same time (default: one per core).
    force : bool
        Make every page, also where nothing has changed.
    dry_run : bool
        Say what would be done, and write nothing.
    progress : callable, optional
        Called after each page with the number done, the number of all, and the page's result.
    engine : str
        Papermill's engine; “nbclient” gives each page a plain kernel, to compare with.

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
        _update_record(folder / RECORD_FILE)
    ready, faults = _checked(folder, quarter, as_of)
    plan = plan_pages(ready.district, ready.quarter, ready.as_of)
    chosen = plan_pages(ready.district, ready.quarter, ready.as_of, schools, teams)
    drafts = draft_pages(ready, chosen, faults)
    if not drafts:
        raise UsageError("There is no team to build pages for. Add teams to teams.csv.")
    if dry_run:
        return BuildResult(ready.quarter.id, foresee(folder, drafts, force), faults)
    with lock_build(folder, ready.quarter.id):
        _sweep(folder, ready.quarter.id)
        ledger = Ledger(folder, drafts, [page.key for page in plan], progress, builder_key())
        with ledger.open():
            make_pages(drafts, ledger, jobs, force, engine)
    return BuildResult(ready.quarter.id, ledger.results, (*faults, *ledger.faults))


def draft_pages(ready: Preflight, pages: Sequence[Page], faults: Sequence[Fault]) -> list[Draft]:
    """Assemble each page's notebook, with the fingerprint of all it could read, and why it must not run."""
    inputs = hash_inputs(ready.district.folder, templates_folder(), ready.record_digest)
    key = known_key() or ""
    return [_draft(ready, page, inputs, key, faults) for page in pages]


def foresee(folder: Path, drafts: Sequence[Draft], force: bool) -> tuple[PageResult, ...]:
    """What a build would do with each page."""
    before = read_manifest(folder, drafts[0].page.quarter)
    results = []
    for draft in drafts:
        page = draft.page
        current = not force and is_current(before.page(*page.key), page, draft.fingerprint)
        state: State = "failed" if draft.refused else "unchanged" if current else "built"
        results.append(PageResult(page.school, page.team, page.page, page.file, state, draft.refused))
    return tuple(results)


def make_pages(drafts: Sequence[Draft], ledger: Ledger, jobs: int | None, force: bool, engine: str) -> None:
    """Make what must be made: refused pages are noted, current ones kept, the others run side by side."""
    to_run = []
    for draft in drafts:
        if draft.refused:
            ledger.fail(draft, draft.refused, "")
        elif not force and is_current(ledger.record(draft.page), draft.page, draft.fingerprint):
            ledger.keep(draft)
        elif not (refused := _make_folder(draft.page)):
            to_run.append(draft)
        else:
            ledger.fail(draft, str(refused), "")
    with tempfile.TemporaryDirectory(prefix="inquiry-build-") as scratch:
        tasks = [_task(draft, Path(scratch) / f"{n}.log", engine) for n, draft in enumerate(to_run)]
        for n, outcome in run_tasks(tasks, jobs):
            ledger.take(to_run[n], outcome, _printed(tasks[n].log))


def _update_record(path: Path) -> None:
    """Bring a record that an older version wrote up to date: the check and the pages only read it."""
    if path.exists():
        # What is wrong with it the check tells, with everything else.
        with contextlib.suppress(RecordError), open_record(path):
            pass


def _checked(folder: Path, quarter: str | None, as_of: dt.date | None) -> tuple[Preflight, tuple[Fault, ...]]:
    """What the check before the build found; `BadInput` when it concerns the whole district."""
    checked: Checked[Preflight | None] = check_district(folder, quarter, as_of)
    if checked.value is None:
        raise BadInput(checked.faults)
    return checked.value, checked.faults


def _draft(ready: Preflight, page: Page, inputs: str, key: str, faults: Sequence[Fault]) -> Draft:
    forms = [form.id for form in ready.forms(page)]
    language = ready.district.settings.language
    notebook = assemble_page(ready.sources[page.page], page, forms, language)
    mark = fingerprint(inputs, notebook_bytes(notebook), page, key)
    return Draft(page, notebook, mark, refusal(page, faults))


def _task(draft: Draft, log: Path, engine: str) -> Task:
    page = draft.page
    return Task(notebook_bytes(draft.notebook), page.parameters, page.workbook.parent, log, engine)


def _make_folder(page: Page) -> Fault | None:
    """Make the folder that the page runs in, as its team's kernel will; say why that is refused."""
    try:
        page.workbook.parent.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        return explain_refusal(trouble, page.file)
    return None


def _sweep(folder: Path, quarter: str) -> None:
    """Remove what a build that was killed left half written."""
    for place in ("build", "workbooks"):
        sweep_abandoned(folder / place / quarter)


def _printed(log: Path) -> bytes:
    """What a page printed while it ran."""
    return log.read_bytes() if log.exists() else b""
