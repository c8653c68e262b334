"""Reads templates/accountability: prose in YAML, numbers in CSV, every fault with file, row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from inquiry.district.kept import read_once
from inquiry.district.noting import noting_nothing
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model
from inquiry.errors import Checked, Fault
from inquiry.sources.table_making import make_choices, must_be_known
from inquiry.sources.table_rows import (
    CountRow,
    CutRow,
    GridRow,
    Row,
    RuleRow,
    TableRow,
    YearRow,
    read_rows,
)
from inquiry.sources.tables import (
    Accountability,
    Group,
    Holds,
    Indicator,
    Priority,
    PublishedCell,
    Rules,
    Source,
)

FOLDER = "accountability"  # in templates/
R = TypeVar("R", bound=Row)
E = TypeVar("E", bound=BaseModel)


def load_accountability(folder: Path | None = None) -> Accountability:
    """The indicators, cut scores and rules; `BadInput` with every fault.

    Parameters
    ----------
    folder : Path, optional
        Another folder with the same files (default: the shipped one, read again when a file has changed).
    """
    if folder is not None:
        return read_accountability(folder).or_raise()
    with noting_nothing():  # whoever hands it to a page notes it
        shipped = templates_folder() / FOLDER
        files = sorted(shipped.glob("*"))
        return read_once("accountability", shipped, files, lambda: read_accountability(shipped).or_raise())


def read_accountability(folder: Path | None = None) -> Checked[Accountability]:
    """Read the indicators, cut scores and rules.

    Parameters
    ----------
    folder : Path, optional
        Another folder with the same files (default: the shipped one).

    Returns
    -------
    Checked of Accountability
        Empty when there are faults; each names file, row or line, and column or key.
    """
    read = _Reading(folder or templates_folder() / FOLDER)
    prose = _read_prose(read)
    cuts, grids = read.rows("cutscores.csv", CutRow), read.rows("grids.csv", GridRow)
    tables, years = read.rows("tables.csv", TableRow), read.rows("years.csv", YearRow)
    rules, counts = read.rows("rules.csv", RuleRow), read.rows("counts_2017.csv", CountRow)
    if read.faults:
        return Checked(_NOTHING, tuple(read.faults))
    read.known("source", (*cuts, *grids, *years, *rules, *counts), prose.sources)
    read.known("indicator", (*tables, *years), prose.indicators)
    made = Accountability(
        indicators=prose.indicators,
        groups=prose.groups,
        priorities=prose.priorities,
        sources=prose.sources,
        years=_years(read, years),
        rules_by_year=_rules(read, rules, prose.groups),
        choices=make_choices(read.fault, tables, cuts, grids, prose.indicators),
        counts_2017=tuple(PublishedCell(**row.model_dump(exclude={"line"})) for row in counts),
    )
    _check_years(read, made)
    return Checked(_NOTHING if read.faults else made, tuple(read.faults))


_NOTHING = Accountability({}, {}, {}, {}, {}, {}, {}, ())


@dataclass
class _Reading:
    """One folder as it is read."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    files: dict[type[Row], str] = field(default_factory=dict)

    def entries(self, file: str, model: type[E]) -> dict[str, E]:
        """A YAML file of entries by id."""
        kind: Any = dict[str, model]  # type: ignore[valid-type]
        checked = read_yaml_model(self.folder / file, kind, _shown(file))
        self.faults += checked.faults
        return {key: entry.model_copy(update={"id": key}) for key, entry in (checked.value or {}).items()}

    def rows(self, file: str, model: type[R]) -> list[R]:
        """A CSV file, one checked entry per row."""
        self.files[model] = file
        checked = read_rows(self.folder / file, model, _shown(file))
        self.faults += checked.faults
        return checked.value

    def fault(self, row: Row, column: str | None, found: str, allowed: str, cure: str) -> None:
        """Something wrong in one row of a CSV file."""
        file = _shown(self.files[type(row)])
        self.faults.append(Fault(file, found, allowed, cure, row.line, column))

    def known(self, column: str, rows: Sequence[Row], names: Mapping[str, object]) -> None:
        """Every row's value in a column must be one of these names."""
        must_be_known(self.fault, column, rows, names)


def _shown(file: str) -> str:
    return f"accountability/{file}"


@dataclass(frozen=True)
class _Prose:
    indicators: dict[str, Indicator]
    groups: dict[str, Group]
    priorities: dict[int, Priority]
    sources: dict[str, Source]


def _read_prose(read: _Reading) -> _Prose:
    numbered = read.entries("priorities.yaml", Priority)
    for key in numbered:
        if not key.isdigit():
            file = _shown("priorities.yaml")
            read.faults.append(Fault(file, f"“{key}”", "a number from 1 to 10", "use the number", column=key))
    return _Prose(
        read.entries("indicators.yaml", Indicator),
        read.entries("groups.yaml", Group),
        {int(k): p.model_copy(update={"id": int(k)}) for k, p in numbered.items() if k.isdigit()},
        read.entries("sources.yaml", Source),
    )


def _years(read: _Reading, rows: list[YearRow]) -> dict[int, dict[str, Holds]]:
    made: dict[int, dict[str, Holds]] = {}
    for row in rows:
        if row.indicator in made.setdefault(row.year, {}):
            found = f"{row.year} {row.indicator} a second time"
            read.fault(row, "indicator", found, "each indicator once a year", "take one out")
        made[row.year][row.indicator] = Holds(**row.model_dump(exclude={"line"}))
    return dict(sorted(made.items()))


def _rules(read: _Reading, rows: list[RuleRow], groups: Mapping[str, Group]) -> dict[int, Rules]:
    made: dict[int, Rules] = {}
    plain = tuple(group.id for group in groups.values() if not group.colored)
    for year in sorted({row.year for row in rows}):
        mine = {row.rule: row for row in rows if row.year == year}
        lists = {"few_groups", "swd_current_only"}
        given: dict[str, Any] = {
            name: tuple(row.value.split()) if name in lists else row.value for name, row in mine.items()
        }
        sources = {name: row.source for name, row in mine.items()}
        try:
            made[year] = Rules(**given, plain_groups=plain, sources=sources)
        except ValueError as trouble:
            first = next(iter(mine.values()))
            for error in getattr(trouble, "errors", list)():
                name = str(error["loc"][0])
                allowed = str(error["msg"]).lower()
                cure = f"mend the row “{name}” of {year}"
                read.fault(mine.get(name, first), "value", f"rule “{name}” of {year}", allowed, cure)
    return made


def _check_years(read: _Reading, made: Accountability) -> None:
    """Every year that says it has levels must have a table for every row, and rules."""
    file = _shown("tables.csv")
    for year, holds in made.years.items():
        if made.rules(year) is None and not read.faults:
            cure = "copy the rows of another year"
            read.faults.append(
                Fault(_shown("rules.csv"), f"no rules for {year}", "rules for each year", cure)
            )
        for name, one in holds.items():
            choices = made.choices.get((year, name), ())
            if one.status and not choices and not read.faults:
                found, allowed = f"no table for {year} {name}", "a table for what years.csv says has levels"
                read.faults.append(Fault(file, found, allowed, "add a row, or write no in years.csv"))
