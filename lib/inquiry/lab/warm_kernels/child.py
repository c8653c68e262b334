"""From a fork to a kernel like any other, with a folder, environment and random numbers of its own."""

from __future__ import annotations

import os
import signal
import sys
import threading
from typing import Any

from inquiry.lab.warm_kernels.kernel import has_ended

WATCHED = 1  # ipykernel's word for a parent that need not be watched: `_end_with` watches the server


def run_kernel(order: dict[str, Any], lab: int) -> None:
    """Be the kernel that an order asks for, until it is told to end.

    Parameters
    ----------
    order : dict
        `arguments` of the kernel, its `environment`, its `folder`.
    lab : int
        The descriptor of the server's process; the kernel ends with it.
    """
    os.setsid()  # signals to the kernel reach what it started, and nothing else
    _end_with(lab)
    _settle(order)
    _run(order["arguments"])


def _settle(order: dict[str, Any]) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.environ.clear()
    os.environ.update(order["environment"])
    os.chdir(order["folder"])
    if "numpy.random" in sys.modules:  # Python's own random numbers are told of a fork, NumPy's are not
        sys.modules["numpy.random"].seed()


def _run(arguments: list[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp

    sys.argv = ["ipykernel_launcher", *arguments]
    app = IPKernelApp.instance(parent_handle=WATCHED)
    app.initialize(arguments)  # type: ignore[no-untyped-call]
    _catch_up(app.shell)
    app.start()  # type: ignore[no-untyped-call]


def _catch_up(shell: Any) -> None:
    """Do what two libraries do when they are loaded in a kernel, and left out in the parent: it was none."""
    import ipywidgets

    shell.enable_matplotlib("inline")  # without it charts vanish without a word
    ipywidgets.register_comm_target()  # without it a page that is opened again waits seconds for its widgets


def _end_with(lab: int) -> None:
    threading.Thread(target=_wait_for_end, args=(lab,), daemon=True).start()


def _wait_for_end(lab: int) -> None:
    has_ended(lab, patience=None)
    os.killpg(0, signal.SIGKILL)
