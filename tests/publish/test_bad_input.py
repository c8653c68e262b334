"""Pages of people who type anything: they are published whole and harmless, or not at all; each with its word."""

import re
from html.parser import HTMLParser

import pytest
from publish.conftest import DAY
from publish.making import (
    QUARTER,
    SCHOOLS,
    TEAMS,
    every_page,
    make_build,
    make_district,
    notebook,
    png_address,
    prose,
    simple_page,
    view,
    write_csv,
)

from inquiry.errors import BadInput
from inquiry.publish import publish_district
from inquiry.views.html import el, write

KEY = ("oak", "oak-g3", "1-analyze")
HOSTILE = {
    "markup": "</p></main><h1>Mine</h1><style>*{display:none}</style>",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closing the policy": '"><meta http-equiv="refresh" content="0;url=https://x.example/">',
    "data address": "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "script address": "javascript:alert(document.cookie)",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} <%= 7 %>",
    "markdown": "[a](javascript:alert(1)) ![b](https://x.example/b.png) `code`",
    "entities": "&lt;script&gt; &#60;b&#62; &amp;amp; &nbsp;",
    "right to left": "الفريق يقرأ \u202eevil\u202c بالأدلة",
    "emoji": "🎉👩‍🏫🏳️‍🌈🇺🇸",
    "control signs": "a\x00b\x07c\ufffed",
    "marks piled up": "Z" + "\u0335\u0321\u034d" * 40,
    "50,000 characters": "Evidence of learning. " * 2_273,
    "one word": "x" * 50_000,
    "blank": " \t\n\u200b",
}


class Seen(HTMLParser):
    """What a browser makes of a page: its elements, the addresses and handlers in it, its text."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attrs, self.text = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attrs += attrs

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def published(district):
    """Publish a district whose teams, schools or pages are as given; every page of its site."""

    def run(pages=None, **lists):
        make_district(district, **lists)
        make_build(district, pages or {KEY: simple_page("Analyze")})
        result = publish_district(district, as_of=DAY)
        site = district / "site"
        return result, {
            path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")
        }

    return run


def plain(text):
    """A text without signs that nobody sees."""
    return " ".join(re.sub("[\x00-\x08\x0e-\x1f\ufffd\ufffe]", "", text).split())


def assert_harmless(pages):
    for html in pages.values():
        seen = Seen(html)
        assert not {"script", "iframe", "object", "form", "base"} & set(seen.tags)
        assert [seen.tags.count(tag) for tag in ("html", "head", "title", "main", "h1")] == [1] * 5
        assert not [name for name, _ in seen.attrs if name.startswith("on")]
        assert not [
            value
            for name, value in seen.attrs
            if name == "href" and re.match(r"(?i)javascript|https?:|//", value)
        ]


@pytest.mark.parametrize("said", HOSTILE)
def test_what_a_team_typed_is_text_and_nothing_else(published, said):
    face = write(el("p", HOSTILE[said], cls="typed", dir="auto"))
    result, pages = published({KEY: notebook(prose("# Analyze"), view(face))})
    assert result.is_whole
    assert_harmless(pages)
    assert plain(HOSTILE[said]) in plain("".join(Seen(pages[f"{QUARTER}/oak/oak-g3/1-analyze.html"]).text))


@pytest.mark.parametrize("said", HOSTILE)
def test_any_name_of_a_team_is_text_and_nothing_else(published, said):
    teams = (*TEAMS[:3], ("oak-g3", "oak", "teacher", HOSTILE[said], "3", HOSTILE[said]))
    if said == "control signs":  # the list is refused whole
        with pytest.raises(BadInput, match=r"teams\.csv"):
            published(teams=teams)
        return
    result, pages = published(teams=teams)
    assert_harmless(pages)
    assert {each.page for each in result.problems} == {each.page for each in result.not_shown}


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "C:\\Users\\x", "/", "..", "CON", "a/b", "~", "site/index.html"]
)
def test_a_teams_name_that_is_a_path_makes_no_file_elsewhere(district, published, name):
    _, pages = published(teams=(*TEAMS[:3], ("oak-g3", "oak", "teacher", name, "3", "")))
    above = {path.name for path in district.parent.iterdir()}
    assert above == {"district"}
    assert set(pages) >= {f"{QUARTER}/oak/oak-g3/1-analyze.html"}
    assert all(re.fullmatch(r"[a-z0-9./-]+", address, re.IGNORECASE) for address in pages)


@pytest.mark.parametrize("team", ["../rio", "oak/g3", "..", "C:", "oak g3", ""])
def test_a_teams_id_that_is_a_path_is_refused(district, team):
    make_build(
        make_district(district, teams=(*TEAMS[:3], (team, "oak", "teacher", "Grade 3", "3", ""))),
        every_page(TEAMS[:3]),
    )
    with pytest.raises(BadInput, match=r"teams\.csv"):
        publish_district(district, as_of=DAY)
    assert not (district / "site").exists()


NO_PICTURES = {
    "text": b"no picture",
    "a page": b"<html><script>alert(1)</script></html>",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "half a PNG": b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
    "nothing": b"",
}


@pytest.mark.parametrize("what", NO_PICTURES)
def test_an_image_that_is_none_keeps_its_page_off_the_site_with_a_word(published, what):
    face = f'<figure class="chart"><img src="{png_address(NO_PICTURES[what] or b" ")}" alt="Reading rises to 5"></figure>'
    result, pages = published({KEY: notebook(prose("# Analyze"), view(f"<p>Secret beside it</p>{face}"))})
    assert [each.page for each in result.not_shown] == [f"{QUARTER}/oak/oak-g3/1-analyze.html"]
    assert all(each.element and each.rule and each.cure for each in result.problems)
    assert not [html for html in pages.values() if "Secret beside it" in html]


def test_a_district_with_one_school_has_a_whole_site(district, published):
    make_district(district)
    teams = TEAMS[1:4]
    write_csv(district / "schools.csv", ("school", "cds", "name", "type", "grades"), SCHOOLS[:1])
    write_csv(district / "teams.csv", ("team", "school", "level", "name", "grades", "subject"), teams)
    make_build(district, every_page(teams))
    result = publish_district(district, as_of=DAY)
    assert result.is_whole
    first = (district / "site/index.html").read_text(encoding="utf-8")
    assert "Oak Elementary" in first
    assert "Río" not in first
