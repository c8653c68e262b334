"""The lists a district keeps: settings, schools, teams, members, local indicators."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
DISTRICT_NAME = "Example Unified"
DISTRICT_CDS = "99100170000000"  # California has 58 counties: no county has the code 99
QUARTERS = (
    ("2025-26-Q4", "2026-03-30", "2026-06-05"),
    ("2026-27-Q1", "2026-08-12", "2026-10-16"),
    ("2026-27-Q2", "2026-10-19", "2026-12-18"),
)
_PLAIN = str.maketrans({"Đ": "D", "đ": "d", "ł": "l", "Ł": "L", "ø": "o", "'": "", "’": ""})

SETTINGS = f"""\
# Settings of {DISTRICT_NAME}. The district, its schools, people and figures are made up: see make_example.py.
# What each key means stands above it; `inquiry check` refuses a key it does not know.

# The name that staff read on every page.
name = "{DISTRICT_NAME}"

# The district's own CDS code: county (2 digits), district (5), then seven zeros. In quotes: zeros matter.
cds = "{DISTRICT_CDS}"

# The language of the pages.
language = "en"

# A language that forms are shown in as well, where they are translated.
second_language = "es"

# The calendar of quarters: one block each, with an id that never changes (it names a folder).
{{quarters}}
[thresholds]
# Staff pages withhold groups of fewer students than this.
suppress_below = 11
# With more priorities than this, the workbook asks which one waits.
max_priorities = 3
"""

# A local indicator that slips: “Not Met” for a year, then “Not Met For Two or More Years”.
_LOCAL = {
    1: ("Met", "Met", "Met"),
    2: ("Met", "Met", "Met"),
    3: ("Met", "Not Met", "Not Met For Two or More Years"),
    6: ("Met", "Met", "Met"),
    7: ("Not Met", "Met", "Met"),
}


@dataclass(frozen=True)
class Person:
    """One person in one team."""

    person: str
    team: str
    name: str
    role: str


@cache
def read_plan(name: str) -> Any:
    """One of the plans beside this module, read from YAML."""
    return YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))


def person_id(name: str) -> str:
    """The id of a person, made from the name.

    >>> person_id("Siobhán O'Rourke"), person_id("Phượng Đặng")
    ('siobhan-orourke', 'phuong-dang')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_PLAIN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def schools() -> list[dict[str, str]]:
    """The five schools, in the order they are listed."""
    return list(read_plan("roster.yaml")["schools"])


def teams() -> list[dict[str, Any]]:
    """The teams, the district's own first."""
    return list(read_plan("roster.yaml")["teams"])


def people() -> list[Person]:
    """Everybody, once for each team."""
    return [
        Person(person_id(name), team["team"], name, role)
        for team in teams()
        for name, role in team["members"]
    ]


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list as CSV text, with line feeds alone."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def make_settings() -> str:
    """`district.toml`, with comments that say what each key is."""
    blocks = [f'[[quarters]]\nid = "{q}"\nstart = {start}\nend = {end}\n' for q, start, end in QUARTERS]
    return SETTINGS.replace("{quarters}", "\n".join(blocks))


def make_lists() -> Iterator[tuple[str, str]]:
    """The lists people keep in spreadsheets: file name and text."""
    columns = ("school", "cds", "name", "type", "grades", "dashboard")
    yield "schools.csv", as_csv(columns, ([_cell(s, c) for c in columns] for s in schools()))
    columns = ("team", "school", "level", "name", "grades", "subject")
    yield "teams.csv", as_csv(columns, ([_cell(t, c) for c in columns] for t in teams()))
    yield (
        "members.csv",
        as_csv(("person", "team", "name", "role"), ((p.person, p.team, p.name, p.role) for p in people())),
    )
    yield "local_indicators.csv", as_csv(("year", "priority", "result"), _local_rows())


def _cell(row: Mapping[str, str], column: str) -> str:
    if column == "dashboard":
        return row.get(column, "yes")
    if row.get("team") == "cordillera-slt" and column == "level":
        return "SLT"  # odd but legal: somebody wrote the level in capitals
    return row.get(column, "")


def _local_rows() -> Iterator[tuple[int, int, str]]:
    for i, year in enumerate((2023, 2024, 2025)):
        for priority, results in _LOCAL.items():
            yield year, priority, results[i]
