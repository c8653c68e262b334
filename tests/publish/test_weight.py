"""A page has a weight limit, and a drawing is lines and words: each rule finds what it is for, and nothing else."""

import pytest
from publish.test_check import page

from inquiry.publish.rules.check import check_html
from inquiry.publish.rules.weight import MOST_BYTES

GOOD = '<svg viewbox="0 0 9 9" role="img" aria-label="Up 3"><path d="M0 0L9 9"></path><text x="1" y="1">3</text></svg>'


TABLE = '<table><caption>C</caption><tr><th scope="col">A</th></tr><tr><th scope="row">1</th></tr></table>'


def problems(body):
    return check_html(page(body), "q/oak/index.html", {"q/index.html"})


def test_a_page_at_the_limit_is_published():
    least = len(page("<p></p>").encode())
    assert problems(f"<p>{'x' * (MOST_BYTES - least)}</p>") == []


def test_a_page_above_the_limit_is_reported_with_its_heaviest_part_and_a_cure():
    (found,) = problems(f"<h2>One</h2><p>x</p><h2>Gaps</h2><p>{'é' * (MOST_BYTES // 2)}</p>")
    assert found.element.startswith("the page has 30")
    assert "300 KB of it in “Gaps”" in found.element
    assert found.rule == "a page has at most 300 KB with its charts"
    assert found.cure
    assert found.page == "q/oak/index.html"


@pytest.mark.parametrize("body", [GOOD, GOOD.replace('role="img" aria-label="Up 3"', 'aria-hidden="true"')])
def test_a_drawing_of_lines_and_words_passes(body):
    assert problems(body + TABLE) == []


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (GOOD.replace(' aria-label="Up 3"', ""), "words that say what it shows"),
        (GOOD.replace(' role="img"', ""), "words that say what it shows"),
        (GOOD.replace("<path", "<p>x</p><path"), "holds lines and words"),
        (GOOD.replace("<path", "words<path"), "stand in <text>"),
        (GOOD.replace(">3<", "><b>3</b><"), "hold no element"),
        ('<p><path d="M0 0h0"></path></p>', "holds lines and words"),
        ("<p><text>3</text></p>", "holds lines and words"),
        (GOOD.replace("<path", "<svg></svg><path"), "holds lines and words"),
    ],
)
def test_what_a_browser_may_read_otherwise_is_found(body, rule):
    assert rule in "\n".join(each.rule for each in problems(body))
