"""A district's folder: what is right is read, what is wrong is named with its cure."""

import datetime as dt
from pathlib import Path

import pytest

from inquiry.district import load_district, read_district
from inquiry.district.ids import is_id
from inquiry.district.new import NewDistrict, write_new_district
from inquiry.errors import BadInput, Fault, UsageError

FILES = {
    "district.toml": """\
name = "Small Unified"
cds = "99100170000000"
[[quarters]]
id = "2026-27-Q1"
start = 2026-08-10
end = 2026-10-16
[[quarters]]
id = "2026-27-Q2"
start = 2026-10-19
end = 2026-12-18
""",
    "schools.csv": "school,cds,name,type\noak,99100176000001,Oak O'Hara <b>,ES\nelm,99100176000002,Elm,HS\n",
    "teams.csv": "team,school,level,name\nlead,district,district,Leadership\noak-p,oak,principal,Principal\n"
    "oak-slt,oak,slt,SLT\noak-g3,oak,teacher,Grade 3\nelm-sci,elm,teacher,Science\n",
    "members.csv": "person,team,name\na-pena,oak-g3,Ana Peña\na-pena,oak-slt,Ana Peña\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> tuple[Fault, ...]:
    """The faults of the folder once a text in one of its files has been changed."""
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    return read_district(folder).faults


def test_a_sound_folder_has_no_fault(folder):
    assert read_district(folder).faults == ()


def test_a_team_knows_its_members(folder):
    assert [member.name for member in load_district(folder).team("oak-g3").members] == ["Ana Peña"]


def test_each_level_serves_the_one_above(folder):
    district = load_district(folder)
    chain = ["oak-g3"]
    while above := district.serves(district.team(chain[-1])):
        chain.append(above[0].team)
    assert chain == ["oak-g3", "oak-slt", "oak-p", "lead"]


def test_a_team_without_a_level_above_at_its_school_serves_the_district(folder):
    district = load_district(folder)
    assert [team.team for team in district.serves(district.team("elm-sci"))] == ["lead"]


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2026-07-01", "2026-27-Q1"),
        ("2026-10-18", "2026-27-Q1"),
        ("2026-10-19", "2026-27-Q2"),
        ("2030-01-01", "2026-27-Q2"),
    ],
)
def test_today_decides_the_quarter(folder, day, quarter):
    assert load_district(folder).quarter(dt.date.fromisoformat(day)).id == quarter


def test_an_unknown_quarter_names_those_there_are(folder):
    with pytest.raises(UsageError, match="2026-27-Q1, 2026-27-Q2"):
        load_district(folder).quarter(dt.date(2026, 11, 20), "2026-Q9")


@pytest.mark.parametrize(
    ("name", "old", "new", "where", "says"),
    [
        ("district.toml", "name =", "nmae =", "district.toml, “nmae”", "an unknown key"),
        ("district.toml", "2026-10-19", "2026-10-10", "district.toml, “quarters”", "before 2026-27-Q1 ends"),
        ("district.toml", "end = 2026-10-16", "end = 2026-08-01", "district.toml, “quarters.1.end”", "not after the start"),
        ("district.toml", '"2026-27-Q1"', '"../Q1"', "district.toml, “quarters.1.id”", "../Q1"),
        ("district.toml", '"99100170000000"', '"9100170000000"', "district.toml, “cds”", "write “09100170000000”"),
        ("district.toml", "name =", "name", "district.toml", "no TOML"),
        ("district.toml", "2026-10-19", '"10/19/2026"', "district.toml, “quarters.2.start”", "a day, written 2026-10-19"),
        ("district.toml", "name =", 'second_language = "xx"\nname =', "district.toml, “second_language”", "Allowed: es"),
        ("district.toml", "name =", 'second_language = "en"\nname =', "district.toml, “second_language”", "take the key out"),
        ("district.toml", "name =", 'second_language = "Spanish"\nname =', "district.toml, “second_language”", "“Spanish”"),
        ("schools.csv", "99100176000001", "9.91E+13", "schools.csv, row 2, “cds”", "its last digits are lost"),
        ("schools.csv", "99100176000001", "9100176000001", "schools.csv, row 2, “cds”", "09100176000001"),
        ("schools.csv", "99100176000001", "27100176000001", "schools.csv, row 2, “cds”", "begins with the district's 9910017"),
        ("schools.csv", "99100176000002", "99100176000001", "schools.csv, row 3, “cds”", "a second time"),
        ("schools.csv", ",ES", ",Elementary", "schools.csv, row 2, “type”", "ES, MS, HS"),
        ("schools.csv", "oak,", "Oak Hill,", "schools.csv, row 2, “school”", "oak-hill"),
        ("schools.csv", "Elm", "E" * 201, "schools.csv, row 3, “name”", "201 characters"),
        ("teams.csv", "elm-sci,elm", "elm-sci,", "teams.csv, row 6, “school”", "an empty cell"),
        ("teams.csv", "elm-sci,elm", "elm-sci,ash", "teams.csv, row 6, “school”", "“ash”"),
        ("teams.csv", "lead,district,district", "lead,oak,district", "teams.csv, row 2, “level”", "level district with"),
        ("teams.csv", "oak-slt", "oak-g3", "teams.csv, row 5, “team”", "a second time"),
        ("members.csv", "oak-slt", "oak-stl", "members.csv, row 3, “team”", "“oak-stl”"),
        ("members.csv", "oak-slt,Ana Peña", "oak-slt,Ana Pena", "members.csv, row 3, “name”", "another name"),
    ],
)  # fmt: skip
def test_a_fault_says_where_what_and_how_to_mend_it(folder, name, old, new, where, says):
    faults = change(folder, name, old, new)
    assert where in {fault.where for fault in faults}
    assert says in "\n".join(str(fault) for fault in faults if fault.where == where)


def test_a_second_language_is_taken_where_there_are_words_in_it(folder):
    assert load_district(folder).settings.second_language is None
    assert change(folder, "district.toml", "name =", 'second_language = "es"\nname =') == ()
    assert load_district(folder).settings.second_language == "es"


def test_all_faults_of_all_files_are_reported_together(folder):
    change(folder, "schools.csv", ",ES", ",XX")
    change(folder, "teams.csv", "slt,SLT", "team,SLT")
    faults = change(folder, "district.toml", "name =", "nmae =")
    assert {fault.file for fault in faults} >= {"district.toml", "schools.csv", "teams.csv"}


@pytest.mark.parametrize(
    ("name", "old", "new", "school", "team"),
    [
        ("schools.csv", "99100176000001", "99100", "oak", None),
        ("teams.csv", "elm-sci,elm", "elm-sci,ash", None, "elm-sci"),
    ],
)
def test_a_fault_of_one_school_or_team_stops_no_other(folder, name, old, new, school, team):
    (fault,) = change(folder, name, old, new)
    assert (fault.school, fault.team, fault.stops_everything) == (school, team, False)


def test_a_fault_of_the_whole_district_stops_everything(folder):
    change(folder, "district.toml", "name =", "nmae =")
    with pytest.raises(BadInput, match="nmae"):
        load_district(folder)


@pytest.mark.parametrize(
    "bad", ["", "..", "a/b", "a\\b", "Con", "nul", "a--b", "-a", "a" * 61, "ünïcode", "a.b"]
)
def test_an_id_that_could_not_be_a_folder_is_refused(bad):
    assert not is_id(bad)


def test_a_new_folder_asks_to_be_filled_in_and_for_nothing_else(tmp_path):
    write_new_district(
        tmp_path / "new", NewDistrict(name="Oak Unified", cds="99100170000000"), dt.date(2026, 11, 20)
    )
    faults = read_district(tmp_path / "new").faults
    assert [fault.where for fault in faults] == ["schools.csv, row 2", "teams.csv, row 2"]


def test_a_new_folder_never_touches_one_that_holds_something(folder):
    with pytest.raises(UsageError, match="not empty"):
        write_new_district(folder, NewDistrict(), dt.date(2026, 11, 20))
    assert sorted(path.name for path in folder.iterdir()) == sorted(FILES)
