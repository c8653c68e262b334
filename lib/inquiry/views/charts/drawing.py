"""A blank figure in the workbook's look, and a finished one as PNG: the same numbers give the same bytes."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PIL import Image

# A first run builds the list of fonts and says so on standard error, which would land in a team's page.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

from matplotlib.axes import Axes  # noqa: E402
from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: E402
from matplotlib.figure import Figure  # noqa: E402
from matplotlib.font_manager import get_font  # noqa: E402
from matplotlib.ft2font import FT2Font  # noqa: E402

from inquiry.views.charts.lettering import (  # noqa: E402
    FONT,
    HALO_PT,
    Words,
    font_path,
    needs_shaping,
    word_length,
    write_words,
)
from inquiry.views.charts.palette import chart_palette  # noqa: E402
from inquiry.views.html import Node, el  # noqa: E402
from inquiry.views.look import INK, PAPER  # noqa: E402

WIDTH_PX = 760  # what a page shows side margins apart; a phone scales it down
PX_PER_INCH = 96  # CSS pixels
DOTS_PER_PX = 2  # sharp on paper and on good screens
COMPRESSION = 6  # zlib; 9 takes seven times as long for a tenth less
HALO = {"facecolor": PAPER, "linewidth": 0, "pad": HALO_PT}
MISSING = "□"  # stands for a sign the font does not have
ENLARGED = 16  # measured this much larger, so that rounding to whole pixels does not matter
TEXT_PT, SMALL_PT = 9.0, 8.0  # 12 and 10.7 CSS pixels


@dataclass(frozen=True)
class Chart:
    """A finished picture: PNG bytes, size on the page in CSS pixels, what it says in words.

    `site` is the same without a picture, for a page that has the site's style sheet.
    """

    png: bytes
    width: int
    height: int
    alt: str
    site: Node


class Drawing(Figure):
    """A figure in CSS pixels, and its words, which are written when it is finished."""

    words: list[Words]


def new_figure(width_px: float, height_px: float) -> Drawing:
    """A blank white figure of this size on the page; pyplot and its global state are not involved."""
    figure = Drawing(figsize=(width_px / PX_PER_INCH, height_px / PX_PER_INCH), dpi=PX_PER_INCH * DOTS_PER_PX)
    figure.words = []
    figure.set_facecolor(PAPER)
    FigureCanvasAgg(figure)
    return figure


def pixel_axes(figure: Figure) -> Axes:
    """Axes over the whole figure in CSS pixels, the origin at the top left."""
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, figure.get_figwidth() * PX_PER_INCH)
    axes.set_ylim(figure.get_figheight() * PX_PER_INCH, 0)
    axes.axis("off")
    return axes


def write_text(
    axes: Axes,
    x: float,
    y: float,
    text: str,
    *,
    size: float = TEXT_PT,
    color: str = INK,
    bold: bool = False,
    ha: str = "left",
    halo: bool = False,
) -> None:
    """Text with its middle at a height; `$` is a dollar, not mathematics. A halo keeps it off the lines."""
    shown, figure = drawable(text, bold), axes.figure
    if isinstance(figure, Drawing) and not needs_shaping(shown):
        figure.words.append(Words(shown, x * DOTS_PER_PX, y * DOTS_PER_PX, size, color, bold, ha, halo))
        return
    weight = "bold" if bold else "normal"
    written = axes.text(x, y, shown, size=size, color=color, weight=weight, ha=ha, va="center", family=FONT)
    written.set_parse_math(False)
    if halo:
        written.set_bbox(HALO)


@lru_cache(maxsize=4)
def _font(bold: bool) -> FT2Font:
    return get_font(font_path(bold))


@lru_cache(maxsize=4096)
def drawable(text: str, bold: bool = False) -> str:
    """The text with a box for each sign that the font does not have; the table beside a chart has it all.

    Examples
    --------
    >>> drawable("Río 🙂")
    'Río □'
    """
    known = _font(bold).get_charmap()
    return "".join(sign if ord(sign) in known else MISSING for sign in text)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float = TEXT_PT, *, bold: bool = False) -> float:
    """How wide a text comes out, in CSS pixels."""
    return word_length(drawable(text, bold), bold, size * ENLARGED, PX_PER_INCH) / ENLARGED


def wrap_text(
    text: str, width_px: float, size: float = TEXT_PT, *, bold: bool = False, lines: int = 3
) -> list[str]:
    """Break a text into lines that fit; what is left over ends in an ellipsis.

    Examples
    --------
    >>> wrap_text("Students with disabilities", 90)
    ['Students with', 'disabilities']
    """
    out: list[str] = []
    for word in text.split():
        longer = f"{out[-1]} {word}" if out else word
        if out and text_width(longer, size, bold=bold) <= width_px:
            out[-1] = longer
        else:
            out.append(word)
    kept = out[:lines]
    return [
        _cut(line, width_px, size, bold, more=n + 1 == lines and len(out) > lines)
        for n, line in enumerate(kept)
    ]


def _cut(line: str, width_px: float, size: float, bold: bool, *, more: bool) -> str:
    fits = line + "…" if more else line
    while len(line) > 1 and text_width(fits, size, bold=bold) > width_px:
        line = line[:-1]
        fits = line.rstrip() + "…"
    return fits


def finish(figure: Drawing, alt: str, site: Node | None = None) -> Chart:
    """The figure as a small PNG without a date, a program's name or anything else of this machine.

    Parameters
    ----------
    alt : str
        The picture in words.
    site : Node, optional
        The same for the site, in lines, lists and words (default: its words).
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.fromarray(pixels).convert("RGB")
    write_words(picture, figure.words, PX_PER_INCH * DOTS_PER_PX)
    out = io.BytesIO()
    few = picture.quantize(palette=chart_palette(), dither=Image.Dither.NONE)
    few.save(out, "PNG", compress_level=COMPRESSION)
    return Chart(
        out.getvalue(),
        picture.width // DOTS_PER_PX,
        picture.height // DOTS_PER_PX,
        alt,
        site or el("p", alt),
    )
