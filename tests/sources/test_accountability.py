"""The state's tables: as sourced, checked when read, and changed by data alone."""

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sources.published_making import REFERENCE, standard

from inquiry.district.shipped import templates_folder
from inquiry.errors import BadInput
from inquiry.measures.rate import rate_rows
from inquiry.sources import COLOURS, load_accountability, read_accountability
from inquiry.sources.tables import Table

YEARS = range(2017, 2026)
INDICATORS = ["ELA", "MATH", "SCIENCE", "ELPI", "GRAD", "CCI", "CHRO", "SUSP"]
LETTERS = {"R": 1, "O": 2, "Y": 3, "G": 4, "B": 5, "-": 0}


def number(bound: Decimal | None) -> float | None:
    return None if bound is None else float(bound)


def reference() -> Any:
    path = REFERENCE / "cutscores.json"
    if not path.is_file():
        pytest.skip("the reference tables are not here: shared/reference/cutscores.json")
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped tables that a test may change."""
    return Path(shutil.copytree(templates_folder() / "accountability", tmp_path / "accountability"))


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def append(file: Path, *lines: str) -> None:
    with file.open("a", encoding="utf-8", newline="\n") as stream:
        stream.writelines(line + "\n" for line in lines)


def test_the_shipped_tables_have_no_fault() -> None:
    assert read_accountability().faults == ()


def test_they_cover_every_indicator_and_year() -> None:
    made = load_accountability()
    assert list(made.indicators) == INDICATORS
    assert sorted(made.years) == list(YEARS)
    assert all(made.holds(year, name) and made.rules(year) for year in YEARS for name in INDICATORS)


@pytest.mark.parametrize("year", [2019, 2022, 2023, 2024, 2025])
def test_each_table_is_the_reference_one(year: int) -> None:
    made = load_accountability()
    for indicator, tables in reference()["tables"].items():
        for kind, expected in tables.items():
            row = {"hscutpoints": kind == "11", "type": kind if kind != "ALL" else ""}
            table = made.table_for(year, indicator, row)
            if table is None:
                holds = made.holds(year, indicator)
                assert holds
                assert not holds.status
                continue
            same_as(table, expected)


def same_as(table: Table, expected: Any) -> None:
    for mine, theirs in ((table.status, expected["status"]), (table.change, expected["change"])):
        bands = {band.level: (band.label, number(band.lowest), number(band.highest)) for band in mine}
        assert bands == {band["level"]: (band["label"], band["min"], band["max"]) for band in theirs}
    for row, letters in enumerate(expected["grid"]):
        assert [table.colour(5 - row, c) for c in range(1, 6)] == [LETTERS[letter] for letter in letters]
    small = expected["small_grid"]
    if small is None:
        assert table.small is None
        return
    letters = [line if len(line) == 3 else line[1:4] for line in small["grid"]]
    for row, line in enumerate(letters):
        assert [table.colour(5 - row, c, small=True) for c in (2, 3, 4)] == [LETTERS[x] for x in line]


def test_2018_has_its_own_graduation_tables_and_no_small_one_for_college_career() -> None:
    made = load_accountability()
    plain, dass = made.table_for(2018, "GRAD", {}), made.table_for(2018, "GRAD", {"dass": True})
    county = made.table_for(2018, "GRAD", {"coe": True, "rtype": "D"})
    assert plain
    assert dass
    assert county
    assert [number(band.lowest) for band in plain.status] == [95, 90, 80, 67, None]
    assert [number(band.lowest) for band in dass.status] == [90, 80, 70, 67, None]
    assert [number(band.lowest) for band in dass.change] == [10, 3, -2.9, -10, None]
    assert county.id == dass.id
    cci = made.table_for(2018, "CCI", {})
    assert cci
    assert cci.small is None


@pytest.mark.parametrize(
    ("year", "indicator", "says"),
    [
        (2018, "GRAD", "fitted"),
        (2019, "ELA", "not checked"),
        (2023, "ELPI", "one transcription"),
        (2031, "ELA", "No cut"),
    ],
)
def test_what_is_not_sourced_is_said(year: int, indicator: str, says: str) -> None:
    assert says in " ".join(load_accountability().caveats(year, indicator))


def test_what_is_sourced_needs_no_caveat() -> None:
    assert load_accountability().caveats(2023, "ELA") == []


def test_years_hold_what_the_state_published() -> None:
    made = load_accountability()
    held = {(y, i): made.years[y][i] for y in YEARS for i in INDICATORS}
    assert not any(held[y, i].status for y in (2020, 2021) for i in INDICATORS)
    assert all(held[2022, i].status and not held[2022, i].colour for i in INDICATORS if i != "SCIENCE")
    assert (held[2023, "CCI"].status, held[2023, "CCI"].change) == (True, False)
    assert not held[2024, "SCIENCE"].status
    assert held[2025, "SCIENCE"].colour
    assert held[2025, "SCIENCE"].informational
    assert not held[2018, "ELPI"].status
    assert (held[2019, "ELPI"].status, held[2019, "ELPI"].colour) == (True, False)


def test_rules_are_the_reference_ones() -> None:
    rules = load_accountability().rules(2023)
    assert rules
    assert (rules.shown_from, rules.colour_from, rules.colour_from_few, rules.small_below) == (
        11,
        30,
        15,
        150,
    )
    assert set(rules.plain_groups) == {"EO", "ELO", "RFP", "SBA", "CAA", "CAST"}
    assert set(rules.few_groups) == {"FOS", "HOM"}
    newer = load_accountability().rules(2024)
    assert newer
    assert "LTEL" in newer.few_groups


def test_every_number_has_a_source() -> None:
    made = load_accountability()
    tables = [choice.table for choices in made.choices.values() for choice in choices]
    assert all(band.source in made.sources for table in tables for band in (*table.status, *table.change))
    assert all(table.grid.source in made.sources for table in tables)
    assert all(
        source in made.sources for year in YEARS for source in made.rules_by_year[year].sources.values()
    )


def test_texts_for_teachers_are_short() -> None:
    for indicator in load_accountability().indicators.values():
        for text in (indicator.what, indicator.collected, indicator.points_to, indicator.used):
            assert 20 < len(text) <= 160
        assert bool(indicator.counted) == (indicator.kind == "rate")


def test_priorities_say_who_rates_them() -> None:
    made = load_accountability()
    assert sorted(made.priorities) == list(range(1, 11))
    assert [p for p, one in made.priorities.items() if one.where == "state"] == [4, 5, 8]
    assert [p for p, one in made.priorities.items() if not one.districts] == [9, 10]
    assert {i.id: i.priority for i in made.indicators.values()}["SUSP"] == 6


def test_a_new_year_is_a_change_of_data_alone(folder: Path) -> None:
    cuts = (folder / "cutscores.csv").read_text(encoding="utf-8").splitlines()
    new = [line.replace("susp-es,", "susp-es-2026,") for line in cuts if line.startswith("susp-es,")]
    new = [line.replace("status,3,Medium,1.1,3.0", "status,3,Medium,1.1,2.0") for line in new]
    new = [line.replace("status,2,High,3.1,6.0", "status,2,High,2.1,6.0") for line in new]
    append(folder / "cutscores.csv", *new)
    append(folder / "tables.csv", "2026,SUSP,type=ES,susp-es-2026,suspension,suspension-small")
    append(folder / "years.csv", "2026,SUSP,yes,yes,yes,no,collapsed,five-by-five,new cut scores")
    rules = (folder / "rules.csv").read_text(encoding="utf-8").splitlines()
    append(
        folder / "rules.csv",
        *(line.replace("2025,", "2026,", 1) for line in rules if line.startswith("2025,")),
    )
    made = read_accountability(folder).or_raise()
    row = {
        "type": "ES",
        "rtype": "S",
        "studentgroup": "ALL",
        "currstatus": 2.5,
        "change": 0.0,
        "currdenom": 200,
        "priordenom": 200,
    }
    rows = [standard(row, year=year) for year in (2025, 2026)]
    levels = [int(rate_rows(one, made)["computed_statuslevel"].iloc[0]) for one in rows]
    assert levels == [3, 2]


TROUBLES: dict[str, tuple[Callable[[Path], None], str, str]] = {
    "a gap between bands": (
        lambda f: change(f / "cutscores.csv", "ela-3-8,status,4,High,10.0", "ela-3-8,status,4,High,10.5"),
        "accountability/cutscores.csv",
        "lowest",
    ),
    "two decimals": (
        lambda f: change(f / "cutscores.csv", "ela-3-8,status,4,High,10.0", "ela-3-8,status,4,High,10.05"),
        "accountability/cutscores.csv",
        "lowest",
    ),
    "a level that is missing": (
        lambda f: change(f / "cutscores.csv", "elpi,change,5,", "elpi,change,4,"),
        "accountability/cutscores.csv",
        "level",
    ),
    "an unknown source": (
        lambda f: change(f / "cutscores.csv", ",status-2022", ",somewhere"),
        "accountability/cutscores.csv",
        "source",
    ),
    "an unknown colour": (
        lambda f: change(f / "grids.csv", "Green", "Grene"),
        "accountability/grids.csv",
        "change_1",
    ),
    "an unknown grid": (
        lambda f: change(f / "tables.csv", ",academic,", ",acedemic,"),
        "accountability/tables.csv",
        "grid",
    ),
    "an unknown condition": (
        lambda f: change(f / "tables.csv", "hscutpoints=Y", "highschool=Y"),
        "accountability/tables.csv",
        "when",
    ),
    "a condition without value": (
        lambda f: change(f / "tables.csv", "hscutpoints=Y", "hscutpoints"),
        "accountability/tables.csv",
        "when",
    ),
    "a direction the other way round": (
        lambda f: change(f / "indicators.yaml", "direction: higher", "direction: lower"),
        "accountability/tables.csv",
        "cutscores",
    ),
    "an indicator twice in a year": (
        lambda f: append(f / "years.csv", "2023,ELA,yes,yes,yes,no,all,rows,"),
        "accountability/years.csv",
        "indicator",
    ),
    "a word that is no yes or no": (
        lambda f: change(f / "years.csv", "2018,ELA,yes", "2018,ELA,perhaps"),
        "accountability/years.csv",
        "status",
    ),
    "a rule that is no number": (
        lambda f: change(f / "rules.csv", "colour_from,30", "colour_from,thirty"),
        "accountability/rules.csv",
        "value",
    ),
    "a key that stands twice": (
        lambda f: append(f / "groups.yaml", "ALL: {name: Everyone, kind: all}"),
        "accountability/groups.yaml",
        "ALL",
    ),
    "a key that is missing": (
        lambda f: change(f / "indicators.yaml", "  unit: science points\n", ""),
        "accountability/indicators.yaml",
        "SCIENCE.unit",
    ),
    "a level without table": (
        lambda f: change(f / "years.csv", "2024,SCIENCE,no", "2024,SCIENCE,yes"),
        "accountability/tables.csv",
        "",
    ),
    "a missing file": (lambda f: (f / "grids.csv").unlink(), "accountability/grids.csv", ""),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_fault_names_file_and_column(trouble: str, folder: Path) -> None:
    spoil, file, column = TROUBLES[trouble]
    spoil(folder)
    faults = read_accountability(folder).faults
    assert any((f.file, f.column or "") == (file, column) for f in faults), [str(f) for f in faults]
    assert all(f.cure and f.allowed for f in faults)


def test_all_faults_come_together(folder: Path) -> None:
    change(folder / "cutscores.csv", "elpi,change,5,", "elpi,change,nine,")
    change(folder / "grids.csv", "Green", "Grene")
    change(folder / "groups.yaml", "kind: race", "kind: rase")
    with pytest.raises(BadInput) as caught:
        load_accountability(folder)
    assert {fault.file.rpartition("/")[2] for fault in caught.value.faults} == {
        "cutscores.csv",
        "grids.csv",
        "groups.yaml",
    }


def test_colours_are_numbered_as_in_the_files() -> None:
    assert COLOURS == {0: "No color", 1: "Red", 2: "Orange", 3: "Yellow", 4: "Green", 5: "Blue"}
