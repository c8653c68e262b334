"""The command as coaches use it: results, messages and exit status."""

import json
from pathlib import Path

import pytest
from conftest import EXAMPLE_DAY, QUARTER, copy_example, inquiry

SHARED = Path(__file__).resolve().parents[2] / "shared/data/dashboard"
MONTEREY = "27660920000000"


@pytest.fixture
def district(tmp_path: Path) -> Path:
    return copy_example(tmp_path / "district")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_has_nothing_to_mend(district):
    checked = inquiry("check", "-d", district, "--as-of", EXAMPLE_DAY)
    assert (checked.returncode, "Nothing to mend" in checked.stderr) == (0, True), checked.stdout


def test_options_stand_before_or_after_the_commands_name(district):
    before = inquiry("-d", district, "--as-of", EXAMPLE_DAY, "check")
    after = inquiry("check", "-d", district, "--as-of", EXAMPLE_DAY)
    assert (before.returncode, before.stdout, before.stderr) == (after.returncode, after.stdout, after.stderr)


def test_a_fault_of_the_whole_district_starts_nothing(district):
    edit(district / "district.toml", "name =", "nmae =")
    built = inquiry("build", "-d", district)
    assert built.returncode == 2
    assert "district.toml, “nmae”" in built.stderr
    assert not (district / "workbooks").exists()


def test_faults_of_several_files_come_in_one_report(district):
    edit(district / "district.toml", "name =", "nmae =")
    edit(district / "teams.csv", ",teacher,", ",teachers,")
    checked = inquiry("check", "-d", district, "--json")
    files = {fault["file"] for fault in json.loads(checked.stdout)["faults"]}
    assert (checked.returncode, files >= {"district.toml", "teams.csv"}) == (2, True)


def test_a_folder_that_is_none_says_what_to_do(tmp_path):
    checked = inquiry("check", "-d", tmp_path / "nowhere")
    assert (checked.returncode, "inquiry init" in checked.stdout + checked.stderr) == (2, True)


@pytest.mark.parametrize("words", [["--school", "nowhere"], ["--team", "nobody"], ["-q", "1999-Q1"]])
def test_what_does_not_exist_is_named_with_what_does(district, words):
    built = inquiry("build", "-d", district, *words)
    assert (built.returncode, "There is no" in built.stderr) == (2, True), built.stderr


def test_a_dry_run_touches_nothing(district):
    before = sorted(district.rglob("*"))
    planned = inquiry("build", "-d", district, "--as-of", EXAMPLE_DAY, "--dry-run", "--json")
    assert planned.returncode == 0, planned.stderr
    assert json.loads(planned.stdout)["quarter"] == QUARTER
    assert sorted(district.rglob("*")) == before


def test_importing_twice_adds_nothing(district):
    inquiry("record", "import", "-d", district, district / "answers.jsonl")
    again = inquiry("record", "import", "-d", district, district / "answers.jsonl")
    assert (again.returncode, again.stderr.strip().splitlines()[-1].startswith("0 answers added")) == (
        0,
        True,
    )


def test_an_answers_file_with_a_fault_imports_nothing(district, tmp_path):
    bad = tmp_path / "bad.jsonl"
    good = (district / "answers.jsonl").read_text(encoding="utf-8").splitlines()[0]
    bad.write_text(f"{good}\n{{broken\n", encoding="utf-8")
    imported = inquiry("record", "import", "-d", district, bad)
    assert (imported.returncode, "bad.jsonl, row 2" in imported.stderr) == (2, True)
    exported = inquiry("record", "export", "-d", district, tmp_path / "out.jsonl")
    assert exported.stderr.startswith("0 answers")


def test_an_export_imports_again_with_the_same_answers(district, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    inquiry("record", "import", "-d", district, district / "answers.jsonl")
    inquiry("record", "export", "-d", district, tmp_path / "one/answers.jsonl")
    other = copy_example(tmp_path / "other")
    inquiry("record", "import", "-d", other, tmp_path / "one/answers.jsonl")
    inquiry("record", "export", "-d", other, tmp_path / "two/answers.jsonl")
    one, two = ((tmp_path / name / "answers.jsonl").read_bytes() for name in ("one", "two"))
    assert (one == two, one.count(b"\n") > 1000) == (True, True)


def test_the_examples_dashboard_files_audit_clean(district):
    audit = inquiry("audit", *sorted((district / "dashboard").iterdir()), "--json")
    found = json.loads(audit.stdout)
    assert (audit.returncode, found["mismatches"], found["rated"] > 0) == (0, [], True)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the published files are not beside the project")
def test_a_districts_folder_from_published_files_finds_its_schools(tmp_path):
    made = inquiry(
        "init", tmp_path / "monterey", "--cds", MONTEREY, "--dashboard", *sorted(SHARED.glob("*.txt"))
    )
    assert made.returncode == 0, made.stderr
    schools = (tmp_path / "monterey/schools.csv").read_text(encoding="utf-8")
    assert "Marina High" in schools
    checked = inquiry("check", "-d", tmp_path / "monterey", "--as-of", EXAMPLE_DAY)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--cds", "2766092000000"], "14 digits"),
        (["--cds", "27660926118962"], "the last seven zero"),
        (["--dashboard", "missing.txt"], "--cds"),
        (["--cds", MONTEREY, "--dashboard", "missing.txt"], "missing.txt"),
    ],
)
def test_a_folder_that_cannot_be_begun_is_not(tmp_path, words, says):
    made = inquiry("init", tmp_path / "new", *words)
    assert (made.returncode, says in made.stderr, (tmp_path / "new").exists()) == (2, True, False), (
        made.stderr
    )
