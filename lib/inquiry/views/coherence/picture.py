"""The picture of a chain of focuses, and the table that stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from inquiry.views.charts.links import Box, plot_links
from inquiry.views.coherence.foci import Focus, under, whose
from inquiry.views.coherence.words import shared_words
from inquiry.views.desk import Desk
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, numbers, picture
from inquiry.views.words import count_of, join_words

MOST_BOXES = 40  # about two screens; beyond, the picture stops above the classroom and the table has the rest
DASHED = "A dashed box is one that nobody serves yet."
Work = Callable[[Focus], Child]  # what a cell says of the work under a focus


def picture_of(desk: Desk, top: Focus, table: Node, mine: Focus | None = None) -> list[Node]:
    """One focus and everything under it, drawn, with its table folded below.

    Parameters
    ----------
    desk : Desk
        Whose page it is.
    top : Focus
        Where the picture begins.
    table : Node
        The same as a table.
    mine : Focus, optional
        The focus that is drawn as the reader's own.
    """
    below = list(under(top))
    drawn = [each for each in below if not _is_lowest(desk, each)] if len(below) > MOST_BOXES else below
    there = {each.team.level for each in (top, *drawn)}
    levels = [level for level in desk.district.levels.ids if level in there]
    names = [desk.cycle.levels[level].label for level in levels]
    box, alt = _box(desk, top, levels, mine), _alt(desk, top, mine)
    # Both faces often show the same, and drawing is slow.
    chart = desk.once(f"map of {box!r}", lambda: plot_links(box, names, alt=alt))
    return [picture(chart, _caption(desk, drawn, below, mine)), numbers(table, summary="The map as a table")]


def _box(desk: Desk, focus: Focus, levels: Sequence[str], mine: Focus | None) -> Box:
    missing = "Nobody serves this yet" if lacks(desk, focus) else ""
    below = tuple(_box(desk, each, levels, mine) for each in focus.served_by if each.team.level in levels)
    own = mine is not None and focus.key == mine.key
    # A team stands beside its school's boxes; the table has both names.
    name = focus.team.name if _is_lowest(desk, focus) else whose(desk, focus)
    return Box(levels.index(focus.team.level), name, focus.words, missing, below, own)


def lacks(desk: Desk, focus: Focus) -> bool:
    """Whether a focus that others should serve is served by nobody."""
    return focus.unserved and not _is_lowest(desk, focus)


def _is_lowest(desk: Desk, focus: Focus) -> bool:
    return desk.district.levels.is_lowest(focus.team.level)


def _alt(desk: Desk, top: Focus, mine: Focus | None) -> str:
    below = list(under(top))
    said = [f"{whose(desk, each)} ({desk.cycle.levels[each.team.level].label})" for each in below]
    count = count_of(len(below), "focus that serves", "focuses that serve")
    served = f"Map of {count} “{top.words}”: {join_words(said)}." if said else f"“{top.words}”, alone."
    own = f" Ours is “{mine.words}”." if mine is not None else ""
    return f"{served}{own} The table has the words and links."


def _caption(desk: Desk, drawn: Sequence[Focus], below: Sequence[Focus], mine: Focus | None) -> str | None:
    said = []
    if mine is not None:
        said.append("The box with the heavy edge is ours.")
    if any(lacks(desk, each) for each in drawn):
        said.append(DASHED)
    if len(drawn) < len(below):
        left = count_of(len(below) - len(drawn), "focus", "focuses")
        said.append(f"{left} of teacher teams stand in the table alone.")
    return " ".join(said) or None


def link_table(desk: Desk, caption: str, top: Focus, work: Work, work_head: str) -> Node:
    """Every focus under one: its words beside those of what it serves, and the work that stands behind."""

    def rows(above: Focus) -> Iterator[list[Child]]:
        for each in above.served_by:
            level = desk.cycle.levels[each.team.level].label
            yield [
                el("bdi", whose(desk, each)),
                level,
                el("bdi", each.words),
                el("bdi", above.words),
                say_shared(each, above),
                work(each),
            ]
            yield from rows(each)

    head = ("Whose", "Level", "In their words", "What it serves", "Words they share", work_head)
    return data_table(caption, head, rows(top))


def say_shared(one: Focus, other: Focus) -> Node:
    """The telling words that two wordings share."""
    shared = shared_words(one.words, other.words)
    return el("td", el("bdi", ", ".join(shared)) if shared else el("em", "none"))
