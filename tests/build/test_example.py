"""The example district's quarter, end to end, as a coach and a team meet it."""

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from conftest import EXAMPLE_DAY, QUARTER, Built, copy_example, inquiry_here

pytestmark = pytest.mark.xdist_group("example")
STAFF = "application/vnd.inquiry.staff+html"


def workbook(folder: Path, team: str, page: str) -> Path:
    (path,) = (folder / "workbooks" / QUARTER).glob(f"*/{team}/{page}.ipynb")
    return path


def lightest_team(folder: Path) -> str:
    """The last team of the list: a small school's, whose pages are quick to make."""
    return (folder / "teams.csv").read_text(encoding="utf-8").splitlines()[-1].split(",")[0]


def build(folder: Path, *words: str) -> tuple[int, dict[str, str], str]:
    """Build; the exit status, each page's state, and what was said."""
    made = inquiry_here("build", "-d", folder, "--as-of", EXAMPLE_DAY, "--json", *words)
    pages = json.loads(made.stdout)["pages"] if made.stdout else []
    return made.returncode, {page["file"]: page["state"] for page in pages}, made.stderr


def test_every_page_of_every_team_is_built(example_build):
    pages = json.loads(example_build.output)["pages"]
    assert (example_build.status, {page["state"] for page in pages}) == (0, {"built"}), example_build.messages
    assert all((example_build.folder / page["file"]).is_file() for page in pages)


def test_the_pages_are_those_the_architecture_names(example_build):
    by_team: dict[str, set[str]] = {}
    for page in json.loads(example_build.output)["pages"]:
        by_team.setdefault(page["team"], set()).add(page["page"])
    usual = {"0-start-here", "1-analyze", "2-design", "plan", "3-implement", "4-refine", "coherence"}
    extra = {frozenset(pages - usual) for pages in by_team.values()}
    slt, tried = {"review"}, {"tried-by-school", "tried-by-skill", "tried-by-cause"}
    assert all(usual <= pages for pages in by_team.values())
    assert extra == {
        frozenset(),
        frozenset(slt),
        frozenset(slt | {"purpose"}),
        frozenset(slt | tried | {"purpose", "metrics"}),
    }


def test_no_page_shows_a_traceback_or_a_path_of_this_machine(example_build):
    for path in (example_build.folder / "workbooks").rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert '"output_type": "error"' not in text, path
        assert str(example_build.folder) not in text, path


def test_code_is_folded_away_and_locked_on_every_page(example_build):
    for path in (example_build.folder / "workbooks").rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                assert cell.metadata.jupyter.source_hidden
                assert cell.metadata.editable is False


def test_every_page_names_its_own_team_and_no_other_schools_students(example_build):
    for path in (example_build.folder / "workbooks" / QUARTER).glob("*/*/1-analyze.ipynb"):
        about = nbformat.read(path, as_version=4).metadata.inquiry
        assert (about.school, about.team) == (path.parent.parent.name, path.parent.name)


def test_a_second_build_runs_nothing(example_build):
    status, states, messages = build(example_build.folder)
    assert (status, set(states.values())) == (0, {"unchanged"}), messages


def test_the_same_inputs_give_the_same_bytes(example_build, tmp_path):
    again = copy_example(tmp_path / "elsewhere")
    inquiry_here("record", "import", "-d", again, again / "answers.jsonl")
    team = lightest_team(again)
    build(again, "--team", team)
    mine, theirs = (
        {
            path.relative_to(folder): path.read_bytes()
            for path in (folder / "workbooks" / QUARTER).glob(f"*/{team}/*.ipynb")
        }
        for folder in (again, example_build.folder)
    )
    assert mine == theirs


OURS = ["Ms. Peña's third period is the outlier <b>", "raise SystemExit('never run by a build')"]


@dataclass(frozen=True)
class Rebuilt:
    """The example built again: a team had written in a page, a setting had changed, a school had gone bad."""

    folder: Path
    status: int
    states: dict[str, str]
    messages: str
    page: Path  # that the team wrote in
    after: str  # the cell behind which it wrote
    bad: str  # the school


@pytest.fixture(scope="module")
def rebuilt(example_build: Built, tmp_path_factory: pytest.TempPathFactory) -> Rebuilt:
    folder = Path(shutil.copytree(example_build.folder, tmp_path_factory.mktemp("rebuilt") / "district"))
    team = lightest_team(folder)
    path = workbook(folder, team, "1-analyze")
    page = nbformat.read(path, as_version=4)
    place = len(page.cells) // 2
    after = page.cells[place - 1].id
    page.cells.insert(place, nbformat.v4.new_markdown_cell(OURS[0]))
    page.cells.insert(place + 1, nbformat.v4.new_code_cell(OURS[1]))
    nbformat.write(page, path)
    edit(folder / "district.toml", "max_priorities = 3", "max_priorities = 4")
    bad, cds = (folder / "schools.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[:2]
    edit(folder / "schools.csv", cds, cds[1:])
    return Rebuilt(folder, *build(folder, "--school", bad, "--team", team), path, after, bad)


def test_what_a_team_wrote_survives_new_data(rebuilt):
    after = nbformat.read(rebuilt.page, as_version=4)
    at = [cell.id for cell in after.cells].index(rebuilt.after)
    assert rebuilt.states[rebuilt.page.relative_to(rebuilt.folder).as_posix()] == "built", rebuilt.messages
    assert [cell.source for cell in after.cells[at + 1 : at + 3]] == OURS


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_one_bad_school_fails_its_pages_and_no_others(rebuilt):
    bad = rebuilt.bad
    failed = {file.split("/")[2] for file, state in rebuilt.states.items() if state == "failed"}
    assert (rebuilt.status, failed) == (1, {bad}), rebuilt.messages
    assert "Excel dropped the leading zero" in rebuilt.messages
    (page,) = (rebuilt.folder / "site" / QUARTER / bad).glob(f"{bad}-slt/1-analyze.html")
    assert "could not be" in page.read_text(encoding="utf-8")


def test_the_team_face_stays_out_of_the_site(example_build):
    """Whatever a page shows its team alone stands nowhere on the site."""
    private = re.compile(r"Saved by|saved by|data-face=.team")
    for path in (example_build.folder / "site").rglob("*.html"):
        assert not private.search(path.read_text(encoding="utf-8")), path
