"""The command as coaches use it: results, messages and exit status.

One test of each kind of ending starts a process (`process`); the others call the command where they are.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import EXAMPLE_DAY, QUARTER, copy_example
from conftest import inquiry as process
from conftest import inquiry_here as inquiry

from inquiry import build
from inquiry.build import BuildResult
from inquiry.district.store import Store
from inquiry.errors import Fault
from inquiry.record import RECORD_FILE

ANSWERS = len((Path(__file__).resolve().parents[1] / "data/example/answers.jsonl").read_bytes().splitlines())
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
    checked = process("check", "-d", district, "--as-of", EXAMPLE_DAY)
    assert (checked.returncode, "Nothing to mend" in checked.stderr) == (0, True), checked.stdout


def test_options_stand_before_or_after_the_commands_name(district):
    before = inquiry("-d", district, "--as-of", EXAMPLE_DAY, "publish")
    after = inquiry("publish", "-d", district, "--as-of", EXAMPLE_DAY)
    assert (before.returncode, before.stdout, before.stderr) == (2, "", after.stderr)
    assert QUARTER in after.stderr  # of that day, and not built yet


def test_a_district_in_a_store_is_checked_there_and_takes_no_answers(district, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    address = f"local://{district}"
    checked = inquiry("check", "-d", address, "--as-of", EXAMPLE_DAY)
    assert (checked.returncode, "Nothing to mend" in checked.stderr) == (0, True), checked.stderr
    refused = inquiry("-d", address, "record", "import", district / "answers.jsonl")
    assert (refused.returncode, "lies in a store" in refused.stderr) == (2, True), refused.stderr


def test_what_did_not_all_go_back_to_a_store_was_done_in_part(district, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(Store, "send", lambda self: ["evidence.csv"])
    checked = inquiry("check", "-d", f"local://{district}", "--as-of", EXAMPLE_DAY)
    assert (checked.returncode, "evidence.csv changed in local://" in checked.stderr) == (1, True)


@pytest.mark.parametrize("how", [[], ["--json"]], ids=["words", "json"])
def test_what_a_log_cannot_spell_is_told_all_the_same(district, how):
    edit(district / "district.toml", "name =", "'kolač' = 1\nname =")
    command = [sys.executable, "-m", "inquiry", "check", "-d", str(district), *how]
    windows = os.environ | {"PYTHONIOENCODING": "cp1252"}  # what a scheduler there gives
    checked = subprocess.run(command, capture_output=True, check=False, env=windows)
    assert (checked.returncode, b"kola\\u010d" in checked.stdout) == (2, True), checked.stderr


def test_a_quiet_build_says_what_it_found_at_fault(district, monkeypatch):
    fault = Fault("teams.csv", "a level nobody knows", "one of the levels", "correct it", team="cabinet")
    built = BuildResult("2026-27-Q1", (), (fault, replace(fault, found="a word", severity="note")))
    monkeypatch.setattr(build, "build_district", lambda *_, **__: built)
    told = inquiry("build", "-d", district, "--quiet", "--dry-run", "--as-of", EXAMPLE_DAY)
    assert (told.returncode, "a level nobody knows" in told.stderr, "a word" in told.stderr) == (
        1,
        True,
        False,
    )
    assert "Nothing is made" in told.stderr


def test_a_fault_of_the_whole_district_starts_nothing(district):
    edit(district / "district.toml", "name =", "nmae =")
    built = process("build", "-d", district)
    assert built.returncode == 2
    assert "district.toml, “nmae”" in built.stderr
    assert not (district / "workbooks").exists()


def test_faults_of_several_files_come_in_one_report(district):
    edit(district / "district.toml", "name =", "nmae =")
    edit(district / "teams.csv", ",teacher,", ",teachers,")
    checked = inquiry("check", "-d", district, "--json")
    files = {fault["file"] for fault in json.loads(checked.stdout)["faults"]}
    assert (checked.returncode, files >= {"district.toml", "teams.csv"}) == (2, True)


@pytest.mark.parametrize("words", [["check"], ["record", "export"], ["restore"]])
def test_a_slip_in_the_folders_name_is_told_and_makes_nothing(tmp_path, words):
    file = [] if words == ["check"] else [tmp_path / "answers.csv"]
    done = inquiry(*words, *file, "-d", tmp_path / "nowhere")
    assert (done.returncode, "inquiry init" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_day_that_is_none_is_told_in_plain_words(tmp_path):
    done = inquiry("check", "-d", tmp_path, "--as-of", "2026-13-01")
    assert (done.returncode, "Write year, month and day" in done.stderr) == (2, True)


@pytest.mark.parametrize("words", [["--school", "nowhere"], ["--team", "nobody"], ["-q", "1999-Q1"]])
def test_what_does_not_exist_is_named_with_what_does(district, words):
    built = inquiry("build", "-d", district, *words)
    assert (built.returncode, "There is no" in built.stderr) == (2, True), built.stderr


def test_a_dry_run_makes_nothing_but_what_reading_keeps(district):
    def there():
        return sorted(path for path in district.rglob("*") if "build" not in path.relative_to(district).parts)

    before = there()
    planned = inquiry("build", "-d", district, "--as-of", EXAMPLE_DAY, "--dry-run", "--json")
    assert planned.returncode == 0, planned.stderr
    assert json.loads(planned.stdout)["quarter"] == QUARTER
    assert there() == before
    assert {path.name for path in (district / "build").iterdir()} == {".cache"}


def test_importing_twice_adds_nothing(district):
    inquiry("record", "import", "-d", district, district / "answers.jsonl")
    again = process("record", "import", "-d", district, district / "answers.jsonl")
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


def test_an_export_imports_again_with_the_same_answers(answered, tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    inquiry("record", "export", "-d", answered, tmp_path / "one/answers.jsonl")
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


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The record of the example's answers, imported once; tests copy it."""
    folder = copy_example(tmp_path_factory.mktemp("recorded") / "district")
    read = inquiry("record", "import", "-d", folder, folder / "answers.jsonl")
    assert read.returncode == 0, read.stderr
    return folder / RECORD_FILE


@pytest.fixture
def answered(district, recorded):
    shutil.copy(recorded, district)
    return district


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_answers_go_through_a_table_and_come_back_the_same(answered, tmp_path, ending):
    one, two, table = tmp_path / "one.jsonl", tmp_path / "two.jsonl", tmp_path / f"answers.{ending}"
    quarter = ("-q", QUARTER) if ending == "xlsx" else ()  # a workbook of all takes eight seconds
    assert inquiry("record", "export", "-d", answered, table, *quarter).returncode == 0
    other = copy_example(tmp_path / "other")
    read = inquiry("record", "import", "-d", other, table)
    assert read.returncode == 0, read.stderr
    inquiry("record", "export", "-d", answered, one, *quarter)
    inquiry("record", "export", "-d", other, two)
    assert two.stat().st_size > 10_000
    named = two.read_text(encoding="utf-8").replace(f'"batch": "{table.name}"', '"batch": "answers.jsonl"')
    assert named == one.read_text(encoding="utf-8")


def test_a_team_fills_in_a_workbook_and_a_coach_imports_it(answered, tmp_path):
    file = tmp_path / "team.xlsx"
    words = ("-d", answered, "--as-of", EXAMPLE_DAY)
    written = inquiry("record", "export", file, "--team", "alder-creek-2-3", *words)
    assert (written.returncode, "record import" in written.stderr) == (0, True), written.stderr
    nobody = inquiry("record", "import", file, *words)
    assert (nobody.returncode, "bao-yang (Bao Yang)" in nobody.stderr) == (2, True)
    unchanged = inquiry("record", "import", file, "--author", "bao-yang", *words)
    assert unchanged.stderr.startswith("0 entries saved"), unchanged.stderr


def test_a_backup_is_made_and_restored(answered, tmp_path):
    made = inquiry("backup", "-d", answered, tmp_path / "b.sqlite")
    assert (made.returncode, f"{ANSWERS} answers" in made.stderr) == (0, True), made.stderr
    inquiry("record", "withdraw", "-d", answered, "answers.jsonl", "--reason", "wrong file")
    back = inquiry("restore", "-d", answered, tmp_path / "b.sqlite")
    assert (back.returncode, "record.before-restore-" in back.stderr) == (0, True), back.stderr
    assert inquiry("record", "export", "-d", answered, tmp_path / "o.jsonl").stderr.startswith(
        f"{ANSWERS} answers"
    )
    none = inquiry("restore", "-d", answered, tmp_path / "none.sqlite")
    assert (none.returncode, "There is no file" in none.stderr) == (2, True)


def test_a_wrong_import_is_withdrawn_in_one_step(answered, tmp_path):
    assert "1  answers.jsonl" in inquiry("record", "imports", "-d", answered).stdout
    gone = inquiry("record", "withdraw", "-d", answered, "1", "--reason", "wrong file")
    assert (gone.returncode, f"{ANSWERS} answers withdrawn" in gone.stderr) == (0, True), gone.stderr
    assert "wrong file" in inquiry("record", "imports", "-d", answered).stdout
    assert inquiry("record", "export", "-d", answered, tmp_path / "o.jsonl").stderr.startswith("0 answers")
    again = inquiry("record", "withdraw", "-d", answered, "1")
    assert (again.returncode, "no import “1” that stands" in again.stderr) == (2, True)


def test_a_closed_quarter_takes_no_import_until_it_is_reopened(district):
    first = district / "answers.jsonl"
    assert inquiry("quarter", "close", "-d", district, "-q", QUARTER, "--reason", "done").returncode == 0
    refused = inquiry("record", "import", "-d", district, first)
    assert (refused.returncode, "closed" in refused.stderr) == (2, True)
    twice = inquiry("quarter", "close", "-d", district, "-q", QUARTER)
    assert (twice.returncode, "closed already" in twice.stderr) == (2, True)
    assert "which quarter" in inquiry("quarter", "close", "-d", district).stderr
    assert inquiry("quarter", "reopen", "-d", district, "-q", QUARTER).returncode == 0
    assert inquiry("record", "import", "-d", district, first).returncode == 0


def test_answers_of_a_team_that_the_lists_lack_are_told_with_a_cure(answered):
    edit(answered / "teams.csv", "alder-creek-2-3,", "alder-creek-two,")
    edit(answered / "members.csv", ",alder-creek-2-3,", ",alder-creek-two,")
    checked = inquiry("check", "-d", answered, "--as-of", EXAMPLE_DAY)
    assert "no team “alder-creek-2-3”, of which the record holds" in checked.stdout
    assert "change its “name”" in checked.stdout


def test_a_synchronised_folder_is_told(tmp_path):
    folder = copy_example(tmp_path / "Dropbox" / "district")
    checked = inquiry("check", "-d", folder, "--as-of", EXAMPLE_DAY)
    assert (checked.returncode, "Dropbox" in checked.stdout) == (0, True), checked.stdout


def test_help_comes_at_once_without_the_libraries():
    code = "import sys, inquiry.cli; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"pandas", "sqlalchemy", "openpyxl", "psutil", "nbformat", "tornado", "pydantic"} & set(
        loaded.split()
    )


def test_a_key_is_shown_and_another_builders_is_trusted(tmp_path, district):
    ours, theirs = ({"INQUIRY_CONFIG": str(tmp_path / name)} for name in ("ours", "theirs"))
    shown = inquiry("key", "show", "-d", district, **theirs)
    assert shown.stdout.startswith("ed25519 "), shown.stderr
    words = shown.stdout.split()
    trusted = inquiry("key", "trust", *words, "--name", "coach", "-d", district, **ours)
    assert (trusted.returncode, "trusted-keys" in trusted.stderr) == (0, True), trusted.stderr
    assert words[1] in (tmp_path / "ours/trusted-keys").read_text(encoding="utf-8")
    assert inquiry("key", "trust", "nonsense", "-d", district, **ours).returncode == 2
