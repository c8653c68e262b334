"""A made-up district over four quarters with turnover, and a plain model of what must stand on each page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from inquiry.cycle import Cycle, Field, Form, Link, owner_for, write_link
from inquiry.district import District, Quarter, Team
from inquiry.record import Answer, open_record

Q3, Q4, Q1, Q2 = QUARTERS = ("2025-26-Q3", "2025-26-Q4", "2026-27-Q1", "2026-27-Q2")
STARTS = (dt.date(2026, 1, 12), dt.date(2026, 3, 30), dt.date(2026, 8, 10), dt.date(2026, 10, 19))
SETTINGS = 'name = "Small Unified"\ncds = "19123450000000"\n' + "".join(
    f'\n[[quarters]]\nid = "{name}"\nstart = {start}\nend = {start + dt.timedelta(days=67)}\n'
    for name, start in zip(QUARTERS, STARTS, strict=True)
)
CDS = {"oak": "19123456000001", "mesa": "19123456000002", "pine": "19123456000003"}
BEGIN = {  # team -> its members
    "cabinet": ["eve"],
    "oak-principal": ["dee"],
    "oak-slt": ["dee", "fay"],
    "oak-1": ["gil"],
    "oak-2": ["ida"],
    "oak-3": ["ann", "bo", "cy"],
    "mesa-slt": ["jo", "kim"],
    "mesa-5": ["lea"],
    "pine-4": ["nat"],
}


def _lists() -> dict[str, dict[str, list[str]]]:
    """Quarter -> team -> members: who leaves, moves, merges, splits; and a school that closes in summer."""
    merged = {team: who for team, who in BEGIN.items() if team not in {"oak-1", "oak-2"}}
    merged |= {"oak-12": ["gil", "ida"], "oak-3": ["cy", "pam"], "mesa-5": ["lea", "bo"]}
    split = {team: who for team, who in merged.items() if team != "oak-3" and not team.startswith("pine")}
    split |= {"oak-3a": ["cy"], "oak-3b": ["pam", "nat"]}
    return {Q3: BEGIN, Q4: merged, Q1: split, Q2: {**split, "mesa-slt": ["jo", "quin"]}}


LISTS = _lists()
_MERGED = ["no team oak-1", "no team oak-2"]
_CLOSED = ["no school pine", *_MERGED, "no team oak-3", "no team pine-4"]
LONG_GONE = {Q3: [], Q4: _MERGED, Q1: _CLOSED, Q2: _CLOSED}  # what the record holds answers of, and no list


def write_lists(folder: Path, quarter: str) -> None:
    """The district's lists as the coach has them in a quarter."""
    teams, levels = LISTS[quarter], ("principal", "slt")
    places = {team: "district" if team == "cabinet" else team.split("-")[0] for team in teams}
    kinds = {team: next((level for level in levels if team.endswith(level)), "teacher") for team in teams}
    kinds["cabinet"] = "district"
    schools = [f"{each},{CDS[each]},School {each},ES" for each in CDS if each in places.values()]
    files = {
        "district.toml": [SETTINGS],
        "schools.csv": ["school,cds,name,type", *schools],
        "teams.csv": [
            "team,school,level,name",
            *(f"{each},{places[each]},{kinds[each]},T {each}" for each in teams),
        ],
        "members.csv": [
            "person,team,name",
            *(f"{who},{team},Name-{who}" for team in teams for who in teams[team]),
        ],
    }
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


class Place(NamedTuple):
    """Whose answers to what."""

    scope: str
    owner: str
    form: str


class Token(NamedTuple):
    """Where a word that stands nowhere else was written."""

    place: Place
    field: str
    quarter: str


Rows = dict[str, dict[str, Any]]


class Simulation:
    """Answers of every team, by a seed; `stand` is what stands now, `before` what the last quarter left."""

    def __init__(self, folder: Path, cycle: Cycle, seed: int) -> None:
        self.folder, self.cycle, self.random = folder, cycle, Random(seed)
        self.stand: dict[Place, Rows] = {}
        self.before: dict[Place, Rows] = {}
        self.ended: dict[tuple[Place, str], Rows] = {}  # as each quarter left it
        self.tokens: dict[str, Token] = {}
        self.answers: list[Answer] = []
        self.count = 0

    def begin(self) -> None:
        """A new quarter: each form's rule says what comes along, in the plainest words."""
        self.before = self.stand
        self.stand = {place: self._kept(place, rows) for place, rows in self.before.items()}

    def _kept(self, place: Place, rows: Rows) -> Rows:
        form = self.cycle.forms[place.form]
        if form.cadence in {"once", "yearly"} or form.carry == "carried":
            return {row: dict(values) for row, values in rows.items()}
        if form.carry != "open":
            return {}
        return {row: dict(values) for row, values in rows.items() if self._is_open(place, form, row, values)}

    def _is_open(self, place: Place, form: Form, row: str, values: Mapping[str, Any]) -> bool:
        if form.closed_by is not None:
            rule = form.closed_by
            link = write_link(Link(place.owner, form.id, row))
            closing = self.before.get(place._replace(form=rule.form), {}).values()
            return not any(
                each.get(rule.link) == link and each.get(rule.field) in rule.any_of for each in closing
            )
        assert form.open_when is not None
        said = values.get(form.open_when.field)
        return said is None or said in form.open_when.any_of

    def write(self, district: District, quarter: Quarter, cycle: Cycle) -> None:
        """Let every team answer its forms, and go on with some that came along."""
        self.answers = []
        for team in district.all_teams:
            forms = sorted(
                (form for form in cycle.forms.values() if team.level in form.levels), key=lambda f: f.id
            )
            for form in forms:
                if quarter.id == Q3 or self.random.random() < 0.4:
                    asked = cycle.form(form.id, team.level)
                    for owner in self._owners(asked, team):
                        self._fill(asked, team, owner, quarter)
        with open_record(self.folder / "record.sqlite") as record:
            record.save(self.answers)
        self.ended |= {(place, quarter.id): rows for place, rows in self.stand.items()}

    def _owners(self, form: Form, team: Team) -> list[str]:
        people = [member.person for member in team.members] if form.scope == "person" else [None]
        return [owner for who in people if (owner := owner_for(form, team, who))]

    def _fill(self, form: Form, team: Team, owner: str, quarter: Quarter) -> None:
        place = Place(form.scope, owner, form.id)
        rows = self.stand.setdefault(place, {})
        author = owner if form.scope == "person" else self.random.choice(team.members).person
        if form.rows is not None and rows and not form.anonymous:
            self._go_on(form, place, self.random.choice(sorted(rows)), author, quarter)
        for n in range(self.random.randint(1, 2) if form.rows is not None else 1):
            row = "answer" if form.rows is None else f"{team.team}-{quarter.id}-{n}"
            self._save(form, place, row, self._values(form, place, team, quarter), author, quarter)

    def _go_on(self, form: Form, place: Place, row: str, author: str, quarter: Quarter) -> None:
        """Change a row that is there, clear one of its answers, or take it out."""
        said = sorted(set(self.stand[place][row]) & {field.id for field in form.fields})
        texts = [field for field in said if form.field(field).type in {"short_text", "long_text"}]
        what = self.random.random()
        if what < 0.2:
            self._save(form, place, row, {}, author, quarter, removed=True)
        elif what < 0.4 and len(said) > 1:
            self._save(form, place, row, {self.random.choice(said): None}, author, quarter)
        elif texts:
            name = self.random.choice(texts)
            self._save(form, place, row, {name: self._token(place, name, quarter)}, author, quarter)

    def _save(
        self, form: Form, place: Place, row: str, values: dict[str, Any], author: str, quarter: Quarter,
        *, removed: bool = False,
    ) -> None:  # fmt: skip
        self.count += 1
        at = dt.datetime.combine(quarter.start, dt.time(17), dt.UTC) + dt.timedelta(
            days=7, seconds=self.count
        )
        self.answers.append(
            Answer(
                quarter=quarter.id,
                scope=place.scope,
                owner=place.owner,
                form=place.form,
                row=row,
                values=dict(values),
                author=None if form.anonymous else author,
                saved_at=at,
                removed=removed,
            )
        )
        rows = self.stand[place]
        if removed:
            del rows[row]
        else:
            merged = {**rows.get(row, {}), **values}
            rows[row] = {name: value for name, value in merged.items() if value is not None}

    def _values(self, form: Form, place: Place, team: Team, quarter: Quarter) -> dict[str, Any]:
        kept = [
            field for field in form.fields if field.required or self.random.random() < 0.8
        ] or form.fields[:1]
        found = {field.id: self._value(field, place, team, quarter) for field in kept}
        return {name: value for name, value in found.items() if value is not None}

    def _value(self, field: Field, place: Place, team: Team, quarter: Quarter) -> Any:
        options = [option.id for option in field.options]
        if field.type in {"short_text", "long_text"}:
            return self._token(place, field.id, quarter)
        if field.type == "choice":
            return self.random.choice(options)
        if field.type == "choices":
            return options[:1]
        if field.type == "scale":
            return self.random.randint(1, len(field.steps))
        if field.type == "ratings":
            return {option: self.random.randint(1, len(field.steps)) for option in options}
        if field.type == "number":
            return field.min or 0
        if field.type == "date":
            return str(quarter.start + dt.timedelta(days=self.random.randint(0, 7)))
        if field.type == "person":
            return self.random.choice(team.members).person
        return self._link(field, team)

    def _link(self, field: Field, team: Team) -> str | None:
        """A link to an answer of the same team: what others wrote may be read at the end of a link."""
        assert field.link is not None
        form = self.cycle.forms[field.link.form]
        owner = owner_for(form, team)
        rows = sorted(self.stand.get(Place(form.scope, owner or "", form.id), {}))
        if field.link.where != "own" or not rows:
            return None
        return write_link(Link(str(owner), form.id, self.random.choice(rows)))

    def _token(self, place: Place, field: str, quarter: Quarter) -> str:
        token = f"Zq{len(self.tokens):06d}x"
        self.tokens[token] = Token(place, field, quarter.id)
        return token

    def standing(self, place: Place) -> Rows:
        """The answered rows of one form of one owner."""
        return {row: values for row, values in self.stand.get(place, {}).items() if values}

    def ended_with(self, place: Place, field: str | None = None) -> set[str]:
        """The texts that each quarter ended with, of a form or of one of its questions."""
        ended = [rows.values() for (there, _), rows in self.ended.items() if there == place]
        found = [row if field is None else {field: row.get(field)} for rows in ended for row in rows]
        return {value for row in found for value in row.values() if isinstance(value, str)} & set(self.tokens)
