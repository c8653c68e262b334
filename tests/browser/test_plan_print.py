"""A plan comes out alone and on one sheet, however much a team wrote into it."""

import re

import pytest
from views.making import BEFORE, answer, make_district

from inquiry.district.shipped import templates_folder
from inquiry.publish.reading.element import write_tree
from inquiry.publish.reading.fragments import read_face
from inquiry.record import open_record
from inquiry.views.html import plain, write
from inquiry.views.page import open_page

FULL = "Every team shows one strong and one weak example, and students say which is better and why it is so. "
SHEET = re.compile(rb"/Type\s*/Page[^s]")


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    """The plan of a team that filled every line of every form."""
    folder = make_district(tmp_path_factory.mktemp("plan") / "district")
    words = FULL * 2
    serves = "oak-principal/focus/p1"
    made = []
    for n in range(9):
        row = f"x{n}"
        action = {"action": words, "owner": "dee-fox", "due": f"2026-11-{n + 10}", "status": "not_started"}
        made += [
            answer("oak-slt", "focus", {"priority": words[:200], "serves": serves}, row=row),
            answer(
                "oak-slt",
                "success-indicators",
                {"measure": words[:200], "unit": "points", "target": -55},
                row=row,
            ),
            answer("oak-slt", "action-plan", action, row=row),
            answer("oak-slt", "supports", {"support": words, "ready_by": "2026-11-20"}, row=row),
            answer("oak-slt", "review-steps", {"decision": "change", "step": words}, row=row, quarter=BEFORE),
        ]
    with open_record(folder / "record.sqlite") as record:
        record.save(made)
    return open_page(folder, "oak-slt", "", "plan", "2026-11-20").plan().staff


@pytest.fixture(scope="module")
def sheet(plan):
    """The plan as the site shows it, with what stands around it there."""
    face = write_tree(list(read_face(write(plan)).nodes))
    style = (templates_folder() / "html" / "style.css").read_text(encoding="utf-8")
    return (
        f"<!doctype html><html lang=en><title>Plan</title><style>{style}</style><body>"
        "<header class=top><p class=brand>The district</p></header><main>"
        "<p class=kicker>Oak Elementary</p><h1>Our plan on a page <span class=of>Leadership team</span></h1>"
        f"<nav class=tabs><ul><li>Analyze</li></ul></nav><h2>The plan</h2><div class=face>{face}</div>"
        "<h2>What this page cannot tell</h2><p>Much.</p></main><footer class=foot><p>As of.</p></footer>"
    )


def test_what_does_not_fit_is_counted(plan):
    assert "Actions: what is done by when (6 of 9; all of them on the page Design)" in plain(plan)


def test_the_fullest_plan_prints_on_one_sheet_of_letter_paper(window, sheet):
    page = window()
    page.set_content(sheet)
    assert len(SHEET.findall(page.pdf(format="Letter"))) == 1


def test_nothing_else_of_the_page_is_printed(window, sheet):
    page = window()
    page.set_content(sheet)
    page.emulate_media(media="print")
    assert page.get_by_text("Every team shows one strong").first.is_visible()
    for words in ("The district", "Analyze", "What this page cannot tell", "As of."):
        assert not page.get_by_text(words, exact=True).is_visible()
