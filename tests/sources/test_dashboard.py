"""Published files in every shape the state has used: read alike, the district kept, the state counted."""

import tracemalloc
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from sources.published_making import COLUMNS, DISTRICT, ELM, OAK, STRANGER, published, write_published

from inquiry.sources import STANDARD_COLUMNS, read_dashboard, read_dashboard_files, read_dashboards
from inquiry.sources.tally import TALLY_COLUMNS, tally_rows

NAME = "suspdownload2023.txt"


def sample() -> list[dict[str, str]]:
    """The district, two of its schools, and a stranger."""
    return [
        published(cds=DISTRICT, rtype="D", schoolname="", type="UD", statuslevel=4, color=5, box=100),
        published(),
        published(
            studentgroup="EL",
            currdenom=9,
            currnumer="",
            currstatus="",
            change="",
            statuslevel=0,
            changelevel=0,
            color=0,
            box=0,
        ),
        published(cds=ELM, schoolname="Elm Street", dass_flag="Y"),
        published(cds=STRANGER, rtype="D", schoolname="", type="UD", color=5, box=100),
        published(cds="00000000000000", rtype="X", schoolname="", districtname="", type=""),
    ]


def write_sheet(path: Path, rows: list[dict[str, str]], title: bool = False, numbers: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    if title:
        sheet.append(["California School Dashboard"])
    sheet.append(COLUMNS)
    for row in rows:
        sheet.append([_as_typed(row[name], numbers) for name in COLUMNS])
    book.save(path)
    return path


def _as_typed(text: str, numbers: bool) -> object:
    try:
        return float(text) if numbers and text else text or None
    except ValueError:
        return text


@pytest.mark.parametrize("delimiter", ["|", "\t", ",", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [published(schoolname="Peñasquitos Élémentaire"), *sample()]
    path = write_published(tmp_path / NAME, rows[:1], delimiter, encoding)
    checked = read_dashboard(path, DISTRICT)
    assert checked.faults == ()
    assert checked.value.rows["schoolname"].tolist() == ["Peñasquitos Élémentaire"]


def test_the_rows_are_typed_and_numbered_as_in_the_file(tmp_path: Path) -> None:
    rows = read_dashboard(write_published(tmp_path / NAME, sample()), DISTRICT).or_raise().rows
    assert list(rows.columns) == list(STANDARD_COLUMNS)
    assert rows["line"].tolist() == [2, 3, 4, 5]
    assert rows["currstatus"].tolist()[:2] == [2.0, 2.0]
    assert rows["currstatus"].isna().tolist() == [False, False, True, False]
    assert rows["color"].tolist() == [5, 4, 0, 4]
    assert rows["dass"].tolist() == [False, False, False, True]
    assert set(rows["indicator"]) == {"SUSP"}
    assert set(rows["year"]) == {2023}


def test_only_the_district_is_kept_and_everything_counted(tmp_path: Path) -> None:
    read = read_dashboard(write_published(tmp_path / NAME, sample()), DISTRICT).or_raise()
    assert set(read.rows["cds"]) == {DISTRICT, OAK, ELM}
    assert read.rows_read == 6
    assert list(read.tally.columns) == list(TALLY_COLUMNS)
    assert read.tally["n"].sum() == 6
    assert sorted(set(read.tally["rtype"])) == ["D", "S", "X"]


def test_without_a_district_every_row_is_kept(tmp_path: Path) -> None:
    assert len(read_dashboard(write_published(tmp_path / NAME, sample())).or_raise().rows) == 6


def test_the_tally_counts_cells_as_the_colors_were_taken(tmp_path: Path) -> None:
    small = published(smalldenom="Y", changelevel=5, statuslevel=3, color=4, box=140)
    read = read_dashboard(write_published(tmp_path / NAME, [small, published(cds=ELM)])).or_raise()
    cells = read.tally[["statuslevel", "changelevel", "n"]].values.tolist()
    assert sorted(cells) == [[3, 4, 1], [3, 5, 1]]


def test_rows_are_tallied_like_files(tmp_path: Path) -> None:
    read = read_dashboard(write_published(tmp_path / NAME, sample())).or_raise()
    assert tally_rows(read.rows).values.tolist() == read.tally.values.tolist()


@pytest.mark.parametrize("title", [False, True])
@pytest.mark.parametrize("numbers", [False, True])
def test_a_workbook_gives_the_same_rows_as_the_text(tmp_path: Path, title: bool, numbers: bool) -> None:
    text = read_dashboard(write_published(tmp_path / NAME, sample()), DISTRICT).or_raise()
    sheet = read_dashboard(
        write_sheet(tmp_path / "suspdownload2023.xlsx", sample(), title, numbers), DISTRICT
    ).or_raise()
    same = [name for name in STANDARD_COLUMNS if name not in {"file", "line"}]
    assert sheet.rows[same].equals(text.rows[same])
    assert sheet.tally.equals(text.tally)
    assert sheet.rows["line"].tolist() == [n + title for n in text.rows["line"]]


def test_a_workbook_under_a_text_files_name_is_read(tmp_path: Path) -> None:
    write_sheet(tmp_path / "x.xlsx", sample()).rename(tmp_path / NAME)
    assert len(read_dashboard(tmp_path / NAME, DISTRICT).or_raise().rows) == 4


def test_column_names_are_read_whatever_their_case(tmp_path: Path) -> None:
    path = write_published(tmp_path / NAME, sample())
    text = (
        path.read_text(encoding="utf-8")
        .replace("changelevel", "changeLevel")
        .replace("reportingyear", "ReportingYear")
    )
    path.write_text(text, encoding="utf-8", newline="\r\n")
    assert read_dashboard(path, DISTRICT).or_raise().rows["changelevel"].tolist() == [5, 5, 0, 5]


def test_names_of_2018_and_2019_mean_the_same(tmp_path: Path) -> None:
    path = write_published(
        tmp_path / "suspdownload2019.txt", [published(reportingyear=2019, smalldenom="Y", box=140)]
    )
    text = path.read_text(encoding="utf-8").replace("smalldenom", "safetynet").replace("cds|", "cdscode|")
    path.write_text(text, encoding="utf-8", newline="\n")
    rows = read_dashboard(path, DISTRICT).or_raise().rows
    assert rows[["cds", "smalldenom"]].values.tolist() == [[OAK, True]]


def test_english_learner_progress_without_groups_is_of_english_learners(tmp_path: Path) -> None:
    names = [name for name in COLUMNS if name not in {"studentgroup", "type"}]
    row = published(currnumer=90, currstatus=45.0, priornumer=80, priorstatus=40.0, change=5.0)
    path = write_published(tmp_path / "elpidownload2023.txt", [row], columns=names)
    read = read_dashboard(path, DISTRICT).or_raise()
    assert read.rows["studentgroup"].tolist() == ["EL"]
    assert read.tally["studentgroup"].tolist() == ["EL"]


@pytest.mark.parametrize(
    ("year", "name", "group"), [(2018, "ela", "RFP"), (2018, "elpi", "EL"), (2023, "elpi", "EL")]
)
def test_a_blank_group_means_what_that_file_leaves_blank(
    tmp_path: Path, year: int, name: str, group: str
) -> None:
    names = [n for n in COLUMNS if name != "ela" or not n.endswith("numer")]
    row = published(studentgroup="", reportingyear=year, currstatus=2.0)
    read = read_dashboard(
        write_published(tmp_path / f"{name}download{year}.txt", [row], columns=names), DISTRICT
    )
    assert read.or_raise().rows["studentgroup"].tolist() == [group]
    assert read.value.tally["studentgroup"].tolist() == [group]


def test_a_spreadsheets_marks_around_a_code_are_taken_off(tmp_path: Path) -> None:
    rows = [published(cds=f"'{OAK}"), published(cds=f'="{ELM}"')]
    assert read_dashboard(write_published(tmp_path / NAME, rows), DISTRICT).or_raise().rows[
        "cds"
    ].tolist() == [OAK, ELM]


@pytest.mark.parametrize(
    "name",
    [
        "suspdownload2023 (1).txt",
        "Copy of SuspDownload2023.txt",
        "suspdownload2023-final.TXT",
        "susp_download_2023.csv",
        "Suspension 2023.txt",
        "suspdownload.txt",
    ],
)
def test_indicator_and_year_are_found_anywhere_in_the_name(tmp_path: Path, name: str) -> None:
    read = read_dashboard(write_published(tmp_path / name, sample()), DISTRICT).or_raise()
    assert (read.indicator, read.year) == ("SUSP", 2023)


def test_a_name_with_marks_and_delimiters_stays_whole(tmp_path: Path) -> None:
    odd = 'The "Sunny" School, K-8; tab\there'
    rows = (
        read_dashboard(write_published(tmp_path / NAME, [published(schoolname=odd)]), DISTRICT)
        .or_raise()
        .rows
    )
    assert rows["schoolname"].tolist() == [odd]


def test_quotation_marks_of_a_spreadsheet_are_taken_off(tmp_path: Path) -> None:
    quoted = '"The ""Sunny"" School, K-8"'
    path = write_published(tmp_path / NAME, [published(schoolname=quoted)], "\t")
    rows = read_dashboard(path, DISTRICT).or_raise().rows
    assert rows["schoolname"].tolist() == ['The "Sunny" School, K-8']


def test_an_opening_mark_alone_does_not_swallow_the_rows_below(tmp_path: Path) -> None:
    rows = [published(schoolname='"Sunny'), published(cds=ELM)]
    assert len(read_dashboard(write_published(tmp_path / NAME, rows), DISTRICT).or_raise().rows) == 2


def test_a_folder_is_read_in_order_of_year_and_indicator(tmp_path: Path) -> None:
    folder = tmp_path / "dashboard"
    write_published(folder / NAME, sample())
    write_published(folder / "chronicdownload2023.txt", sample())
    write_published(folder / "suspdownload2022.txt", [published(reportingyear=2022)])
    (folder / "~$suspdownload2023.xlsx").write_bytes(b"lock")
    (folder / ".hidden.txt").write_text("x", encoding="utf-8")
    read = read_dashboards(folder, DISTRICT).or_raise()
    assert [(file.indicator, file.year) for file in read.files] == [
        ("SUSP", 2022),
        ("CHRO", 2023),
        ("SUSP", 2023),
    ]
    assert read.years == (2022, 2023)
    assert read.rows["file"].iloc[0] == "dashboard/suspdownload2022.txt"


def test_a_folder_without_files_is_a_note(tmp_path: Path) -> None:
    checked = read_dashboards(tmp_path / "dashboard", DISTRICT)
    assert [fault.severity for fault in checked.faults] == ["note"]
    assert list(checked.value.rows.columns) == list(STANDARD_COLUMNS)
    assert checked.value.tally.empty


def test_another_text_in_the_folder_is_passed_over_with_a_note(tmp_path: Path) -> None:
    write_published(tmp_path / "dashboard" / NAME, sample())
    (tmp_path / "dashboard/readme.txt").write_text("what we keep here", encoding="utf-8")
    checked = read_dashboards(tmp_path / "dashboard", DISTRICT)
    assert [(fault.file, fault.severity) for fault in checked.faults] == [("dashboard/readme.txt", "note")]


def test_files_from_anywhere_become_one_frame(tmp_path: Path) -> None:
    one = write_published(tmp_path / "a" / NAME, [published()])
    two = write_published(tmp_path / "b" / "suspdownload2022.txt", [published(reportingyear=2022)])
    assert read_dashboard_files([one, two]).or_raise()["year"].tolist() == [2022, 2023]


def test_two_counties_files_of_one_kind_go_together(tmp_path: Path) -> None:
    one = write_published(tmp_path / "a" / NAME, [published()])
    two = write_published(tmp_path / "b" / NAME, [published(cds=STRANGER)])
    assert len(read_dashboard_files([one, two]).or_raise()) == 2


def test_a_whole_state_takes_little_memory(tmp_path: Path) -> None:
    line = "|".join(published(cds=STRANGER, rtype="D").values())
    own = "|".join(published().values())
    path = tmp_path / NAME
    path.write_text(
        "\n".join(["|".join(COLUMNS), own, *[line] * 40_000]) + "\n", encoding="utf-8", newline="\n"
    )
    tracemalloc.start()
    read = read_dashboard(path, DISTRICT).or_raise()
    peak_mb = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    assert read.rows_read == 40_001
    assert peak_mb < 10  # the file is ten times its district's rows' size; it never lies in memory


def test_what_was_read_is_kept_and_read_again_only_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = tmp_path / "dashboard", tmp_path / "cache"
    write_published(folder / NAME, [*sample(), published(cds=ELM, studentgroup="EL", statuslevel=9)])
    plain = read_dashboards(folder, DISTRICT)
    first = read_dashboards(folder, DISTRICT, cache)
    with monkeypatch.context() as patch:
        patch.setattr("inquiry.sources.dashboard.open_published", None)  # it is not opened again
        again = read_dashboards(folder, DISTRICT, cache)
    for found in (first, again):
        pd.testing.assert_frame_equal(found.value.rows, plain.value.rows)
        pd.testing.assert_frame_equal(found.value.tally, plain.value.tally)
        assert found.faults == plain.faults
    write_published(folder / NAME, [published(schoolname="Renamed")])
    assert read_dashboards(folder, DISTRICT, cache).value.rows["schoolname"].tolist() == ["Renamed"]


def test_another_district_is_not_given_what_was_kept_for_the_first(tmp_path: Path) -> None:
    folder, cache = tmp_path / "dashboard", tmp_path / "cache"
    write_published(folder / NAME, sample())
    read_dashboards(folder, DISTRICT, cache)
    assert set(read_dashboards(folder, STRANGER, cache).value.rows["cds"]) == {STRANGER}


@pytest.mark.parametrize("content", ["", "{}", "[1, 2]", '{"file": [1], "rows": 3}'])
def test_a_spoiled_cache_is_read_past(tmp_path: Path, content: str) -> None:
    folder, cache = tmp_path / "dashboard", tmp_path / "cache"
    write_published(folder / NAME, sample())
    plain = read_dashboards(folder, DISTRICT, cache).value
    for entry in cache.iterdir():
        entry.write_text(content, encoding="utf-8")
    assert read_dashboards(folder, DISTRICT, cache).value.rows.equals(plain.rows)


def test_a_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    folder, cache = tmp_path / "dashboard", tmp_path / "cache"
    write_published(folder / NAME, sample())
    cache.write_text("a file where the folder should be", encoding="utf-8")
    assert read_dashboards(folder, DISTRICT, cache).faults == ()


def test_the_sheet_with_the_data_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes: Any = book.active
    notes.append(["Read me first"])
    data = book.create_sheet("Data")
    data.append(COLUMNS)
    data.append(list(published().values()))
    book.save(tmp_path / "suspdownload2023.xlsx")
    assert len(read_dashboard(tmp_path / "suspdownload2023.xlsx", DISTRICT).or_raise().rows) == 1
