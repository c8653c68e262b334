"""What is split between schools and between classes: each measure on its latest day, from scores or means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.measures.variation import Group, Variation, split_by_scores, split_by_summary, summarize
from inquiry.views.desk import Desk
from inquiry.views.state.standing import ALL, records

WINDOW_DAYS = 45  # our own rule: by half a quarter later a school has taught other things


@dataclass(frozen=True)
class Split:
    """One measure, split between schools (or between the classes of one school), each on its latest day."""

    measure: str
    days: str  # one day, or the first and the last
    parts: str  # what is compared: schools, or our classes
    found: Variation
    groups: tuple[tuple[str, Group], ...] = ()  # schools with their size, mean and spread; none for classes
    long_ago: tuple[str, ...] = ()  # schools that measured long before the others: left out

    @property
    def within(self) -> str:
        """Where the rest of the differences lie."""
        return "inside the schools" if self.parts == "schools" else "inside our classes"


def between_schools(desk: Desk, fewest: int = 1) -> Iterator[Split]:
    """Each measure as it was last taken: from scores where there are some, else from the schools' means.

    A school with fewer than `fewest` students is left out: how far two schools lie apart tells the mean of
    the one to whoever knows that of the other.
    """
    names = {school.school: school.name for school in desk.district.all_schools}
    scored, means = _latest(desk.scores, "school"), _means(desk.measures)
    for measure, rows in scored.items():
        scores = {
            name: rows.loc[rows["school"].eq(school), "score"].tolist() for school, name in names.items()
        }
        present = {name: values for name, values in scores.items() if len(values) >= fewest}
        groups = tuple((name, summarize(values)) for name, values in present.items())
        old = _long_ago(desk.scores, rows, names)
        yield Split(measure, _days(rows), "schools", split_by_scores(present), groups, old)
    for measure, rows in _latest(means, "school").items():
        by_school = {
            str(row["school"]): Group(int(row["students"]), float(row["value"]), float(row["spread"]))
            for row in records(rows)
            if row["students"] >= fewest
        }
        if measure not in scored and len(by_school) > 1:
            groups = tuple((name, by_school[school]) for school, name in names.items() if school in by_school)
            split = split_by_summary([one for _, one in groups])
            yield Split(measure, _days(rows), "schools", split, groups, _long_ago(means, rows, names))


def _means(frame: pd.DataFrame) -> pd.DataFrame:
    """Whole schools' means with their spread; grades apart are not the school."""
    if frame.empty:
        return frame
    whole = frame["team"].eq("") & frame["grades"].eq("") & frame["school"].ne(DISTRICT)
    known = frame["value"].notna() & frame["spread"].notna()
    return frame[whole & known & frame["studentgroup"].eq(ALL)]


def between_classes(desk: Desk, school: str) -> Iterator[Split]:
    """Each measure as it was last taken in a school's classes."""
    for measure, rows in _latest(desk.scores_at(school), "classroom").items():
        scores = {str(name): part["score"].tolist() for name, part in rows.groupby("classroom")}
        yield Split(measure, _days(rows), "our classes", split_by_scores(scores))


def _latest(frame: pd.DataFrame, place: str) -> Mapping[str, pd.DataFrame]:
    """Measure -> the rows of each place's latest day, unless that lies long before the measure's last."""
    found: dict[str, pd.DataFrame] = {}
    for measure, part in frame.groupby("measure", sort=False) if len(frame) else ():
        since = part["date"].max() - dt.timedelta(days=WINDOW_DAYS)
        newest = part.groupby(place)["date"].transform("max")
        found[str(measure)] = part[part["date"].eq(newest) & part["date"].ge(since)]
    return found


def _long_ago(frame: pd.DataFrame, latest: pd.DataFrame, names: Mapping[str, str]) -> tuple[str, ...]:
    """The schools of a measure whose latest day lies too far back."""
    known = set(frame.loc[frame["measure"].eq(latest["measure"].iloc[0]), "school"])
    return tuple(name for school, name in names.items() if school in known - set(latest["school"]))


def _days(rows: pd.DataFrame) -> str:
    first, last = rows["date"].min(), rows["date"].max()
    return str(last) if first == last else f"{first} to {last}"
