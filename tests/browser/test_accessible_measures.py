"""Our own measures find what they are for, and nothing on a page that has no fault."""

import pytest

from .site_looks import LOOKS, MEASURES, by_axe, lay_out, reading_room

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-paths")]

GOOD = """<!doctype html><html lang="en"><title>t</title><style>
.scroll { overflow-x: auto } .row { display: flex; flex-wrap: wrap; gap: 1rem }
:focus-visible { outline: 3px solid #0b4f82 } .sr { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
@media print { .scroll { overflow: visible } table { max-width: 100%; overflow-wrap: anywhere } details::details-content { content-visibility: visible; height: auto } }
{more}</style><body><h1>Title<span class="sr"> for the ear alone</span></h1>
<p>Words and <a href="#there">a link</a>.</p><div class="row"><p>Left</p><p>Right</p></div>
<div class="scroll" tabindex="0"><table><tr><td>one<td>two</table></div>
<details><summary>Numbers</summary><p>Folded</p></details><p id="there">End</p>{body}"""
BAD = {
    "out of order": ("on a desktop", "outOfOrder", ".row { flex-direction: row-reverse }"),
    "moves": ("on a desktop", "moves", "a { transition: color 1s }"),
    "clipped": ("on a desktop", "cutOff", "h1 { height: 10px; overflow: hidden }"),
    "does not reflow": ("on a phone", "scrolls sideways", "p { width: 600px }"),
    "does not grow": ("with text twice as large", "overlaps", "p { height: 20px; margin: 0 }"),
    "fixed height": (
        "with text set wide",
        "overlaps",
        "p { height: 20px; margin: 0; line-height: 1; width: 60px }",
    ),
    "stays folded": (
        "on paper",
        "folded",
        "@media print { details::details-content { content-visibility: hidden } }",
    ),
    "cut on paper": (
        "on paper",
        "outside",
        "@media print { table { width: 900px; max-width: none } td:last-child { text-align: right } }",
    ),
    "keeps its color": ("without colors", "unforced", "p { forced-color-adjust: none }"),
}


@pytest.fixture(scope="module")
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 1024})
    yield context.new_page()
    context.close()


def looked_at(page, look: str, more: str = "", body: str = "") -> list[str]:
    page.set_content(GOOD.replace("{more}", more).replace("{body}", body))
    page.evaluate(MEASURES)
    return LOOKS[look](page)


@pytest.mark.parametrize("look", LOOKS)
def test_a_good_page_has_no_fault(page, look):
    assert looked_at(page, look) == []


@pytest.mark.parametrize(("look", "measure", "style"), BAD.values(), ids=BAD)
def test_a_fault_is_found(page, look, measure, style):
    body = "<p>Some more words that need several lines when little room is left for them.</p><p>And more.</p>"
    assert any(fault.startswith(measure) for fault in looked_at(page, look, style, body))


@pytest.mark.parametrize(
    ("style", "trouble"),
    [
        ("", []),
        (":focus-visible { outline: none }", ["no outline"]),
        (":focus-visible { outline-color: #ccc }", ["a faint outline"]),
        ("a { position: absolute; left: -999px }", ["out of the window"]),
    ],
)
def test_a_focus_that_nobody_sees_is_found(page, style, trouble):
    page.set_content(GOOD.replace("{more}", style).replace("{body}", ""))
    page.evaluate(MEASURES)
    page.keyboard.press("Tab")
    assert page.evaluate("measure.focus()")["trouble"] == trouble


def test_what_axe_finds_is_told_with_what_is_asked_for_on_a_page_that_is_laid_out(browser, tmp_path):
    """As test_accessible.py looks: one window, in which one page after another is laid out."""
    good, bad = tmp_path / "good.html", tmp_path / "bad.html"
    html = GOOD.replace("<body>", "<body><main>").replace("{body}", "</main>")
    good.write_text(html.replace("{more}", ""), encoding="utf-8")
    faulty = html.replace(
        "{more}", "p { color: #bbb } @media (prefers-color-scheme: dark) { p { color: #444 } }"
    )
    bad.write_text(faulty.replace("<h1>", '<img src="x.png"><h1>'), encoding="utf-8")
    with reading_room(browser, good) as page:
        for file, wanted in ((good, []), (bad, ["color-contrast", "image-alt"])):
            lay_out(page, file)
            found = by_axe(page, [" html. body. main. p.", " html. body. main. div.row p."])
            assert sorted({fault.removeprefix("in light: ").split()[0] for fault in found}) == wanted
        assert (tmp_path / "x.png").as_uri() in page.asked
