"""The rows of the CSV files in templates/accountability: what each column may hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from inquiry.district.lists import Column, read_table
from inquiry.errors import Checked, Fault
from inquiry.sources.tables import COLOURS, STEP

R = TypeVar("R", bound="Row")

Level = Annotated[int, Field(ge=1, le=5)]
Bound = Annotated[Decimal | None, BeforeValidator(lambda text: None if text == "" else text)]
Year = Annotated[int, Field(ge=2013, le=2100)]
ColourName = Literal["", "Red", "Orange", "Yellow", "Green", "Blue"]


class Row(BaseModel):
    """A row, and the line it stands in."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    line: int


class CutRow(Row):
    """One band of one table."""

    table: str = Field(min_length=1)
    scale: Literal["status", "change"]
    level: Level
    label: str = Field(min_length=1)
    lowest: Bound
    highest: Bound
    source: str
    note: str

    @field_validator("lowest", "highest")
    @classmethod
    def _one_decimal(cls, value: Decimal | None) -> Decimal | None:
        if value is not None and value % STEP:
            raise ValueError("a number with at most one decimal: the state rates rounded numbers")
        return None if value is None else value.quantize(STEP)


class GridRow(Row):
    """One status level of one grid: a color for each change level, empty where the state has no such cell."""

    grid: str = Field(min_length=1)
    status_level: Level
    change_1: ColourName
    change_2: ColourName
    change_3: ColourName
    change_4: ColourName
    change_5: ColourName
    seen_in_rows: tuple[Level, ...]
    source: str
    note: str

    @field_validator("seen_in_rows", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return value.split() if isinstance(value, str) else value

    def colour(self, level: int) -> str:
        """The color's name at a change level."""
        return str(getattr(self, f"change_{level}"))


class TableRow(Row):
    """Which cut scores and grids rate which rows; the first row that fits counts."""

    year: Year
    indicator: str
    when: dict[str, frozenset[str]]
    cutscores: str
    grid: str
    small_grid: str

    @field_validator("when", mode="before")
    @classmethod
    def _conditions(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        pairs = [part.partition("=") for part in value.split()]
        if any(not sign or not values for _, sign, values in pairs):
            raise ValueError("column=value, such as type=ES|MS, or nothing for all other rows")
        return {column: frozenset(values.split("|")) for column, _, values in pairs}


class YearRow(Row):
    """What the state published for one indicator in one year."""

    year: Year
    indicator: str
    status: bool
    change: bool
    colour: bool
    informational: bool
    small_change_level: Literal["", "all", "collapsed", "either"]
    source: str
    note: str


class RuleRow(Row):
    """One rule of one year."""

    year: Year
    rule: str
    value: str
    source: str
    note: str


class CountRow(Row):
    """How many schools the state counted in one cell."""

    table: str
    status_level: Level
    change_level: Level
    count: int = Field(ge=0)
    percent: Decimal = Field(ge=0, le=100)
    source: str


def read_rows(path: Path, model: type[R], name: str) -> Checked[list[R]]:
    """Read a CSV file into models, one per row, with every fault.

    Returns
    -------
    Checked of list
        The rows that are right; each fault has the row and the column.
    """
    fields = [field for field in model.model_fields if field != "line"]
    columns = [Column(field, f"see the other rows of {path.name}", filled=False) for field in fields]
    table = read_table(path, columns, name)
    faults, rows = list(table.faults), []
    for record in table.value.to_dict("records"):
        try:
            rows.append(model.model_validate(record))
        except ValidationError as trouble:
            faults += [_fault(name, record, error) for error in trouble.errors()]
    return Checked(rows, tuple(faults))


def _fault(name: str, record: dict[Any, Any], error: Any) -> Fault:
    column = str(error["loc"][0])
    allowed = str(error["msg"]).removeprefix("Value error, ").lower()
    if column.startswith("change_"):
        allowed = ", ".join(COLOURS[n] for n in sorted(COLOURS) if n) + ", or nothing"
    return Fault(name, f"“{record[column]}”", allowed, "write an allowed value", int(record["line"]), column)
