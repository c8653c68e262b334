"""The checks of a finished page: each rule finds what it is for, and nothing else."""

from html import escape

import pytest
from publish.making import make_png, notebook, png_address, prose, view

from inquiry.publish import check_html
from inquiry.publish.rules.check import check_titles
from inquiry.publish.rules.policy import security_policy

STYLE = "p { margin: 0; }"


def page(
    body: str = "<p>Words.</p>", *, head: str = "", title: str = "Analyze", lang: str = 'lang="en"'
) -> str:
    """A page that passes, with something put into it."""
    return f"""<!doctype html>
<html {lang}><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{security_policy(STYLE)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta name="referrer" content="no-referrer">
<title>{title}</title><style>{STYLE}</style>{head}</head>
<body><a class="skip" href="#main">Skip to the content</a>
<header><p>Site</p></header><main id="main" tabindex="-1"><h1>Analyze</h1>{body}</main><footer><p>Foot</p></footer>
</body></html>
"""


def rules(html: str, known=None) -> str:
    return "\n".join(each.rule for each in check_html(html, "q/oak/index.html", known))


GOOD_TABLE = (
    '<table><caption>C</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table>'
)
IMAGE = f'<img src="{png_address()}" alt="Reading rose from 3 to 5">'
CHART = f'<section><figure class="chart">{IMAGE}</figure>{GOOD_TABLE}</section>'
PANEL = '<li><b>Grade 3</b><svg role="img" aria-label="From 3 to 5"><path d="M0 0"></path></svg></li>'
OTHER_PICTURE = png_address(make_png(width=321))


def chart(alt: str) -> str:
    return CHART.replace("Reading rose from 3 to 5", alt)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Words.</p>",
        "<h2>One</h2><h3>Two</h3><h2>Three</h2>",
        GOOD_TABLE,
        CHART,
        chart("Every group grew"),
        CHART * 2,  # the same picture twice is no riddle
        f'<section><ul class="panels">{PANEL}{PANEL.replace("Grade 3", "Grade 4")}</ul>{GOOD_TABLE}</section>',
        '<p class="typed" dir="auto">שלום</p><p>Team <bdi>فريق</bdi></p><span class="also" lang="es">Sí</span>',
        '<span class="colour red">Red</span><ol><li class="done">Analyze: done</li></ol>',
        '<abbr title="English learners">EL</abbr><a href="#main" aria-label="Analyze, grade 3">Analyze</a>',
        '<ul><li><a href="../index.html">Up</a></li></ul><dl><div><dt>a</dt><dd>b</dd></div></dl>',
        "<details><summary>More numbers</summary><p>1</p></details>",
    ],
)
def test_a_good_page_has_no_problems(body):
    assert check_html(page(body), "q/oak/index.html", {"q/index.html"}) == []


@pytest.mark.parametrize(
    "typed",
    ["More", "here", "table", "فريق \u202eevil\u202c", "🎉", "1", "<b>", "Red", "\u200b", "x" * 350_000],
)
def test_no_words_that_people_type_keep_their_page_off_the_site(typed):
    said = escape(typed)
    drawn = f'<svg role="img" aria-label="2 words"><text>{said[:99]}</text></svg>{GOOD_TABLE}'
    body = (
        f'<h2><bdi>{said}</bdi></h2><p class="typed" dir="auto">{said}</p><a href="#main"><bdi>{said}</bdi></a>'
        f"<details><summary><bdi>{said}</bdi></summary><p>1</p></details>"
        + GOOD_TABLE.replace(">a<", f"><bdi>{said}</bdi><").replace(">1<", f"><bdi>{said}</bdi><")
        + f'<ul><li class="done"><bdi>{said}</bdi></li></ul><section>{drawn}</section>'
    )
    assert check_html(page(body)) == []


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        (page().replace("<!doctype html>", ""), "doctype"),
        (page(lang=""), "language is named"),
        (page(title=" "), "one title"),
        (page("<h1>Again</h1>"), "one main heading"),
        (page("<h3>Deep</h3>"), "after h1 comes at most h2"),
        (page("<h2> </h2>"), "a heading has words"),
        (page("<main></main>"), "one <main>"),
        (page("<nav></nav>"), "navigation has its own name"),
        (page('<nav aria-label="A"></nav><nav aria-label="A"></nav>'), "navigation has its own name"),
        (page().replace('href="#main"', 'href="#foot"'), "skips to the main part"),
        (page().replace("width=device-width, ", ""), "width=device-width"),
        (page().replace("initial-scale=1", "user-scalable=no"), "zooming is not forbidden"),
        (page(CHART.replace(' alt="Reading rose from 3 to 5"', "")), "an image has a text"),
        (page(chart("chart.png")), "an image has a text"),
        (page(chart("Chart.")), "an image has a text"),
        (page(chart("Reading by group")), "a figure or a direction"),
        (page(chart("5 groups. " * 100)), "at most a paragraph"),
        (page(CHART + CHART.replace(png_address(), OTHER_PICTURE)), "two charts of a page have two texts"),
        (page(f'<ul class="panels">{PANEL}{PANEL.replace("M0 0", "M1 1")}</ul>'), "two charts of a page"),
        (page(IMAGE), "a table with its numbers follows"),
        (page(f"<section>{GOOD_TABLE}{IMAGE}</section>"), "a table with its numbers follows"),
        (
            page(f"<section>{IMAGE}</section><section>{GOOD_TABLE}</section>"),
            "a table with its numbers follows",
        ),
        (page(GOOD_TABLE.replace("<caption>C</caption>", "")), "has a caption"),
        (page(GOOD_TABLE.replace(' scope="col"', "")), "heads a row or a column"),
        (page(GOOD_TABLE.replace(">A<", "><")), "no heading cell is empty"),
        (page(GOOD_TABLE.replace(">a<", "> <")), "no heading cell is empty"),
        (page(GOOD_TABLE.replace('th scope="col"', "td").replace("/th><th", "/td><td")), "has heading cells"),
        (page(GOOD_TABLE.replace('<th scope="row">a</th>', "<td>a</td>")), "each row begins with"),
        (page(GOOD_TABLE.replace("<td>1</td>", "<td>1</td><td>2</td>")), "the same columns"),
        (page(GOOD_TABLE.replace("<td>1", '<td rowspan="2">1')), "no cell is merged"),
        (page(GOOD_TABLE.replace("<td>1", "<td> ")), "no cell is blank"),
        (page('<span class="also">Sí</span>'), "which it is"),
        (page('<p lang="spanish">Sí</p>'), "lang names a language"),
        (page('<p class="typed">Words</p>'), "finds its own direction"),
        (page("<p>Team فريق</p>"), "right to left"),
        (page('<span class="colour red"></span>'), "no look stands for words"),
        (page('<td class="red">3 schools</td>'), "the color Red is named"),
        (page('<p class="verdict better"> </p>'), "no look stands for words"),
        (page("<abbr>EL</abbr>"), "short for"),
        (page("<details><p>1</p></details>"), "what it opens"),
        (page("<details><summary>Details</summary><p>1</p></details>"), "what it opens"),
        (page('<a href="#main" aria-label="Go on">Design</a>'), "called what is written on it"),
        (page('<a href="a.html"></a>'), "says where it leads"),
        (page('<a href="a.html">here</a>'), "says where it leads"),
        (page('<a href="#nowhere">A place</a>'), "exists"),
        (page('<p id="a"></p><p id="a"></p>'), "once on a page"),
        (page('<p aria-describedby="gone">x</p>'), "aria-describedby names"),
        (page("<li>Alone</li>"), "<li> stands in"),
        (page("<ul><p>No item</p></ul>"), "<ul> holds <li> alone"),
        (page('<p role="button">x</p>'), "the role is one of"),
        (page('<p aria-expanded="true">x</p>'), "is not used on the site"),
        (page('<p aria-current="yes">x</p>'), "“aria-current” is one of"),
        (page('<nav aria-label=" "></nav>'), "“aria-label” has words"),
        (page('<span aria-label="Better">▲</span>'), "takes no name"),
        (page('<div role="group">x</div>'), "has a name"),
        (page('<a href="#main">Up<a href="#main">Down</a></a>'), "nothing to press inside"),
        (
            page('<details><summary>All <a href="#main">top</a></summary></details>'),
            "nothing to press inside",
        ),
        (page('<p tabindex="3">x</p>'), "tabindex is 0 or -1"),
        (page('<p aria-hidden="true"><a href="#main">Hidden</a></p>'), "not hidden"),
        (page("<p>Open"), "well-formed"),
        (page("<script></script>"), "allow-list"),
        (page("<iframe></iframe>"), "allow-list"),
        (page('<p onclick="x()">x</p>'), "nothing runs"),
        (page('<p style="color:red">x</p>'), "style sheet only"),
        (page('<img src="https://x.example/a.png" alt="A chart of reading">'), "nothing is loaded"),
        (page('<a href="https://x.example">The state</a>'), "outside the site"),
        (page(head='<link rel="stylesheet" href="a.css">'), "no <link>"),
        (page(head="<style>p { color: red }</style>"), "own policy"),
        (page().replace("margin: 0", "background: url(a)"), "loads nothing"),
        (page(head='<meta http-equiv="refresh" content="0; url=x">'), "elsewhere"),
        (page().replace("default-src 'none'", "default-src *"), "own policy"),
        (page().replace("noindex", "index"), "noindex"),
        (page().replace("no-referrer", "origin"), "no-referrer"),
    ],
)
def test_a_broken_rule_is_found_with_element_and_cure(html, rule):
    found = check_html(html, "q/oak/index.html")
    assert rule in "\n".join(each.rule for each in found)
    assert all(each.element and each.cure and each.page == "q/oak/index.html" for each in found)


def test_a_link_to_a_page_that_is_not_there_is_found():
    html = page('<a href="../nowhere/index.html">Another school</a>')
    assert rules(html, {"q/index.html"}) == "the page that it leads to is on the site"


def test_a_problem_reads_as_a_sentence():
    (found,) = check_html(page("<h3>Deep</h3>"), "q/index.html")
    assert str(found) == (
        "q/index.html: <h3> “Deep”: headings leave no level out: after h1 comes at most h2 (WCAG 1.3.1). "
        "To mend it: make it h2, or put a heading above it"
    )


def test_two_pages_of_one_title_are_found():
    titles = {
        "q/oak/a.html": "Design · Grade 3",
        "q/oak/b.html": "Analyze",
        "q/oak/c.html": "Design · Grade 3",
    }
    (found,) = check_titles(titles)
    assert (found.page, "q/oak/a.html has this one too" in found.rule) == ("q/oak/c.html", True)


# What a view could put into a page that the allow-list lets through, and the rule that stops it.
FAULTY_FACES = {
    "<h5>Deep</h5>": "leave no level out",
    chart("chart.png"): "says what it shows",
    chart("Reading by group"): "a figure or a direction",
    chart("5 groups. " * 100): "at most a paragraph",
    IMAGE: "a table with its numbers follows",
    '<svg viewbox="0 0 9 9"><path d="M0 0"></path></svg>': "a drawing has words",
    '<svg aria-hidden="true"><b>x</b></svg>': "a drawing holds lines and words",
    GOOD_TABLE.replace("<caption>C</caption>", ""): "has a caption",
    GOOD_TABLE.replace(' scope="col"', ""): "heads a row or a column",
    GOOD_TABLE.replace('<th scope="row">a</th>', "<td>a</td>"): "each row begins with",
    GOOD_TABLE.replace("<td>1</td>", "<td>1</td><td>2</td>"): "the same columns",
    GOOD_TABLE.replace("<td>1", "<td> "): "no cell is blank",
    '<span class="also">Sí</span>': "which it is",
    '<p class="typed">Words</p>': "finds its own direction",
    '<td class="red">3 schools</td>': "the color Red is named",
    "<abbr>EL</abbr>": "short for",
    "<details><summary>More</summary><p>1</p></details>": "what it opens",
    '<a href="#part-1">here</a>': "says where it leads",
    '<a href="../nowhere.html">Nowhere</a>': "is on the site",
    '<p id="a"></p><p id="a">x</p>': "once on a page",
    "<li>Alone</li>": "<li> stands in",
    '<span aria-label="Better">▲</span>': "takes no name",
    '<p aria-hidden="true"><a href="#main">Hidden</a></p>': "not hidden",
    f"<p>{'x' * 300_000}</p>": "at most 300 KB",
}


def test_a_page_that_breaks_a_rule_is_not_published_and_says_why(district, publish):
    pages = {
        ("oak", "oak-g3", f"page-{n}"): notebook(
            prose(f"# Page {n}\n\n## Part"), view(face + "<p>SECRET</p>")
        )
        for n, face in enumerate(FAULTY_FACES)
    }
    result = publish(pages, only="oak-g3")
    told = {each.page.rpartition("/")[2]: each for each in result.problems}
    for n, rule in enumerate(FAULTY_FACES.values()):
        found = [each for each in result.problems if each.page.endswith(f"/page-{n}.html")]
        assert rule in " ".join(each.rule for each in found), n
        assert all(each.element and each.cure for each in found)
    assert {each.page.rpartition("/")[2] for each in result.not_shown} == set(told)
    shown = [page for page in (district / "site").rglob("*.html") if "SECRET" in page.read_text("utf-8")]
    assert (len(told), shown) == (len(FAULTY_FACES), [])
