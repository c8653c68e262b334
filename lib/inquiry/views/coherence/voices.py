"""Who was asked about the priority, how many of them answered, and who was not asked yet."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.cycle import Form, is_blank
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing
from inquiry.views.readable import asked_here
from inquiry.views.words import count_of

FORM = "input-gathered"
FEW = 50  # percent; below half, those who stayed silent could turn the picture round (our rule)
LIMIT = f"Where fewer than {FEW}% answered, the others may think differently. Ask some of them in person."


def voices_faces(desk: Desk) -> Faces:
    """Each voice with how many were asked and answered, what is done with it, and which are missing."""
    return Faces(_view(desk))


def _view(desk: Desk) -> Node:
    form = asked_here(desk, FORM)
    if form is None:
        return nothing("Voices are gathered by the leadership teams, principals and the district.")
    rows = desk.answers(form).rows
    who = form.field("who")
    there = {str(row.values.get("who")) for row in rows}
    missing = [option.label.lower() for option in who.options if option.id not in there]
    if not rows:
        return nothing("Nobody was asked yet. Begin with those who would disagree.")
    not_yet = f" Not asked yet: {'; '.join(missing)}." if missing else ""
    lead = f"{count_of(len(there), 'voice')} heard.{not_yet}{_unanswered(rows)}"
    head = ("Who", "How", "Asked", "Answered", "Share", "What is done with it")
    table = data_table(
        "Who was asked, and who answered", head, [_row(form, row) for row in rows], numeric=(2, 3)
    )
    return el("div", el("p", lead, cls="lead"), table, note(LIMIT))


def _unanswered(rows: Sequence[Row]) -> str:
    """How many voices have not heard back."""
    open_ = sum(1 for row in rows if is_blank(row.values.get("answer")))
    return f" {open_} of them {'waits' if open_ == 1 else 'wait'} for our answer." if open_ else ""


def _row(form: Form, row: Row) -> list[Child]:
    asked, answered = row.values.get("asked"), row.values.get("answered")
    done = row.values.get("answer")
    return [
        form.field("who").option_label(str(row.values.get("who") or "")) or "not said",
        form.field("how").option_label(str(row.values.get("how") or "")) or "–",
        "–" if asked is None else f"{asked:,}",
        "–" if answered is None else f"{answered:,}",
        say_share(asked, answered),
        el("bdi", str(done)) if done else el("em", "nothing yet"),
    ]


def say_share(asked: object, answered: object) -> str:
    """How many of those asked answered, and whether that is few.

    Examples
    --------
    >>> say_share(120, 48), say_share(10, 9), say_share(5, 8)
    ('40%, fewer than half', '90%', 'more than were asked: check the numbers')
    """
    if type(asked) is not int or type(answered) is not int or asked <= 0 or answered < 0:
        return "–"
    if answered > asked:
        return "more than were asked: check the numbers"
    share = 100 * answered / asked
    return f"{share:.0f}%, fewer than half" if share < FEW else f"{share:.0f}%"
