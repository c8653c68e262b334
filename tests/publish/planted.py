"""A small district in whose record every question of every form has an answer that stands nowhere else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from publish.making import QUARTER, TEAMS, make_build, make_district, notebook, prose, write_csv

from inquiry.cycle import TEXT_TYPES, Field, Form, load_cycle
from inquiry.record import Answer, open_record
from inquiry.views.page import open_page

DAY = dt.date(2026, 9, 18)
SAVED = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
GRADE_4 = ("oak-g4", "oak", "teacher", "Grade 4", "4", "")
PLANTED_TEAMS = (*TEAMS, GRADE_4)
# The teams above each, as the lists have them: what the program works out is held against this.
ABOVE = {
    "cabinet": set(),
    "oak-principal": {"cabinet"},
    "oak-slt": {"oak-principal", "cabinet"},
    "oak-g3": {"oak-slt", "oak-principal", "cabinet"},
    "oak-g4": {"oak-slt", "oak-principal", "cabinet"},
    "rio-ela": {"cabinet"},
}
Place = tuple[str, str, str]  # owner, form, question


def make_planted_district(folder: Path) -> Path:
    """Lists, a record, and a page of every team with all its forms, as build leaves it."""
    make_district(folder, teams=PLANTED_TEAMS)
    members = [(f"p-{team}", team, f"Person of {team}", "") for team, *_ in PLANTED_TEAMS]
    write_csv(folder / "members.csv", ("person", "team", "name", "role"), members)
    with open_record(folder / "record.sqlite") as record:
        record.save(answer for _, answer in planted())
    make_build(
        folder, {(school, team, "1-analyze"): page_of(folder, team) for team, school, *_ in PLANTED_TEAMS}
    )
    return folder


def page_of(folder: Path, team: str) -> dict[str, Any]:
    """A page of a team with every form that its level is asked."""
    page = open_page(folder, team, QUARTER, "1-analyze", DAY)
    asked = [form.id for form in load_cycle().forms.values() if page._desk.level in form.levels]
    return notebook(prose("# Everything\n\n## Forms"), *(_shown(form, page.form(form)) for form in asked))


def _shown(form: str, faces: Any) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": f"form-{form}",
        "metadata": {"inquiry": {"kind": "locked"}},
        "source": "",
        "execution_count": 1,
        "outputs": [{"output_type": "display_data", "metadata": {}, "data": faces._repr_mimebundle_()}],
    }


def planted() -> list[tuple[list[tuple[Place, str]], Answer]]:
    """An answer of each owner to each form, and the words planted in it by question."""
    found = []
    for form in load_cycle().forms.values():
        for owner in owners(form):
            words = [((owner, form.id, field.id), words_for(owner, form, field)) for field in texts(form)]
            values = {field.id: value_of(owner, form, field) for field in form.fields if field.type != "link"}
            found.append((words, Answer(QUARTER, form.scope, owner, form.id, "answer", values, None, SAVED)))
    return found


def owners(form: Form) -> list[str]:
    """Everybody whose answer the form takes, each once."""
    teams = [(team, school) for team, school, level, *_ in PLANTED_TEAMS if level in form.levels]
    by_scope = {
        "person": [f"p-{team}" for team, _ in teams],
        "team": [team for team, _ in teams],
        "school": [school for _, school in teams],
        "district": ["district"] if teams else [],
    }
    return list(dict.fromkeys(by_scope[form.scope]))


def texts(form: Form) -> list[Field]:
    return [field for field in form.fields if field.type in TEXT_TYPES]


def words_for(owner: str, form: Form, field: Field) -> str:
    """Words that no other answer has; short enough for every question."""
    name = "".join(
        f"{part[:4]}" for part in (owner.replace("-", ""), *form.id.split("-"), *field.id.split("_"))
    )
    number = sum(map(ord, f"{owner}/{form.id}/{field.id}"))
    return f"x{name}{number} plum oak kite jade"


def value_of(owner: str, form: Form, field: Field) -> Any:
    """A value that the question takes."""
    by_type = {
        "number": 7,
        "date": "2026-09-01",
        "scale": 1,
        "person": f"p-{owner}",
        "choice": field.options[0].id if field.options else "",
        "choices": [each.id for each in field.options[:1]],
        "ratings": {each.id: 1 for each in field.options[:2]},
    }
    return by_type[field.type] if field.type in by_type else words_for(owner, form, field)
