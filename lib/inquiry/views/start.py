"""The start page: what we work on, what is due, the way to each page, and answers whose question is gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from inquiry.cycle import PAGES, TITLES, is_blank, owner_for, pages_of_level, unplaced_values
from inquiry.cycle.stations import Phase
from inquiry.district.noting import noted_result
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.record.ballots import was_ballot
from inquiry.views.answers import typed
from inquiry.views.coherence.foci import foci_for
from inquiry.views.desk import Desk
from inquiry.views.due import ACTIONS, ASSIGNMENTS, actions_due, check_in_due, next_sign, targets_past
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.forms import past_answers
from inquiry.views.html import Child, Node, el
from inquiry.views.named_students import named_count
from inquiry.views.parts import item_list, note, nothing
from inquiry.views.stations.station import said_this_quarter
from inquiry.views.words import count_of, say_day

SPOKEN_FOR = frozenset({"school", "district"})  # scopes of forms that a team answers for others
DECISION_FORMS = ("decisions", "looking-back", "carrying-on", "answers-back")


def working_on_faces(desk: Desk) -> Faces:
    """What the team works on, in its own words, where they are meant for the face."""

    def build(face: Face) -> Node | None:
        mine = [focus.words for focus in foci_for(desk, face) if focus.team.team == desk.team.team]
        if not mine:
            return nothing("No focus yet. Choose one on the page Analyze.") if face == "team" else None
        # The site lifts this text to the school's page and the district's index.
        first, rest = mine[0], mine[1:]
        listed = item_list([el("bdi", words) for words in rest]) if rest else None
        return el("div", el("p", el("bdi", first), cls="working-on"), note("And:") if rest else None, listed)

    return make_faces(build)


def links_faces(desk: Desk) -> Faces:
    """The way to each page of this quarter; the site has its own."""
    pages = [page for page in pages_of_level(desk.level) if page != desk.page]
    about = {PAGES[phase.page]: phase.about for phase in desk.cycle.phases.values()}
    items: list[Child] = [
        [el("a", TITLES[page], href=f"./{page}.ipynb"), f": {about[page]}" if page in about else None]
        for page in pages
    ]
    return Faces(item_list(items))


def due_faces(desk: Desk) -> Faces:
    """What is due by today or soon. Only the team sees it."""
    due = [
        *_phase_due(desk),
        *_names_due(desk),
        *_targets_past(desk),
        *_check_in_due(desk),
        *_actions_due(desk),
    ]
    if not due:
        return Faces(nothing(f"Nothing is due by {desk.as_of}."))
    return Faces(item_list(due))


def next_of(desk: Desk) -> tuple[Phase, str] | None:
    """The first sign that is still missing, with its phase."""
    key = (desk.team.team, desk.quarter.id)
    return noted_result("next sign", key, lambda: next_sign(desk, said_this_quarter(desk)))


def _phase_due(desk: Desk) -> Iterator[Child]:
    """The first sign that is still missing in the first phase that is not done."""
    found = next_of(desk)
    if found:
        phase, words = found
        yield ["Next on ", el("a", phase.label, href=f"./{PAGES[phase.page]}.ipynb"), f": {words}"]


def _names_due(desk: Desk) -> Iterator[Child]:
    """Answers that others do not read until the team has looked at them."""
    count = named_count(desk)
    if count:
        are = "answers of yours are" if count > 1 else "answer of yours is"
        yield f"{count} {are} withheld from others, for a student may be named: see “Is a student meant?”"


def _targets_past(desk: Desk) -> Iterator[Child]:
    """Indicators whose day was last quarter's: they need a new one, or they go."""
    for each in targets_past(desk):
        day = say_day(each.by_when) if each.by_when else "–"
        words = f": its day, {day}, is past. Set a new target and day, or remove it, on "
        yield [el("bdi", each.measure), words, el("a", "Design", href=f"./{PAGES['design']}.ipynb")]


def _check_in_due(desk: Desk) -> Iterator[Child]:
    due = check_in_due(desk)
    if due:
        since = f"the last one was on {due.last}" if due.last else "none yet this quarter"
        page = PAGES["implement"]
        link: Child = (
            "further down on this page" if desk.page == page else el("a", "Implement", href=f"./{page}.ipynb")
        )
        yield [f"Your {due.every} check-in is due ({since}): ", link]


def _actions_due(desk: Desk) -> Iterator[Child]:
    """Actions of the plan, and what was promised at meetings."""
    found = [*actions_due(desk, ACTIONS), *actions_due(desk, ASSIGNMENTS)]
    for each in sorted(found, key=lambda each: each.day):
        when = f"{count_of(each.days_late, 'day')} late" if each.late else f"due {each.day}"
        owner: list[Child] = [", ", el("bdi", desk.person(each.who))] if each.who else []
        yield [el("bdi", each.what), f" ({when}", owner, ")"]


def last_decisions_faces(desk: Desk) -> Faces:
    """What the team decided last quarter, from the record."""
    before = desk.previous
    if before is None:
        return Faces(
            nothing("The calendar has no quarter before this one: there is nothing to look back on.")
        )

    def build(face: Face) -> Node | None:
        told = [past_answers(desk, form, before, face) for form in DECISION_FORMS]
        shown = [node for node in told if node is not None]
        if not shown:
            return nothing(f"No decision was written down in {before.id}.") if face == "team" else None
        return el(
            "div", el("p", f"Written in {before.id}, {before.start} to {before.end}.", cls="note"), shown
        )

    return make_faces(build, chain=True)


def unplaced_faces(desk: Desk) -> Faces:
    """Answers whose question is no longer asked: kept, and shown to the team alone."""
    rows = _own_rows(desk)
    found = [(row, key, value) for row in rows for key, value in _unplaced(desk, row).items()]
    if not found:
        return Faces(nothing("Every answer of yours has its question."))
    items: list[Child] = [
        [f"{row.quarter}, “{row.form}”, “{key}”: ", typed(str(value))] for row, key, value in found
    ]
    words = "These answers are kept, though their questions are no longer asked:"
    return Faces(el("div", el("p", words), item_list(items)))


def _own_rows(desk: Desk) -> list[Row]:
    """Every answer of the team, and those it gives for its school or the district."""
    own = desk.all_of("team", desk.team.team)
    for scope, owner in spoken_for(desk):
        own += [row for row in desk.all_of(scope, owner) if _is_ours(desk, row)]
    return own


def spoken_for(desk: Desk) -> list[tuple[str, str]]:
    """Scope and owner of the answers that this team gives for its school or the district."""
    forms = (form for form in desk.cycle.forms.values() if desk.level in form.levels)
    pairs = {(form.scope, owner_for(form, desk.team)) for form in forms if form.scope in SPOKEN_FOR}
    return sorted((scope, owner) for scope, owner in pairs if owner is not None)


def _is_ours(desk: Desk, row: Row) -> bool:
    """Whether a row of the school or the district is of a form of this level, or of one that is gone.

    Who was asked a form that is gone is no longer known: its answers go to the team that leads alone.
    """
    form = desk.cycle.forms.get(row.form)
    if form is not None:
        return desk.level in form.levels
    above = (team.school for team in desk.district.serves(desk.team))
    return row.owner == desk.team.school and row.owner not in above


def _unplaced(desk: Desk, row: Row) -> Mapping[str, Any]:
    """The values of a row that have no question at this level any more."""
    said = {key: value for key, value in row.values.items() if not is_blank(value)}
    try:
        form = desk.cycle.form(row.form)
    except UsageError:
        return {} if was_ballot(row, desk.district.settings.zone) else said
    if form.anonymous:
        return {}
    asked = desk.level in form.levels  # or it was taken from this level and others still have it
    return {key: said[key] for key in unplaced_values(form, said)} if asked else said
