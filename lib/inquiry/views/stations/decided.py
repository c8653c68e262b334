"""What becomes of each idea: adopted, adapted or abandoned, and why; and those nobody has decided on yet."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.cycle import find_link
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.others import say_field
from inquiry.views.parts import data_table, item_list, nothing
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of

IDEAS, DECISIONS = "change-ideas", "decisions"


def decided_faces(desk: Desk) -> Faces:
    """The quarter's ideas with their decisions. Only the team sees them; staff read the form's own part."""
    ideas = [said for said in read_rows(desk, IDEAS, [desk.team]) if said.has("idea")]
    if not ideas:
        return Faces(nothing("No idea was written down for this quarter, so there is none to decide on."))
    decided = {row: said for said in read_rows(desk, DECISIONS, [desk.team]) if (row := _idea_of(desk, said))}
    made = [(idea, decided[idea.row.row]) for idea in ideas if idea.row.row in decided]
    open_ = [idea for idea in ideas if idea.row.row not in decided]
    return Faces(
        el(
            "div",
            el("p", _lead(len(ideas), len(made)), cls="lead"),
            _table(desk, made) if made else None,
            [el("p", "Still to decide:"), item_list([_words(idea) for idea in open_])] if open_ else None,
        )
    )


def _idea_of(desk: Desk, said: Said) -> str:
    """The row of the idea that a decision is about; empty where it names none of this team's."""
    link = find_link(said.row.values.get("idea"))
    if link is None:
        return ""
    return link.row if (link.owner, link.form) == (desk.team.team, IDEAS) and said.has("decision") else ""


def _lead(ideas: int, made: int) -> str:
    if not made:
        return f"{count_of(ideas, 'idea')}, and no decision yet."
    if made == ideas:
        return f"{'The idea has' if ideas == 1 else f'All {ideas} ideas have'} a decision."
    return f"{made} of {count_of(ideas, 'idea')} {'has' if made == 1 else 'have'} a decision."


def _table(desk: Desk, made: Sequence[tuple[Said, Said]]) -> Node:
    rows: list[list[Child]] = [
        [
            _words(idea),
            _cause(desk, idea),
            *(_say(desk, decision, name) for name in ("decision", "reason", "change")),
        ]
        for idea, decision in made
    ]
    head = ["Idea", "Against which cause", "Decision", "Why", "What changes"]
    return data_table("What becomes of our ideas", head, rows)


def _words(idea: Said) -> Child:
    return el("bdi", " ".join(str(idea.values["idea"]).split()))


def _cause(desk: Desk, idea: Said) -> Child:
    return _say(desk, idea, "root_cause")


def _say(desk: Desk, said: Said, name: str) -> Child:
    return say_field(desk, said, name) or "–"
