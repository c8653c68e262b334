"""Every page shows something useful at every level, and loads only what it shows."""

import shutil
import subprocess
import sys

import pytest
from views.making import DAY

from inquiry.cycle import PAGES
from inquiry.errors import UsageError
from inquiry.publish.reading.fragments import read_face
from inquiry.views.faces import STAFF_MIME
from inquiry.views.page import Page, open_page

SHOWS = sorted(name for name in dir(Page) if not name.startswith("_") and name != "form")
ANYWHERE = [show for show in SHOWS if show not in {"station", "tried_by"}]
TEAMS = ["cabinet", "oak-principal", "oak-slt", "oak-3", "oak-solo", "lone-principal", "mesa-slt"]


@pytest.mark.parametrize("team", TEAMS)
def test_everything_can_be_shown_at_every_level_and_is_fit_for_the_site(open_team, team):
    shown = {show: getattr(open_team(team), show)()._repr_mimebundle_() for show in ANYWHERE}
    texts = {show: bundle["text/plain"] for show, bundle in shown.items()}
    assert [show for show, text in texts.items() if not text.strip()] == []
    traces = {"nan", "None", "NaT", "Traceback"}
    assert {
        show: traces & set(text.split()) for show, text in texts.items() if traces & set(text.split())
    } == {}
    assert {show: _problems(bundle) for show, bundle in shown.items() if _problems(bundle)} == {}


@pytest.mark.parametrize("team", TEAMS)
def test_every_form_is_fit_for_the_site(open_team, team):
    for short, page in PAGES.items():
        opened = open_team(team, page)
        for form in opened._desk.cycle.forms_for(opened._desk.level, short):
            assert _problems(opened.form(form.id)._repr_mimebundle_()) == (), form.id


def _problems(bundle):
    """What is wrong with what staff would see."""
    face = bundle.get(STAFF_MIME)
    return () if face is None else read_face(face).problems


@pytest.mark.parametrize("phase", ["1-analyze", "2-design", "3-implement", "4-refine"])
@pytest.mark.parametrize("team", ["cabinet", "oak-principal", "oak-slt", "oak-3"])
def test_every_station_says_what_it_is_for(open_team, team, phase):
    text = repr(open_team(team, phase).station())
    assert "The question: " in text
    assert "Done when:" in text


def test_without_any_data_every_section_says_so_in_words(district, tmp_path):
    bare = tmp_path / "bare"
    shutil.copytree(
        district, bare, ignore=shutil.ignore_patterns("dashboard", "record*", "evidence*", "local*")
    )
    page = open_page(bare, "oak-slt", "", "1-analyze", DAY)
    for show in ("priority_table", "five_by_five", "trends", "gaps", "what_would_move"):
        assert "no published results of Oak Elementary yet." in repr(getattr(page, show)())
    assert "No evidence of the six skills is entered" in repr(page.evidence())
    assert "No focus is written yet" in repr(page.coherence())
    assert "No focus yet" in repr(page.working_on())


def test_a_page_without_charts_opens_without_them(district):
    asks = (
        "import sys; from inquiry import open_page; "
        f"page = open_page({str(district)!r}, 'oak-3', '', '2-design', '{DAY}'); "
        "page.header(); page.form('focus'); page.our_links(); "
        "sys.exit('matplotlib' in sys.modules or 'inquiry.measures.rate' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0


@pytest.mark.parametrize(
    ("team", "quarter", "page", "day", "says"),
    [
        ("nobody", "", "1-analyze", DAY, "no team “nobody”"),
        ("oak-3", "1999-Q1", "1-analyze", DAY, "no quarter “1999-Q1”"),
        ("oak-3", "", "5-extra", DAY, "no page “5-extra”"),
        ("oak-3", "", "1-analyze", "tomorrow", "“tomorrow” is no date"),
    ],
)
def test_what_does_not_exist_is_named(district, team, quarter, page, day, says):
    with pytest.raises(UsageError, match=says):
        open_page(district, team, quarter, page, day)


def test_an_unknown_indicator_or_form_is_named(open_team):
    with pytest.raises(UsageError, match="no indicator “ART”"):
        open_team("oak-slt").five_by_five("ART")
    with pytest.raises(UsageError, match="no form “poem”"):
        open_team("oak-slt").form("poem")


def test_the_quarter_follows_from_the_day(district):
    assert "2026-27-Q1" in repr(open_page(district, "oak-3", "", "1-analyze", "2026-09-01").header())


def test_staff_are_not_told_that_a_team_is_silent(open_team):
    page = open_team("lone-principal", "0-start-here")
    for show in ("where_we_are", "working_on", "last_decisions", "due", "what_changed", "links", "unplaced"):
        assert STAFF_MIME not in getattr(page, show)()._repr_mimebundle_()
