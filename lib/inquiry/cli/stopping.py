"""Whatever asks a command to end ends it as Ctrl-C does: what it was doing is put in order first."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

# A scheduler that stops a job, a computer that shuts down; a terminal that is closed (not on Windows).
ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextlib.contextmanager
def stoppable() -> Iterator[None]:
    """Raise `KeyboardInterrupt` where the system asks this process to end, instead of ending at once.

    A signal that somebody set aside on purpose (`nohup`) stays aside. Once one came, others are ignored:
    putting things in order takes a moment, and is not to be cut short by an impatient scheduler.
    """
    if threading.current_thread() is not threading.main_thread():  # only the first thread gets signals
        yield
        return
    before = {each: signal.getsignal(each) for each in ENDINGS}
    ours = [each for each, handler in before.items() if handler is signal.SIG_DFL]
    for each in ours:
        signal.signal(each, _stop)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, before[each])


def _stop(_number: int, _frame: FrameType | None) -> None:
    for each in ENDINGS:
        signal.signal(each, signal.SIG_IGN)
    raise KeyboardInterrupt
