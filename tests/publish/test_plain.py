"""The quick reader: the same tree as Python's own parser, or none."""

import pytest
from hypothesis import given
from publish.making import GOOD_FACE, notebook, prose, view
from publish.test_fragments import markup

from inquiry.publish.reading.element import write_tree
from inquiry.publish.reading.plain import read_plain
from inquiry.publish.reading.tree import read_any, read_tree


@given(markup)
def test_what_is_read_quickly_is_read_as_pythons_parser_reads_it(html):
    plain = read_plain(html)
    assert plain is None or (plain, []) == read_any(html)


@given(markup)
def test_whatever_is_written_out_is_read_as_pythons_parser_reads_it(html):
    written = write_tree(read_any(html)[0].children)
    assert read_tree(written) == read_any(written)


@pytest.mark.parametrize(
    "html",
    [
        "<!doctype html>\n<html lang='en'></html>",
        '<p class="a">one &amp; two<br>three</p>\n<p\n  id="b"\n>four</p>',
        "<style>a > b { content: '&amp;' }</style><title>A &amp; B</title>",
        '<details open><summary>More</summary><img src="x" alt="&quot;A&quot; &lt; B"/></details>',
        "words &amp; no tag &am",
        "a &lt b",
    ],
)
def test_plain_html_is_the_same_tree_either_way(html):
    plain, (other, troubles) = read_plain(html.replace("'en'", '"en"')), read_any(html)
    assert plain == other
    assert not troubles


@pytest.mark.parametrize(
    "html",
    [
        "<p>open",
        "<p></div>",
        "</p>",
        "<p/>",
        "<p class='a'></p>",
        '<p class="a" class="b"></p>',
        "<P></P>",
        "<p></p >",
        "a < b",
        "<!-- note --><p></p>",
        "<!DOCTYPE html><p></p>",
        "<p><!doctype html></p>",
        "<script>1</script>",
        "<textarea><p></textarea>",
        "<style><p></style>",
        '<p title="a<b"></p>',
        "<math></math>",
        "<?xml?>",
        "<![CDATA[x]]>",
    ],
)
def test_what_is_not_plain_is_left_to_pythons_parser(html):
    assert read_plain(html) is None


def test_every_page_of_ours_is_plain(page_of):
    html = page_of(notebook(prose("# Analyze\n\nLook `here` & there:"), view(GOOD_FACE)))
    assert read_plain(html) == read_any(html)[0]
