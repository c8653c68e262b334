"""What a survey's answers come to: question by question, over schools, and what of it may be shown."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from inquiry.sources.surveys import COUNTS
from inquiry.views.desk import Desk


@dataclass(frozen=True)
class Question:
    """One question in the latest survey: counts of people, and the favorable share of the survey before."""

    words: str
    asked: int
    answered: int
    favorable: int
    before: float | None

    @property
    def share(self) -> float:
        """Percent of the answers that are favorable."""
        return 100 * self.favorable / self.answered if self.answered else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """Percent of all asked, had everyone else answered unfavorably, or favorably."""
        silent = self.asked - self.answered
        return 100 * self.favorable / self.asked, 100 * (self.favorable + silent) / self.asked


def latest_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The latest round of each school."""
    return rows[rows["date"].eq(rows.groupby("school")["date"].transform("max"))]


def questions_of(latest: pd.DataFrame, rows: pd.DataFrame) -> list[Question]:
    """The questions of the latest round, all schools of it together, in the file's order."""
    earlier = rows[~rows.index.isin(latest.index)]
    before = latest_of(earlier) if len(earlier) else earlier
    found = []
    for words, mine in latest.groupby("question", sort=False):
        old = before[before["question"].eq(words)]
        share = 100 * old["favorable"].sum() / old["answered"].sum() if old["answered"].sum() else None
        asked, answered, favorable = (int(mine[column].sum()) for column in COUNTS)
        found.append(Question(str(words), asked, answered, favorable, share))
    return found


def answering(latest: pd.DataFrame) -> tuple[int, int]:
    """How many people were asked in a round, and how many answered at least one question, as far as known."""
    by_school = latest.groupby("school")[["asked", "answered"]].max().sum()
    return int(by_school["asked"]), int(by_school["answered"])


def without_few(desk: Desk, who: str, rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows without schools where so few adults answered that colleagues could tell who said what.

    For surveys of staff alone, and on every face: principals and the district read this page. The names of
    the schools left out come second; what they answered is in no sum either.
    """
    if who != "staff":
        return rows, []
    kept = with_enough(who, rows, desk.suppress_below)
    left = set(rows["school"]) - set(kept["school"])
    return kept, [each.name for each in desk.district.all_schools if each.school in left]


def with_enough(who: str, rows: pd.DataFrame, threshold: int) -> pd.DataFrame:
    """The rows without those of staff, and of their whole school, where too few answered lately."""
    if who != "staff":
        return rows
    few = rows["answered"].lt(threshold)
    latest = latest_of(rows)
    left = set(latest.loc[latest["answered"].lt(threshold), "school"])
    return rows[~few & ~rows["school"].isin(left)]
