"""The district's lists with a date on each row, as a page sees them: up to its own day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.district import District
from inquiry.district.noting import noting_nothing
from inquiry.errors import Checked
from inquiry.views.shared import read_list_once

if TYPE_CHECKING:
    import pandas as pd

    from inquiry.views.desk import Desk


class DatedLists(dict[str, "pd.DataFrame"]):
    """The district's lists with a date on each row, as far as today; each is read when first asked for."""

    def __init__(self, desk: Desk) -> None:
        """Keep whose lists they are."""
        super().__init__()
        self._desk = desk

    def __missing__(self, name: str) -> pd.DataFrame:
        """Read one of them."""
        with noting_nothing():
            file, read = _reader_of(name)
            path = self._desk.folder / file
            frame = read_list_once(path, self._desk.district, read)
            self[name] = frame[frame["date"] <= self._desk.as_of] if len(frame) else frame
        return self[name]


def _reader_of(name: str) -> tuple[str, Callable[[Path, District], Checked[pd.DataFrame]]]:
    """A list's file and what reads it; loaded for a page that shows it."""
    from inquiry.sources import local_measures, scores, surveys

    return {
        "surveys": (surveys.SURVEYS_FILE, surveys.read_surveys),
        "measures": (local_measures.MEASURES_FILE, local_measures.read_measures),
        "scores": (scores.SCORES_FILE, scores.read_scores),
    }[name]
