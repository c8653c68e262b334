"""A coach adds a question, a framework, a form and a level as the README says: on a new team's built pages.

The README's own blocks are put into a copy of the templates, and a tiny district is built from it.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.exact_district import run_here
from build.little import AS_OF, DISTRICT, QUARTER, SCHOOLS, html
from inquiry.build import BuildResult, build_district
from inquiry.cycle import pages_of_level
from inquiry.cycle.pages import PAGE_KINDS
from inquiry.district import load_district
from inquiry.district.shipped import notebooks_folder, templates_folder
from inquiry.record import Answer, open_record
from inquiry.views.coherence.foci import find_foci
from inquiry.views.page import open_page

README = (templates_folder() / "cycle/README.md").read_text(encoding="utf-8")
TEAMS = """\
team,school,level,name,grades,subject
cabinet,district,district,Cabinet,,
oak-principal,oak,principal,Oak's principal,,
oak-slt,oak,slt,Oak's leadership team,,
oak-grade-3,oak,teacher,Grade 3,3,all
elm-grade-6,elm,teacher,Grade 6,6,all
elm-slt,elm,slt,Elm's leadership team,,
"""
SAVED = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
WORDS = {
    "cabinet": "Every student argues from evidence",
    "oak-principal": "Talk before writing",
    "oak-slt": "Explain in every class",
    "oak-science": "A claim has a reason in every grade",
    "oak-grade-3": "Third graders explain a detail",
}


def blocks(title: str) -> list[str]:
    """The blocks of a section of the README, as a coach copies them."""
    section = README.split(f"\n## {title}\n")[1].split("\n## ")[0]
    return re.findall(r"^```(?:yaml|csv)\n(.*?)^```", section, re.DOTALL | re.MULTILINE)


def add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def follow_the_readme(templates: Path, teams: Path) -> None:
    """All that the README's four sections say, step by step."""
    cycle = templates / "cycle"
    (question,) = blocks("A question added, from start to end")
    add(cycle / "forms/learning-rounds.yaml", question)
    (framework,) = blocks("A framework added")
    add(cycle / "frameworks.yaml", framework)
    (form,) = blocks("A form added")
    add(cycle / "forms/thread.yaml", form)
    level, stations, agenda, asked, row = blocks("A level added, from start to end")
    path = cycle / "levels.yaml"
    change(path, "  - id: teacher\n", f"{level}  - id: teacher\n")
    above, below = path.read_text(encoding="utf-8").split("  - id: teacher\n")
    below = below.replace("serves: slt", "serves: department")
    path.write_text(f"{above}  - id: teacher\n{below}", encoding="utf-8", newline="\n")
    add(cycle / "stations.yaml", stations)
    add(templates / "agenda/department.yaml", agenda)
    change(cycle / "forms/going-up.yaml", "levels: [principal, slt, teacher]\n", asked)
    add(teams, row)


def foci() -> list[Answer]:
    """A chain from the classroom up to the goal, through the new level."""
    chain, above = [], None
    for team, words in WORDS.items():
        link = {"serves": f"{above}/focus/f"} if above else {}
        values = {"priority": words, **link}
        chain.append(Answer(QUARTER, "team", team, "focus", "f", values, None, SAVED))
        above = team
    return chain


def make_district(folder: Path) -> Path:
    folder.mkdir()
    for name, text in {
        "district.toml": DISTRICT,
        "schools.csv": SCHOOLS,
        "teams.csv": TEAMS,
        "members.csv": "person,team,name,role\nana,oak-science,Ana Ruiz,chair\n",
    }.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The tiny district with the new level's team, and templates changed as the README says."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(templates_folder(), root / "templates")
    shutil.copytree(notebooks_folder(), root / "notebooks")
    folder = make_district(root / "little")
    follow_the_readme(root / "templates", folder / "teams.csv")
    with open_record(folder / "record.sqlite") as record:
        record.save(foci())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.district.shipped._ROOT", root)
        yield folder


@pytest.fixture(scope="module")
def built(district: Path) -> BuildResult:
    """Three pages of the new team."""
    few = {page: PAGE_KINDS[page] for page in ("design", "implement", "coherence")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.build.steps.run_tasks", run_here)
        patch.setattr("inquiry.cycle.pages.PAGE_KINDS", few)
        return build_district(district, as_of=AS_OF, teams=["oak-science"])


def shown(district: Path, page: str) -> str:
    """What a page of the new team shows, as text."""
    text = html(district / f"workbooks/{QUARTER}/oak/oak-science/{page}.ipynb")
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_new_team_has_the_pages_that_the_readme_gives_its_level(district: Path) -> None:
    assert pages_of_level("department") == pages_of_level("slt")
    assert "review" not in pages_of_level("teacher")


def test_its_pages_are_built(built: BuildResult) -> None:
    assert [(page.team, page.page, page.state, page.why) for page in built.pages] == [
        ("oak-science", "2-design", "built", ""),
        ("oak-science", "3-implement", "built", ""),
        ("oak-science", "coherence", "built", ""),
    ]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("3-implement", "What surprised us?"),
        (
            "2-design",
            "What students meet next One idea from our grade or course that students need again later.",
        ),
        ("2-design", "Which idea do students meet again? (needed)"),
        ("2-design", "The question: What will every grade do alike? How to spend the meeting (40 minutes)"),
        ("3-implement", "Our monthly department meeting, 40 minutes"),
    ],
)
def test_the_new_question_form_station_and_agenda_are_on_them(
    district: Path, built: BuildResult, page: str, words: str
) -> None:
    assert words in shown(district, page)


def test_the_page_of_the_new_form_cites_the_new_framework(district: Path, built: BuildResult) -> None:
    cited = "Grant Wiggins and Jay McTighe (2005). Understanding by Design. ASCD."
    assert cited in shown(district, "2-design")


def test_the_map_of_the_new_team_leads_from_the_goal_down_to_the_classroom(
    district: Path, built: BuildResult
) -> None:
    text = shown(district, "coherence")
    assert text.startswith("Our focus serves a priority above. 1 focus below serves ours.")
    said = [
        f"{whose} {words}"
        for whose, words in (
            ("School leadership team", WORDS["oak-slt"]),
            ("Science department, Oak Elementary Department", WORDS["oak-science"]),
            ("Grade 3, Oak Elementary Teacher team", WORDS["oak-grade-3"]),
        )
    ]
    places = [text.index(line) for line in said]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("team", "counted"),
    [("oak-slt", "2 focuses below serve ours"), ("oak-grade-3", "Our focus serves a priority above")],
)
def test_the_levels_above_and_below_are_linked_through_it(district: Path, team: str, counted: str) -> None:
    page = open_page(district, team, QUARTER, "coherence", AS_OF)
    foci = {focus.team.team: focus for focus in find_foci(page._desk)}
    assert [focus.words for focus in foci["oak-slt"].served_by] == [WORDS["oak-science"]]
    assert [focus.words for focus in foci["oak-science"].served_by] == [WORDS["oak-grade-3"]]
    text = repr(page.coherence())
    assert counted in text
    assert f"Science department, Oak Elementary | Department | {WORDS['oak-science']}" in text


def test_a_school_without_the_new_level_goes_on_as_before(district: Path) -> None:
    little = load_district(district)
    assert [team.team for team in little.serves(little.team("elm-grade-6"))] == ["elm-slt"]
    assert [team.team for team in little.serves(little.team("oak-grade-3"))] == ["oak-science"]
