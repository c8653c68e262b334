"""The row that an answer to a suggestion makes."""

from __future__ import annotations

import hashlib


def row_for(key: str) -> str:
    """The id of the row: the same for two people who press at once.

    Parameters
    ----------
    key : str
        What stays the same for the same suggestion.
    """
    return f"s-{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
