"""Processes that know nothing of the program that starts them."""

from __future__ import annotations

import contextlib
import os
import sys
import types
from collections.abc import Iterator, Mapping
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

# One process per page: threads of the number libraries would fight for the same cores, and change the last
# digits of a sum with their number. A fixed hash seed gives sets the same order in every page.
PAGE_ENVIRONMENT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}


def start_process(context: BaseContext, target: Any, *arguments: Any) -> BaseProcess:
    """Start a process; one that this computer could not start has no number."""
    process: BaseProcess = context.Process(target=target, args=arguments, daemon=True)  # type: ignore[attr-defined]
    with _environment(PAGE_ENVIRONMENT), _without_main(), contextlib.suppress(OSError, EOFError):
        process.start()
    return process


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program that is running from multiprocessing, which would load it again for every page.

    A page needs nothing of it: for `inquiry` that would be the whole command line, and a script without the
    customary last `if` would start a build in every page.
    """
    program = sys.modules["__main__"]
    sys.modules["__main__"] = types.ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


@contextlib.contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the processes started inside; what the user set before comes back."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
