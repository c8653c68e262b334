"""Put a page where it belongs: pristine into `build`, and with all that its team wrote into `workbooks`."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode

from inquiry.build.current.manifest import sha256
from inquiry.build.keeping.keep import keep_team_work
from inquiry.build.keeping.lock import lock_page
from inquiry.build.notebook.notebooks import DamagedNotebook, notebook_bytes, parse_notebook
from inquiry.build.plan import Page
from inquiry.district.files import write_if_changed, write_whole
from inquiry.errors import PageError

SAVES_IN_BETWEEN = 5  # how often a team may save while its file is merged, before build gives up on the page
SAVE_SECONDS = 1.0  # an editor that writes a file in place is done with it in a tenth of this
JUPYTER_COPY = ".~"  # before a file's name: what it held before the save that Jupyter is at, or never ended
LOG_BYTES = 200_000  # the end of what a page printed; the beginning of a flood says the same over and over


@dataclass(frozen=True)
class Shelved:
    """A page that was put in place: the hashes of both files, and what there is to say about the team's."""

    sha256: str
    workbook_sha256: str
    note: str = ""


def shelve(page: Page, content: bytes) -> Shelved:
    """Write a page that was built: pristine, and the team's file with everything the team wrote in it.

    A team's file that cannot be read as a notebook is moved aside under another name, and said.

    Raises
    ------
    BadInput, PageError
        When a file cannot be written or read; each file is then as it was.
    """
    # The team's file first: the pristine page and the manifest then agree until both are replaced, and who
    # goes on after a kill in between finds what the team's file was built from.
    workbook, note = shelve_workbook(page, content, _pristine(page))
    write_if_changed(page.pristine, content, shown_as=page.pristine_file)
    return Shelved(sha256(content), sha256(workbook), note)


def shelve_workbook(page: Page, content: bytes, built_before: NotebookNode | None) -> tuple[bytes, str]:
    """Bring the team's file up to date with the built page; return its content and what there is to say."""
    new, note = parse_notebook(content), ""
    with lock_page(page.workbook):
        for _ in range(SAVES_IN_BETWEEN):
            seen = read_or_none(page.workbook, page.file)
            try:
                merged = content if seen is None else _merged(seen, built_before, new)
            except DamagedNotebook as trouble:
                if _is_at_rest(page, seen):
                    note = _move_aside(page, str(trouble))
                continue
            if merged == seen or _put(page, merged, seen):
                return merged, note
    raise PageError("the team's file kept changing while it was being merged; run build again")


def shelve_failure(page: Page, notice: bytes, why: str, details: str, printed: bytes = b"") -> Shelved:
    """Write a page that failed: its log, and the notice where there is no earlier page to keep.

    The team keeps the file it has. The pristine page becomes the notice, so that no figure of an earlier
    build is taken for a new one.
    """
    shelve_trouble(page, why, details, printed)
    write_if_changed(page.pristine, notice, shown_as=page.pristine_file)
    workbook = read_or_none(page.workbook, page.file)
    if workbook is None:
        write_whole(page.workbook, notice, shown_as=page.file)
    return Shelved(sha256(notice), sha256(workbook or notice))


def shelve_trouble(page: Page, why: str, details: str, printed: bytes = b"") -> None:
    """Write the log of a page that failed, and nothing else."""
    log = f"{why}\n\n{details}\n\n".encode("utf-8", "backslashreplace") + printed[-LOG_BYTES:]
    write_whole(page.log, log, shown_as=page.log_file)


def shelve_log(page: Page, printed: bytes) -> None:
    """Keep what a good page printed, such as warnings; remove the log of an earlier failure."""
    if printed.strip():
        write_whole(page.log, printed[-LOG_BYTES:], shown_as=page.log_file)
    else:
        with contextlib.suppress(OSError):
            page.log.unlink(missing_ok=True)


def read_or_none(path: Path, shown_as: str) -> bytes | None:
    """A file's content; None when there is no such file; `PageError` when it may not be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as trouble:
        raise PageError(
            f"{shown_as} cannot be read ({trouble.strerror or trouble}); it was left alone"
        ) from trouble


def _put(page: Page, merged: bytes, seen: bytes | None) -> bool:
    """Write the team's file, unless somebody saved it since it was read; say whether it was written."""

    def is_as_seen() -> bool:
        return read_or_none(page.workbook, page.file) == seen

    return write_whole(page.workbook, merged, shown_as=page.file, only_if=is_as_seen)


def _is_at_rest(page: Page, seen: bytes | None) -> bool:
    """Whether a damaged file stays as it is: Jupyter saves in place, and may just be half way through."""
    end = time.monotonic() + SAVE_SECONDS
    while time.monotonic() < end:
        time.sleep(SAVE_SECONDS / 20)
        if read_or_none(page.workbook, page.file) != seen:
            return False
    return True


def _merged(seen: bytes, built_before: NotebookNode | None, new: NotebookNode) -> bytes:
    return notebook_bytes(keep_team_work(parse_notebook(seen), built_before, new))


def _pristine(page: Page) -> NotebookNode | None:
    """What build last made of this page, if it can still be read."""
    content = read_or_none(page.pristine, page.pristine_file)
    with contextlib.suppress(DamagedNotebook):
        return parse_notebook(content) if content is not None else None
    return None


def _move_aside(page: Page, trouble: str) -> str:
    """Give a damaged file another name, its place to what Jupyter kept; return the sentence for the coach."""
    n = 1
    while (aside := page.workbook.with_name(f"{page.page}.damaged-{n}.ipynb")).exists():
        n += 1
    try:
        page.workbook.rename(aside)
    except OSError as refused:
        raise PageError(
            f"{page.file} is damaged ({trouble}) and cannot be moved aside ({refused})"
        ) from refused
    made = "from the copy that Jupyter kept" if _bring_back(page) else "anew"
    done = f"it is kept as {aside.name}, and the page was made {made}"
    return f"the team's file could not be read ({trouble}); {done}"


def _bring_back(page: Page) -> bool:
    """Put back what the file held before a save that Jupyter never ended, where there is such a copy."""
    copy = page.workbook.with_name(f"{JUPYTER_COPY}{page.workbook.name}")
    with contextlib.suppress(OSError, DamagedNotebook):
        parse_notebook(copy.read_bytes())
        copy.rename(page.workbook)  # needs no room on a full disk
        return True
    return False
