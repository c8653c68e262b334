"""The process that kernels are forked from: everything loaded, no thread, one fork for each order.

    python -m inquiry.lab.warm_kernels.parent LINK LAB ROOT

LINK is the number of an open connection to the server, LAB the server's process, ROOT the folder it shows.
When the server ends, in whatever way, this process ends every kernel with all that they started, and itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.reduction import send_handle
from pathlib import Path
from typing import Any

from inquiry.build.running.limits import adopt_orphans, end_all_below

READY = b"ready"


def main() -> None:
    """Load, fork on order, and be a kernel in each fork."""
    link, lab = Connection(int(sys.argv[1])), os.pidfd_open(int(sys.argv[2]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to answer
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a kernel that ended leaves nothing behind
    adopt_orphans()
    from inquiry.lab.warm_kernels.loaded import load

    load(Path(sys.argv[3]) if sys.argv[3] else None)
    with contextlib.suppress(ConnectionError):  # the server is gone: there will be no order
        link.send_bytes(READY)
    order = fork_on_order(link)
    if order is None:
        end_all_below(os.getpid())
        return
    from inquiry.lab.warm_kernels.child import run_kernel

    run_kernel(order, lab)


def fork_on_order(link: Connection) -> dict[str, Any] | None:
    """Fork a process for each order, until the server is gone.

    Returns
    -------
    dict or None
        In a fork its order; None in the parent, when there will be no more.
    """
    with link, contextlib.suppress(ConnectionError):  # the server is gone
        while (order := _next_order(link)) is not None:
            try:
                pid = os.fork()
            except OSError as trouble:  # too little memory, too many processes
                link.send_bytes(json.dumps({"trouble": str(trouble)}).encode())
                continue
            if pid == 0:
                return order
            _tell(link, pid)
    return None


def _next_order(link: Connection) -> dict[str, Any] | None:
    try:
        order: dict[str, Any] = json.loads(link.recv_bytes())
    except (EOFError, OSError):
        return None
    return order


def _tell(link: Connection, pid: int) -> None:
    """Tell the server of a kernel, with the descriptor that stands for its process."""
    try:
        handle = os.pidfd_open(pid)
    except OSError as trouble:
        if not isinstance(trouble, ProcessLookupError):  # too many open files: nobody could ever end it
            os.kill(pid, signal.SIGKILL)
        link.send_bytes(json.dumps({"trouble": str(trouble)}).encode())
        return
    link.send_bytes(json.dumps({"pid": pid}).encode())
    send_handle(link, handle, None)
    os.close(handle)


if __name__ == "__main__":
    main()
