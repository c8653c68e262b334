"""A new district's folder proposed from published rows."""

import pandas as pd
import pytest

from inquiry.district.ids import is_id
from inquiry.errors import UsageError
from inquiry.sources.proposal import propose_district, propose_schools, propose_teams

DISTRICT = "99100170000000"


def published(*schools: dict[str, object]) -> pd.DataFrame:
    row = {"rtype": "S", "year": 2023, "type": "", "dass": False, "hscutpoints": False, "indicator": "ELA"}
    return pd.DataFrame(
        [row | {"cds": f"9910017{n:07}"} | school for n, school in enumerate(schools, start=1)]
    )


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"type": "MS"}, "MS"),
        ({"type": "HS", "dass": True}, "ALT"),
        ({"type": "UD"}, "K12"),
        ({"hscutpoints": True}, "HS"),
        ({"indicator": "GRAD"}, "HS"),
        ({}, "ES"),
    ],
)
def test_a_schools_type_comes_from_what_is_published(facts, kind):
    schools = propose_schools(published({"schoolname": "Oak"} | facts), DISTRICT)
    assert schools["type"].tolist() == [kind]


def test_the_newest_name_is_taken():
    rows = published({"schoolname": "New Oak"}, {"schoolname": "Old Oak", "year": 2018}).assign(
        cds="99100170000001"
    )
    assert propose_schools(rows, DISTRICT)["name"].tolist() == ["New Oak"]


def test_schools_of_other_districts_and_district_rows_are_left_out():
    rows = published(
        {"schoolname": "Oak"},
        {"schoolname": "Far", "cds": "99999990000001"},
        {"schoolname": "", "rtype": "D"},
    )
    assert propose_schools(rows, DISTRICT)["school"].tolist() == ["oak"]


def test_every_proposed_id_may_be_a_folder_and_stands_once():
    names = ["Oak"] * 3 + [
        "Oak 2",
        "A" * 200,
        "Ünïcode–School of a very long name indeed, of the North",
        "con",
        "''",
    ]
    schools = propose_schools(published(*({"schoolname": name} for name in names)), DISTRICT)
    ids = [*schools["school"], *propose_teams(schools)["team"]]
    assert all(map(is_id, ids))
    assert len(set(ids)) == len(ids)


def test_files_without_a_code_ask_for_it():
    with pytest.raises(UsageError, match="--cds"):
        propose_district(None, ["ela.txt"])
