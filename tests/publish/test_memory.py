"""Publishing again: only what changed is made, and the site is as one made from scratch."""

import datetime as dt
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from publish.conftest import DAY
from publish.making import (
    OLD_QUARTER,
    QUARTER,
    SCHOOLS,
    TEAMS,
    make_build,
    make_district,
    notebook,
    prose,
    simple_page,
    view,
    write_csv,
)

from inquiry.publish import publish_district
from inquiry.publish.keeping import makers
from inquiry.publish.keeping.marks import Mark, recognise, stamp_of
from inquiry.publish.keeping.memory import memory_path
from inquiry.publish.reading.exporter import StaffExporter

FEW = (TEAMS[0], TEAMS[1], TEAMS[3], TEAMS[4])
PAGES = ("0-start-here", "1-analyze")
GRADE_3 = f"{QUARTER}/oak/oak-g3"
KEY = ("oak", "oak-g3", "1-analyze")
LINKED = notebook(
    prose("# Start here"), view('<p><a href="../../rio/rio-ela/1-analyze.html">English</a></p>')
)


@dataclass
class Little:
    """A small district while it changes: where it lies, its pages, its day."""

    folder: Path
    day: dt.date = DAY
    pages: dict = field(default_factory=dict)

    def publish(self, quarter=None):
        make_build(self.folder, self.pages)
        return publish_district(self.folder, quarter, as_of=self.day)

    def site(self):
        """Every file of the site, with its content."""
        top = self.folder / "site"
        files = sorted(path for path in top.rglob("*") if path.is_file())
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in files}

    def site_from_scratch(self, into: Path):
        """The site of the same pages where nothing of this quarter was published before."""
        shutil.copytree(self.folder, into, ignore=shutil.ignore_patterns("site.json"))
        shutil.rmtree(into / "site" / QUARTER)
        (into / "site/index.html").unlink(missing_ok=True)
        other = Little(into, self.day, self.pages)
        other.publish()
        return other.site()


def make_little(folder: Path) -> Little:
    little = Little(make_district(folder, teams=FEW))
    little.pages = {(school, team, page): simple_page(page) for team, school, *_ in FEW for page in PAGES}
    little.pages["oak", "oak-g3", "0-start-here"] = LINKED
    return little


@pytest.fixture
def little(tmp_path) -> Little:
    """The small district, published once."""
    made = make_little(tmp_path / "d")
    made.publish()
    return made


def page_of_site(little: Little, address: str = f"{GRADE_3}/1-analyze.html") -> Path:
    return little.folder / "site" / address


def test_nothing_changed_makes_nothing(little):
    before = little.site()
    again = little.publish()
    assert again.made == ()
    assert sorted(again.files) == sorted(before)
    assert little.site() == before


def test_one_page_that_changed_is_the_one_that_is_made(little):
    little.pages[KEY] = notebook(prose("# 1-analyze\n\nOther words."))
    assert little.publish().made == (f"{GRADE_3}/1-analyze.html",)


def test_a_new_title_makes_its_neighbours_and_its_school_too(little):
    little.pages[KEY] = simple_page("What we found")
    assert set(little.publish().made) == {
        f"{GRADE_3}/0-start-here.html",
        f"{GRADE_3}/1-analyze.html",
        f"{QUARTER}/oak/index.html",
    }


def test_another_day_makes_the_lists_that_print_it(little):
    little.day = dt.date(2026, 9, 19)
    made = little.publish().made
    assert made
    assert all(address.endswith("index.html") or "/a-z-" in address for address in made)


def test_a_page_whose_file_on_the_site_was_altered_is_made_again(little):
    whole = page_of_site(little).read_bytes()
    page_of_site(little).write_bytes(whole.replace(b"1-analyze", b"1-ANALYZE"))
    assert little.publish().made == (f"{GRADE_3}/1-analyze.html",)
    assert page_of_site(little).read_bytes() == whole


def test_an_alteration_that_keeps_size_and_date_is_found(little):
    page = page_of_site(little)
    whole, status = page.read_bytes(), page.stat()
    page.write_bytes(whole.replace(b"1-analyze", b"1-ANALYZE"))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert little.publish().made == (f"{GRADE_3}/1-analyze.html",)
    assert page.read_bytes() == whole


def test_a_date_that_proves_nothing_is_not_relied_on(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(b"altered within the clock's tick")
    mark = Mark("of what it was before", stamp_of(page))
    assert recognise(page, mark, noted_ns=mark.stamp[1] + 1) == mark
    assert recognise(page, mark, noted_ns=mark.stamp[1]) is None


def test_a_copied_site_is_recognised_by_its_content(little):
    copy = Little(little.folder.with_name("copy"), little.day, little.pages)
    shutil.copytree(little.folder, copy.folder, copy_function=shutil.copyfile)
    assert copy.publish().made == ()


def test_a_page_of_the_build_that_was_altered_is_taken_off_though_the_site_has_it(little):
    pristine = little.folder / "build" / GRADE_3 / "1-analyze.ipynb"
    pristine.write_bytes(pristine.read_bytes().replace(b"question", b"QUESTION"))
    result = publish_district(little.folder, as_of=DAY)
    assert [each.page for each in result.not_shown] == [f"{GRADE_3}/1-analyze.html"]
    assert b"QUESTION" not in page_of_site(little).read_bytes()


def test_a_link_whose_page_has_gone_takes_an_unchanged_page_off(little):
    little.pages = {key: page for key, page in little.pages.items() if key[0] != "rio"}
    result = little.publish()
    assert [each.rule for each in result.problems] == ["the page that it leads to is on the site"]
    assert b"This page is not here yet" in page_of_site(little, f"{GRADE_3}/0-start-here.html").read_bytes()


def test_a_problem_is_told_each_time_until_it_is_mended(little):
    little.pages[KEY] = notebook(prose("# Analyze"), view("<h5>Too deep</h5>"))
    first, second = little.publish(), little.publish()
    assert first.problems == second.problems != ()
    assert first.not_shown == second.not_shown != ()
    little.pages[KEY] = simple_page("Analyze")
    assert little.publish().is_whole


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b'{"format": 1}\n{"pages": []}'])
def test_a_damaged_memory_is_not_believed(little, damage):
    before = little.site()
    memory_path(little.folder, QUARTER).write_bytes(damage)
    assert sorted(little.publish().made) == sorted(before)
    assert little.site() == before
    assert little.publish().made == ()


def test_a_memory_with_one_letter_changed_is_not_believed(little):
    path = memory_path(little.folder, QUARTER)
    path.write_bytes(path.read_bytes().replace(b'"title":"1-analyze"', b'"title":"1-analyse"'))
    assert len(little.publish().made) == len(little.site())


def test_another_style_sheet_makes_every_page(little, tmp_path, monkeypatch):
    templates = tmp_path / "templates"
    shutil.copytree(makers.templates_folder() / "html", templates / "html")
    for module in ("keeping.makers", "reading.exporter"):
        monkeypatch.setattr(f"inquiry.publish.{module}.templates_folder", lambda: templates)
    monkeypatch.setattr("inquiry.publish.reading.exporter.StaffExporter", StaffExporter)
    assert little.publish().made == ()  # the same template elsewhere
    style = templates / "html/style.css"
    style.write_text(style.read_text(encoding="utf-8") + "\np { margin: 0; }\n", encoding="utf-8")
    assert len(little.publish().made) == len(little.site())
    assert b"p{margin:0;}" in page_of_site(little).read_bytes()


def test_a_changed_rule_renders_and_checks_every_page(little, monkeypatch, tmp_path):
    code = tmp_path / "inquiry/publish/rules/frame.py"
    code.parent.mkdir(parents=True)
    code.write_text("RULES = 1\n", encoding="utf-8")
    monkeypatch.setattr(makers, "__file__", str(code))
    assert len(little.publish().made) == len(little.site())
    assert little.publish().made == ()
    code.write_text("RULES = 2\n", encoding="utf-8")
    assert len(little.publish().made) == len(little.site())


def test_another_version_of_a_package_makes_every_page(little, monkeypatch):
    monkeypatch.setattr("inquiry.publish.keeping.makers.metadata.version", lambda name: f"{name} of tomorrow")
    assert len(little.publish().made) == len(little.site())


def test_a_run_that_was_cut_off_is_finished_by_the_next(little, tmp_path, monkeypatch):
    for key in little.pages:
        little.pages[key] = simple_page(f"New {key[2]}")
    from inquiry.publish.keeping import shelf

    write, written = shelf.write_if_changed, []

    def cut_off(*what):
        written.append(what)
        if len(written) > 3:
            raise KeyboardInterrupt
        return write(*what)

    monkeypatch.setattr(shelf, "write_if_changed", cut_off)
    with pytest.raises(KeyboardInterrupt):
        little.publish()
    monkeypatch.setattr(shelf, "write_if_changed", write)
    little.publish()
    assert little.site() == little.site_from_scratch(tmp_path / "scratch")


def test_an_older_quarter_published_in_between_leaves_nothing_stale(little, tmp_path):
    make_build(little.folder, little.pages, OLD_QUARTER)
    little.publish(OLD_QUARTER)
    assert little.publish().made == ("index.html",)  # the only page that names the other quarter
    assert little.publish().made == ()
    assert little.site() == little.site_from_scratch(tmp_path / "scratch")


# One thing that can change between two runs, each done to the district's folder or to its pages.
Change = Callable[[Little], object]


def rename_school(little: Little) -> None:
    schools = [(*SCHOOLS[0][:2], "Oak Academy", *SCHOOLS[0][3:]), *SCHOOLS[1:]]
    write_csv(little.folder / "schools.csv", ("school", "cds", "name", "type", "grades"), schools)


def rename_team(little: Little) -> None:
    teams = [(*team[:3], f"New {team[3]}", *team[4:]) for team in FEW]
    header = ("team", "school", "level", "name", "grades", "subject")
    write_csv(little.folder / "teams.csv", header, teams)


def change_settings(little: Little) -> None:
    path = little.folder / "district.toml"
    text = path.read_text(encoding="utf-8").replace('name = "Example', 'language = "es"\nname = "Ejemplo')
    path.write_text(text, encoding="utf-8")


def move_the_day(little: Little) -> None:
    little.day += dt.timedelta(days=1)


def put(key: tuple[str, str, str], page) -> Change:
    return lambda little: little.pages.__setitem__(key, page)


def drop(key: tuple[str, str, str]) -> Change:
    return lambda little: little.pages.pop(key, None)


def spoil(address: str, how: Callable[[Path], object]) -> Change:
    def change(little: Little) -> None:
        if page_of_site(little, address).is_file():
            how(page_of_site(little, address))

    return change


FOCUS = notebook(prose("# Start here"), view('<p class="working-on">Evidence in writing</p>'))
CHANGES: dict[str, Change] = {
    "other words": put(KEY, notebook(prose("# 1-analyze\n\nOther words."))),
    "other title": put(KEY, simple_page("What we found")),
    "a focus": put(("oak", "oak-principal", "0-start-here"), FOCUS),
    "failed": put(KEY, None),
    "not fit": put(KEY, notebook(prose("# Analyze"), view("<script></script>"))),
    "gone": drop(KEY),
    "what is linked to is gone": drop(("rio", "rio-ela", "1-analyze")),
    "a new team": put(("rio", "rio-new", "1-analyze"), simple_page("1-analyze")),
    "school renamed": rename_school,
    "teams renamed": rename_team,
    "settings": change_settings,
    "day": move_the_day,
    "site page gone": spoil(f"{GRADE_3}/1-analyze.html", Path.unlink),
    "site page cut short": spoil(f"{GRADE_3}/1-analyze.html", lambda page: os.truncate(page, 100)),
    "first page altered": spoil("index.html", lambda page: page.write_bytes(b"x")),
    "a stranger's page": lambda little: page_of_site(little, f"{QUARTER}/oak/x.html").write_bytes(b"x"),
    "a stranger's folder": lambda little: shutil.copytree(
        page_of_site(little, GRADE_3), page_of_site(little, f"{QUARTER}/x/y"), dirs_exist_ok=True
    ),
    "memory gone": lambda little: memory_path(little.folder, QUARTER).unlink(missing_ok=True),
    "pristine touched": lambda little: os.utime(little.folder / "build" / GRADE_3 / "0-start-here.ipynb"),
    "published in between": lambda little: little.publish(),
}


@pytest.fixture(scope="module")
def start(tmp_path_factory, questions, exporter) -> Path:
    """The small district and its older quarter, published, to be copied for each trial."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.publish.opening.read_cycle", lambda: questions)
        patch.setattr("inquiry.publish.reading.exporter.StaffExporter", lambda: exporter)
        little = make_little(tmp_path_factory.mktemp("memory") / "start")
        make_build(little.folder, little.pages, OLD_QUARTER)
        little.publish(OLD_QUARTER)
        little.publish()
    return little.folder


@settings(max_examples=20, deadline=None)
@given(names=st.lists(st.sampled_from(sorted(CHANGES)), min_size=1, max_size=3))
def test_whatever_changed_the_site_is_as_one_made_from_scratch(start, names):
    place = start.with_name("trial")
    shutil.rmtree(place, ignore_errors=True)
    little = make_little(place / "d")
    shutil.copytree(start, little.folder, dirs_exist_ok=True)  # dates and all, as after a build
    for name in names:
        CHANGES[name](little)
    little.publish()
    assert little.site() == little.site_from_scratch(place / "scratch")
