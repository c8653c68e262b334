"""The four elements of coherence: each level's own rating, how it moved, and where levels differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from inquiry.cycle import Field, Form
from inquiry.district import Quarter
from inquiry.views.charts.circle import Part, Slice, plot_circle
from inquiry.views.coherence.element_ratings import (
    RATINGS,
    Rated,
    find_gaps,
    middle_of,
    rated,
    say_gap,
    say_step,
)
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, either, el
from inquiry.views.parts import data_table, item_list, note, nothing, numbers, picture
from inquiry.views.readable import asked_here, quarters_so_far
from inquiry.views.words import count_of, join_words

FORM = "four-elements"
RIM = {
    "district": "District",
    "principal": "Principals",
    "slt": "Leadership teams",
    "teacher": "Teacher teams",
}
METHOD = (
    "Each team rates how it is where it works. Of several teams the middle rating is drawn. The numbers "
    "start conversations; they are no grade, and the circle has no end."
)
CAPTION = "The further out, the more it is how people work, most days. The dark slices are our own."
DASHED = " A dashed edge is the quarter before."
SITE_CAPTION = "The longer a bar, the more it is how people work, most days. The dark bars are our own."
UPRIGHT = " An upright dashed line is the quarter before."
ByQuarter = Sequence[tuple[Quarter, Rated]]


def four_elements_faces(desk: Desk) -> Faces:
    """The circle, what moved since last quarter, and where levels differ.

    For the team and those it may read: no staff face, for the ratings are not meant for staff.
    """
    return Faces(_view(desk))


def _view(desk: Desk) -> Node:
    form = asked_here(desk, FORM)
    field = next((each for each in form.fields if each.id == RATINGS), None) if form else None
    if form is None or field is None:
        return nothing("The four elements are not asked here.")
    by_quarter = [(quarter, rated(desk, field, quarter)) for quarter in quarters_so_far(desk)]
    now = by_quarter[-1][1]
    before = by_quarter[-2][1] if len(by_quarter) > 1 else {}
    if not now:
        return _not_yet(desk, field, by_quarter)
    chart = plot_circle(_parts(desk, field, now, before), len(field.steps), alt=_alt(desk, field, now))
    return el(
        "div",
        el("p", _lead(desk, field, now), cls="lead"),
        picture(chart, _caption(bool(before))),
        numbers(_table(desk, field, by_quarter)),
        _also(desk, field, now),
        _movement(desk, field, now, before),
        _evidence(desk, form),
        note(METHOD),
    )


def _caption(before: bool) -> Node:
    """How to read the circle, and its bars on the site."""
    circle, bars = (CAPTION + DASHED, SITE_CAPTION + UPRIGHT) if before else (CAPTION, SITE_CAPTION)
    return either(el("span", circle), el("span", bars))


def _not_yet(desk: Desk, field: Field, by_quarter: ByQuarter) -> Node:
    words = f"Nobody has rated the four elements in {desk.quarter.id} yet. It takes ten minutes, below."
    if not any(said for _, said in by_quarter):
        return nothing(words)
    return el("div", nothing(words), el("p", "So far it was:"), _table(desk, field, by_quarter))


def _lead(desk: Desk, field: Field, now: Rated) -> str:
    """Where levels differ most; where they do not, what is furthest along for us."""
    gaps = find_gaps(field, now)
    if gaps:
        return f"{say_gap(desk, field, gaps[0])} Ask what each of them sees."
    ours = {element: rating.middle for element, rating in now.get(desk.level, {}).items()}
    if not ours:
        return f"We have not rated yet; {count_of(len(now), 'level')} below us did."
    high, low = max(ours, key=lambda each: ours[each]), min(ours, key=lambda each: ours[each])
    if ours[high] == ours[low]:
        return f"We rate all we rated alike: {say_step(field, ours[high])}."
    name = field.option_label
    most, least = say_step(field, ours[high]), say_step(field, ours[low])
    return f"Furthest along: {name(high)} ({most}). Least: {name(low)} ({least})."


def _also(desk: Desk, field: Field, now: Rated) -> Node | None:
    """Where else levels differ."""
    said: list[Child] = [say_gap(desk, field, gap) for gap in find_gaps(field, now)[1:]]
    return el("div", el("p", "Also seen differently:"), item_list(said)) if said else None


def _parts(desk: Desk, field: Field, now: Rated, before: Rated) -> list[Part]:
    """The slices in order: element by element, in each level by level."""
    levels = [level for level in desk.district.levels.ids if level in now or level in before]
    return [
        Part(option.label, [_slice(desk, level, option.id, now, before) for level in levels])
        for option in field.options
    ]


def _slice(desk: Desk, level: str, element: str, now: Rated, before: Rated) -> Slice:
    ours = level == desk.level
    rim = RIM.get(level, desk.cycle.levels[level].label)
    return Slice(rim, middle_of(now, level, element), middle_of(before, level, element), ours)


def _alt(desk: Desk, field: Field, now: Rated) -> str:
    said = []
    for option in field.options:
        each = [
            f"{desk.cycle.levels[level].label} {theirs[option.id].middle:g}"
            for level, theirs in now.items()
            if option.id in theirs
        ]
        if each:
            said.append(f"{option.label}: {join_words(each)}")
    return f"Circle of the four elements, each rated from 1 to {len(field.steps)}. {'; '.join(said)}."


def _table(desk: Desk, field: Field, by_quarter: ByQuarter) -> Node:
    rows: list[list[Child]] = [
        [
            option.label,
            desk.cycle.levels[level].label,
            *(_cell(field, said, level, option.id) for _, said in by_quarter),
        ]
        for option in field.options
        for level in desk.district.levels.ids
        if any(level in said for _, said in by_quarter)
    ]
    head = ("Element", "Level", *(quarter.id for quarter, _ in by_quarter))
    return data_table(f"The four elements, from 1 to {len(field.steps)}", head, rows)


def _cell(field: Field, said: Rated, level: str, element: str) -> str:
    """The middle rating in words; of several teams also how many, and from where to where."""
    rating = said.get(level, {}).get(element)
    if rating is None:
        return "–"
    low, high = rating.steps[0], rating.steps[-1]
    spread = f"all {low}" if low == high else f"{low} to {high}"
    many = f" ({len(rating.steps)} teams, {spread})" if len(rating.steps) > 1 else ""
    return f"{rating.middle:g}: {say_step(field, rating.middle)}{many}"


def _movement(desk: Desk, field: Field, now: Rated, before: Rated) -> Node | None:
    """What we rated higher or lower than the quarter before."""
    ours, then = now.get(desk.level, {}), before.get(desk.level, {})
    if not ours or not then or desk.previous is None:
        return None
    moved = []
    for element in (option.id for option in field.options if option.id in ours and option.id in then):
        old, new = then[element].middle, ours[element].middle
        if new != old:
            way = "up" if new > old else "down"
            moved.append(f"{field.option_label(element)} {way} from {old:g} to {new:g}")
    said = join_words(moved) if moved else "nothing moved"
    return el("p", f"Since {desk.previous.id}, by our own rating: {said}.")


def _evidence(desk: Desk, form: Form) -> Node | None:
    """What we went by, element by element, over the quarters."""
    rows: list[list[Child]] = []
    for quarter in quarters_so_far(desk):
        for row in desk.answers(form, quarter).rows:
            values: Mapping[str, Any] = row.values
            seen = [each for each in form.fields if each.id.endswith("_seen") and values.get(each.id)]
            rows += [[quarter.id, each.label, el("bdi", str(values[each.id]))] for each in seen]
    if not rows:
        return None
    table = data_table("What we went by", ("Quarter", "Element", "What was seen or heard"), rows)
    return numbers(table, summary="What we went by, quarter by quarter")
