"""Loaded once by the process that pages are forked from, so that no page pays for the imports again."""

import contextlib
import gc

import inquiry.build.page_process  # noqa: F401

with contextlib.suppress(ImportError):
    import inquiry.views.page  # noqa: F401

# What is loaded now will not be collected: the pages' processes then share it instead of copying it.
gc.collect()
gc.freeze()
