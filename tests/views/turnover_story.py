"""The simulated district lived through: its pages opened every quarter, and held against the plain model."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from views.turnover import Place, Simulation, write_lists

from inquiry.build.check.preflight_record import owner_notes
from inquiry.cycle import Form, load_cycle, owners_for
from inquiry.district import load_district
from inquiry.district.shipped import templates_folder
from inquiry.record import open_record
from inquiry.record.folder import export_file
from inquiry.views.answers import shown_fields
from inquiry.views.desk import Desk
from inquiry.views.forms import team_face
from inquiry.views.html import write
from inquiry.views.page import Page

TOKEN = re.compile(r"Zq\d{6}x")
DROPPED_FORMS, CUT_FORM, CUT_FIELD = ("whirlwind", "concerns"), "looking-back", "surprise"
OLD_LABEL, NEW_LABEL = "Our focus, in one sentence", "What we work on now"
PARTS = ("working_on", "what_changed", "due", "unplaced", "last_decisions", "agreements")


@dataclass
class Told:
    """What one team's pages say: each form's face, and each part of the start page."""

    desk: Desk
    forms: dict[str, str]
    parts: dict[str, str]

    @property
    def words(self) -> str:
        return "".join([*self.forms.values(), *self.parts.values()])


@dataclass
class Story:
    """What every page said as each quarter ended, and what was found wrong on the way."""

    sim: Simulation
    folder: Path
    told: dict[str, dict[str, Told]] = field(default_factory=dict)
    began_wrong: list[str] = field(default_factory=list)
    stood_wrong: list[str] = field(default_factory=list)
    words_wrong: list[str] = field(default_factory=list)
    lost: dict[str, set[str]] = field(default_factory=dict)
    not_exported: dict[str, set[str]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)


def changed_questions(into: Path) -> Path:
    """The shipped questions with one renamed, one taken out, and two forms taken out."""
    shutil.copytree(templates_folder() / "cycle", into / "cycle")
    forms = into / "cycle/forms"
    for name in DROPPED_FORMS:
        (forms / f"{name}.yaml").unlink()
    cut = (forms / f"{CUT_FORM}.yaml").read_text(encoding="utf-8")
    (forms / f"{CUT_FORM}.yaml").write_text(cut[: cut.index(f"  - id: {CUT_FIELD}")], encoding="utf-8")
    focus = (forms / "focus.yaml").read_text(encoding="utf-8")
    assert OLD_LABEL in focus
    (forms / "focus.yaml").write_text(focus.replace(OLD_LABEL, NEW_LABEL), encoding="utf-8")
    return into


def live_through(story: Story, quarter_id: str) -> None:
    """One quarter: the lists change, pages are opened, answers written, pages opened again."""
    sim, folder = story.sim, story.folder
    write_lists(folder, quarter_id)
    district, cycle = load_district(folder), load_cycle()
    quarter = next(each for each in district.quarters if each.id == quarter_id)
    sim.begin()
    for desk in _desks(folder, quarter_id, quarter.start):
        story.began_wrong += _other_rows(desk, sim)
    sim.write(district, quarter, cycle)
    story.told[quarter_id] = {}
    for desk in _desks(folder, quarter_id, quarter.start + dt.timedelta(days=20)):
        story.stood_wrong += _other_rows(desk, sim)
        forms = {form.id: write(team_face(desk, form)) for form in _asked(desk)}
        page = Page(desk)
        parts = {part: repr_html(getattr(page, part)()) for part in PARTS}
        story.told[quarter_id][desk.team.team] = Told(desk, forms, parts)
        story.words_wrong += _other_words(desk, sim, forms)
    _keep_count(story, quarter_id)


def _keep_count(story: Story, quarter: str) -> None:
    with open_record(story.folder / "record.sqlite", read_only=True) as record:
        held = " ".join(json.dumps(each.values) for each in record.answers())
    export_file(story.folder, story.folder / f"{quarter}.jsonl")
    exported = (story.folder / f"{quarter}.jsonl").read_text(encoding="utf-8")
    story.lost[quarter] = set(story.sim.tokens) - set(TOKEN.findall(held))
    story.not_exported[quarter] = set(story.sim.tokens) - set(TOKEN.findall(exported))
    notes = owner_notes(story.folder / "record.sqlite", load_district(story.folder))
    story.notes[quarter] = [fault.found.split("”")[0].replace("“", "") for fault in notes]


def repr_html(faces: object) -> str:
    """What a team reads of a part of its page."""
    bundle = faces._repr_mimebundle_()  # type: ignore[attr-defined]
    return str(bundle["text/html"])


def _desks(folder: Path, quarter: str, as_of: dt.date) -> Iterator[Desk]:
    """A desk for each team; what they wrote is read form by form for all of them, which is quicker."""
    first = Desk(folder, "cabinet", quarter, "0-start-here", as_of)
    for form in first.cycle.forms.values():
        teams = (team for team in first.district.all_teams if team.level in form.levels)
        first.read_ahead(form, {owner for team in teams for owner in owners_for(form, team)})
    return (first.in_front_of(team) for team in first.district.all_teams)


def _asked(desk: Desk) -> list[Form]:
    forms = desk.cycle.forms.values()
    return [desk.cycle.form(form.id, desk.level) for form in forms if desk.level in form.levels]


def _places(desk: Desk, form: Form) -> list[Place]:
    return [Place(form.scope, owner, form.id) for owner in owners_for(form, desk.team)]


def _other_rows(desk: Desk, sim: Simulation) -> Iterator[str]:
    """Forms whose rows are not those that the plain model of carrying has."""
    for form in _asked(desk):
        found = {(row.owner, row.row): row.values for row in desk.answers(form).rows}
        wanted = {
            (place.owner, row): values
            for place in _places(desk, form)
            for row, values in sim.standing(place).items()
        }
        if found != wanted:
            yield f"{desk.quarter.id} {desk.team.team} {form.id}"


def _other_words(desk: Desk, sim: Simulation, forms: dict[str, str]) -> Iterator[str]:
    """Forms that show more or fewer texts than theirs: what stands, and what a history had last quarter."""
    for form in _asked(desk):
        face = forms[form.id]
        now, _, before = face.partition("What you wrote in")
        links = {field.id for field in form.fields if field.type == "link"}
        for shown, stand in ((now, sim.stand), (before, sim.before)):
            rows = [values for place in _places(desk, form) for values in stand.get(place, {}).values()]
            if stand is sim.before and (form.carry != "history" or form.scope == "person"):
                rows = []
            said = [values.get(each.id) for values in rows for each in shown_fields(form, "team")]
            wanted = {value for value in said if isinstance(value, str)}
            found = set(TOKEN.findall(shown))
            linked = {token for token in found - wanted if is_theirs(desk, sim, token)}
            if found - (linked if links else set()) != wanted & set(sim.tokens):
                yield f"{desk.quarter.id} {desk.team.team} {form.id}"


def is_theirs(desk: Desk, sim: Simulation, token: str) -> bool:
    """Whether a word was written by this team, for its school at its level, or by one of its members."""
    place = sim.tokens[token].place
    form = sim.cycle.forms[place.form]
    return desk.level in form.levels and place.owner in owners_for(form, desk.team)
