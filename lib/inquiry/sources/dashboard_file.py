"""What published files give: the rows kept, and all rows counted."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class DashboardFile:
    """One published file: the rows kept, and all rows counted."""

    file: str
    indicator: str
    year: int
    rows: pd.DataFrame
    tally: pd.DataFrame
    rows_read: int


@dataclass(frozen=True)
class Dashboard:
    """All published files of a district's folder."""

    rows: pd.DataFrame
    tally: pd.DataFrame
    files: tuple[DashboardFile, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years there are files of, oldest first."""
        return tuple(sorted({file.year for file in self.files}))
