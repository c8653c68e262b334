"""Write a file whole or not at all, and say in plain words why it could not be written."""

from __future__ import annotations

import contextlib
import errno
import glob
import os
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from inquiry.district.held import take_hold
from inquiry.errors import BadInput, Fault

TEMP_SUFFIX = ".inquiry-tmp"
TEMP_NAME_CHARACTERS = 40  # of the target's name kept in the temporary one: names are limited to 255 bytes
WINDOWS_TRIES = 20  # Windows refuses to replace a file that a virus scanner or an editor holds for a moment
WINDOWS_WAIT_SECONDS = 0.1
# Where nobody can tell whether a temporary file is in use, one older than this was left by a killed process.
ABANDONED_SECONDS = 3600

_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG})
_REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_IN_THE_WAY = frozenset({errno.ENOTDIR, errno.EISDIR, errno.EEXIST})


def write_whole(
    path: Path,
    data: bytes | str,
    shown_as: str | None = None,
    only_if: Callable[[], bool] | None = None,
) -> bool:
    r"""Put `data` into the file `path` as one step: a reader sees the old content or the new, never a part.

    The data goes to a temporary file beside the target, is flushed to the disk and then takes the target's
    name. Whatever goes wrong before that leaves the old file as it was and no temporary file behind.

    Parameters
    ----------
    path : Path
        The file; folders above it are made. A link stays a link: the file it points to is replaced.
    data : bytes or str
        The whole content. Text is written as UTF-8 with its newlines as they are.
    shown_as : str, optional
        The file's name in an error, such as its path in the district's folder (default: its own name).
    only_if : callable, optional
        Asked when the new content is on the disk, a moment before it takes the file's name: whether it still
        may. Flushing takes long enough for somebody else to save the file meanwhile.

    Returns
    -------
    bool
        Whether the file was written: false only where `only_if` said no.

    Raises
    ------
    BadInput
        With one fault that says why the file could not be written and what to do about it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "quarter" / "note.txt", "Año 3\n")
    ...     (Path(folder) / "quarter" / "note.txt").read_text(encoding="utf-8")
    'Año 3\n'
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        with _temporary_beside(target) as (file, temporary):
            _fill(file, content)
            _keep_mode(target, temporary)
            if only_if is not None and not only_if():
                return False
            if os.name == "nt":  # Windows moves no open file
                file.close()
            _replace(temporary, target)
        _flush_folder(target.parent)
    except OSError as problem:
        raise BadInput([explain_refusal(problem, shown_as or path.name)]) from problem
    return True


def write_if_changed(path: Path, data: bytes | str, shown_as: str | None = None) -> bool:
    """Write as `write_whole` does, but leave a file alone that holds exactly this; say whether it wrote."""
    content = data.encode("utf-8") if isinstance(data, str) else data
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return False
    write_whole(path, content, shown_as)
    return True


def explain_refusal(problem: OSError, shown_as: str) -> Fault:
    """Turn the system's refusal to write a file into a fault that a coach can act on."""
    if problem.errno in _FULL:
        found, cure = "no space left on the disk", "free some space on this disk, then run the command again."
    elif problem.errno in _REFUSED:
        found = "a file or folder that may not be changed (read-only, or somebody else's)"
        cure = (
            "give yourself the right to write there, or close the program that holds the file, and run again."
        )
    elif problem.errno in _IN_THE_WAY:
        found = "a file where a folder should be, or a folder where a file should be"
        cure = "move that file or folder somewhere else, then run the command again."
    else:
        found = f"an error of the disk or the system: {problem.strerror or problem}"
        cure = "check the disk, then run the command again; nothing was changed."
    return Fault(file=shown_as, found=found, allowed="a place that can be written to", cure=cure)


def is_of_disk(problem: OSError) -> bool:
    """Whether the system refused a file of this computer, and not the network something else."""
    return problem.errno in _FULL or (
        problem.filename is not None and problem.errno in _REFUSED | _IN_THE_WAY
    )


def sweep_abandoned(folder: Path, now: float | None = None) -> int:
    """Remove temporary files that a killed process left anywhere under `folder`; return how many.

    One that somebody is just writing stays: who writes holds it.
    """
    moment = time.time() if now is None else now
    return sum(_remove_abandoned(left, moment) for left in sorted(folder.rglob(f".*{TEMP_SUFFIX}")))


def sweep_beside(path: Path) -> int:
    """Remove temporary files that a killed process left beside one file, made for it; return how many."""
    named = glob.escape(path.name[:TEMP_NAME_CHARACTERS])
    left = sorted(path.parent.glob(f".*{named}.*{TEMP_SUFFIX}"))
    return sum(_remove_abandoned(each, time.time()) for each in left)


def _remove_abandoned(left: Path, moment: float) -> bool:
    """Remove one temporary file if nobody writes it any more; say whether it was removed."""
    with contextlib.suppress(OSError), left.open("rb") as file:
        held = take_hold(file) if os.name != "nt" else None  # there nobody removes a file in use anyway
        old = abs(moment - left.stat().st_mtime) > ABANDONED_SECONDS  # also of a clock that went backwards
        if held or (held is None and old):
            if os.name == "nt":
                file.close()
            left.unlink()
            return True
    return False


@contextlib.contextmanager
def _temporary_beside(target: Path) -> Iterator[tuple[BinaryIO, Path]]:
    """A new, held temporary file in the target's folder; no such file is left in the end."""
    file, temporary = _open_held(target)
    try:
        with file:
            yield file, temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _open_held(target: Path) -> tuple[BinaryIO, Path]:
    """Make a temporary file and hold it; again, where somebody who sweeps was faster."""
    while True:
        stem = f".{target.name[:TEMP_NAME_CHARACTERS]}.{secrets.token_hex(6)}"
        temporary = target.with_name(stem + TEMP_SUFFIX)
        file = temporary.open("xb")
        if os.name == "nt" or (take_hold(file) is not False and temporary.exists()):
            return file, temporary
        file.close()


def _fill(file: BinaryIO, content: bytes) -> None:
    """Write the content and wait until the disk has it."""
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _keep_mode(target: Path, temporary: Path) -> None:
    """Give the new file the permissions of the one it replaces, where there is one."""
    with contextlib.suppress(OSError):
        temporary.chmod(target.stat().st_mode & 0o7777)


def _replace(temporary: Path, target: Path) -> None:
    """Give the temporary file the target's name; on Windows, wait a little for whoever holds the target."""
    for left in reversed(range(_tries())):
        try:
            temporary.replace(target)
        except PermissionError:
            if not left:
                raise
            time.sleep(WINDOWS_WAIT_SECONDS)
        else:
            return


def _tries() -> int:
    """How often to try to replace a file on this system."""
    return WINDOWS_TRIES if os.name == "nt" else 1


def _flush_folder(folder: Path) -> None:
    """Make the new name itself last through a power cut, where the system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
