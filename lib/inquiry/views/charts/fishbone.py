"""A fishbone: the gap at the head, the sides from which causes come as bones, the causes along them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from inquiry.views.charts.drawing import (
    SMALL_PT,
    WIDTH_PX,
    Chart,
    finish,
    new_figure,
    pixel_axes,
    wrap_text,
    write_text,
)
from inquiry.views.charts.kept import kept
from inquiry.views.html import Node, el
from inquiry.views.look import ACCENT, INK, OTHER, SOFT, WASH

HEAD_PX, SPINE_GAP_PX, LINE_PX, PAD_PX, MARK_PX, SLANT_PX = 168, 16, 13, 7, 15, 16
MOST_LINES, HEAD_LINES, BETWEEN_PX, WIDEST_PX = 4, 7, 6, 300


@dataclass(frozen=True)
class Cause:
    """One cause: its words, the sign of how much is in our hands, and whether it was chosen to work on."""

    words: str
    mark: str
    chosen: bool = False


@dataclass(frozen=True)
class Bone:
    """One side, and the causes that come from it."""

    label: str
    causes: tuple[Cause, ...]


@kept
def plot_fishbone(gap: str, bones: Sequence[Bone], *, alt: str) -> Chart:
    """Draw one gap with its causes.

    Parameters
    ----------
    gap : str
        What students do now, at the fish's head on the right.
    bones : sequence of Bone
        At least one; every second one hangs below the spine.
    alt : str
        The picture in words.
    """
    columns = (len(bones) + 1) // 2
    width = min((WIDTH_PX - HEAD_PX - SPINE_GAP_PX) / columns, WIDEST_PX)
    snout = columns * width + SPINE_GAP_PX
    above, below = bones[0::2], bones[1::2]
    upper = max(_height(bone, width) for bone in above)
    lower = max((_height(bone, width) for bone in below), default=0.0)
    half = max(46.0, (len(_head_lines(gap)) + 1) * LINE_PX / 2 + PAD_PX)
    spine = max(upper, half) + 4
    figure = new_figure(WIDTH_PX, spine + max(lower, half) + 4)
    axes = pixel_axes(figure)
    axes.plot([0, snout], [spine, spine], color=ACCENT, linewidth=3, zorder=0)
    for side, some in ((-1, above), (1, below)):
        for n, bone in enumerate(some):
            # From the head outwards, so that a bone alone on its side stands beside the head.
            _draw_bone(axes, bone, (columns - n - 1) * width, width, spine, side)
    _draw_head(axes, gap, snout, spine)
    head = el("div", el("p", el("small", "The gap"), " ", el("b", el("bdi", gap))))
    sides = el("ul", [_list(bone) for bone in bones])
    return finish(figure, alt, el("ul", el("li", head, sides), cls="map"))


def _list(bone: Bone) -> Node:
    """One side for the site, and the causes that come from it."""
    causes = [
        el("p", cause.mark, " ", el("b" if cause.chosen else "span", el("bdi", cause.words)))
        for cause in bone.causes
    ]
    return el("li", el("div", el("p", el("small", bone.label)), causes))


def _room(width: float) -> float:
    return width - SLANT_PX - MARK_PX - 4


def _lines(cause: Cause, width: float) -> list[str]:
    return wrap_text(cause.words, _room(width), SMALL_PT, bold=cause.chosen, lines=MOST_LINES)


def _head_lines(gap: str) -> list[str]:
    return wrap_text(gap, HEAD_PX - 2 * PAD_PX, SMALL_PT, lines=HEAD_LINES)


def _height(bone: Bone, width: float) -> float:
    lines = sum(len(_lines(cause, width)) * LINE_PX + BETWEEN_PX for cause in bone.causes)
    return len(_names(bone, width)) * LINE_PX + 6 + lines + 14


def _names(bone: Bone, width: float) -> list[str]:
    return wrap_text(bone.label, width - SLANT_PX - 8, SMALL_PT, bold=True, lines=2)


def _draw_bone(axes: Axes, bone: Bone, left: float, width: float, spine: float, side: int) -> None:
    """The side's name at the far end, its causes between there and the spine."""
    height = _height(bone, width)
    names = _names(bone, width)
    far = spine + side * (height - len(names) * LINE_PX - 6)
    right = left + width - SLANT_PX - 6
    axes.plot([left, right, left + width], [far, far, spine], color=OTHER, linewidth=1.6, zorder=0)
    first = far - LINE_PX * (len(names) - 0.45) if side < 0 else far + LINE_PX * 0.75
    for n, line in enumerate(names):
        write_text(axes, left, first + n * LINE_PX, line, size=SMALL_PT, bold=True, color=SOFT)
    y = far + 12 if side < 0 else spine + 16
    for cause in bone.causes:
        write_text(axes, left, y, cause.mark, size=SMALL_PT, color=ACCENT)
        for line in _lines(cause, width):
            write_text(axes, left + MARK_PX, y, line, size=SMALL_PT, bold=cause.chosen, color=INK)
            y += LINE_PX
        y += BETWEEN_PX


def _draw_head(axes: Axes, gap: str, left: float, spine: float) -> None:
    lines = _head_lines(gap)
    height = (len(lines) + 1) * LINE_PX + 2 * PAD_PX
    top = spine - height / 2
    box = FancyBboxPatch(
        (left + 1, top),
        HEAD_PX - 2,
        height,
        boxstyle="round,pad=0,rounding_size=4",
        facecolor=WASH,
        edgecolor=ACCENT,
        linewidth=1.6,
    )
    axes.add_patch(box)
    write_text(
        axes, left + PAD_PX, top + PAD_PX + LINE_PX / 2, "The gap", size=SMALL_PT, bold=True, color=SOFT
    )
    for n, line in enumerate(lines):
        write_text(axes, left + PAD_PX, top + PAD_PX + LINE_PX * (n + 1.5), line, size=SMALL_PT)
