"""What a form asks, before anybody answers: how to spend the time, and the questions with room to write."""

from __future__ import annotations

from inquiry.cycle import Field, Form
from inquiry.views.also import Also
from inquiry.views.answers import shown_fields
from inquiry.views.html import Child, Node, el


def time_node(form: Form) -> Node | None:
    """How to spend the time, folded; None where the form says nothing of it."""
    if not form.protocol:
        return None
    minutes = sum(step.minutes for step in form.protocol)
    steps = [el("li", f"{step.step} ({step.minutes} min)") for step in form.protocol]
    return el("details", el("summary", f"How to spend the time ({minutes} minutes)"), el("ol", steps))


def blank_form(form: Form, also: Also | None = None) -> Node:
    """The questions with their help and room to write, for the screen and for paper."""
    also = also or Also()
    parts = [
        el(
            "div",
            el("dt", also.label(field, " (needed)" if field.required else "")),
            el(
                "dd",
                el("p", also.after(field.help, also.of(field.id).help), cls="note") if field.help else None,
                el("p", also.options(field), cls="note") if field.options else None,
                el("p", also.steps(field), cls="note") if field.steps else None,
                _example(field, also),
                el("p", "\xa0", cls="blank"),
            ),
        )
        for field in shown_fields(form, "team")
    ]
    return el("dl", parts, cls="answers")


def _example(field: Field, also: Also) -> Node | None:
    if not field.example:
        return None
    second = also.of(field.id).example
    after: list[Child] = [" ", also.span(second)] if second else []
    return el("p", "For example: ", el("em", field.example), after, cls="note")
