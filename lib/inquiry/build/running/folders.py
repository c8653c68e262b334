"""The folders that pages run in: each page has one for itself, swept after the build or by the next one."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from inquiry.build.running.limits import LOG_BYTES
from inquiry.district.files import explain_refusal
from inquiry.errors import BadInput

# build/QUARTER/.running/NUMBER: as deep as a team's folder, so that the same way up leads from both to the
# district; and what a page writes there no team and no other page finds.
RUNNING = ".running"


@contextlib.contextmanager
def running_folder(folder: Path, quarter: str) -> Iterator[Path]:
    """An empty folder for the folders of this build's pages; only whoever holds the quarter's lock may ask.

    Raises
    ------
    BadInput
        When it cannot be made.
    """
    place = folder / "build" / quarter / RUNNING
    shutil.rmtree(place, ignore_errors=True)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, place.relative_to(folder).as_posix())]) from trouble
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def read_log(path: Path) -> bytes:
    """What a page printed while it ran; of very much the beginning and the end."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            if size <= LOG_BYTES:
                return file.read()
            head = file.read(LOG_BYTES // 2)
            file.seek(size - LOG_BYTES // 2)
            return head + f"\n… {size - LOG_BYTES:,} bytes left out …\n".encode() + file.read()
    except OSError:
        return b""
