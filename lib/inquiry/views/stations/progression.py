"""The steps to doing it alone, as a picture: does the help go away, do the tasks get deeper?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from inquiry.cycle import Field
from inquiry.views.charts.progression import Step, plot_progression
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.others import say_field
from inquiry.views.parts import data_table, item_list, nothing, numbers, picture
from inquiry.views.readable import Said, read_rows

PROGRESSION = "progression"
# Who does the thinking at each step, in a picture's few words (Pearson and Gallagher 1983).
COLUMNS = {
    "teacher_shows": "The teacher shows",
    "with_teacher": "Together with the teacher",
    "with_peers": "Students together",
    "on_their_own": "Each student alone",
}
ALONE = "on_their_own"
DEEP = "dok_3"  # from here on a task asks students to reason (Webb 2002)
ASK = "Before you begin, ask yourselves:"


def progression_faces(desk: Desk) -> Faces:
    """The picture and its table. Only the team sees it; the form says what others may read."""
    form = desk.cycle.forms.get(PROGRESSION)
    rows = [said for said in read_rows(desk, PROGRESSION, [desk.team]) if _is_placed(said)] if form else []
    if not rows:
        return Faces(
            nothing("Write the steps, who thinks and how deep the task goes; the picture stands here.")
        )
    depths = rows[0].form.field("depth")
    return Faces(
        el(
            "div",
            _remarks(rows, depths),
            picture(_chart(rows, depths)),
            numbers(_table(desk, rows), summary="The steps with task, help and sign of being ready"),
        )
    )


def _is_placed(said: Said) -> bool:
    """Whether a row says where in the picture it stands."""
    depths = [option.id for option in said.form.field("depth").options]
    return said.values.get("release") in COLUMNS and said.values.get("depth") in depths


def _place(options: Sequence[str], value: Any) -> int:
    return list(options).index(str(value))


def _chart(rows: Sequence[Said], depths: Field) -> Any:
    ids = [option.id for option in depths.options]
    steps = [
        Step(
            " ".join(str(said.values.get("step") or "No words yet").split()),
            _place(tuple(COLUMNS), said.values["release"]),
            _place(ids, said.values["depth"]),
        )
        for said in rows
    ]
    names = [name.lower() for name in COLUMNS.values()]
    words = [
        f"Step {n}, {names[step.release]}, depth {depths.options[step.depth].label}: {step.words}"
        for n, step in enumerate(steps, 1)
    ]
    labels = [option.label for option in depths.options]
    return plot_progression(
        steps, list(COLUMNS.values()), labels, alt=f"The steps in their order. {' '.join(words)}"
    )


def _remarks(rows: Sequence[Said], depths: Field) -> Node:
    """What the picture shows, and what to ask oneself."""
    said = list(_questions(rows, [option.id for option in depths.options]))
    if not said:
        words = (
            "The help goes away step by step, and students end alone with a task that asks them to reason."
        )
        return el("p", words, cls="lead")
    return el("div", el("p", ASK, cls="lead"), item_list(said))


def _questions(rows: Sequence[Said], depths: Sequence[str]) -> Iterator[str]:
    release = [_place(tuple(COLUMNS), said.values["release"]) for said in rows]
    depth = [_place(depths, said.values["depth"]) for said in rows]
    if len(rows) == 1:
        yield "There is one step so far. What comes before it, and what after?"
        return
    if rows[-1].values["release"] != ALONE:
        yield "The last step still has help in it. When does each student do it alone?"
    if DEEP in depths and max(depth) < depths.index(DEEP):
        yield "No task asks students to reason yet (depth 3). Where does the thinking begin?"
    back = [n for n in range(1, len(rows)) if release[n] < release[n - 1]]
    if back:
        yield f"At step {back[0] + 1} there is more help again than before. Is that on purpose?"
    leaps = [n for n in range(1, len(rows)) if release[n] > release[n - 1] and depth[n] > depth[n - 1] + 1]
    if leaps:
        yield f"At step {leaps[0] + 1} the help goes and the task gets much deeper at once. Is that one step?"


def _table(desk: Desk, rows: Sequence[Said]) -> Node:
    fields = ("step", "release", "depth", "task", "supports", "ready_when")
    head = ["Step", "Who thinks", "Depth", "Task", "Help", "Ready for the next step when"]
    body: list[list[Child]] = [
        [_cell(desk, said, n, field) for field in fields] for n, said in enumerate(rows, 1)
    ]
    return data_table("The steps in their order", head, body)


def _cell(desk: Desk, said: Said, n: int, field: str) -> Child:
    words = say_field(desk, said, field)
    if field != "step":
        return words or "–"
    return [f"{n}. ", words or "No words yet"]
