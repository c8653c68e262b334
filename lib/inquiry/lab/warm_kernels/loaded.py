"""What the parent of all kernels loads: a kernel's modules and a page's, questions, rules, districts."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pkgutil
from pathlib import Path

import inquiry.views
from inquiry.cycle import load_cycle
from inquiry.errors import InquiryError
from inquiry.lab.ask import Refused
from inquiry.lab.known import Known
from inquiry.lab.start_page import find_districts
from inquiry.sources import load_accountability
from inquiry.views.shared import read_ahead

# What a kernel and its shell load while they start.
KERNEL_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.magics.execution",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "tornado.platform.asyncio",
    "tornado.queues",
)


def load(root: Path | None = None) -> None:
    """Load it all; no page gets anything out of date, because each cache looks at its files' stamps again.

    Parameters
    ----------
    root : Path, optional
        The folder that the server shows; the districts in it are read ahead.
    """
    views = (module.name for module in pkgutil.walk_packages(inquiry.views.__path__, "inquiry.views."))
    for name in (*KERNEL_MODULES, *views):
        importlib.import_module(name)
    with contextlib.suppress(InquiryError, OSError, Refused):  # the page says what is wrong with them
        load_cycle()
        load_accountability()
        for district in find_districts(root, Known()) if root else ():
            read_ahead(district.folder)
    gc.collect()
    gc.freeze()  # what is loaded now will not be collected: the kernels share it instead of copying it
