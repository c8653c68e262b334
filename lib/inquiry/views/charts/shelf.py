"""Where charts are kept; apart from what draws them, so that a page without charts need not load that."""

from __future__ import annotations

from pathlib import Path

FOLDER = "charts"


class Shelf:
    """Where this process keeps its charts; nowhere until a page says where."""

    folder: Path | None = None


def keep_charts(cache_folder: Path) -> None:
    """Keep the charts drawn from now on in a folder of this one; one that cannot be written is no fault."""
    Shelf.folder = cache_folder / FOLDER
