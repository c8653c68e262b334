"""Before moving: the readiness vote, and what drives the adults who would have to move."""

from __future__ import annotations

from collections.abc import Mapping

from inquiry.cycle import PAGES, Field, Form
from inquiry.district import Quarter
from inquiry.views.ballots import Tally, count_ballots, say_count
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.readable import Said, read_over_time, read_said
from inquiry.views.words import count_of

QUESTION, VOTE, DRIVES = "readiness-question", "readiness-vote", "what-drives-us"
READY, HELP, NOT_YET = "ready", "help", "not_yet"
ON_PAPER = {READY: "hand_ready", HELP: "hand_help", NOT_YET: "hand_not_yet"}
# What brings a person along who is driven by this: our own words, after CompetencyWorks.
BRINGS_ALONG = {
    "task": "Say what will be done, by when, and what falls away for it.",
    "influence": "Ask early, and leave a part of it for them to decide.",
    "relationship": "Begin with people they trust, and keep teams together.",
    "curiosity": "Give them the question, the evidence, and room to try.",
    "altruism": "Show whom it helps, best in the words of a student.",
}


def vote_faces(desk: Desk) -> Faces:
    """What is put to the vote this quarter and how it stands; staff read question and outcome in the form."""
    asked = next((said for said in read_said(desk, QUESTION, "team") if said.text("question")), None)
    before = _before(desk) if desk.page == PAGES["purpose"] else None
    if asked is None:
        return Faces(el("div", nothing(NO_VOTE), before))
    return Faces(el("div", _question(desk, asked), _results(desk, asked), _decided(asked), before))


NO_VOTE = "Nothing is put to the vote this quarter. There is no need to fill in the ballot."


def _question(desk: Desk, asked: Said) -> list[Node]:
    until, enough = asked.day("until"), asked.number("enough")
    parts = []
    if until:
        parts.append(f"Votes {'are' if desk.as_of <= until else 'were'} taken until {until}.")
    if enough:
        parts.append(f"We go ahead if {enough:.0f}% or more are ready.")
    words = el("p", "Are we ready to … ", el("strong", el("bdi", asked.text("question"))), cls="lead")
    return [words, note(" ".join(parts))] if parts else [words]


def _results(desk: Desk, asked: Said) -> list[Node]:
    """The ballots in the workbook and the slips of paper, each for itself: who voted twice nobody knows."""
    form = desk.cycle.forms.get(VOTE)
    tally = count_ballots(desk, form, owner=desk.team.school) if form else Tally()
    enough = asked.number("enough")
    shown = [note(say_count(tally))] if tally.cast else []
    if tally.counted:
        shown.append(el("p", _say_vote("In the workbook", tally.by.get("ready", {}), enough), cls="verdict"))
    paper: dict[str, float] = {answer: asked.number(field) or 0 for answer, field in ON_PAPER.items()}
    slips = sum(paper.values())
    if slips:
        shown.append(el("p", _say_vote("On paper", paper, enough), cls="verdict"))
    if tally.counted and slips:
        shown.append(note("The two are not added: some may have voted both ways."))
    return shown


def _say_vote(where: str, counts: Mapping[str, float], enough: float | None) -> str:
    """A count in words, held against the share that was set before."""
    total = sum(counts.values())
    if not total:
        return f"{where}: no answer is counted."
    ready, with_help, not_yet = (counts.get(answer, 0) for answer in (READY, HELP, NOT_YET))
    share = 100 * ready / total
    told = f"{where}: {ready:.0f} of {total:.0f} are ready ({share:.0f}%), {with_help:.0f} more with help, "
    told += f"{not_yet:.0f} not yet."
    if enough is None:
        return f"{told} How many would be enough was not said before."
    if share >= enough:
        return f"{told} That is enough: you set {enough:.0f}%."
    if 100 * (ready + with_help) / total >= enough:
        return f"{told} That is short of the {enough:.0f}% you set. With the help they ask for, it would do."
    return f"{told} That is short of the {enough:.0f}% you set."


def _decided(asked: Said) -> Node | None:
    words = asked.label("decided")
    return el("p", el("strong", "Decided: "), words) if words else None


def _before(desk: Desk) -> Node | None:
    """What was put to the vote in earlier quarters, and decided."""
    asked = [
        said
        for said in read_over_time(desk, QUESTION, "team")
        if said.row.quarter != desk.quarter.id and said.text("question")
    ]
    if not asked:
        return None
    items: list[Child] = [
        [
            f"{said.row.quarter}: ",
            el("bdi", said.text("question")),
            f" {said.label('decided') or 'Not decided.'}",
        ]
        for said in reversed(asked)
    ]
    return el("div", el("p", "Asked before:"), item_list(items))


def drives_faces(desk: Desk) -> Faces:
    """What drives the adults here, and how often the school works as if people could grow. No staff face."""
    form = desk.cycle.forms.get(DRIVES)
    found = _latest(desk, form) if form else None
    if form is None or found is None:
        return Faces(nothing(NO_DRIVES))
    quarter, tally = found
    if not tally.counted:
        return Faces(nothing(f"{say_count(tally)} The form is on everyone's start page."))
    when = "" if quarter.id == desk.quarter.id else f" They are of {quarter.id}, the last time we asked."
    fields = {field.id: field for field in form.fields}
    return Faces(
        el(
            "div",
            _drives(fields["drives"], tally) if "drives" in fields else None,
            _mindset(fields["mindset"], tally) if "mindset" in fields else None,
            note(f"{say_count(tally)}{when} What people say of themselves on a form is not all of them."),
        )
    )


NO_DRIVES = (
    "Nobody has answered yet. The form is on everyone's start page: two minutes, without a name. From five "
    "answers on the count stands here."
)


def _latest(desk: Desk, form: Form) -> tuple[Quarter, Tally] | None:
    """The count of the newest quarter that can be counted; else of the one in which ballots wait."""
    waiting: tuple[Quarter, Tally] | None = None
    for quarter in reversed([each for each in desk.district.quarters if each.start <= desk.quarter.start]):
        tally = count_ballots(desk, form, quarter, desk.team.school)
        if tally.counted:
            return quarter, tally
        if tally.cast and waiting is None:
            waiting = quarter, tally
    return waiting


def _drives(field: Field, tally: Tally) -> list[Node]:
    counts = tally.by.get(field.id, {})
    ranked = sorted(field.options, key=lambda option: -counts.get(option.id, 0))
    first = ranked[0]
    most = f"{first.label}: {counts.get(first.id, 0)} of {tally.counted} name it, more than anything else."
    tied = [each for each in ranked if counts.get(each.id, 0) == counts.get(first.id, 0)]
    if len(tied) > 1:
        most = f"{count_of(len(tied), 'reason')} are named equally often, by {counts.get(first.id, 0)} each."
    rows: list[list[Child]] = [
        [option.label, str(counts.get(option.id, 0)), BRINGS_ALONG.get(option.id, "")] for option in ranked
    ]
    head = ["What drives us", f"Chosen, of {tally.counted}", "What brings someone along"]
    return [el("p", most, cls="lead"), data_table("What drives the adults here", head, rows, numeric=[1])]


def _mindset(field: Field, tally: Tally) -> list[Node]:
    """Each statement by how many say it is so often or nearly always, the rarest first."""
    counts, steps = tally.by.get(field.id, {}), range(1, len(field.steps) + 1)
    upper = len(field.steps) // 2  # the upper half of the steps: often, nearly always
    rated = {o.id: [counts.get(f"{o.id}:{step}", 0) for step in steps] for o in field.options}
    asked = [option for option in field.options if sum(rated[option.id])]
    if not asked:
        return []

    def often(option_id: str) -> float:
        return sum(rated[option_id][upper:]) / sum(rated[option_id])

    ranked = sorted(asked, key=lambda option: often(option.id))
    words = f"Rarest here: “{ranked[0].label}”. {sum(rated[ranked[0].id][upper:])} of "
    words += (
        f"{sum(rated[ranked[0].id])} say it is so often. If students learn from how we work, begin there."
    )
    rows: list[list[Child]] = [[o.label, *(str(n) for n in rated[o.id])] for o in ranked]
    head = ["How often is it like this here?", *field.steps]
    caption = "Do we work as if people can grow? The rarest first"
    return [el("p", words), data_table(caption, head, rows, numeric=range(1, len(head)))]
