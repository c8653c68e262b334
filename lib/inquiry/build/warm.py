"""Loaded once by the process that pages are forked from, so that no page pays for the same work again.

Only what is the same for every page is read here, and only into caches that look at the files' own stamps
again before they answer: a page never gets anything out of date from them.
"""

import contextlib
import gc
import importlib
import pkgutil

import inquiry.views
from inquiry.cycle import load_cycle
from inquiry.errors import InquiryError
from inquiry.sources import load_accountability

for module in pkgutil.walk_packages(inquiry.views.__path__, "inquiry.views."):
    importlib.import_module(module.name)  # views load what they need when it is first asked for

with contextlib.suppress(
    InquiryError, OSError
):  # whatever is wrong with them, the check before a build says it
    load_cycle()
    load_accountability()

# What is loaded now will not be collected: the pages' processes then share it instead of copying it.
gc.collect()
gc.freeze()
