"""No answer that names a student reaches anybody but its own team, whichever form it is in and whoever shows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from views.making import BEFORE, DAY, NOW, decide_told, make_district

from inquiry.cycle import Field, Form, load_cycle, owners_for
from inquiry.district import District, Team, load_district
from inquiry.record import Answer, open_record
from inquiry.views.faces import Faces
from inquiry.views.html import write
from inquiry.views.names import WITHHELD
from inquiry.views.page import open_page
from inquiry.views.state.on_page import StateOnPage

SEEN_WHOLE = ("cabinet", "oak-3")  # of the others' pages, which show the same views, the forms alone
SAVED = {
    BEFORE: dt.datetime(2026, 9, 10, 17, tzinfo=dt.UTC),
    NOW: dt.datetime(2026, 11, 2, 17, tzinfo=dt.UTC),
}
DAYS = {BEFORE: "2026-09-10", NOW: "2026-11-02"}
ROW = "answer"
ASKED = {"form": [], "tried_by": [["school"], ["skill"], ["cause"]]}  # what a view is asked besides


def surname(owner: str) -> str:
    """The last name of the student whom an owner's answers name: a name that nobody else has."""
    return "Zaq" + "".join(char for char in owner if char.isalpha()).capitalize()


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small district; every question of every form of every owner names a student in a text."""
    folder = make_district(tmp_path_factory.mktemp("named") / "río")
    district = load_district(folder)
    answers = list(all_answers(district))
    with open_record(folder / "record.sqlite") as record:
        record.save(answers)
    owners = sorted({each.owner for each in answers})
    lines = [f"S{n:05},Xiomara,{surname(owner)},oak" for n, owner in enumerate(owners)]
    text = "\n".join(("student,first_name,last_name,school", *lines, ""))
    (folder / "students.csv").write_text(text, encoding="utf-8", newline="\n")
    return decide_told(folder)


def all_answers(district: District) -> Iterator[Answer]:
    cycle = load_cycle()
    for form in cycle.forms.values():
        teams = [team for team in district.all_teams if team.level in form.levels]
        for team in teams:
            asked = cycle.form(form.id, team.level)
            for owner in owners_for(asked, team) if not form.anonymous else ():
                for quarter, saved in SAVED.items():
                    values = {
                        field.id: value_of(district, team, asked, field, owner, quarter)
                        for field in asked.fields
                    }
                    kept = {key: value for key, value in values.items() if value is not None}
                    id_ = f"{quarter}-{form.id}-{owner}"
                    yield Answer(quarter, form.scope, owner, form.id, ROW, kept, None, saved, id=id_)


def value_of(district: District, team: Team, form: Form, field: Field, owner: str, quarter: str) -> Any:
    """An answer of the question's type; texts name a student."""
    if field.type in {"short_text", "long_text"}:
        return f"Words on {form.id} and {field.id} with Xiomara {surname(owner)} in them"
    if field.type == "link":
        return link_of(district, team, field)
    if field.type == "ratings":
        return {option.id: 2 for option in field.options}
    plain: dict[str, Any] = {"number": 20, "scale": 2, "date": DAYS[quarter]}
    if field.type in plain:
        return plain[field.type]
    if field.type == "person":
        return team.members[0].person if team.members else None
    first = field.options[-1 if field.id == "board" else 0].id
    return [first] if field.type == "choices" else first


def link_of(district: District, team: Team, field: Field) -> str | None:
    """A row of the form that may be linked to."""
    rule = field.link
    if rule is None or rule.where == "board":
        return None
    there = {"own": (team,), "above": district.serves(team), "below": district.served_by(team)}[rule.where]
    linked = load_cycle().forms[rule.form]
    owners = [owner for each in there if each.level in linked.levels for owner in owners_for(linked, each)]
    return f"{owners[0]}/{rule.form}/{ROW}" if owners else None


def shows(folder: Path, team: str) -> Iterator[tuple[str, Faces]]:
    """Everything that any page can show a team; what it shows does not hang on which page it is."""
    page = open_page(folder, team, NOW, "1-analyze", DAY)
    views = set(dir(type(page))) - set(vars(StateOnPage))  # the state's figures hold no answer
    for name in sorted(views) if team in SEEN_WHOLE else ():
        show = getattr(page, name)
        asks = [] if name.startswith("_") else [tuple(each) for each in ASKED.get(name, [()])]
        yield from ((f"{name} {ask}", show(*ask)) for ask in asks)
    for form in load_cycle().forms.values():
        if load_district(folder).team(team).level in form.levels:
            yield f"form {form.id}", page.form(form.id)


def names_in(html: str) -> set[str]:
    return set(re.findall(r"Zaq\w+", html))


def ours(district: District, team: str) -> set[str]:
    """The names in answers that the team gives."""
    here = district.team(team)
    forms = [form for form in load_cycle().forms.values() if here.level in form.levels]
    return {surname(owner) for form in forms for owner in owners_for(form, here)}


@pytest.mark.parametrize("team", ["cabinet", "oak-principal", "oak-slt", "oak-3"])
def test_a_student_named_in_any_form_is_named_in_no_view_for_others(named: Path, team: str) -> None:
    district, told, withheld = load_district(named), {}, 0
    allowed = ours(district, team)
    for what, faces in shows(named, team):
        outside = [write(face) for face in (faces.staff, faces.chain) if face is not None]
        told[what, "others"] = {name for html in outside for name in names_in(html)}
        told[what, "team"] = names_in(write(faces.team)) - allowed
        withheld += any(WITHHELD in html for html in outside)
    assert {key: found for key, found in told.items() if found} == {}
    assert withheld > 10  # it looked at views that have something to withhold
