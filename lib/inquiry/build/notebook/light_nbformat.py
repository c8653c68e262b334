"""Load nbformat without a grammar of web addresses that takes a second to load, and that it does not use.

jsonschema, which nbformat loads, has `rfc3987_syntax` build that grammar where it is installed, for a format
that no notebook has; it does without where it is not. Imported before anything else that loads nbformat.
"""

from __future__ import annotations

import sys
from importlib import import_module

_GRAMMAR = "rfc3987_syntax"

if _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # so Python says that it is not installed
    try:
        import_module("nbformat")
    finally:
        del sys.modules[_GRAMMAR]
