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

# Views load what they need when it is first asked for; here all of it is asked for at once.
_VIEWS = [module.name for module in pkgutil.walk_packages(inquiry.views.__path__, "inquiry.views.")]
for name in ("inquiry.build.page_process", *_VIEWS):
    importlib.import_module(name)

with contextlib.suppress(InquiryError, OSError):  # the check before a build says what is wrong with them
    load_cycle()
    load_accountability()

# What is loaded now will not be collected: the pages' processes then share it instead of copying it.
gc.collect()
gc.freeze()
