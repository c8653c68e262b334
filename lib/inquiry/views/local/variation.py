"""How much of the variation in results lies within schools and how much between, beside what is published."""

from __future__ import annotations

from inquiry.measures.variation import (
    FEWEST_IN_GROUP,
    PUBLISHED_BETWEEN,
    PUBLISHED_WITHIN,
    Group,
    Variation,
)
from inquiry.views.charts.drawing import Chart
from inquiry.views.charts.steps import Bar, plot_steps
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.local.splits import WINDOW_DAYS, Split, between_classes, between_schools
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.words import MINUS, count_of

TONES = (3, 1)
# Percentage points. Our own rule: a share that may lie anywhere over a quarter of the whole is a hint.
WIDE_POINTS = 25
NO_SCORES = (
    "No scores are on file that could be split: scores.csv with students' scores by school and class, or "
    "measures.csv with means and spreads by school. No student's name or id is needed, and none is allowed."
)
PUBLISHED = (
    "Published: John Hattie (2015), What Works Best in Education: The Politics of Collaborative Expertise. "
    "His figures come from many countries. They stand beside ours for comparison; ours is what counts here."
)
METHOD = (
    "One-way random effects: REML from scores, the ANOVA estimator from means and spreads (Searle, Casella "
    "and McCulloch, 1992); interval of the share: Thomas and Hultquist (1978)."
)
LIMITS = (
    "Schools that teach other grades, or other students, differ for reasons that are not the school's work. "
    "A split says where the differences lie. It says nothing about why, and nothing about any one teacher."
)


def variation_faces(desk: Desk) -> Faces:
    """The split between schools; a school's own page also splits between its classes, for its team alone."""
    return make_faces(lambda face: _variation(desk, face))


def _variation(desk: Desk, face: Face) -> Node | None:
    splits = [*between_schools(desk, desk.suppress_below if face == "staff" else 1)]
    if face == "staff":
        splits = [split for split in splits if not split.found.trouble]
    if face == "team" and desk.school is not None:
        splits += between_classes(desk, desk.school.school)
    if not splits:
        return nothing(NO_SCORES) if face == "team" else None
    return el(
        "div",
        [_section(desk, split, face) for split in splits],
        note(LIMITS),
        el("p", PUBLISHED, cls="source"),
        el("p", METHOD, cls="source"),
    )


def _section(desk: Desk, split: Split, face: Face) -> Node:
    heading = el("h3", el("bdi", split.measure), f", {split.days}: between {split.parts}")
    if split.found.trouble:
        return el("section", heading, note(_refusal(split)), _not_lately(split))
    lead = el("p", _lead(split.found, split), cls="lead")
    inside: list[Child] = [heading, lead, el("p", _doubt(split.found, split)), _not_lately(split)]
    if face == "team":
        tables = [] if split.found.negative else [_shares(split)]
        tables += [_table(split)] if split.groups and desk.school is None else []
        inside.append(None if split.found.negative else picture(_chart(split)))
        inside.append(numbers(*tables) if tables else None)
        inside.append(_left_out(split))
    return el("section", inside)


def _refusal(split: Split) -> str:
    """Why nothing can be split, in words."""
    one, many = _words(split)
    if split.found.trouble == "one group":
        return f"There are scores of one {one} only: it takes two {many} to see what lies between them."
    if split.found.trouble == "too small":
        return f"Too few students: it takes two {many} of at least {FEWEST_IN_GROUP} students each."
    return f"All students of each {one} have the same score: there is nothing to split."


def _words(split: Split) -> tuple[str, str]:
    """What is compared, as one and as several."""
    return ("school", "schools") if split.parts == "schools" else ("class", "classes")


def _lead(found: Variation, split: Split) -> str:
    if found.negative:
        return (
            f"No difference between {split.parts} can be seen: their means lie nearer together than chance "
            f"alone would lay them. All of the differences lie {split.within}, from student to student."
        )
    share = round(100 * found.share_between)
    return (
        f"{share}% of the differences in results lie between {split.parts}, {100 - share}% {split.within}. "
        + (
            "Most of what there is to learn lies inside."
            if share < 50
            else "The larger part lies between them."
        )
    )


def _doubt(found: Variation, split: Split) -> str:
    """How sure this is, for as many schools or classes as there are."""
    low, high = round(100 * found.low), round(100 * found.high)
    one, many = _words(split)
    said = f"This rests on {count_of(found.n, 'student')} in {count_of(found.groups, one, many)}."
    if high - low > WIDE_POINTS:
        return (
            f"{said} With so few {many} the share between could lie anywhere from "
            f"{low}% to {high}%: read it as a hint."
        )
    return f"{said} The share between lies from {low}% to {high}%, in 95 of 100 such samples."


def _bars(split: Split) -> list[Bar]:
    """What lies between and inside: ours, and for schools what was published."""
    share = 100 * split.found.share_between
    ours = "Our schools" if split.parts == "schools" else "Our classes"
    bars = [Bar(ours, f"{split.measure}, {split.days}", (share, 100 - share))]
    if split.parts == "schools":
        bars.append(Bar("Published, for comparison", "Hattie (2015)", (PUBLISHED_BETWEEN, PUBLISHED_WITHIN)))
    return bars


def _shares(split: Split) -> Node:
    """The chart's numbers."""
    head = ["Whose", *(step.capitalize() for step in _steps(split))]
    rows: list[list[Child]] = [[bar.name, *(f"{share:.0f}%" for share in bar.shares)] for bar in _bars(split)]
    return data_table(f"{split.measure}, {split.days}: where the differences lie", head, rows, numeric=[1, 2])


def _steps(split: Split) -> tuple[str, str]:
    _, many = _words(split)
    return f"between {many}", f"inside {many}"


def _chart(split: Split) -> Chart:
    share, bars, steps, more = 100 * split.found.share_between, _bars(split), _steps(split), ""
    if split.parts == "schools":
        more = (
            f" Published by Hattie (2015): {PUBLISHED_BETWEEN}% between schools, {PUBLISHED_WITHIN}% within."
        )
    alt = f"{split.measure}: {share:.0f}% {steps[0]}, {100 - share:.0f}% {steps[1]}.{more}"
    title = "Where the differences in students' results lie"
    return plot_steps(bars, steps, title=title, alt=alt, tones=TONES)


def _table(split: Split) -> Node:
    rows: list[list[Child]] = [
        [el("bdi", name), f"{one.n:,}", _mean(one.mean), _spread(one)] for name, one in split.groups
    ]
    head = ("School", "Students", "Mean", "Spread inside (standard deviation)")
    return data_table(f"{split.measure}, {split.days}: each school", head, rows, numeric=[1, 2, 3])


def _mean(value: float) -> str:
    return f"{value:.1f}".replace("-", MINUS)


def _spread(one: Group) -> str:
    return f"{one.spread:.1f}" if one.n >= FEWEST_IN_GROUP else "–"


def _not_lately(split: Split) -> Node | None:
    """The schools whose latest reading is too old to stand beside the others'."""
    words = f"Left out, measured more than {WINDOW_DAYS} days before the others: "
    return note(f"{words}{', '.join(split.long_ago)}.") if split.long_ago else None


def _left_out(split: Split) -> Node | None:
    small = [name for name, one in split.groups if one.n < FEWEST_IN_GROUP]
    return note(f"Left out, with one student: {', '.join(small)}.") if small else None
