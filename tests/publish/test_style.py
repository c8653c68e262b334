"""The look is one small style sheet that asks for nothing and reads well, in light and in dark."""

import re

import pytest

from inquiry.district.shipped import templates_folder
from inquiry.publish.reading.exporter import StaffExporter
from inquiry.views.look import SWATCHES

CSS = (templates_folder() / "html/style.css").read_text(encoding="utf-8")
PRESSED = str(StaffExporter().style)
MOST_BYTES = 22 * 1024  # it stands in every page, among 300 KB at most
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3
DARK = "@media screen and (prefers-color-scheme: dark)"


def colors(scheme):
    """The named colors of a scheme; what dark does not name it has from light."""
    light, dark = CSS.partition(DARK)[0], CSS.partition(DARK)[2].partition("\n}\n")[0]
    named = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light))
    return named | (dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark)) if scheme == "dark" else {})


def test_the_style_sheet_is_small_and_loads_nothing():
    assert len(PRESSED.encode()) < MOST_BYTES
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)


def test_pressing_takes_nothing_but_comments_and_space():
    bare = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    assert re.sub(r"\s", "", PRESSED) == re.sub(r"\s", "", bare)
    assert "/*" not in PRESSED
    assert "calc((100vw - var(--wide)) / 2)" in PRESSED


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_what_is_behind_it(scheme):
    color = colors(scheme)
    behind = ["paper", "wash", *(name for name in color if name.endswith("-wash"))]
    for text in ("ink", "soft", "link", "accent", "good", "bad"):
        for paper in behind if text == "ink" else ("paper", "wash"):
            assert contrast(color[text], color[paper]) >= LEAST_CONTRAST, (text, paper)
    assert contrast(color["on-accent"], color["accent"]) >= LEAST_CONTRAST


def test_dark_names_every_color_that_light_names():
    light, dark = colors("light"), colors("dark")
    kept = {"stripe"}  # on yellow, which stays light
    assert {name for name in light if dark[name] == light[name]} == kept


def test_charts_and_pages_have_the_same_five_colors():
    color = colors("light")
    for swatch in SWATCHES.values():
        if swatch.css != "none":
            assert (color[swatch.css], color[f"{swatch.css}-wash"]) == (swatch.full, swatch.wash)


def test_each_of_the_five_colors_has_a_pattern_of_its_own():
    drawn = dict(re.findall(r"\.(red|orange|yellow|green|blue)::before \{ background: (.*?) !important", CSS))
    patterns = {re.sub(r"var\(--\w+\)", "color", pattern) for pattern in drawn.values()}
    assert len(drawn) == len(patterns) == 5


def test_nothing_moves_by_itself():
    moving = re.findall(r"(?:animation|transition|scroll-behavior)[\w-]*:", CSS)
    assert moving == []


def contrast(one: str, two: str) -> float:
    """The contrast of two colours, as WCAG 2.1 defines it."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_templates_name_no_outside_address():
    for template in sorted((templates_folder() / "html").iterdir()):
        assert not re.search(r"https?:|//[a-z]", template.read_text(encoding="utf-8")), template.name
