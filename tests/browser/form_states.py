"""The states that forms are drawn from: those of templates/cycle, and one form with every type of question."""

from __future__ import annotations

from typing import Any

from inquiry.cycle import Field, Form
from inquiry.cycle.read import load_cycle

State = dict[str, Any]
PEOPLE = [
    {"id": "ana-ruiz", "name": "Ana Ruiz"},
    {"id": "ben-cole", "name": "Ben Cole"},
    {"id": "noor", "name": "نور الهاشمي"},
]
QUARTER = {"id": "2026-27-Q2", "start": "2026-10-12", "end": "2027-01-15"}
LONG = "Our third graders explain in writing how a detail in the text supports their answer, and say whose voice is missing from it."


def field(id: str, type: str, label: str, **more: Any) -> State:
    """One question as a form's state has it."""
    given: State = {
        "required": False,
        "help": None,
        "example": None,
        "options": [],
        "steps": [],
        "unit": None,
        "min": None,
    }
    rest = {
        "max": None,
        "whole": False,
        "in_quarter": False,
        "chars": None,
        "link": None,
        "audience_note": None,
    }
    return {"id": id, "type": type, "label": label, **given, **rest, **more}


def options(*labels: str, help: str | None = None) -> list[State]:
    return [{"id": label.lower().replace(" ", "_"), "label": label, "help": help} for label in labels]


def row(values: State, id: str = "answer", by: str = "Ben Cole", revision: str = "r0", **more: Any) -> State:
    """One row of the record, saved by one person."""
    when = "2026-11-20 09:15"
    rest: State = {"carried": None, "asides": [], "position": None, "owner": "team-a"}
    known = {"authors": dict.fromkeys(values, by), "times": dict.fromkeys(values, when)}
    return {"row": id, "values": values, "revision": revision, **known, **rest, **more}


def state(fields: list[State], rows: list[State] | None = None, **more: Any) -> State:
    """A form's state with these questions; `takes` are its rows, where it takes several."""
    takes, scope = more.pop("takes", None), more.pop("scope", "team")
    words = {
        "id": more.pop("id", "trial"),
        "title": "A form to try",
        "intro": "One question after the other.",
    }
    form = {**words, "readers": "Only your team reads this.", "scope": scope, "rows": takes, "fields": fields}
    place = {"district": "1234567", "team": "team-a", "quarter": QUARTER["id"], "page": "1-analyze"}
    changing = {"rows": rows or [], "links": more.pop("links", {}), "limit": more.pop("limit", None)}
    return {
        "place": place,
        "form": form,
        "people": PEOPLE,
        "quarter": QUARTER,
        "before": None,
        **changing,
        **more,
    }


def takes(label: str = "focus", **more: Any) -> State:
    """What a form says of its rows."""
    return {"label": label, "min": 1, "max": None, "objection": None, "except_when": None, **more}


EVERY_TYPE = [
    field("short", "short_text", "Our focus, in one sentence", required=True, chars=40, help="Name what students will do.", example="They explain in writing."),
    field("long", "long_text", "Why this one?", chars=5000, audience_note="Only your team reads this."),
    field("few", "choice", "How much is in our hands?", required=True, options=options("All", "Some", "None", help="Honestly.")),
    field("many", "choice", "Which indicator?", options=options(*["Reading", "Writing", "Mathematics", "Science", "Attendance", "Graduation"])),
    field("several", "choices", "Who is it for?", options=options("Students", "Teachers", "Families")),
    field("sure", "scale", "How sure are you?", required=True, steps=["Not at all sure", "A little sure", "Fairly sure", "Sure", "Very sure"]),
    field("share", "number", "What share of students?", unit="%", min=0, max=100),
    field("count", "number", "How many people?", whole=True),
    field("day", "date", "Date", in_quarter=True),
    field("who", "person", "Who starts it?"),
    field("serves", "link", "Which priority does it serve?", link={"where": "above"}),
    field("levels", "ratings", "Where are most students?", options=options("Reading closely", "Arguing", "Writing"), steps=["Not yet", "With support", "On their own", "In new situations"]),
]  # fmt: skip
LINKS = {"serves": [{"value": "slt/focus/p1", "label": "Explain with evidence", "group": "Leadership team"}, {"value": "slt/focus/p2", "label": LONG, "group": "Leadership team"}]}  # fmt: skip


def every_type(rows: list[State] | None = None, **more: Any) -> State:
    """A form with each type of question."""
    return state(EVERY_TYPE, rows, links=LINKS, **more)


def cycle_states() -> dict[str, State]:
    """Every form of the cycle, at the first level that has it: blank, and with a row answered in full."""
    made: dict[str, State] = {}
    for each in load_cycle().forms.values():
        level = "teacher" if "all" in each.levels else each.levels[-1]
        form = each.wording_for(level)
        personal = {"owner": "ana-ruiz"} if form.scope == "person" else {}
        answered = row(
            {one.id: _answer(one) for one in form.fields},
            id="answer" if form.rows is None else "r1",
            **personal,
        )
        takes = _takes(form)
        links = {one.id: LINKS["serves"] for one in form.fields if one.type == "link"}
        made[form.id] = state(
            [_state(one) for one in form.fields],
            [answered],
            id=form.id,
            takes=takes,
            scope=form.scope,
            links=links,
        )
        made[form.id]["form"] |= {"title": form.title, "intro": form.intro}
    return made


def _takes(form: Form) -> State | None:
    if form.rows is None:
        return None
    apart = form.rows.except_when
    except_when = {"field": apart.field, "any_of": list(apart.any_of)} if apart else None
    return takes(
        form.rows.label,
        min=form.rows.min,
        max=form.rows.max,
        objection=form.rows.objection,
        except_when=except_when,
    )


def _state(one: Field) -> State:
    known = {"required": one.required, "help": one.help, "example": one.example, "steps": list(one.steps)}
    limits = {
        "unit": one.unit,
        "min": one.min,
        "max": one.max,
        "whole": one.whole,
        "in_quarter": one.in_quarter,
    }
    chars = one.chars if one.type in {"short_text", "long_text"} else None
    choices = [{"id": each.id, "label": each.label, "help": each.help} for each in one.options]
    link = {"where": one.link.where} if one.link else None
    return field(one.id, one.type, one.label, options=choices, chars=chars, link=link, **known, **limits)


def _answer(one: Field) -> Any:
    text = one.example or "We looked at it together."
    simple = {"short_text": text, "long_text": text, "scale": 3, "number": 45, "date": "2026-11-02"}
    listed = {"person": "ben-cole", "link": "slt/focus/p2", "ratings": {each.id: 2 for each in one.options}}
    first = one.options[0].id if one.options else None
    return {**simple, **listed, "choice": first, "choices": [first]}[one.type]
