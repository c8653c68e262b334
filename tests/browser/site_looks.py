"""Ways of looking at a page of the site, and what each finds wrong: narrow, large, wide, printed, without colors, axe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

MEASURES = (Path(__file__).parent / "site_measures.js").read_text(encoding="utf-8")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
# axe takes nine tenths of its time for contrast: of all words that stand in like places it looks at two.
ALL_BUT_CONTRAST = {**WCAG, "rules": {"color-contrast": {"enabled": False}}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
LOOKS_MARKED = {"include": [["[data-look]"]]}
QUICK = {"resultTypes": ["violations"], "preload": False}  # of what is right nothing is written down
DESKTOP = {"width": 1280, "height": 1024}
PHONE = {"width": 320, "height": 256}  # the desktop at 400 % (WCAG 1.4.10)
SHEET = {"width": 690, "height": 930}  # Letter less margins of 1.6 cm, in CSS pixels
TEXT = 16  # pixels: every browser's own size
# WCAG 2.1, 1.4.12: what a reader may set without losing anything. A drawing is a picture; its table has its words.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; } svg * { letter-spacing: 0 !important; word-spacing: 0 !important; }"""
# Paper has the colors of light: dark ones are for screens alone.
COLORED = {"in light": {"color_scheme": "light"}, "in the dark": {"color_scheme": "dark"}}
LOST = ("outside", "overlaps", "cutOff")

Faults = list[str]


@contextmanager
def reading_room(browser: Browser, first: Path) -> Iterator[Page]:
    """A window with axe-core and our measures, at a page of a site; `lay_out` shows it others, which is quick.

    What is asked for and complained of is kept in `asked`.
    """
    context = browser.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(first.as_uri())
    page.evaluate(MEASURES)
    page.evaluate(Axe().axe_script)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.asked.append(message.text))
    yield page
    context.close()


def lay_out(page: Page, file: Path) -> None:
    """Show a page of the site in a window that is open: no navigation, what is loaded in it stays."""
    page.set_content(file.read_text(encoding="utf-8"))


def measured(page: Page, *names: str) -> Faults:
    """What our own measures find wrong."""
    return page.evaluate("names => measure.find(names)", names)


def found_by_axe(page: Page, rules: dict, where: dict | None = None) -> Faults:
    """What axe-core finds wrong, with the first element of each rule."""
    found = page.evaluate(
        "([where, options]) => axe.run(where ?? document, options)", [where, {**QUICK, **rules}]
    )
    return [
        f"{each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:120]}"
        for each in found["violations"]
    ]


def on_a_desktop(page: Page) -> Faults:
    return measured(page, *LOST, "outOfOrder", "moves")


def on_a_phone(page: Page) -> Faults:
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    faults = measured(page, *LOST, "outOfOrder")
    page.set_viewport_size(DESKTOP)
    return [*faults, *([f"scrolls sideways by {wide}"] if wide > 0 else [])]


def with_text_twice_as_large(page: Page) -> Faults:
    _set_text(page, 2 * TEXT)
    faults = measured(page, *LOST)
    _set_text(page, TEXT)
    return faults


def _set_text(page: Page, pixels: int) -> None:
    """As a reader sets it in the browser; widths in `rem` follow, also those that ask how wide the window is."""
    session = page.context.new_cdp_session(page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    session.detach()


def with_text_set_wide(page: Page) -> Faults:
    page.evaluate(
        "css => { const wide = new CSSStyleSheet(); wide.replaceSync(css); document.adoptedStyleSheets = [wide] }",
        SPACING,
    )
    faults = measured(page, *LOST)
    page.evaluate("document.adoptedStyleSheets = []")
    return faults


def on_paper(page: Page) -> Faults:
    page.set_viewport_size(SHEET)
    page.emulate_media(media="print")
    faults = measured(page, *LOST, "folded")
    page.emulate_media(media="screen")
    page.set_viewport_size(DESKTOP)
    return faults


def without_colors(page: Page) -> Faults:
    page.emulate_media(forced_colors="active")
    faults = measured(page, "unforced")
    page.emulate_media(forced_colors="none")
    return faults


def by_axe(page: Page, places: Iterable[str]) -> Faults:
    """All rules; those of color in light and in the dark, for the words in these places. What is folded is open."""
    marked = page.evaluate("places => measure.markLooks(places)", sorted(places))
    faults = found_by_axe(page, ALL_BUT_CONTRAST)
    for name, media in COLORED.items() if marked else ():
        page.emulate_media(**media)
        faults += [f"{name}: {each}" for each in found_by_axe(page, CONTRAST, LOOKS_MARKED)]
    page.emulate_media(color_scheme="light")
    return faults


LOOKS: dict[str, Callable[[Page], Faults]] = {
    "on a desktop": on_a_desktop,
    "on a phone": on_a_phone,
    "with text twice as large": with_text_twice_as_large,
    "with text set wide": with_text_set_wide,
    "on paper": on_paper,
    "without colors": without_colors,
}
