"""A forked kernel as the server sees it: like a `subprocess.Popen`, for a process that is no child of ours.

The server holds a process file descriptor: it stays the kernel's own when the number is given to another.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal

ENDED = 1  # a process that is not our child tells that it ended, not how


class ForkedKernel:
    """A kernel that runs or ran; Jupyter's own provisioner uses it in place of a `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int) -> None:
        """Take a process's number, and the descriptor that stands for it."""
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle

    def poll(self) -> int | None:
        """None while it runs."""
        return self._look(patience=0)

    def wait(self) -> int:
        """Wait for its end."""
        self._look(patience=None)
        return ENDED

    def send_signal(self, number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def _look(self, patience: int | None) -> int | None:
        if self.returncode is None and has_ended(self._handle, patience):
            self.returncode = ENDED
            os.close(self._handle)
        return self.returncode


def has_ended(handle: int, patience: int | None = 0) -> bool:
    """Whether the process of a descriptor ended, within so many milliseconds (None: wait for it)."""
    looked = select.poll()
    looked.register(handle, select.POLLIN)
    return bool(looked.poll(patience))
