"""The server's side: one parent process, started early, asked for a kernel whenever a page needs one."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from inquiry.lab.warm_kernels.kernel import ForkedKernel

PARENT = "inquiry.lab.warm_kernels.parent"
LOADING_SECONDS = 10.0  # a plain kernel loads the same and would begin later: so long it is worth waiting
ANSWER_SECONDS = 10.0  # a fork takes some 0.02 s: a parent that needs this long is not well
REST_SECONDS = 60.0  # a parent that ends again and again is not started more often
# Threads of the number libraries do not outlive a fork, and a page's small sums are quicker without them.
ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # what a kernel sets before pyplot is loaded
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # no word to the log about the debugger, which nobody uses here
    "PYTHONSAFEPATH": "1",
}


class NoFork(Exception):
    """Why no kernel could be forked, in words for the log."""


class WarmParent:
    """The process that kernels are forked from; several threads may ask for it."""

    def __init__(self) -> None:
        """Begin without one."""
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._link: Connection | None = None
        self._is_ready, self._began = False, float("-inf")
        self._root: Path | None = None

    @property
    def pid(self) -> int | None:
        """The parent's process number; None where there is none."""
        return self._process.pid if self._process else None

    def start(self, root: Path | None = None) -> None:
        """Start the parent, unless it is there; it loads while the server does other things.

        Parameters
        ----------
        root : Path, optional
            The folder that the server shows; the districts in it are read ahead.
        """
        with self._lock:
            self._root = root
            self._start()

    def fork(self, arguments: Sequence[str], environment: Mapping[str, str], folder: str) -> ForkedKernel:
        """Fork a kernel.

        Parameters
        ----------
        arguments : sequence of str
            The kernel's own.
        environment : mapping
            Its environment variables, all of them.
        folder : str
            Where it works.

        Raises
        ------
        NoFork
            When there is no parent that could be asked, or it cannot fork.
        """
        order = {"arguments": list(arguments), "environment": dict(environment), "folder": folder}
        with self._lock:
            self._start()
            try:
                return self._ask(order)
            except (OSError, EOFError, ValueError, RuntimeError) as trouble:
                self._give_up()
                self._start()
                raise NoFork(f"the process that kernels are forked from was lost ({trouble})") from trouble

    def end(self) -> None:
        """End the parent and all its kernels, as it does by itself when the server ends."""
        with self._lock:
            if self._link is not None:
                self._link.close()
            if self._process is not None:
                if not self._is_ready:  # it has no kernels yet, and would first load to the end
                    self._process.kill()
                self._process.wait()
            self._forget()

    def _start(self) -> None:
        if self._process is not None or time.monotonic() - self._began < REST_SECONDS:
            return
        self._began = time.monotonic()
        # Too little memory, too many processes or open files: then there is none.
        with contextlib.suppress(OSError):
            ours, theirs = Pipe()
            with theirs:
                numbers = [str(theirs.fileno()), str(os.getpid())]
                self._process = subprocess.Popen(
                    [sys.executable, "-m", PARENT, *numbers, str(self._root or "")],
                    stdin=subprocess.DEVNULL,
                    env=os.environ | ENVIRONMENT,
                    pass_fds=[theirs.fileno()],
                    start_new_session=True,
                )
            self._link = ours

    def _ask(self, order: dict[str, Any]) -> ForkedKernel:
        from multiprocessing.reduction import recv_handle

        if self._link is None:
            raise NoFork("there is no process that kernels are forked from")
        self._wait_until_loaded(self._link)
        self._link.send_bytes(json.dumps(order).encode())
        if not self._link.poll(ANSWER_SECONDS):
            raise TimeoutError(f"it did not answer for {ANSWER_SECONDS:.0f} seconds")
        said = json.loads(self._link.recv_bytes())
        if "trouble" in said:
            raise NoFork(f"no process could be forked ({said['trouble']})")
        try:
            handle = recv_handle(self._link)
        except (OSError, EOFError, RuntimeError):  # too many open files: nobody would ever end this kernel
            with contextlib.suppress(ProcessLookupError):
                os.kill(said["pid"], signal.SIGKILL)
            raise
        os.set_inheritable(handle, False)
        return ForkedKernel(said["pid"], handle)

    def _wait_until_loaded(self, link: Connection) -> None:
        if self._is_ready:
            return
        if not link.poll(max(0.0, self._began + LOADING_SECONDS - time.monotonic())):
            raise NoFork("the process that kernels are forked from is still loading")
        link.recv_bytes()
        self._is_ready = True

    def _give_up(self) -> None:
        """End the parent at once; the kernels that it forked go on."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        if self._link is not None:
            self._link.close()
        self._forget()

    def _forget(self) -> None:
        self._process, self._link, self._is_ready = None, None, False


parent = WarmParent()  # the server's
