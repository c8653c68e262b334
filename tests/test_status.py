"""The command `inquiry status` as a coach runs it."""

import json

import pytest
from conftest import EXAMPLE_DAY, copy_example
from conftest import inquiry_here as inquiry


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    folder = copy_example(tmp_path_factory.mktemp("status") / "district")
    read = inquiry("-d", folder, "record", "import", folder / "answers.jsonl")
    assert read.returncode == 0, read.stderr
    return folder


def test_the_example_has_a_silent_team_and_a_page_for_the_coach(district, tmp_path):
    told = inquiry("-d", district, "--as-of", EXAMPLE_DAY, "status", "--page", tmp_path / "status.html")
    assert told.returncode == 0, told.stderr
    silent = told.stdout.split("Worth a visit")[1].count("nothing written this quarter")
    assert (silent, "names teams that are stuck" in told.stderr) == (1, True)
    assert "Social science" in (tmp_path / "status.html").read_text(encoding="utf-8")


def test_as_data_it_says_the_same_and_a_broken_school_fails_alone(district):
    edit = (
        (district / "schools.csv")
        .read_text(encoding="utf-8")
        .replace("Fog Harbor Middle,MS", "Fog Harbor Middle,XX")
    )
    (district / "schools.csv").write_text(edit, encoding="utf-8")
    told = inquiry("-d", district, "--as-of", EXAMPLE_DAY, "status", "--json")
    found = json.loads(told.stdout)
    broken = {school["school"] for school in found["schools"] if school["faults"]}
    assert (told.returncode, broken, sum(len(school["teams"]) for school in found["schools"])) == (
        1,
        {"fog-harbor"},
        25,
    )
