"""The look is one small style sheet that asks for nothing and reads well."""

import re

from inquiry.district.shipped import templates_folder

CSS = (templates_folder() / "html/style.css").read_text(encoding="utf-8")
MOST_BYTES = 12 * 1024  # it stands in every page
LEAST_CONTRAST = 4.5  # WCAG 2.1, 1.4.3


def test_the_style_sheet_is_small_and_loads_nothing():
    assert len(CSS.encode()) < MOST_BYTES
    assert not re.search(r"url\(|@import|@font-face|https?:", CSS)


def test_text_stands_out_from_what_is_behind_it():
    colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", CSS))
    behind = ["paper", "wash", *(name for name in colour if name.endswith("-wash"))]
    for text in ("ink", "soft", "link", "accent"):
        for paper in behind if text == "ink" else ("paper", "wash"):
            assert contrast(colour[text], colour[paper]) >= LEAST_CONTRAST, (text, paper)
    assert contrast("#ffffff", colour["accent"]) >= LEAST_CONTRAST


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
