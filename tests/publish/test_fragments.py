"""The allow-list: whatever goes in, only what is listed comes out."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from publish.making import make_png, png_address

from inquiry.publish.reading.allowed import FACE_TAGS, attribute_is_allowed, stays_inside
from inquiry.publish.reading.element import write_tree
from inquiry.publish.reading.fragments import read_face
from inquiry.publish.reading.picture import plain_picture
from inquiry.publish.reading.tree import read_tree

TAGS = sorted(
    {*FACE_TAGS, "script", "style", "svg", "math", "iframe", "template", "h1", "!--", "title", "noscript"}
)
NAMES = ["class", "id", "href", "src", "onclick", "style", "srcset", "data-phase", "xlink:href", "is", "name"]
VALUES = [
    "",
    "a",
    "#a",
    "javascript:x",
    "//x.example",
    "data:text/html,x",
    "2-design.html",
    '"><script>',
    "a\x00b",
]

attributes = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES)), max_size=2)


def written(tag, pairs, inside):
    attrs = "".join(f" {name}='{value}'" for name, value in pairs)
    return f"<{tag}{attrs}>{inside}</{tag}>"


markup = st.recursive(
    st.one_of(st.text(max_size=8), st.text(alphabet="<>&\"'=/!-[] " + string.ascii_letters, max_size=12)),
    lambda inside: st.one_of(
        st.builds(written, st.sampled_from(TAGS), attributes, inside),
        st.lists(inside, max_size=3).map("".join),
    ),
    max_leaves=6,
)


@given(markup)
def test_only_what_is_listed_comes_out_of_any_input(html):
    face = read_face(html)
    if face.problems:
        return
    root, troubles = read_tree(write_tree(list(face.nodes)))
    assert not troubles
    for element in list(root.walk())[1:]:
        assert element.tag in FACE_TAGS
        scrolls = element.classes == ["scroll"]
        for name in element.attrs:
            assert attribute_is_allowed(element.tag, name) or (scrolls and name == "tabindex")
        assert element.tag != "a" or stays_inside(element.attrs["href"])


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_any_text_comes_out_as_the_same_text(text):
    face = read_face(f"<p>{escape(text)}</p>")
    root, _ = read_tree(write_tree(list(face.nodes)))
    assert root.text() == " ".join(text.split())


@given(markup)
def test_writing_what_was_read_changes_nothing_more(html):
    once = write_tree(list(read_face(html).nodes))
    assert write_tree(read_tree(once)[0].children) == once or read_face(html).problems


@pytest.mark.parametrize(
    "address",
    ["2-design.html", "../../oak/oak-slt/1-analyze.html", "#gaps", "../index.html#part-1"],
)
def test_addresses_inside_the_site_are_kept(address):
    assert not read_face(f'<a href="{address}">There</a>').problems


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/",
        "//x.example",
        "https://x.example",
        "mailto:a@x.example",
        "javascript:x",
        "\tjavascript:x",
        "java\nscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "a.html?x=1",
        "\\\\x.example",
        "a%00.html",
    ],
)
def test_other_addresses_are_refused(address):
    (found,) = read_face(f'<a href="{address}">There</a>').problems
    assert found.rule == "no address outside the site"


def test_a_picture_keeps_only_what_draws_it():
    noted = png_address(make_png(note=b"name of a student"))
    assert plain_picture(noted) == (png_address(make_png()), 320, 160)


def test_what_is_hidden_behind_a_picture_is_cut_off():
    assert plain_picture(png_address(make_png() + b"SECRET"))[0] == png_address(make_png())


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("chart.png", "not an embedded PNG"),
        ("data:image/png;base64,@@@", "broken"),
        ("data:image/png;base64,PHN2Zz4=", "not a PNG image"),
        (png_address(make_png()[:40]), "cut short"),
        (png_address(make_png()[:12]), "not a PNG image"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(address, why):
    with pytest.raises(ValueError, match=why):
        plain_picture(address)
