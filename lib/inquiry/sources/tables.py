"""The state's indicators, cut scores and rules as they stand in templates/accountability, year by year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

COLOURS = {0: "No color", 1: "Red", 2: "Orange", 3: "Yellow", 4: "Green", 5: "Blue"}
LEVELS = (1, 2, 3, 4, 5)  # 5 is best, for status and change alike
STEP = Decimal("0.1")  # the state rates numbers rounded to one decimal; bounds are inclusive
WHEN_COLUMNS = ("rtype", "type", "hscutpoints", "dass", "coe", "charter")  # what a table may depend on


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Taught(_Entry):
    """Which teacher teams an indicator says something to: by grades and, perhaps, subjects."""

    grades: str = Field(description="the grades it counts, such as 3-8, 11")
    subjects: tuple[str, ...] = Field(
        (), description="names a district may give the subject; none: all teams"
    )


class Indicator(_Entry):
    """One of the state's indicators, in plain words."""

    id: str = ""
    name: str
    short: str
    file: str = Field(description="how its published file's name begins")
    kind: Literal["distance", "points", "rate"]
    unit: str
    counted: str = ""
    direction: Literal["higher", "lower"]
    priority: int = Field(ge=1, le=10)
    what: str
    collected: str
    points_to: str
    used: str
    teachers: Taught | None = Field(None, description="absent: it is for those who lead a school or district")


class Group(_Entry):
    """One student group; `colored` is no for those the state never gives a color."""

    id: str = ""
    name: str
    kind: Literal["all", "race", "program", "language", "test"]
    colored: bool = True


class Priority(_Entry):
    """One of the LCFF priorities; `districts` is no for those of county offices."""

    id: int = 0
    name: str
    where: Literal["state", "local", "both"]
    about: str
    districts: bool = True


class Source(_Entry):
    """Where a number comes from, and how far it can be trusted."""

    id: str = ""
    title: str
    standing: Literal["state", "transcription", "fitted", "inferred", "rows"]
    note: str = ""


class Holds(_Entry):
    """What the state published for one indicator in one year."""

    year: int
    indicator: str
    status: bool
    change: bool
    colour: bool
    informational: bool
    small_change_level: Literal["", "all", "collapsed", "either"] = Field(
        description="how the file prints the change level of a small group: 1–5, collapsed to 2–4, or unknown"
    )
    source: str
    note: str = ""


class Rules(_Entry):
    """The state's rules of one year: numbers of students, and what overrides the tables."""

    shown_from: int
    colour_from: int
    colour_from_few: int
    few_groups: tuple[str, ...]
    small_below: int
    participation_from: int
    low_participation_cap: int
    not_certified_colour: int
    swd_current_only: tuple[Literal["current", "prior"], ...]
    plain_groups: tuple[str, ...] = Field(description="groups that never get a color")
    sources: Mapping[str, str] = Field(description="the source of each rule")


@dataclass(frozen=True)
class Band:
    """One level's range, both ends inclusive; None where it has no end."""

    level: int
    label: str
    lowest: Decimal | None
    highest: Decimal | None
    source: str
    note: str = ""

    @property
    def text(self) -> str:
        """The range in words.

        >>> Band(5, "Very High", Decimal("45.0"), None, "x").text
        '45.0 or more'
        """
        if self.lowest is None:
            return f"{self.highest} or less"
        return f"{self.lowest} or more" if self.highest is None else f"{self.lowest} to {self.highest}"


@dataclass(frozen=True)
class Grid:
    """Status level × change level → color (1 red … 5 blue; 0 where the state has no such cell)."""

    id: str
    colours: Mapping[tuple[int, int], int]
    seen: frozenset[tuple[int, int]]  # cells that a published row has shown
    source: str


@dataclass(frozen=True)
class Table:
    """The cut scores and grids that rate one kind of row in one year."""

    id: str
    year: int
    indicator: str
    direction: str
    status: tuple[Band, ...]  # level 5 first
    change: tuple[Band, ...]
    grid: Grid
    small: Grid | None  # the three-by-five grid, where the state uses one

    def status_label(self, level: int) -> str:
        """The name of a status level, such as Very High; "" for none."""
        return next((band.label for band in self.status if band.level == level), "")

    def change_label(self, level: int) -> str:
        """The name of a change level, such as Declined; "" for none."""
        return next((band.label for band in self.change if band.level == level), "")

    def colour(self, statuslevel: int, changelevel: int, small: bool = False) -> int:
        """The color of a cell; 0 where the state has none. `small` asks the three-by-five grid."""
        grid = self.small if small and self.small else self.grid
        return grid.colours.get((statuslevel, changelevel), 0)

    def confirmed(self, statuslevel: int, changelevel: int, small: bool = False) -> bool:
        """Whether a published row has shown this cell; if not, it rests on one transcription."""
        grid = self.small if small and self.small else self.grid
        return (statuslevel, changelevel) in grid.seen


@dataclass(frozen=True)
class Choice:
    """A table and the rows it rates: every column in `when` has one of its values."""

    when: Mapping[str, frozenset[str]]
    table: Table

    def fits(self, row: Mapping[str, object]) -> bool:
        """Whether a row is rated by this table."""
        return all(_flag(row.get(column)) in values for column, values in self.when.items())


@dataclass(frozen=True)
class PublishedCell:
    """How many schools the state itself counted in one cell."""

    table: str
    status_level: int
    change_level: int
    count: int
    percent: Decimal
    source: str


@dataclass(frozen=True)
class Accountability:
    """All of templates/accountability, checked."""

    indicators: Mapping[str, Indicator]
    groups: Mapping[str, Group]
    priorities: Mapping[int, Priority]
    sources: Mapping[str, Source]
    years: Mapping[int, Mapping[str, Holds]]
    rules_by_year: Mapping[int, Rules]
    choices: Mapping[tuple[int, str], tuple[Choice, ...]]
    counts_2017: tuple[PublishedCell, ...]

    def holds(self, year: int, indicator: str) -> Holds | None:
        """What the state published for an indicator in a year; None for a year that is not in the tables."""
        return self.years.get(year, {}).get(indicator)

    def rules(self, year: int) -> Rules | None:
        """The rules of a year; None for a year that is not in the tables."""
        return self.rules_by_year.get(year)

    def table_for(
        self, year: int, indicator: str, row: Mapping[str, object] = MappingProxyType({})
    ) -> Table | None:
        """The table that rates a row; None when nothing was rated that year.

        Parameters
        ----------
        row : mapping
            May give rtype, type, hscutpoints, dass, coe, charter; flags as Y/N or True/False.
        """
        found = self.choices.get((year, indicator), ())
        return next((choice.table for choice in found if choice.fits(row)), None)

    def caveats(self, year: int, indicator: str) -> list[str]:
        """What to print beside this indicator's levels, where a number in its tables is not sourced."""
        holds = self.holds(year, indicator)
        if holds is None:
            return [f"No cut scores for {year} are in templates/accountability."]
        said = (
            [f"{year}: {holds.note}."]
            if self.sources[holds.source].standing in {"fitted", "inferred"}
            else []
        )
        tables = [choice.table for choice in self.choices.get((year, indicator), ())]
        if holds.colour and any(cell not in t.grid.seen for t in tables for cell in t.grid.colours):
            said.append(
                "Some cells of this grid were never seen in published rows; they rest on one transcription."
            )
        return said


def _flag(value: object) -> str:
    """A flag as the tables write it."""
    if isinstance(value, str):
        return value
    return "Y" if value is not None and bool(value) else "N"
