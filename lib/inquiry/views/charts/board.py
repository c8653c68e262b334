"""The board of whys as a picture: groups on common ground above, what differs below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch

from inquiry.views.charts.drawing import (
    SMALL_PT,
    TEXT_PT,
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
from inquiry.views.look import ACCENT, INK, OTHER, PAPER, SOFT, WASH

HEAD_PX, LINE_PX, PAD_PX, BETWEEN_PX, GAP_PX = 28, 14, 9, 14, 20
COLUMN_PX = (WIDTH_PX - GAP_PX) / 2
INDENT_PX, SPACE_PX, WHY_LINES, GROUND_LINES = 10, 5, 2, 4
DIFFER = "differ"
TAGS = {"overlap": "Overlap", "align": "Alignment", "complement": "Complement", "differ": "Difference"}
HEADS = ("Common ground: where a purpose can stand", "Where we differ: whose expertise we rely on")
NONE_YET = ("No common ground named yet", "No difference named yet")


@dataclass(frozen=True)
class Cluster:
    """One group: its kind, its ground in the team's words (may be empty), and the whys in it."""

    kind: str
    ground: str
    whys: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """A line of text in a box: how far in it stands, how it is set, whether a new why begins with it."""

    text: str
    indent: float = 0
    bold: bool = False
    soft: bool = False
    first: bool = False


@dataclass
class _Layout:
    """Where everything stands: headings (text, top, whether bold), boxes (group, left, top), the height."""

    titles: list[tuple[str, float, bool]]
    boxes: list[tuple[Cluster, float, float]]
    height: float = 0


@kept
def plot_board(clusters: Sequence[Cluster], *, alt: str) -> Chart:
    """Draw the groups as boxes in two columns, common ground above, what differs below.

    Parameters
    ----------
    clusters : sequence of Cluster
        In reading order; those of the kind `differ` stand below.
    alt : str
        The picture in words.
    """
    layout = _lay_out(clusters)
    figure = new_figure(WIDTH_PX, layout.height)
    axes = pixel_axes(figure)
    for words, top, bold in layout.titles:
        write_text(axes, 0, top, words, size=TEXT_PT if bold else SMALL_PT, color=SOFT, bold=bold)
    for cluster, left, top in layout.boxes:
        _draw(axes, cluster, left, top)
    return finish(figure, alt, el("div", [_list(*section) for section in _sections(clusters)]))


def _sections(clusters: Sequence[Cluster]) -> list[tuple[str, list[Cluster], str]]:
    """The two sections: heading, groups, and what is said where there is none."""
    common = [each for each in clusters if each.kind != DIFFER]
    differ = [each for each in clusters if each.kind == DIFFER]
    return list(zip(HEADS, (common, differ), NONE_YET, strict=True))


def _list(title: str, clusters: Sequence[Cluster], none_yet: str) -> Node:
    """One section for the site: a card for each group."""
    cards = [_card(cluster) for cluster in clusters]
    return el(
        "div",
        el("p", el("b", title)),
        el("ul", cards, cls="cards") if cards else el("p", none_yet, cls="note"),
    )


def _card(cluster: Cluster) -> Node:
    ground = el("p", el("b", el("bdi", cluster.ground))) if cluster.ground else None
    whys = el("ul", [el("li", "“", el("bdi", why), "”") for why in cluster.whys]) if cluster.whys else None
    return el(
        "li",
        el("small", TAGS[cluster.kind]),
        ground,
        whys,
        cls="card differ" if cluster.kind == DIFFER else "card",
    )


def _lay_out(clusters: Sequence[Cluster]) -> _Layout:
    """Two sections, one below the other; in each, a box goes into the shorter of two columns."""
    layout = _Layout([], [])
    for title, section, none_yet in _sections(clusters):
        layout.titles.append((title, layout.height + 10, True))
        free = [layout.height + HEAD_PX] * 2
        if not section:
            layout.titles.append((none_yet, free[0] + 6, False))
            free[0] += LINE_PX + BETWEEN_PX
        for cluster in section:
            column = 0 if free[0] <= free[1] else 1
            layout.boxes.append((cluster, column * (COLUMN_PX + GAP_PX), free[column]))
            free[column] += _height(cluster)
        layout.height = max(free)
    return layout


def _lines(cluster: Cluster) -> list[_Line]:
    """What stands in a box: its kind, its ground, and each why in at most two lines."""
    room = COLUMN_PX - 2 * PAD_PX
    lines = [_Line(TAGS[cluster.kind], soft=True)]
    lines += [
        _Line(each, bold=True) for each in wrap_text(cluster.ground, room, bold=True, lines=GROUND_LINES)
    ]
    for why in cluster.whys:
        parts = wrap_text(f"“{why}”", room - INDENT_PX, SMALL_PT, lines=WHY_LINES)
        lines += [_Line(each, INDENT_PX, first=n == 0) for n, each in enumerate(parts)]
    return lines


def _height(cluster: Cluster) -> float:
    lines = _lines(cluster)
    return LINE_PX * len(lines) + SPACE_PX * sum(line.first for line in lines) + 2 * PAD_PX + BETWEEN_PX


def _draw(axes: Axes, cluster: Cluster, left: float, top: float) -> None:
    """One box: common ground is filled with a plain edge, what differs is white with a dashed one."""
    differs = cluster.kind == DIFFER
    axes.add_patch(
        FancyBboxPatch(
            (left + 1, top),
            COLUMN_PX - 2,
            _height(cluster) - BETWEEN_PX,
            boxstyle="round,pad=0,rounding_size=5",
            facecolor=PAPER if differs else WASH,
            edgecolor=SOFT if differs else OTHER,
            linestyle="dashed" if differs else "solid",
            linewidth=1,
        )
    )
    y = top + PAD_PX - LINE_PX / 2
    for line in _lines(cluster):
        y += LINE_PX + (SPACE_PX if line.first else 0)
        color = ACCENT if line.soft else INK
        size = TEXT_PT if line.bold else SMALL_PT
        write_text(axes, left + PAD_PX + line.indent, y, line.text, size=size, color=color, bold=line.bold)
