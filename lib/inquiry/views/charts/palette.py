"""The colors a chart's picture is stored in: ours, and the steps between a shape and what lies behind it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PIL import Image

from inquiry.views.look import ACCENT, INK, LINE, OTHER, PAPER, SOFT, STEPS, SWATCHES, WASH

EDGE_STEPS = 6  # shades along a smoothed edge; more are not told apart at this size
Rgb = tuple[int, int, int]


@lru_cache(maxsize=1)
def chart_palette() -> Image.Image:
    """A picture of one pixel that carries the palette; fixed, so that the same chart has the same bytes."""
    colors = list(dict.fromkeys(_colors()))
    picture = Image.new("P", (1, 1))
    picture.putpalette([part for color in colors for part in color])
    return picture


def _colors() -> Iterator[Rgb]:
    """Every pair that meets in a chart, mixed; at most 256."""
    washes = [swatch.wash for swatch in SWATCHES.values()]
    for behind in dict.fromkeys([PAPER, WASH, *washes]):
        for ink in (INK, SOFT):
            yield from _between(behind, ink)
    for shape in (ACCENT, OTHER, LINE, *(swatch.full for swatch in SWATCHES.values())):
        yield from _between(PAPER, shape)
    for step in STEPS[1:]:
        yield from _between(step, INK if step != STEPS[-1] else PAPER)
    yield _rgb(STEPS[0])


def _between(one: str, two: str) -> Iterator[Rgb]:
    first, last = _rgb(one), _rgb(two)
    for n in range(EDGE_STEPS + 1):
        red, green, blue = (round(a + (b - a) * n / EDGE_STEPS) for a, b in zip(first, last, strict=True))
        yield red, green, blue


def _rgb(color: str) -> Rgb:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
