"""A build makes again exactly the pages whose inputs differ, and says why; the result is that of a fresh build."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import inquiry
from build.exact_district import (
    CHANGES,
    answer,
    build,
    build_afresh,
    make_project,
    pages,
    ran,
    replace_text,
    reword,
    run_here,
)
from build.little import AS_OF, QUARTER, change_cell, tree
from inquiry.build.current.doors import DOORS, look_again
from inquiry.build.current.inputs import inputs_path, read_inputs
from inquiry.build.current.manifest import manifest_path
from inquiry.cycle import load_cycle
from inquiry.cycle.pages import PAGE_KINDS
from inquiry.errors import BadInput, Checked, RecordError
from inquiry.sources import load_accountability
from inquiry.views.desk import Desk

TEMPLATES = "templates"
TEAMS = {"cabinet", "oak-slt", "oak-grade-3", "elm-grade-6"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a built district; its pages are run in this process."""
    root = tmp_path_factory.mktemp("exact")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.build.steps.run_tasks", run_here)
        few = {page: PAGE_KINDS[page] for page in ("analyze", "design")}
        patch.setattr("inquiry.cycle.pages.PAGE_KINDS", few)
        folder = make_project(root / "project")
        patch.setattr("inquiry.district.shipped._ROOT", root / "project")
        patch.setattr("inquiry.build.check.preflight.read_cycle", lambda: Checked(load_cycle()))
        assert set(ran(build(folder))) == {
            (team, page) for team in TEAMS for page in ("1-analyze", "2-design")
        }
        shutil.copytree(folder.parent, folder.parent.with_name("kept"))
        yield folder


@pytest.fixture
def district(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project as it was built, to change."""
    return restore(built, monkeypatch)


def restore(built: Path, patch: pytest.MonkeyPatch) -> Path:
    """Put the project back as it was built; its questions only if they differ: to read them takes a while."""
    place, kept = built.parent, built.parent.with_name("kept")
    same = [TEMPLATES] if tree(place, TEMPLATES) == tree(kept, TEMPLATES) else []
    for part in place.iterdir():
        if part.name not in same:
            shutil.rmtree(part)
    shutil.copytree(kept, place, ignore=shutil.ignore_patterns(*same), dirs_exist_ok=True)
    patch.setattr("inquiry.build.check.preflight.read_cycle", lambda: Checked(load_cycle()))
    return built


def change(folder: Path, what: str, n: int = 1) -> None:
    CHANGES[what](folder, n)


def teams_of(made: dict[tuple[str, str], str]) -> set[str]:
    return {team for team, _ in made}


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes=st.lists(st.sampled_from(sorted(CHANGES)), min_size=2, max_size=3, unique=True))
def test_after_any_changes_a_build_gives_what_a_fresh_one_gives(built: Path, changes: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        folder = restore(built, patch)
        for n, what in enumerate(changes, 1):
            change(folder, what, n)
            ran(build(folder))
        assert pages(folder) == build_afresh(folder, folder.with_name("fresh"))


@pytest.mark.parametrize("what", ["a form's words", "a team", "an answer of a teacher team", "evidence"])
def test_a_page_whose_content_would_differ_is_made_again(district: Path, what: str) -> None:
    before = pages(district)
    change(district, what)
    made = ran(build(district))
    differ = {Path(name).parts[-2:] for name, data in pages(district).items() if data != before.get(name)}
    assert {(team, page.removesuffix(".ipynb")) for team, page in differ} <= set(made)
    assert not ran(build(district))


@pytest.mark.parametrize(
    ("what", "teams"),
    [
        ("a member", {"elm-grade-6", "cabinet"}),
        ("evidence", {"elm-grade-6", "cabinet"}),
        ("an answer to another form", {"elm-grade-6"}),
    ],
)
def test_what_one_team_shows_reruns_no_other_teams_pages(district: Path, what: str, teams: set[str]) -> None:
    change(district, what)
    assert teams_of(ran(build(district))) <= teams


def test_nothing_changed_runs_nothing_and_assembles_nothing(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(district)
    monkeypatch.setattr("inquiry.build.steps.assemble_page", None)
    assert not ran(build(district))


def test_other_words_of_a_form_rerun_the_pages_that_show_it(district: Path) -> None:
    reword(district, "drivers", 1)
    made = ran(build(district))
    assert {page for _, page in made} == {"2-design"}
    assert all("Other words 1" in why for why in made.values())


def test_a_build_says_why_in_words(district: Path) -> None:
    answer(district, "oak-grade-3", "focus", {"priority": "Another detail"})
    made = ran(build(district, dry_run=True))
    assert "answers of Grade 3 (oak-grade-3) to “" in made["oak-grade-3", "1-analyze"]
    assert made == ran(build(district))


def test_another_day_reruns_every_page(district: Path) -> None:
    made = ran(build(district, as_of=AS_OF + dt.timedelta(days=1)))
    assert teams_of(made) == TEAMS
    assert all("another day" in why and "another place" not in why for why in made.values())


def test_a_changed_source_reruns_its_pages_alone(district: Path) -> None:
    change_cell(district.parent / "notebooks", "2-design", "title", "# Another title")
    made = ran(build(district))
    assert {page for _, page in made} == {"2-design"}
    assert set(made.values()) == {"the page's source notebook changed"}


def test_a_page_that_was_changed_on_the_disk_is_made_again(district: Path) -> None:
    page = district / f"build/{QUARTER}/oak/oak-grade-3/1-analyze.ipynb"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"Oak", b"Elm"))
    made = ran(build(district))
    assert made == {("oak-grade-3", "1-analyze"): "its file in build/ was changed or is missing"}
    assert page.read_bytes() == good


@pytest.mark.parametrize("content", ["{", '{"format": 1}'])
def test_damaged_books_are_not_trusted(district: Path, content: str) -> None:
    before = pages(district)
    inputs_path(district, QUARTER).write_text(content, encoding="utf-8")
    change(district, "a member")  # so that the books are asked at all
    made = ran(build(district, teams=["oak-grade-3"]))
    assert set(made.values()) == {"what it was made of is no longer known"}
    manifest_path(district, QUARTER).write_text(content, encoding="utf-8")
    assert set(ran(build(district, teams=["oak-grade-3"])).values()) == {"never built"}
    mine = {name: data for name, data in pages(district).items() if "oak-grade-3" in name}
    assert mine.items() <= before.items()


def test_a_file_that_is_opened_past_all_doors_counts_whole(district: Path) -> None:
    extra = district / "extra.txt"
    extra.write_text("one", encoding="utf-8")
    reads = '(__import__("pathlib").Path(district) / "extra.txt").read_text()'
    change_cell(district.parent / "notebooks", "2-design", "show-header", f"assert {reads}\npage.header()")
    build(district)
    assert not ran(build(district))
    extra.write_text("two", encoding="utf-8")
    made = ran(build(district))
    assert {page for _, page in made} == {"2-design"}
    assert set(made.values()) == {"district/extra.txt changed"}


def test_a_file_that_no_page_reads_reruns_nothing(district: Path) -> None:
    (district / "notes of the coach.csv").write_text("a,b\n", encoding="utf-8")
    assert not ran(build(district))


def test_everything_that_is_noted_can_be_looked_at_again() -> None:
    library = Path(inquiry.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in library.rglob("*.py"))
    kinds = {
        *re.findall(r'\bnote\("([a-z ]+)", \(', text),
        *re.findall(r'noted_result\(\s*"([a-z ]+)"', text),
    }
    assert {"answers", "evidence", "progress"} <= kinds <= set(DOORS)


def test_every_page_is_made_again_when_the_districts_clock_is_another(district: Path) -> None:
    clock = ("setting", '["timezone"]')  # it decides which answers are of today
    assert all(clock in notes for notes in read_inputs(district, QUARTER).pages.values())


def test_what_an_older_program_noted_is_not_asked_for(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(district, "a member")
    monkeypatch.setattr("inquiry.build.current.remember.hash_program", lambda: "another")
    monkeypatch.setattr("inquiry.build.current.currency.look_again", None)
    made = ran(build(district, dry_run=True))
    assert set(made.values()) == {"this program or one of its libraries is another version"}


def test_what_can_no_longer_be_asked_for_is_left_out(district: Path) -> None:
    desk = Desk(district, "oak-grade-3", QUARTER, "1-analyze", AS_OF)
    gone = [("progress", '["oak-grade-3","gone"]'), ("agenda", '["gone"]'), ("no door", "[]")]
    assert not set(gone) & look_again(desk, gone).keys()


def test_a_record_that_is_busy_for_a_moment_is_told_in_words(
    district: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise RecordError("The record is busy.")

    monkeypatch.setattr("inquiry.build.steps.take_stamp", busy)
    with pytest.raises(RecordError, match="busy"):
        build(district)


def test_the_states_rules_are_read_again_when_they_change(district: Path) -> None:
    before = load_accountability()
    replace_text(district.parent / "templates/accountability/rules.csv", "colour_from,30", "colour_from,31")
    assert load_accountability() is not before


def test_the_books_hold_each_note_once(district: Path) -> None:
    books = json.loads(inputs_path(district, QUARTER).read_text(encoding="utf-8"))
    notes = [tuple(note) for note in books["notes"]]
    assert len(notes) == len(set(notes)) > 50


def test_what_staff_are_told_is_decided_once_and_kept_when_all_else_is_built_anew(district: Path) -> None:
    lines = "date,school,measure,students,met\n2026-09-10,oak,On time,90,45\n2026-09-10,elm,On time,12,5\n"
    (district / "measures.csv").write_text(lines, encoding="utf-8")
    build(district)
    plan = district / "disclosure/readings.json"
    decided = plan.read_bytes()
    for made in ("build", "workbooks"):
        shutil.rmtree(district / made)
    build(district, teams=["oak-grade-3"])
    assert plan.read_bytes() == decided
    assert not ran(build(district, teams=["oak-grade-3"]))


def test_a_damaged_plan_stops_the_build_and_is_not_made_anew(district: Path) -> None:
    plan = district / f"disclosure/{QUARTER}.json"
    plan.parent.mkdir(exist_ok=True)
    plan.write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="backup"):
        build(district)
    assert plan.read_text(encoding="utf-8") == "{"
