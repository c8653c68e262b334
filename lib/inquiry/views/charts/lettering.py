"""The words on a chart, written into the finished picture: matplotlib takes ten times as long for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.font_manager import FontProperties, findfont
from PIL import Image, ImageDraw, ImageFont

from inquiry.views.look import PAPER

FONT = "DejaVu Sans"  # comes with matplotlib: the same on every machine
POINTS_PER_INCH = 72
LINE = "lp"  # as high and as deep as a line of text: every text of one size stands on the same line
HALO_PT = 0.6  # how far the paper reaches beyond the letters of a text with a halo
ANCHORS = {"left": "ls", "center": "ms", "right": "rs"}  # where a text's place is, on its base line


@dataclass(frozen=True)
class Words:
    """A text and where it stands, in dots from the top left: its left end, middle or right end."""

    text: str
    x: float
    y: float
    size_pt: float
    color: str
    bold: bool
    ha: str
    halo: bool


def font_path(bold: bool) -> str:
    """The file of the charts' font."""
    return str(findfont(FontProperties(family=FONT, weight="bold" if bold else "normal")))


@lru_cache(maxsize=4096)
def needs_shaping(text: str) -> bool:
    """Whether letters must be joined, stacked or set from right to left; this is left to matplotlib.

    Examples
    --------
    >>> needs_shaping("Río – 3 of 10"), needs_shaping("مدرسة")
    (False, True)
    """
    return any(unicodedata.combining(sign) or unicodedata.bidirectional(sign) in {"R", "AL"} for sign in text)


def write_words(picture: Image.Image, words: Iterable[Words], dots_per_inch: int) -> None:
    """Write texts into a picture, one after the other."""
    pen = ImageDraw.Draw(picture)
    for each in words:
        dots = dots_per_inch / POINTS_PER_INCH
        font = _font(each.bold, each.size_pt * dots)
        _, top, _, bottom = font.getbbox(LINE, anchor="ls")
        base = each.y - (top + bottom) / 2
        anchor = ANCHORS[each.ha]
        if each.halo:
            left, _, right, _ = pen.textbbox((each.x, base), each.text, font, anchor)
            more = HALO_PT * dots
            pen.rectangle((left - more, base + top - more, right + more, base + bottom + more), PAPER)
        pen.text((each.x, base), each.text, each.color, font, anchor)


def word_length(text: str, bold: bool, size_pt: float, dots_per_inch: int) -> float:
    """How many dots a text takes from left to right."""
    return _font(bold, size_pt * dots_per_inch / POINTS_PER_INCH).getlength(text)


@lru_cache(maxsize=16)
def _font(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    """Set by the font's own rules alone, which are the same everywhere; Raqm is not."""
    return ImageFont.truetype(font_path(bold), size, layout_engine=ImageFont.Layout.BASIC)
