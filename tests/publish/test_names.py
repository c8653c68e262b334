"""The last look at a page: no text, attribute or alternative text of it names a student."""

from __future__ import annotations

from pathlib import Path

import pytest

from inquiry.cycle import load_cycle
from inquiry.district import load_district
from inquiry.publish.guard.names import NameSearch, digest_names
from inquiry.publish.rules.page import Page

ROSTER = "student,first_name,last_name,school\nS10017,Xiomara,Gálvez,oak\nS10018,Michael,Fullan,oak\n"
NAMED = [
    "<p>Then Xiomara Gálvez read.</p>",
    "<p>Then <b>Xiomara</b> <bdi>Galvez</bdi> read.</p>",
    "<p>Then Xio<i>mara</i><br>Gálvez read.</p>",
    "<table><tr><th>Gálvez</th><td>Xiomara</td></tr></table>",
    '<img alt="A chart of XIOMARA GALVEZ" src="data:image/png;base64,AA==">',
    '<p title="s10017">x</p>',
    '<a href="work/xiomara%20g%C3%A1lvez.html">The work</a>',
    "<ul><li>One<ul><li>Xiomara R. Gálvez</li></ul></li></ul>",
    "<title>Gálvez, Xiomara</title>",
]
NAMELESS = [
    "<p>Read by Xiomara</p><p>Gálvez is not on this line.</p>",
    "<p>Michael Fullan &amp; Joanne Quinn</p>",
    '<p class="xiomara-galvez">x</p>',
    "<style>.xiomara .galvez {color: red}</style>",
    "<p>10017 students</p>",
]


@pytest.fixture
def search(district: Path) -> NameSearch:
    """Looks on pages of the small district; one student bears the name of an author whom the workbook cites."""
    (district / "students.csv").write_text(ROSTER, encoding="utf-8", newline="\n")
    return NameSearch(load_district(district), load_cycle())


def found_on(search: NameSearch, html: str) -> list[str]:
    return [str(each) for each in search.check_page(Page.read(html, "page.html", None))]


@pytest.mark.parametrize("html", NAMED)
def test_a_page_that_names_a_student_is_reported_without_the_name(search: NameSearch, html: str) -> None:
    (said,) = found_on(search, html)
    assert "no page names a student" in said
    assert "page.html" in said
    assert "iomara" not in said.lower()


@pytest.mark.parametrize("html", NAMELESS)
def test_other_words_may_stand(search: NameSearch, html: str) -> None:
    assert found_on(search, html) == []


def test_another_list_of_students_lets_no_page_stand_unlooked_at(search: NameSearch, district: Path) -> None:
    before = digest_names(load_district(district))
    (district / "students.csv").write_text(ROSTER + "S10019,Ana,Oh,oak\n", encoding="utf-8", newline="\n")
    assert digest_names(load_district(district)) != before
