"""Made-up published files and rows for the tests, in the state's formats."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from inquiry.sources.dashboard_columns import LEVEL_COLUMNS, READ, to_standard

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared/data/dashboard"
REFERENCE = ROOT.parent / "shared/reference"
DISTRICT = "61123450000000"
OAK, ELM = "61123456000001", "61123456000002"
STRANGER = "61999990000000"

# A suspension file as of 2023: the columns that matter, and rows that agree with the state's tables.
COLUMNS = [
    "cds",
    "rtype",
    "schoolname",
    "districtname",
    "countyname",
    "charter_flag",
    "coe_flag",
    "dass_flag",
    "type",
    "studentgroup",
    "currnumer",
    "currdenom",
    "currstatus",
    "priornumer",
    "priordenom",
    "priorstatus",
    "change",
    "statuslevel",
    "changelevel",
    "color",
    "box",
    "smalldenom",
    "reportingyear",
]


def published(**more: Any) -> dict[str, str]:
    """One row of Oak Hill's: 4 of 200 suspended after 8 of 200, so 2.0 after 4.0."""
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "cds": OAK,
        "rtype": "S",
        "schoolname": "Oak Hill Elementary",
        "districtname": "Valle Verde Unified",
        "countyname": "Example",
        "type": "ES",
        "studentgroup": "ALL",
        "currnumer": "4",
        "currdenom": "200",
        "currstatus": "2.0",
        "priornumer": "8",
        "priordenom": "200",
        "priorstatus": "4.0",
        "change": "-2.0",
        "statuslevel": "3",
        "changelevel": "5",
        "color": "4",
        "box": "150",
        "smalldenom": "",
        "reportingyear": "2023",
    }
    return row | {name: str(value) for name, value in more.items()}


def write_published(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    delimiter: str = "|",
    encoding: str = "utf-8",
    columns: Iterable[str] | None = None,
) -> Path:
    """A published text file."""
    rows = list(rows)
    names = list(columns or rows[0])
    lines = [delimiter.join(names), *(delimiter.join(row[name] for name in names) for row in rows)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding=encoding, newline="\n")
    return path


def standard(
    *rows: Mapping[str, Any], indicator: str = "SUSP", year: int = 2023, file: str = "made.txt"
) -> pd.DataFrame:
    """Rows as `STANDARD_COLUMNS`; what is not given is empty, and every level counts as given."""
    texts = [
        {name: str(row.get(name, "")) for name in READ} | {"line": n} for n, row in enumerate(rows, start=2)
    ]
    raw = pd.DataFrame(texts).astype(dict.fromkeys(READ, "str"))
    return to_standard(raw, file, indicator, year, LEVEL_COLUMNS)


def need_real_files() -> list[Path]:
    """The state's own files; the test is skipped where they are not."""
    if not REAL.is_dir():
        pytest.skip(f"the state's files are not here: {REAL.relative_to(ROOT.parent)}")
    return sorted(REAL.glob("*.txt"))
