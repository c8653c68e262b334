"""Rows of the made-up Dashboard files: two years side by side, rated by the project's own functions."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Any

import pandas as pd

from inquiry.measures.rate import rate_rows
from inquiry.sources.accountability import load_accountability
from inquiry.sources.dashboard import STANDARD_COLUMNS
from making.chance import rounded, spread_out
from making.figures import SHOWN_FROM, Figure, Unit, change_of, own_figures, own_units, shown
from making.neighbours import STATE_CDS, other_figures, other_units, state_figures
from making.outcomes import TESTS, plan

INDICATORS = ("ELA", "MATH", "SCIENCE", "ELPI", "GRAD", "CCI", "CHRO", "SUSP")
YEARS = (2023, 2024, 2025)
COLOUR_FROM = 30  # fewer students get no colour
PROGRESSED, HELD = 0.8, 0.2  # of the learners counted as progressing: moved up, stayed at the top
LOW = 2  # the highest status level of a school where too few learners took the test
ORANGE = 2  # the colour of a school that did not certify its counts
HIDDEN = {("CHRO", 2025): "*"}  # what stands in place of a count under eleven; elsewhere nothing

_FLAGS = (
    "charter",
    "coe",
    "dass",
    "hscutpoints",
    "smalldenom",
    "certifyflag",
    "dataerrorflag",
    "flag95pct",
    "pairshare",
)


def all_units() -> list[Unit]:
    """The state, the district with its schools, then the others, in the order of their codes."""
    state = Unit(STATE_CDS, "X", "", "State", "", "UD")
    return sorted([state, *own_units(), *other_units()], key=lambda unit: unit.cds)


def is_published(indicator: str, year: int) -> bool:
    """Whether the state published a file of this indicator in this year."""
    return not (indicator == "SCIENCE" and year < 2024)


@cache
def make_rows(indicator: str, year: int) -> list[dict[str, Any]]:
    """The rows of one file, every column that any layout asks for, as text."""
    pairs = list(_pairs(indicator, year))
    rated = rate_rows(_frame(pairs, indicator, year), load_accountability())
    rows: list[dict[Any, Any]] = rated.to_dict("records")
    return [_as_text(*pair, row) for pair, row in zip(pairs, rows, strict=True)]


def _figures(indicator: str, year: int) -> dict[str, dict[str, Figure]]:
    own, others = own_figures(indicator, year), other_figures(indicator, year)
    return {STATE_CDS: state_figures(indicator, year), **own, **others}


def _pairs(indicator: str, year: int) -> Iterator[tuple[Unit, str, Figure, Figure]]:
    """Each unit and group with its figures of this year and the last; groups with nobody are left out."""
    now, before, nobody = _figures(indicator, year), _figures(indicator, year - 1), Figure(0, None)
    for unit in all_units():
        groups = sorted({*now.get(unit.cds, {}), *before.get(unit.cds, {})})
        for group in groups:
            if group == "LTEL" and year < 2024:
                continue  # the state began with this group in 2024
            here, earlier = (figures.get(unit.cds, {}).get(group, nobody) for figures in (now, before))
            yield unit, group, here, earlier


def _frame(pairs: list[tuple[Unit, str, Figure, Figure]], indicator: str, year: int) -> pd.DataFrame:
    """The rows as the reader of the state's files gives them, levels still open."""
    records = [_record(indicator, year, line, *pair) for line, pair in enumerate(pairs, start=2)]
    frame = pd.DataFrame.from_records(records)
    return frame.reindex(columns=list(STANDARD_COLUMNS))


def _record(
    indicator: str, year: int, line: int, unit: Unit, group: str, now: Figure, before: Figure
) -> dict[str, Any]:
    status_only = (indicator, year) == ("CCI", 2023)
    record: dict[str, Any] = dict.fromkeys(STANDARD_COLUMNS, float("nan"))
    record |= dict.fromkeys(_FLAGS, False)
    record |= {
        "file": "",
        "line": line,
        "year": year,
        "indicator": indicator,
        "cds": unit.cds,
        "rtype": unit.rtype,
        "schoolname": unit.name,
        "districtname": unit.district,
        "countyname": unit.county,
        "type": unit.kind if indicator == "SUSP" else "",
        "hscutpoints": unit.high and indicator in TESTS,
        "dass": unit.dass,
        "charter": unit.charter,
        "studentgroup": group,
        "currdenom": float(now.denom),
        "currstatus": _number(shown(now)),
        "priordenom": float(before.denom) if not status_only else float("nan"),
        "priorstatus": _number(shown(before)) if not status_only else float("nan"),
        "change": _number(change_of(now, before)) if not status_only else float("nan"),
        "statuslevel": 0,
        "changelevel": 0,
        "color": 0,
        "box": 0,
        "gives": "statuslevel changelevel color box",
    }
    if _low_participation(unit, indicator, year):
        record |= {"flag95pct": True, "statuslevel": LOW}
    if now.numer is not None and indicator != "CCI":
        record["currnumer"] = float(now.numer) if now.denom >= SHOWN_FROM else float("nan")
        record["priornumer"] = float(before.numer or 0) if before.denom >= SHOWN_FROM else float("nan")
    return record


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)


def _as_text(unit: Unit, group: str, now: Figure, before: Figure, row: dict[str, Any]) -> dict[str, str]:
    """One row as the file writes it: empty text where there is nothing."""
    return {
        **_place(unit, group, row),
        **_numbers(now, before, HIDDEN.get((row["indicator"], row["year"]), "")),
        **_levels(row),
        **_met(now, before, row),
        **_taken(now, before),
        **_progress(now),
        "certifyflag": "Y" if _not_certified(row) else "",
        "flag95pct": "Y" if row["flag95pct"] else "",
        "studentgroup_pct": "",
        "fiveyrnumer": "0" if now.denom else "",
        "curr95": "0",
        "prior95": "0",
        "reportingyear": str(row["year"]),
    }


def _place(unit: Unit, group: str, row: dict[str, Any]) -> dict[str, str]:
    return {
        "cds": unit.cds,
        "rtype": unit.rtype,
        "schoolname": unit.name,
        "districtname": unit.district,
        "countyname": unit.county,
        "charter_flag": "Y" if unit.charter else "",
        "coe_flag": "",
        "dass_flag": "Y" if unit.dass else "",
        "type": str(row["type"]),
        "hscutpoints": "Y" if row["hscutpoints"] else "",
        "studentgroup": group,
    }


def _numbers(now: Figure, before: Figure, hidden: str) -> dict[str, str]:
    def numer(figure: Figure) -> str:
        return _text(figure.numer) if figure.denom >= SHOWN_FROM else hidden

    return {
        "currnumer": numer(now),
        "currdenom": str(now.denom),
        "currstatus": _text(shown(now)),
        "priornumer": numer(before),
        "priordenom": str(before.denom),
        "priorstatus": _text(shown(before)),
        "change": _text(change_of(now, before)),
    }


def _levels(row: dict[str, Any]) -> dict[str, str]:
    """Levels as published; graduation files print the change level that the colour does not use."""
    change = row["computed_changelevel" if row["indicator"] == "GRAD" else "computed_cell"]
    color = ORANGE if _not_certified(row) and row["computed_color"] else row["computed_color"]
    return {
        "statuslevel": str(LOW if row["flag95pct"] else int(row["computed_statuslevel"])),
        "changelevel": str(int(change)),
        "color": str(int(color)),
        "box": str(int(row["computed_box"])),
        "smalldenom": "Y" if row["currdenom"] < 150 else ("N" if row["indicator"] == "GRAD" else ""),
    }


def _low_participation(unit: Unit, indicator: str, year: int) -> bool:
    mark = plan()["low_participation"]
    return (unit.cds, indicator, year) == (mark["cds"], mark["indicator"], mark["year"])


def _not_certified(row: dict[str, Any]) -> bool:
    mark = plan()["not_certified"]
    return (row["cds"], row["indicator"], row["year"]) == (mark["cds"], mark["indicator"], mark["year"])


def _met(now: Figure, before: Figure, row: dict[str, Any]) -> dict[str, str]:
    return {
        "currnsizemet": "Y" if now.denom >= COLOUR_FROM else "",
        "priornsizemet": "Y" if before.denom >= COLOUR_FROM else "",
        "accountabilitymet": "Y" if row["computed_color"] else "",
    }


def _taken(now: Figure, before: Figure) -> dict[str, str]:
    """Participation in the tests, and what the lowest scores entered for missing students did."""

    def percent(figure: Figure) -> str:
        return "" if figure.participation is None else f"{figure.participation}.0"

    few = now.denom - now.loss < SHOWN_FROM or now.status_tested is None
    return {
        "currprate_enrolled": _text(now.enrolled),
        "currprate_tested": _text(now.tested),
        "currprate": percent(now),
        "currnum_prloss": _text(now.loss or None),
        "currdenom_without_prloss": str(now.denom - now.loss),
        "currstatus_without_prloss": ""
        if few or now.status_tested is None
        else _text(rounded(now.status_tested)),
        "priorprate": percent(before),
        "priornum_prloss": _text(before.loss or None),
    }


def _progress(now: Figure) -> dict[str, str]:
    """English learners by what their level did; the parts add up to all of them."""
    columns = ("currprogressed", "currmaintainpl4", "currmaintainoth", "currdeclined")
    if now.numer is None or now.denom < SHOWN_FROM:
        return dict.fromkeys(columns, "")
    up, top = spread_out(now.numer, (PROGRESSED, HELD))
    same, down = spread_out(now.denom - now.numer, (0.6, 0.4))
    return dict(zip(columns, map(str, (up, top, same, down)), strict=True))


def _text(value: object) -> str:
    return "" if value is None else str(value)
