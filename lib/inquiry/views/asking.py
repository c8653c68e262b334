"""What a form asks, before anybody answers: how to spend the time, and the questions with room to write."""

from __future__ import annotations

from inquiry.cycle import Form
from inquiry.views.answers import shown_fields
from inquiry.views.html import Node, el


def time_node(form: Form) -> Node | None:
    """How to spend the time, folded; None where the form says nothing of it."""
    if not form.protocol:
        return None
    minutes = sum(step.minutes for step in form.protocol)
    steps = [el("li", f"{step.step} ({step.minutes} min)") for step in form.protocol]
    return el("details", el("summary", f"How to spend the time ({minutes} minutes)"), el("ol", steps))


def blank_form(form: Form) -> Node:
    """The questions with their help and room to write, for the screen and for paper."""
    parts = [
        el(
            "div",
            el("dt", field.label, " (needed)" if field.required else None),
            el(
                "dd",
                el("p", field.help, cls="note") if field.help else None,
                el("p", ", ".join(option.label for option in field.options), cls="note")
                if field.options
                else None,
                el("p", " / ".join(field.steps), cls="note") if field.steps else None,
                el("p", "For example: ", el("em", field.example), cls="note") if field.example else None,
                el("p", "\xa0", cls="blank"),
            ),
        )
        for field in shown_fields(form, "team")
    ]
    return el("dl", parts, cls="answers")
