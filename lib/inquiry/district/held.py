"""Hold an open file so that others see it is in use; the system lets go of it, however its holder ends."""

from __future__ import annotations

import errno
import sys
from typing import IO

_LOCKED_BYTE = 1 << 20  # Windows lets nobody read a locked byte: this one lies behind what the file says


def take_hold(file: IO[bytes]) -> bool | None:
    """Hold an open file until it is closed, or this process ends in whatever way.

    Returns
    -------
    bool or None
        True: held. False: somebody else holds it. None: the file system knows no locks (some network
        folders), so nobody can tell.
    """
    if sys.platform == "win32":
        import msvcrt

        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as refused:  # anything else than these: a network folder without locks
            return False if refused.errno in {errno.EACCES, errno.EDEADLK} else None
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True
