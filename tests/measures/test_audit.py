"""Recomputing what the state published: nothing invented, nothing hidden."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from sources.published_making import need_real_files, standard

from inquiry.measures.audit import audit_rows
from inquiry.measures.rate import rate_rows
from inquiry.sources import load_accountability, read_dashboard_files


def audit(*rows: dict[str, Any], indicator: str = "SUSP", year: int = 2023) -> Any:
    base = {
        "cds": "61123456000001",
        "rtype": "S",
        "type": "ES",
        "studentgroup": "ALL",
        "currdenom": 200,
        "priordenom": 200,
        "currstatus": 2.0,
        "change": -2.0,
        "statuslevel": 3,
        "changelevel": 5,
        "color": 4,
    }
    return audit_rows(
        standard(*(base | row for row in rows), indicator=indicator, year=year), load_accountability()
    )


def test_a_row_that_agrees() -> None:
    found = audit({})
    assert (found.rows, found.rated, found.agreeing) == (1, 1, 1)
    assert found.mismatches.empty
    assert found.explained.empty


@pytest.mark.parametrize(
    ("what", "published", "computed"),
    [("statuslevel", 2, 3), ("changelevel", 4, 5), ("color", 3, 4), ("color", 0, 4)],
)
def test_a_mismatch_names_row_and_both_values(what: str, published: int, computed: int) -> None:
    found = audit({}, {what: published})
    assert (found.rated, found.agreeing) == (2, 1)
    assert found.mismatches.to_dict("records") == [
        {
            "file": "made.txt",
            "line": 3,
            "cds": "61123456000001",
            "indicator": "SUSP",
            "studentgroup": "ALL",
            "what": what,
            "published": published,
            "computed": computed,
        }
    ]


def test_a_row_that_differs_twice_is_one_row_less_in_agreement() -> None:
    found = audit({"statuslevel": 1, "color": 1})
    assert (found.agreeing, len(found.mismatches)) == (0, 2)


def test_data_that_was_not_certified_is_explained() -> None:
    found = audit({"certifyflag": "Y", "color": 2})
    assert found.mismatches.empty
    assert "certify" in found.explained["why"].iloc[0]
    assert (found.rated, found.agreeing) == (1, 0)


def test_levels_of_data_that_was_not_certified_are_the_states_own() -> None:
    found = audit({"certifyflag": "Y", "statuslevel": 2, "changelevel": 3, "color": 2})
    assert found.mismatches.empty
    assert found.explained["what"].tolist() == ["statuslevel", "changelevel", "color"]


def test_no_other_color_than_orange_is_explained_by_certification() -> None:
    assert len(audit({"certifyflag": "Y", "color": 1}).mismatches) == 1


def test_the_states_own_override_is_explained() -> None:
    found = audit({"dataerrorflag": "Y", "color": 1})
    assert "data error" in found.explained["why"].iloc[0]


def test_low_participation_caps_english_learner_progress() -> None:
    row = {
        "studentgroup": "EL",
        "type": "",
        "currstatus": 60.0,
        "change": 0.0,
        "flag95pct": "Y",
        "statuslevel": 2,
        "changelevel": 3,
        "color": 2,
    }
    found = audit(row, indicator="ELPI")
    assert found.explained[["what", "published", "computed"]].values.tolist() == [["statuslevel", 2, 4]]
    assert found.mismatches.empty  # the color follows from the capped level
    assert len(audit(row | {"flag95pct": ""}, indicator="ELPI").mismatches) == 2


def test_2018_students_with_disabilities_cannot_be_checked_without_their_count() -> None:
    row = {
        "studentgroup": "SWD",
        "currstatus": 50.0,
        "change": 20.0,
        "currdenom": 40,
        "statuslevel": 5,
        "changelevel": 5,
        "color": 0,
    }
    found = audit(row, indicator="ELA", year=2018)
    assert found.mismatches.empty
    assert found.unchecked["what"].tolist() == ["color"]
    assert audit(
        row | {"currdenom_swd": 20, "priordenom_swd": 20}, indicator="ELA", year=2018
    ).unchecked.empty
    assert len(audit(row, indicator="ELA", year=2023).mismatches) == 1


@pytest.mark.parametrize(("printed", "agrees"), [(4, True), (5, False)])
def test_small_groups_print_the_collapsed_change_level(printed: int, agrees: bool) -> None:
    assert audit({"currdenom": 100, "changelevel": printed}).mismatches.empty is agrees


@pytest.mark.parametrize(
    ("year", "printed", "agrees"),
    [(2018, 4, True), (2018, 5, False), (2019, 4, True), (2019, 5, True), (2023, 5, True), (2023, 4, False)],
)
def test_graduation_files_print_it_differently_by_year(year: int, printed: int, agrees: bool) -> None:
    row = {
        "type": "",
        "currdenom": 100,
        "currstatus": 97.0,
        "change": 8.0,
        "statuslevel": 5,
        "changelevel": printed,
        "color": 5,
    }
    assert audit(row, indicator="GRAD", year=year).mismatches.empty is agrees


def test_a_year_without_tables_is_left_unchecked() -> None:
    found = audit({}, year=2031)
    assert (found.rated, found.mismatches.empty) == (0, True)
    assert set(found.unchecked["what"]) == {"statuslevel", "changelevel", "color"}
    assert "2031" in found.unchecked["why"].iloc[0]


def test_levels_the_file_has_no_column_for_are_not_missed() -> None:
    rows = standard(
        {"studentgroup": "ALL", "rtype": "S", "currdenom": 40, "currstatus": 60.0, "statuslevel": 4},
        indicator="CCI",
    )
    found = audit_rows(rows.assign(gives="statuslevel"), load_accountability())
    assert (found.rated, found.agreeing) == (1, 1)


def test_the_audit_as_data_has_the_agreed_names() -> None:
    data = audit({"color": 1}, {"certifyflag": "Y", "color": 2}).to_json()
    assert list(data) == ["rows", "rated", "agreeing", "mismatches", "explained", "unchecked"]
    assert list(data["mismatches"][0]) == [
        "file",
        "line",
        "cds",
        "indicator",
        "studentgroup",
        "what",
        "published",
        "computed",
    ]
    assert list(data["explained"][0])[-1] == "why"


def test_the_audit_in_words_names_each_difference() -> None:
    text = audit({"color": 1}, {}).to_text()
    assert "2 rows, 2 with a published level; 1 agree in all of them." in text
    assert "made.txt, row 2: 61123456000001 SUSP ALL, color published Red, computed Green" in text


def test_many_differences_are_cut_short_in_words() -> None:
    assert "and 5 more" in audit(*[{"color": 1}] * 25).to_text()


def real_rows() -> pd.DataFrame:
    return read_dashboard_files(need_real_files()).or_raise()


def test_published_rows_are_reproduced() -> None:
    found = audit_rows(real_rows(), load_accountability())
    assert found.rows == 11_156
    assert found.mismatches.empty
    assert found.explained[["file", "line", "what", "published", "computed"]].values.tolist() == [
        ["suspdownload2018.txt", 192, "color", 2, 5]
    ]
    assert (found.rated, found.agreeing) == (6748, 6747)
    assert set(found.unchecked["studentgroup"]) == {"SWD"}
    assert len(found.unchecked) == 16


def test_published_boxes_and_changes_are_reproduced() -> None:
    found = rate_rows(real_rows(), load_accountability())
    boxes = found[found["color"].gt(0) & found["box"].ne(found["computed_box"])]
    assert boxes["certifyflag"].all()
    changes = found[found["change"].notna() & found["rated"]]
    assert changes["computed_change"].equals(changes["change"])


SPOIL: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "statuslevel": lambda rows: rows.assign(statuslevel=rows["statuslevel"] % 5 + 1),
    "changelevel": lambda rows: rows.assign(changelevel=rows["changelevel"] % 5 + 1),
    "color": lambda rows: rows.assign(color=rows["color"] % 5 + 1),
}


@pytest.mark.parametrize("what", SPOIL)
def test_every_altered_value_is_found(what: str) -> None:
    rows = real_rows()
    some = rows[rows["color"].gt(0) & ~rows["certifyflag"]].sample(200, random_state=7).index
    rows.loc[some] = SPOIL[what](rows.loc[some])
    found = audit_rows(rows, load_accountability())
    assert found.mismatches["what"].tolist() == [what] * len(some)
