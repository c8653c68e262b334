"""A place for what pages leave while they run; the next build clears away what a killed one left there."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from inquiry.district.files import explain_refusal
from inquiry.errors import BadInput

PREFIX = "inquiry-build-"
_NAME_CHARACTERS = 12  # of a hash: enough to tell the districts of one computer apart


@contextlib.contextmanager
def open_scratch(folder: Path, quarter: str) -> Iterator[Path]:
    """Give an empty folder in this computer's own place for temporary files, and remove it in the end.

    It lies there, not in the district's folder, because that may be on a slow network or be synchronised.
    Call it only while the quarter's lock is held: whatever an earlier build of the quarter left is removed.

    Raises
    ------
    BadInput
        When there is no room for it.
    """
    of = hashlib.sha256(os.fsencode(folder.resolve() / quarter)).hexdigest()[:_NAME_CHARACTERS]
    prefix = f"{PREFIX}{of}-"
    for left in sorted(Path(tempfile.gettempdir()).glob(f"{prefix}*")):
        shutil.rmtree(left, ignore_errors=True)
    try:
        scratch = Path(tempfile.mkdtemp(prefix=prefix))
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, tempfile.gettempdir())]) from trouble
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
