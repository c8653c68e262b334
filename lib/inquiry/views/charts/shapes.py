"""A figure's shapes and words as one drawing for the site, for charts that have no list of their own there.

It keeps the picture's own colors, and the style sheet puts a light plate behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from inquiry.views.charts.lettering import POINTS_PER_INCH, Words
from inquiry.views.html import Node, el
from inquiry.views.parts import short_alt

PX_PER_PT = 96 / POINTS_PER_INCH
DASHES = "5 3"
ANCHORS = {"left": None, "center": "middle", "right": "end"}
HALF_LINE = 0.36  # of the type's size: from a text's middle down to its base line
Places = Sequence[tuple[float, float]]


def draw_shapes(
    shapes: Iterable[Artist], words: Iterable[Words], size: tuple[float, float], alt: str
) -> Node:
    """Everything that a figure shows, what lies behind first.

    Parameters
    ----------
    shapes : iterable of Artist
        Lines and patches, placed in CSS pixels.
    words : iterable of Words
        Its texts, placed in CSS pixels.
    size : (width, height)
        In CSS pixels.
    """
    behind_first = sorted(shapes, key=lambda shape: shape.get_zorder())
    drawn = [each for shape in behind_first for each in _shape(shape)]
    texts = [_text(each) for each in words]
    box = f"0 0 {round(size[0])} {round(size[1])}"
    return el("svg", drawn, texts, cls="plate", viewbox=box, role="img", aria_label=short_alt(alt))


def _shape(shape: Artist) -> Iterator[Node]:
    if isinstance(shape, Line2D):
        yield from _line(shape)
    elif isinstance(shape, Patch):
        yield from _patch(shape)


def _line(line: Line2D) -> Iterator[Node]:
    """A line and the dots on it."""
    places = _places(np.asarray(line.get_xydata()))
    style, width = line.get_linestyle(), line.get_linewidth() * PX_PER_PT
    if style != "None" and width and len(places) > 1:
        dashes = None if style == "-" else DASHES
        yield _path([places], stroke=to_hex(line.get_color()), width=width, dashes=dashes)
    size, edge = line.get_markersize() * PX_PER_PT, line.get_markeredgewidth() * PX_PER_PT
    around, inside = to_hex(line.get_markeredgecolor()), to_hex(line.get_markerfacecolor())
    if line.get_marker() == "^":
        half = size / 2
        corners = [[(x - half, y + half), (x, y - half), (x + half, y + half)] for x, y in places]
        yield _path(corners, fill=inside)
    elif line.get_marker() == "o":
        yield _path([[place] for place in places], stroke=around, width=size + edge)
        if inside != around:
            yield _path([[place] for place in places], stroke=inside, width=size - edge)


def _patch(patch: Patch) -> Iterator[Node]:
    """A filled shape, its edge, or both."""
    outline = patch.get_path().transformed(patch.get_patch_transform())
    rings = [_places(np.asarray(ring)) for ring in outline.to_polygons(closed_only=False)]
    fill, edge = to_rgba(patch.get_facecolor()), to_rgba(patch.get_edgecolor())
    width = patch.get_linewidth() * PX_PER_PT if edge[3] else 0.0
    dashes = DASHES if patch.get_linestyle() in {"dashed", "--"} else None
    if fill[3] or width:
        yield _path(
            rings,
            fill=to_hex(fill) if fill[3] else None,
            stroke=to_hex(edge) if width else None,
            width=width,
            dashes=dashes,
        )


def _places(points: np.ndarray[Any, np.dtype[np.floating[Any]]]) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in points]


def _path(
    stretches: Iterable[Places],
    *,
    fill: str | None = None,
    stroke: str | None = None,
    width: float = 0.0,
    dashes: str | None = None,
) -> Node:
    """Lines through places; a stretch of one place is a dot."""
    return el(
        "path",
        d="".join(map(_draw, stretches)),
        fill=fill,
        stroke=stroke,
        stroke_width=_say(width) if stroke else None,
        stroke_dasharray=dashes,
    )


def _draw(places: Places) -> str:
    first, *rest = (f"{_say(x)} {_say(y)}" for x, y in places)
    return f"M{first}L{' '.join(rest)}" if rest else f"M{first}h0"


def _say(number: float) -> str:
    """A number with one decimal at most."""
    return f"{round(number, 1) + 0.0:g}"


def _text(words: Words) -> Node:
    size = words.size_pt * PX_PER_PT
    return el(
        "text",
        words.text,
        cls="halo" if words.halo else "",
        x=_say(words.x),
        y=_say(words.y + HALF_LINE * size),
        fill=words.color,
        font_size=_say(size),
        font_weight="bold" if words.bold else None,
        text_anchor=ANCHORS[words.ha],
    )
