"""A run chart for the site: the same as in a notebook, in lines and few words, wide enough for a phone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inquiry.views.charts.drawing import TEXT_PT, text_width
from inquiry.views.charts.placing import thin_labels
from inquiry.views.charts.run_frame import (
    FLAG_PX,
    ROW_PX,
    Frame,
    Marks,
    Part,
    Stretch,
    all_dots,
    band_of,
    borders,
    write_middle,
)
from inquiry.views.charts.run_values import place_values
from inquiry.views.charts.series import write_number
from inquiry.views.charts.svg import dots, label, lines, svg
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import short_alt

WIDTH, PLOT, FOOT, RIGHT_SIDE = 320, 120, 32, 8  # in the drawing's own units
BELOW_MIDDLE = 4  # from a word's middle to its base line
DAY_ROOM = 46  # from one day's name to the next


def draw_run(
    parts: Sequence[Part],
    stretches: Sequence[Stretch],
    marks: Marks,
    *,
    number: str,
    limits: tuple[float, float],
    target: float | None,
    alt: str,
) -> Node:
    """The drawing, and a line that says how to read it; the arguments are those of `plot_run`."""
    low, high = limits
    scale = [(value, write_number(value, number)) for value in (low, (low + high) / 2, high)]
    left = max(text_width(words) for _, words in scale) + 6
    frame = Frame(stretches[0].first, stretches[-1].last, low, high, marks, left, WIDTH - RIGHT_SIDE, PLOT)
    level = target if target is not None and low <= target <= high else None
    drawn = svg(
        WIDTH,
        round(frame.days) + FOOT,
        [lines(band, cls="band") for part in parts if (band := band_of(frame, part))],
        _quarters(frame, stretches),
        [label(left - 4, frame.y(value) + BELOW_MIDDLE, words, "soft end") for value, words in scale],
        lines([(left, frame.base), (frame.right, frame.base)], cls="mark"),
        _marks(frame, marks),
        _levels(frame, parts, stretches[-1].first, level),
        _points(frame, parts),
        _days(frame, parts),
        _values(frame, parts, number, None if level is None else (stretches[-1].first, level)),
        alt=short_alt(alt),
        cls="run",
    )
    return el("div", drawn, el("p", " ".join(_key(parts, stretches, marks, number, level)), cls="note"))


def _quarters(frame: Frame, stretches: Sequence[Stretch]) -> Iterator[Child]:
    """A line between one quarter and the next, and their names where there is room."""
    for x, new_year in borders(frame, stretches):
        yield lines([(x, frame.top - 4), (x, frame.days + FOOT)], cls="year" if new_year else "rule")
    lefts = [frame.x(stretch.first) for stretch in stretches]
    for stretch, left, right in zip(stretches, lefts, [*lefts[1:], WIDTH], strict=True):
        if text_width(stretch.name) <= right - left:
            yield label(left, frame.days + FOOT - 4, stretch.name, "soft")


def _marks(frame: Frame, marks: Marks) -> Iterator[Child]:
    """Check-ins as small triangles below the axis; changes as numbered flags above; new starts."""
    for place in marks.check_ins:
        x, y = frame.x(place), frame.base + 6
        yield lines([(x - 3, y + 6), (x, y), (x + 3, y + 6)], cls="held")
    for x, row, words in frame.flags:
        y = frame.top - FLAG_PX - 4 - row * ROW_PX
        yield [lines([(x, y), (x, frame.base)], cls="all"), dots([(x, y)], "flag"), dots([(x, y)], "inside")]
        yield label(x, y + BELOW_MIDDLE, words, "mid")
    for place in marks.starts:
        yield lines([(frame.x(place), frame.top - 4), (frame.x(place), frame.base)], cls="start")


def _levels(frame: Frame, parts: Sequence[Part], newest: float, target: float | None) -> Iterator[Child]:
    """The middle line of each part, and the target in the last quarter."""
    for part in parts:
        left, right = frame.x(part.dots[0].x) - 6, frame.x(part.dots[-1].x) + 6
        y = frame.y(part.middle)
        yield lines([(left, y), (frame.right if part is parts[-1] else right, y)], cls="mark")
    if target is not None:
        yield lines([(frame.x(newest), frame.y(target)), (frame.right, frame.y(target))], cls="aim")


def _points(frame: Frame, parts: Sequence[Part]) -> Iterator[Child]:
    """The points; those beyond their limits stand in a ring, those before a new start are lighter."""
    ringed = [(frame.x(dot.x), frame.y(dot.value)) for dot in all_dots(parts) if dot.outside]
    if ringed:
        yield [dots(ringed, "ring"), dots(ringed, "inside")]
    for part in parts:
        places = [(frame.x(dot.x), frame.y(dot.value)) for dot in part.dots]
        before = "" if part is parts[-1] else " before"
        yield [lines(places, cls=before.strip()), dots(places, f"dot{before}")]


def _days(frame: Frame, parts: Sequence[Part]) -> Iterator[Child]:
    every = all_dots(parts)
    places = [frame.x(dot.x) for dot in every]
    for dot, x, shown in zip(every, places, thin_labels(places, DAY_ROOM), strict=True):
        yield lines([(x, frame.base), (x, frame.base + 3)], cls="mark")
        if shown:
            yield label(_inside(x, text_width(dot.day)), frame.days + 15, dot.day, "soft mid")


def _values(
    frame: Frame, parts: Sequence[Part], number: str, target: tuple[float, float] | None
) -> Iterator[Child]:
    for value in place_values(frame, parts, number, target, TEXT_PT, WIDTH):
        cls = "newest" if value.newest else ""
        yield label(
            value.x, value.y + BELOW_MIDDLE, value.words, cls if value.beside else f"{cls} mid".strip()
        )


def _inside(x: float, length: float) -> float:
    """The middle of a word, moved so that none of it is cut off."""
    return min(max(x, length / 2), WIDTH - length / 2)


def _key(
    parts: Sequence[Part], stretches: Sequence[Stretch], marks: Marks, number: str, target: float | None
) -> Iterator[str]:
    """What each sign stands for, of those that are there."""
    yield f"Level line: the middle, {write_middle(parts[-1].middle, number)}."
    if target is not None:
        yield f"Dashed line: the target, {write_number(target, number)}."
    if marks.check_ins:
        yield "Triangles: check-ins."
    if marks.changes:
        yield "Numbers in circles: what we changed."
    if marks.starts:
        yield "Heavy upright line: a new start of the middle."
    if any(stretch.new_year for stretch in stretches):
        yield "Thick gray line: a new school year."
