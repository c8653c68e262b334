"""What somebody typed is text on a page, whatever it is."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inquiry.views.answers import typed
from inquiry.views.html import clean, el, plain, write
from inquiry.views.look import TEAM_STYLES
from inquiry.views.parts import data_table

NASTY = "<script>alert('x')</script> & \"q\" \u202e right \x07 bell"


class _Tags(HTMLParser):
    """The tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, tuple[str, ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data):
        self.text += data


def test_text_is_escaped_in_content_and_attributes():
    html = write(el("td", NASTY, title=NASTY))
    assert _Tags(html).seen == [("td", ("title",))]
    assert "<script" not in html


@pytest.mark.parametrize("styles", [None, TEAM_STYLES], ids=["staff", "team"])
@given(text=st.text())
def test_no_text_ever_makes_a_tag(styles, text):
    tags = _Tags(write(el("dd", typed(text)), styles))
    assert {tag for tag, _ in tags.seen} <= {"dd", "p", "br"}


@given(text=st.text())
def test_all_that_can_be_shown_is_kept(text):
    shown = _Tags(write(typed(text))).text
    assert shown == clean(text).strip().replace("\n", "")


@given(text=st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


def test_line_breaks_are_kept():
    assert write(typed("one\r\ntwo\rthree")) == '<p class="typed" dir="auto">one<br>two<br>three</p>'


def test_none_is_left_out_and_lists_are_taken_in():
    assert write(el("p", None, ["a", ["b", None]], 3)) == "<p>ab3</p>"


def test_underscores_in_attributes_become_hyphens():
    assert (
        write(el("li", "x", data_phase="analyze", dir_="auto"))
        == '<li data-phase="analyze" dir="auto">x</li>'
    )


def test_styles_stand_only_on_the_team_face():
    cell = el("td", "1", cls="num")
    assert 'style="' in write(cell, TEAM_STYLES)
    assert "style" not in write(cell)


def test_plain_text_reads_line_by_line():
    table = el("table", el("caption", "Cap"), el("tr", el("th", "a"), el("td", "b", el("br"), "c")))
    assert plain(el("div", el("h3", "Title"), table)) == "Title\n\nCap\na | b c"


def test_a_cell_without_words_gets_a_dash_whatever_it_holds():
    """A question left open is no hole in the row (and would keep the page off the site)."""
    table = data_table(
        "Traits", ["Trait", "Shown by"], [["kind", el("bdi", "")], ["brave", " "], ["fair", "x"]]
    )
    assert write(table).count("<td>–</td>") == 2
