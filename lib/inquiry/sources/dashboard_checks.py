"""What cannot be true of a published row: each check is one line of a table, all faults reported together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inquiry.errors import Fault
from inquiry.sources.dashboard_columns import COUNTS, LEVEL_COLUMNS, VALUES, unreadable_numbers

SHOWN_ROWS = 20  # faults of one kind named row by row; the rest is counted, school by school
RATES = ("ELPI", "GRAD", "CCI", "CHRO", "SUSP", "SCIENCE")  # values from 0 to 100
FARTHEST = 1000  # no mean lies this far from the standard; a scale score typed in by mistake does
ROUNDING = 0.1 + 1e-9  # a published rate is rounded to one decimal
DISTRICT_TYPES = ("", "ES", "MS", "HS", "ED", "HD", "UD")
_CURE = "take the row as the state published it"


@dataclass(frozen=True)
class _Check:
    """Which rows are wrong, and what to say of them."""

    wrong: pd.Series[bool]
    column: str
    found: tuple[str, *tuple[pd.Series[Any], ...]]  # a pattern, and the columns it is filled from
    allowed: str
    cure: str = _CURE


def check_rows(raw: pd.DataFrame, rows: pd.DataFrame, name: str, groups: frozenset[str]) -> Iterator[Fault]:
    """Every fault in the kept rows of one file.

    Parameters
    ----------
    raw : DataFrame
        The rows as texts: line and the published columns by standard name.
    rows : DataFrame
        The same rows as `STANDARD_COLUMNS`.
    groups : frozenset of str
        The state's student groups.

    Yields
    ------
    Fault
        With the school's CDS code as `school` where the row is a school's.
    """
    if rows.empty:
        return
    for check in (*_text_checks(raw, rows, groups), *_number_checks(raw, rows)):
        if check.wrong.any():
            yield from _faults(name, rows, check)


def _text_checks(raw: pd.DataFrame, rows: pd.DataFrame, groups: frozenset[str]) -> Iterator[_Check]:
    rtype, group, kind = rows["rtype"], rows["studentgroup"], rows["type"]
    yield _Check(~rtype.isin(["S", "D", "X"]), "rtype", _said(rtype), "S school, D district or X state")
    allowed = f"one of {', '.join(sorted(groups))}"
    cure = "mend the group, or add it to templates/accountability/groups.yaml if the state has a new one"
    yield _Check(~group.isin(groups), "studentgroup", _said(group), allowed, cure)
    suspended = rows["indicator"].eq("SUSP")
    types = ", ".join(t for t in DISTRICT_TYPES if t)
    yield _Check(suspended & ~kind.isin(DISTRICT_TYPES), "type", _said(kind), types)
    again = rows.duplicated(["cds", "rtype", "studentgroup"])
    cure = "take one of the two rows out"
    yield _Check(
        again,
        "studentgroup",
        ("“{} {}” a second time", rows["cds"], group),
        "each group of a school once",
        cure,
    )
    for column in (*COUNTS, *VALUES, *LEVEL_COLUMNS):
        yield _Check(unreadable_numbers(raw[column]), column, _said(raw[column]), "a number, or nothing")


def _number_checks(raw: pd.DataFrame, rows: pd.DataFrame) -> Iterator[_Check]:
    for column in COUNTS:
        wrong = rows[column].lt(0) | rows[column].mod(1).gt(0)
        yield _Check(wrong, column, _said(raw[column]), "a whole number of students, 0 or more")
    for column in LEVEL_COLUMNS[:3]:
        wrong = ~rows[column].between(0, 5)
        yield _Check(wrong, column, _said(raw[column]), "0 for none, or 1 to 5")
    boxes = ~(rows["box"].between(0, 250) & rows["box"].mod(10).eq(0))
    yield _Check(boxes, "box", _said(raw["box"]), "0 for none, or 10, 20 … 250")
    rates = rows["indicator"].isin(RATES)
    for column in ("currstatus", "priorstatus"):
        value = rows[column]
        low, high = (~rates * -FARTHEST), (rates * 100 + ~rates * FARTHEST)
        allowed = "0 to 100" if rates.all() else f"within {FARTHEST} points of the standard"
        yield _Check(value.lt(low) | value.gt(high), column, _said(raw[column]), allowed)
    yield from _share_checks(rows)


def _share_checks(rows: pd.DataFrame) -> Iterator[_Check]:
    """Counts and rates that contradict each other; rows that the state itself overrode are let be."""
    overridden = rows["certifyflag"] | rows["dataerrorflag"] | rows["flag95pct"]
    for when in ("curr", "prior"):
        numer, denom, status = rows[f"{when}numer"], rows[f"{when}denom"], rows[f"{when}status"]
        allowed = f"at most {when}denom, the number of all students"
        yield _Check(numer.gt(denom), f"{when}numer", ("{:.0f} of {:.0f}", numer, denom), allowed)
        rate = 100 * numer / denom.where(denom.gt(0))
        off = (rate - status).abs().gt(ROUNDING) & numer.le(denom) & ~overridden
        said = ("{} with {:.0f} of {:.0f}", status, numer, denom)
        allowed = f"{when}numer divided by {when}denom, in percent"
        yield _Check(off, f"{when}status", said, allowed)


def _said(texts: pd.Series[str]) -> tuple[str, pd.Series[str]]:
    return "“{}”", texts


def _faults(name: str, rows: pd.DataFrame, check: _Check) -> Iterator[Fault]:
    wrong = rows[check.wrong]
    schools = wrong["cds"].where(wrong["rtype"].eq("S"), "")
    pattern, *parts = check.found
    named = wrong.index[:SHOWN_ROWS]
    for row in named:
        said = pattern.format(*(part[row] for part in parts))
        school = str(schools[row]) or None
        yield Fault(name, said, check.allowed, check.cure, int(wrong["line"][row]), check.column, school)
    rest = wrong[SHOWN_ROWS:]
    for school, lines in rest.groupby(schools[SHOWN_ROWS:])["line"]:
        said = f"{len(lines)} more rows like this" + (f" of {school}" if school else "")
        yield Fault(
            name, said, check.allowed, check.cure, int(lines.iloc[0]), check.column, str(school) or None
        )
