"""Small drawings for the site: lines, dots and words as SVG, in the page's own colors and type.

A page of the site fits them to the reader's screen, in light, dark and forced colors and on paper, and every
number in them is text that a check can read. JupyterLab takes SVG out of a page it does not trust, so a
notebook shows a picture instead (drawing.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from inquiry.views.html import Child, Node, el

Point = tuple[float, float]

# What draws in place of the site's style sheet where a program does not apply one to SVG (WeasyPrint):
# the same rules as there (templates/html/style.css), in its light colors.
PLAIN_STYLE = (
    "path{fill:none;stroke:#0b4f6c;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}"
    ".dot{stroke-width:6}.spot{stroke-width:9}.hole{stroke:#fff;stroke-width:5}"
    ".all{stroke:#4d5b69;stroke-width:1.3;stroke-dasharray:3 3}"
    ".mark{stroke:#4d5b69;stroke-width:1}.bar{stroke-width:12;stroke-linecap:butt}.before{stroke:#9aa5b1}"
    "text{font:11px sans-serif;fill:#1c2733}.soft{fill:#4d5b69}.end{text-anchor:end}.mid{text-anchor:middle}"
)


def svg(width: int, height: int, *shapes: Child, alt: str | None, cls: str = "") -> Node:
    """One drawing.

    Parameters
    ----------
    width, height : int
        Its own units, about CSS pixels on a phone; the page scales it.
    *shapes
        Lines and labels, what lies behind first.
    alt : str, optional
        What it says, in words; None where the same stands beside it, so that nobody hears it twice.
    """
    said = {"aria_hidden": "true"} if alt is None else {"role": "img", "aria_label": alt}
    # HTML knows no capitals in names; a browser reads `viewbox` inside <svg> as `viewBox`.
    return el("svg", shapes, cls=cls, viewbox=f"0 0 {width} {height}", **said)


def lines(*stretches: Sequence[Point], cls: str = "") -> Node:
    """Points joined by lines, stretch by stretch; a stretch of one point is a dot."""
    return el("path", cls=cls, d="".join(map(_draw, stretches)))


def dots(points: Iterable[Point], cls: str = "dot") -> Node:
    """A dot at each point."""
    return lines(*([point] for point in points), cls=cls)


def label(x: float, y: float, words: str, cls: str = "") -> Node:
    """Words with their base line at a height; class `mid` or `end` when their middle or end stands at x."""
    return el("text", words, cls=cls, x=_say(x), y=_say(y))


def _draw(points: Sequence[Point]) -> str:
    first, *rest = (f"{_say(x)} {_say(y)}" for x, y in points)
    return f"M{first}L{' '.join(rest)}" if rest else f"M{first}h0"


def _say(number: float) -> str:
    """A place in whole units: half of one is not seen, and a page has thousands of them."""
    return str(round(number))
