"""A team's page in a real JupyterLab: opened, typed into, interrupted, shared."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.lab_server import PATIENCE, Lab, copy_district
from playwright.sync_api import Page, expect

from inquiry.record import RECORD_FILE, open_record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("lab")]

TEAM, SLT = "alder-creek-2-3", "alder-creek-slt"
SOON = PATIENCE * 1000
NEXT_DAY = "2026-11-23"  # after the example's own: the page says so, and is another one
FORM = "norms"  # of the start page: rows of a short and a long text
# The pages of one team made again, as `inquiry build --team` does before it turns to the site of all teams.
BUILD = """
import datetime as dt, sys
from pathlib import Path
from inquiry.build import build_district
folder, day, team = sys.argv[1:]
made = build_district(Path(folder), as_of=dt.date.fromisoformat(day), teams=[team], force=True)
sys.exit([page.why for page in made.pages if page.state == "failed"] or 0)
"""
FIRST, SECOND = "We agree to …", "What would someone see if we kept it?"


@pytest.fixture(scope="module")
def district(example_build, tmp_path_factory) -> Path:
    """The built example district, with the pages of two teams."""
    return copy_district(example_build.folder, tmp_path_factory.mktemp("lab") / "district", (TEAM, SLT))


@pytest.fixture(scope="module")
def lab(district, tmp_path_factory) -> Iterator[Lab]:
    """A server on it; a test that stops it starts it again."""
    server = Lab(district, tmp_path_factory.mktemp("log") / "server.log")
    server.start()
    yield server
    server.stop()


class Desk:
    """A person at a browser, on a team's page."""

    def __init__(self, page: Page, person: str) -> None:
        self.page, self.person = page, person

    def open(self, address: str) -> None:
        self.page.goto(address)
        expect(self.page.locator(".inq-bar[data-state=live]")).to_be_visible(timeout=SOON)

    def say_who(self) -> None:
        """Answer the question that a page asks a browser once."""
        self.page.get_by_role("radio", name=self.person).check(timeout=SOON)
        self.page.get_by_role("button", name="That is me").click()
        expect(self.page.locator(".inq-bar-who")).to_contain_text(f"{self.person} writes")

    def form(self, form: str = FORM):
        return self.page.locator(f"section.inq-form[data-form={form}]")

    def row(self, number: int, form: str = FORM):
        """A row of a form, opened."""
        row = self.form(form).locator("ol.inq-rows > li").nth(number)
        folded = row.locator("button.inq-fold[aria-expanded=false]")
        if folded.count():
            folded.click()
        return row

    def field(self, label: str, number: int = 0, form: str = FORM):
        return self.row(number, form).get_by_label(label, exact=False).first

    def write(self, words: str, label: str = FIRST, number: int = 0, form: str = FORM) -> None:
        """Type and leave the field."""
        self.field(label, number, form).fill(words)
        self.field(label, number, form).press("Tab")

    def is_saved(self) -> None:
        """Wait until the page says so."""
        expect(self.page.locator(".inq-bar-saved")).to_contain_text(
            re.compile(rf"Saved \d+:\d\d by {self.person}"), timeout=SOON
        )


@pytest.fixture
def sit(window, lab) -> Callable[..., Desk]:
    """Open a team's page in a browser of its own, live, its writer named."""

    def run(person: str = "Bao Yang", page: str = "0-start-here", team: str = TEAM, **options) -> Desk:
        desk = Desk(window(**options), person)
        desk.open(lab.url(team, page, workspace=re.sub(r"\W", "", person).lower()))
        desk.say_who()
        return desk

    return run


def recorded(district: Path, form: str = FORM, team: str = TEAM) -> list[str]:
    """Every word that the record holds of a form, as a fresh reader finds it on the disk."""
    with open_record(district / RECORD_FILE, read_only=True) as record:
        return [str(v) for row in record.rows(team, form) for v in row.values.values()]


def in_history(district: Path, words: str, form: str = FORM, team: str = TEAM) -> bool:
    """Whether the record keeps these words, standing or not."""
    with open_record(district / RECORD_FILE, read_only=True) as record:
        return any(words in map(str, each.answer.values.values()) for each in record.history(team, form))


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return held


def dialogs(desk: Desk) -> list[str]:
    """JupyterLab's own questions on the page."""
    return desk.page.locator(".jp-Dialog").all_inner_texts()


def test_a_page_comes_alive_by_itself_with_no_code_in_sight(sit, lab):
    desk = sit()
    assert desk.form().locator("textarea, input, select").count() or desk.form().get_by_role("button").count()
    assert not desk.page.locator(".jp-InputArea-editor:visible").filter(has_text="page.").count()
    assert not desk.page.locator(".jp-InputPrompt:visible").filter(has_text="[").count()
    assert not dialogs(desk)
    outside = [
        url
        for url in desk.page.asked
        if not url.startswith((lab.address, "data:", "blob:", "ws://localhost"))
    ]
    assert not outside


def test_what_is_typed_is_on_the_disk_once_the_page_says_so(sit, district):
    desk = sit()
    desk.write("start with the work on the table")
    desk.is_saved()
    assert "start with the work on the table" in recorded(district)


def test_a_killed_kernel_costs_nothing_of_what_is_typed(sit, lab, district):
    desk = sit()
    field = desk.field(SECOND)
    field.fill("before the kernel died")
    assert lab.kill_kernels() >= 1
    field.press_sequentially(", and after it", delay=20)
    field.press("Tab")
    desk.is_saved()
    assert until(lambda: "before the kernel died, and after it" in recorded(district))
    expect(desk.page.locator(".inq-bar[data-state=live]")).to_be_visible(timeout=SOON)
    expect(desk.field(SECOND)).to_have_value("before the kernel died, and after it")
    assert not dialogs(desk)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
def test_a_pages_kernel_is_forked_and_a_plain_one_where_that_is_over(sit, lab, district):
    lab.stop()  # with it go the kernels of other tests' pages, of either kind
    lab.start()
    desk = sit()
    parent, kernels = lab.warm_parent(), lab.kernels()
    assert parent is not None
    assert kernels
    assert not lab.processes("ipykernel_launcher")
    for pid in (parent, *kernels):
        os.kill(pid, signal.SIGKILL)
    desk.write("written after the parent was lost", SECOND)
    desk.is_saved()
    assert until(lambda: len(lab.processes("ipykernel_launcher")) > 0)
    expect(desk.page.locator(".inq-bar[data-state=live]")).to_be_visible(timeout=SOON)
    assert until(lambda: "written after the parent was lost" in recorded(district))
    assert not dialogs(desk)


def test_what_is_typed_while_the_server_is_away_is_sent_when_it_is_back(sit, lab, district):
    desk = sit()
    lab.stop()
    try:
        desk.write("typed while nobody listened", SECOND)
        expect(desk.page.locator(".inq-bar")).to_contain_text("kept in this browser", timeout=SOON)
        assert "Saved" not in desk.page.locator(".inq-bar-saved").inner_text()
    finally:
        lab.start()
    assert until(lambda: "typed while nobody listened" in recorded(district))
    desk.is_saved()
    assert not dialogs(desk)


def test_a_closed_tab_loses_nothing(sit, lab, district):
    desk = sit()
    lab.stop()
    try:
        desk.write("typed just before the tab was closed", SECOND)
        context = desk.page.context
        desk.page.close()
    finally:
        lab.start()
    assert "typed just before the tab was closed" not in recorded(district)
    again = Desk(context.new_page(), desk.person)
    again.open(lab.url(TEAM, workspace="again"))
    assert until(lambda: "typed just before the tab was closed" in recorded(district))


def test_two_browsers_in_one_form_see_each_other(sit, district):
    one, two = sit("Bao Yang"), sit("Noor Haddad")
    one.write("listen before we speak", FIRST)
    one.is_saved()
    expect(two.field(FIRST)).to_have_value("listen before we speak", timeout=SOON)
    two.write("everybody has spoken once", SECOND)
    two.is_saved()
    expect(one.field(SECOND)).to_have_value("everybody has spoken once", timeout=SOON)
    assert {"listen before we speak", "everybody has spoken once"} <= set(recorded(district))
    assert not one.page.locator(".inq-conflict").count()
    assert not two.page.locator(".inq-conflict").count()


def test_one_answer_changed_by_two_keeps_both_and_asks(sit, district):
    one, two = sit("Bao Yang"), sit("Noor Haddad")
    one.write("what both saw", FIRST)
    expect(two.field(FIRST)).to_have_value("what both saw", timeout=SOON)
    two.field(FIRST).fill("what Noor wrote")  # not left yet: on its way
    one.write("what Bao wrote", FIRST)
    two.field(FIRST).press("Tab")
    assert until(lambda: in_history(district, "what Bao wrote") and in_history(district, "what Noor wrote"))
    for desk in (one, two):
        expect(desk.page.locator(".inq-conflict")).to_contain_text("Both versions are kept", timeout=SOON)
    one.page.locator(".inq-conflict").get_by_role("button", name="Keep both").click()
    assert until(lambda: any("Bao" in words and "Noor" in words for words in recorded(district)))
    for desk in (one, two):
        expect(desk.page.locator(".inq-conflict")).to_have_count(0, timeout=SOON)


def test_the_keyboard_alone_is_enough(sit, district):
    desk = sit()
    desk.field(FIRST).focus()
    desk.page.keyboard.press("Control+A")
    desk.page.keyboard.type("dd xx with the keys alone")  # dd and x cut cells in a notebook
    desk.page.keyboard.press("Tab")
    desk.is_saved()
    assert "dd xx with the keys alone" in recorded(district)


def test_a_page_that_a_stranger_altered_does_not_run(window, lab, district):
    page = lab.page(SLT)
    notebook = json.loads(page.read_text(encoding="utf-8"))
    trap = district / "trap"
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code" and "page.due" in "".join(cell["source"]):
            cell["source"] = f"page.due()\nopen({str(trap)!r}, 'w').close()"
    own = {"cell_type": "code", "id": "strange", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append({**own, "source": f"open({str(trap)!r}, 'w').close()"})
    page.write_text(json.dumps(notebook), encoding="utf-8")
    desk = Desk(window(), "")
    desk.open(lab.url(SLT, workspace="stranger"))
    expect(desk.page.get_by_text("This part does not run").first).to_be_visible()
    assert not trap.exists()


def test_a_build_while_people_work_takes_nothing_away(sit, lab, district):
    desk = sit()
    desk.write("typed before the build", FIRST)
    desk.is_saved()
    built = subprocess.run(
        [sys.executable, "-c", BUILD, district, NEXT_DAY, TEAM],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"},
    )
    assert built.returncode == 0, built.stderr
    expect(desk.page.locator(".inq-bar")).to_contain_text("newer version of this page", timeout=SOON)
    desk.write("typed after the build", SECOND)
    assert until(lambda: {"typed before the build", "typed after the build"} <= set(recorded(district)))
    desk.page.keyboard.press("Control+S")
    desk.page.get_by_role("button", name="Show it").click()
    expect(desk.page.locator(".inq-bar[data-state=live]")).to_be_visible(timeout=SOON)
    expect(desk.field(FIRST)).to_have_value("typed before the build")
    assert not dialogs(desk)


def test_a_closed_quarter_can_be_read_and_not_written(sit, district):
    desk = sit()
    with open_record(district / RECORD_FILE) as record:
        record.close_quarter("2026-27-Q2", reason="the quarter is over")
    try:
        expect(desk.page.locator(".inq-bar")).to_contain_text("closed", timeout=SOON)
        expect(desk.field(FIRST)).not_to_be_editable(timeout=SOON)
    finally:
        with open_record(district / RECORD_FILE) as record:
            record.reopen_quarter("2026-27-Q2")
    expect(desk.field(FIRST)).to_be_editable(timeout=SOON)


def test_two_peoples_notes_on_one_page_are_both_kept(sit, lab):
    one, two = sit("Bao Yang", page="2-design"), sit("Noor Haddad", page="2-design")
    for desk, words in ((one, "Bao was here. "), (two, "Noor was here. ")):
        desk.page.get_by_role("button", name="Write here").click()
        desk.page.keyboard.press("Control+Home")
        desk.page.keyboard.type(words)
    for desk in (one, two, one):
        desk.page.keyboard.press("Control+S")
        desk.page.wait_for_timeout(500)
    file = lab.page(TEAM, "2-design")

    def both() -> bool:
        text = file.read_text(encoding="utf-8")
        return "Bao was here." in text and "Noor was here." in text

    assert until(both)
    assert not dialogs(one)
    assert not dialogs(two)


@pytest.mark.parametrize("page", ["1-analyze"])
def test_a_live_pages_forms_and_bar_have_no_faults_that_axe_finds(sit, page):
    desk = sit(page=page)
    for part in (".inq-bar", ".inq-form"):
        found = Axe().run(
            desk.page, context=part, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
        )
        assert not [each["id"] for each in found.response["violations"]]


def test_on_paper_a_page_is_whole_and_without_the_bar(sit):
    desk = sit(page="3-implement")
    desk.page.emulate_media(media="print")
    expect(desk.page.locator(".inq-bar")).to_be_hidden()
    shown, whole = desk.page.evaluate(
        "() => { const sheet = document.querySelector('.jp-WindowedPanel-outer');"
        " return [sheet.clientHeight, sheet.scrollHeight]; }"
    )
    assert whole > 2000
    assert shown == whole


def test_a_link_in_the_text_is_the_pages_own_address(sit, lab):
    desk = sit()
    link = (
        desk.page.locator(".jp-RenderedHTMLCommon a").filter(has_text="Analyze").locator("visible=true").first
    )
    link.hover()
    assert link.get_attribute("href").startswith(f"{lab.address}/doc/workspaces/")
    assert "_xsrf" not in link.get_attribute("href")


def test_what_is_counted_changes_the_words_by_the_charts_while_somebody_types_on(sit):
    """Told apart by a count that is begun and one that is finished: neither hangs on the day of the test."""
    desk = sit(page="3-implement")
    charts = desk.page.locator(".jp-Cell").filter(has_text="The middle line is the median").last
    unfinished = charts.get_by_text("1 count is not complete")
    expect(charts.locator(".inq-live")).to_be_visible(timeout=SOON)
    expect(unfinished).to_have_count(0)
    desk.write("Room 9", "Class or period", form="evidence")
    task = desk.field("Task", form="evidence")
    task.press_sequentially("Exit")
    desk.is_saved()
    expect(unfinished).to_be_visible(timeout=SOON)
    assert task.evaluate("box => box === document.activeElement")
    task.press_sequentially(" ticket")
    desk.field("Date", form="evidence").fill("2026-11-18")
    desk.field("Which skill?", form="evidence").select_option("close-reading")
    for label in ("1 Not yet", "2 With support", "3 On their own", "4 In new situations"):
        desk.write("5", label, form="evidence")
    expect(unfinished).to_have_count(0, timeout=SOON)


def test_a_team_says_of_an_answer_whether_a_student_is_meant(sit, district):
    """The answer is told as withheld, and asked about on the same page, while nobody loads anything anew."""
    desk, asked = sit(), "named-students"
    card = desk.form(asked).locator(".inq-suggested > li")
    remark = desk.form("around-us").get_by_text("Others read “Withheld”")
    name = (district / "students.csv").read_text(encoding="utf-8").splitlines()[1].split(",")[1:3]
    for words, button, meant, remarks in (
        ("reads to us", "No student is meant", "nobody", 0),
        ("came back", "A student is meant: we change it", "student", 1),
    ):
        desk.write(f"{' '.join(name)} {words}.", "What changed?", form="around-us")
        expect(card).to_contain_text(f"{words}.", timeout=SOON)
        expect(remark).to_have_count(1)
        card.get_by_role("button", name=button).click()
        assert until(lambda meant=meant: meant in recorded(district, asked))
        expect(card).to_have_count(0)
        expect(remark).to_have_count(remarks, timeout=SOON)
