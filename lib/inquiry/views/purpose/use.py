"""The purpose in use: decisions read against it, what worked here before, and what every level takes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from inquiry.district import Team
from inquiry.district.rosters import DISTRICT
from inquiry.views.answers import Reading, linked_words
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.purpose.sections import VALUES
from inquiry.views.readable import Said, read_over_time, read_said
from inquiry.views.words import count_of, join_words

DECISIONS, CHANGES, TRAITS, COMMITMENTS = "decision-log", "past-change", "traits", "our-commitment"
OUTCOMES = {  # how a decision came out, counted
    "carries": "carried it",
    "changed": "changed until it did",
    "dropped": "dropped because it did not",
    "against": "against it all the same",
    "neither": "neither for nor against",
}
NEWEST = 10  # decisions shown at once; older ones are counted
HALF = 0.5  # a condition that at least half of the changes had is called common
LEAST_CHANGES = 2  # of one change nothing is “in common”


def decisions_faces(desk: Desk) -> Faces:
    """How many decisions were read against the purpose, how they came out, and which values they rest on.

    Staff read the counts here; the decisions themselves stand in their form.
    """

    def build(face: Face) -> Node | None:
        logged = [said for said in read_over_time(desk, DECISIONS, face) if said.text("decision")]
        if not logged:
            return nothing(NO_DECISION) if face == "team" else None
        lead = el("p", _lead(logged), cls="lead")
        if face == "staff":
            return lead
        logged.sort(key=lambda said: str(said.day() or ""), reverse=True)
        return el("div", lead, _decided(desk, logged), _unused(desk, logged))

    return make_faces(build)


NO_DECISION = (
    "No decision has been read against the purpose yet. Take the next small one: read the purpose aloud, "
    "then decide. A purpose lives in decisions or not at all."
)


def _lead(logged: Sequence[Said]) -> str:
    counts = Counter(str(said.values.get("fits", "")) for said in logged)
    parts = [f"{counts[fits]} {words}" for fits, words in OUTCOMES.items() if counts[fits]]
    told = count_of(len(logged), "decision was", "decisions were")
    return f"{told} read against our purpose: {join_words(parts)}." if parts else f"{told} written down."


def _decided(desk: Desk, logged: Sequence[Said]) -> list[Node]:
    rows: list[list[Child]] = [
        [
            el("bdi", said.text("decision")),
            str(said.day() or "no date"),
            said.label("fits"),
            el("bdi", _value(desk, said)),
        ]
        for said in logged[:NEWEST]
    ]
    head = ["What was decided", "Date", "Read against our purpose, it …", "The value"]
    table = data_table("Decisions and our purpose, newest first", head, rows, numeric=[1])
    more = len(logged) - NEWEST
    older = count_of(more, "older decision is", "older decisions are")
    return [table, note(f"{older} not listed.")] if more > 0 else [table]


def _value(desk: Desk, said: Said) -> str:
    """The value that a decision names, in its words."""
    if "value" not in said.values:
        return "–"
    words = linked_words(Reading(desk, "team", said.row.quarter), str(said.values["value"]))
    return words or "a value no longer listed"


def _unused(desk: Desk, logged: Sequence[Said]) -> Node | None:
    """The values that no decision has named yet."""
    named = {_value(desk, said) for said in logged}
    values = [said.text("value") for said in read_said(desk, VALUES, "team")]
    unused = [value for value in values if value and value not in named]
    if not unused:
        return None
    parts: list[Child] = ["No decision has named these values yet: "]
    for n, value in enumerate(unused):
        parts += ["; " if n else "", el("bdi", value)]
    return note(parts, ". Is it a value, or a wish?")


def past_change_faces(desk: Desk) -> Faces:
    """What changes that lasted here had around them. Staff see none of it."""
    form = desk.cycle.forms.get(CHANGES)
    changes = [said for said in read_said(desk, CHANGES, "team") if said.text("change")]
    if form is None or not changes:
        return Faces(nothing(NO_CHANGE))
    counts = Counter(each for said in changes for each in dict.fromkeys(said.picked("helped")))
    options = sorted(form.field("helped").options, key=lambda option: -counts[option.id])
    rows: list[list[Child]] = [
        [option.label, str(counts[option.id]), el("bdi", _which(changes, option.id))]
        for option in options
        if counts[option.id]
    ]
    common = [o.label for o in options if counts[o.id] >= HALF * len(changes) and counts[o.id] > 1]
    never = [o.label for o in options if not counts[o.id]]
    head = ["What helped", f"Changes, of {len(changes)}", "Which"]
    return Faces(
        el(
            "div",
            el("p", _in_common(len(changes), common), cls="lead"),
            item_list(_quote(label) for label in common) if len(changes) >= LEAST_CHANGES else None,
            data_table("What helped changes that lasted here", head, rows, numeric=[1]),
            note("In none of them: ", "; ".join(map(_quote, never)), ".")
            if never and len(changes) > 1
            else None,
            note("A few remembered changes prove nothing. They are a good question to the next plan."),
        )
    )


NO_CHANGE = (
    "No past change is written down yet. Ask three people who have been here long: what changed here and "
    "stayed? What was around it?"
)


def _in_common(changes: int, common: Sequence[str]) -> str:
    if changes < LEAST_CHANGES:
        return "One change is written down. With a second one, it shows what they had in common."
    if not common:
        return f"The {changes} changes that lasted here have little in common so far."
    return f"What most of the {changes} changes that lasted here had in common:"


def _quote(label: str) -> str:
    return f"“{label}”"


def _which(changes: Sequence[Said], helped: str) -> str:
    return "; ".join(said.text("change") for said in changes if helped in said.picked("helped"))


def traits_faces(desk: Desk) -> Faces:
    """The traits behind people's success, those named most first; staff read them in their form."""
    traits = [said for said in read_said(desk, TRAITS, "team") if said.text("trait")]
    if not traits:
        return Faces(nothing(NO_TRAIT))
    traits.sort(key=lambda said: -(said.number("times") or 0))
    taught = [said for said in traits if str(said.values.get("becomes", "")).startswith("teach")]
    lead = f"{count_of(len(traits), 'trait')} came up; {len(taught)} of them we teach."
    head = ["Trait", "Times named", "Named by", "What we do with it", "How a student shows it"]
    table = data_table("What made people succeed", head, [_trait(said) for said in traits], numeric=[1])
    return Faces(el("div", el("p", lead, cls="lead"), table))


NO_TRAIT = (
    "Nobody was asked yet. Ask a class: think of someone you know who did well in life. What was it about "
    "them?"
)


def _trait(said: Said) -> list[Child]:
    times = said.number("times")
    by = ", ".join(said.form.field("named_by").option_label(each) for each in said.picked("named_by"))
    return [
        el("bdi", said.text("trait")),
        "" if times is None else f"{times:.0f}",
        by,
        said.label("becomes") or "open",
        el("bdi", said.text("shown_by")),
    ]


def commitments_faces(desk: Desk) -> Faces:
    """What each level of this school (or of the district) takes on; nobody is named who has not said it."""

    def build(face: Face) -> Node | None:
        rows: list[list[Child]] = []
        said_by: set[str] = set()
        for team in _teams(desk):
            for said in read_said(desk, COMMITMENTS, face, owner=team.team):
                if said.text("commitment"):
                    said_by.add(team.level)
                    rows.append(_commitment(desk, team, said))
        if not rows:
            return nothing(NO_COMMITMENT) if face == "team" else None
        head = ["Who", "We will …", "How a student or family would notice", "Roadmap principle"]
        missing = [level.label.lower() for level in desk.cycle.levels.values() if level.id not in said_by]
        lead = f"{len(said_by)} of {len(desk.cycle.levels)} levels have said what they take on."
        gap = note(f"A purpose breaks where a level is missing. Not yet: {join_words(missing)}.")
        return el(
            "div",
            el("p", lead, cls="lead") if face == "team" else None,
            data_table("What every level takes on", head, rows),
            gap if missing and face == "team" else None,
        )

    return make_faces(build)


NO_COMMITMENT = (
    "No level has said yet what it takes on. The form, one sentence, is on each team's start page."
)


def _teams(desk: Desk) -> list[Team]:
    """The district's teams and those of this school; for the district all of them."""
    everywhere = desk.team.school == DISTRICT
    near = {DISTRICT, desk.team.school}
    return [team for team in desk.district.all_teams if everywhere or team.school in near]


def _commitment(desk: Desk, team: Team, said: Said) -> list[Child]:
    level = desk.cycle.levels[team.level].label
    who: list[Child] = [el("bdi", team.name)]
    if desk.team.school == DISTRICT and team.school != DISTRICT:
        who += [", ", el("bdi", desk.district.school(team.school).name)]
    who += [f" ({level})"] if level.lower() not in team.name.lower() else []
    principle = said.label("principle") or "–"
    return [who, el("bdi", said.text("commitment")), el("bdi", said.text("noticed")), principle]
