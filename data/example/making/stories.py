"""What the teams wrote: hand-written stories, turned into lines of the answers file.

A story is a YAML file per team (or for the shared purpose): quarters, in them sittings, in them forms and
rows. Links to a team's own rows are short (`f1`), links to other teams name the team (`fog-harbor-slt/p1`).
`keep` carries rows over from the quarter before; numbers are quoted, see `making.quote`. A why on a board is
linked by its writer (`oak/my-why/ana-diaz`); the file has the board's own key instead.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from inquiry.cycle import SINGLE_ROW, Form, load_cycle
from inquiry.record import Answer
from inquiry.record.answer import derive_id
from inquiry.record.board import WHYS, key_of
from making.quote import days_quoted, fill
from making.roster import QUARTERS, teams

FOLDER = Path(__file__).parent / "stories"
AUTUMN = dt.date(2026, 11, 1)  # the clocks go back: Pacific time is seven hours behind before, eight after
STAYS_BEHIND = {"root-causes", "gaps"}  # forms whose rows do not come along into the next quarter
START = dt.time(15, 5)  # most teams sit down after the last bell
PAUSE = 2  # minutes between two rows


@dataclass(frozen=True)
class Line:
    """One line of the answers file before it is written."""

    quarter: str
    owner: str
    form: str
    row: str
    values: Mapping[str, Any]
    author: str | None
    saved_at: dt.datetime
    scope: str = "team"
    removed: bool = False

    def as_json(self) -> str:
        """The line as it stands in the file."""
        entry: dict[str, Any] = {"quarter": self.quarter}
        entry |= {"scope": self.scope} if self.scope != "team" else {}
        entry |= {"owner": self.owner, "form": self.form, "row": self.row, "values": dict(self.values)}
        entry |= {"author": self.author, "saved_at": self.saved_at.isoformat()}
        return json.dumps(entry | ({"removed": True} if self.removed else {}), ensure_ascii=False)


@dataclass
class Told:
    """What has been told of one owner so far: rows by quarter and form, for `keep`."""

    team: str
    people: Mapping[str, str]
    rows: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)

    def remember(self, line: Line) -> None:
        """Fold a line into what is known of its row."""
        self.rows.setdefault((line.quarter, line.form, line.row), {}).update(line.values)


def make_answers() -> str:
    """`answers.jsonl`: every line of every story, in the order it was saved."""
    lines = [line for path in sorted(FOLDER.glob("*.yaml")) for line in tell(path)]
    lines.sort(key=lambda line: line.saved_at)  # stable: lines of one moment stay in the story's order
    lines = _link_whys(lines)
    return "".join(line.as_json() + "\n" for line in lines)


def _link_whys(lines: Sequence[Line]) -> list[Line]:
    """The lines with each link to a why as the record has it: by a key that shows no writer."""
    keys: dict[str, str] = {}
    for line in lines:
        if line.form == WHYS:
            keys.setdefault(line.owner, key_of(_id(line)))
    return [
        replace(line, values={key: _keyed(value, keys) for key, value in line.values.items()})
        for line in lines
    ]


def _keyed(value: Any, keys: Mapping[str, str]) -> Any:
    place, form, person = (
        value.split("/") if isinstance(value, str) and value.count("/") == 2 else ("", "", "")
    )
    return f"{place}/{form}/{keys[person]}" if form == WHYS else value


def _id(line: Line) -> str:
    """The id that a line without one is given when it is imported."""
    made = Answer(
        line.quarter,
        line.scope,
        line.owner,
        line.form,
        line.row,
        line.values,
        line.author,
        line.saved_at,
        id="derived",
    )
    return derive_id(made.content, made.saved_at)


def tell(path: Path) -> Iterator[Line]:
    """The lines of one story."""
    story = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    told = Told(story["team"], story["people"])
    for quarter, sittings in story["quarters"].items():
        for sitting in sittings:
            for line in _sitting(quarter, sitting, told):
                told.remember(line)
                yield line


def _sitting(quarter: str, sitting: Mapping[str, Any], told: Told) -> Iterator[Line]:
    """What was saved in one sitting: a day, a person, and forms with their rows."""
    day, who = str(sitting["on"]).split()
    at = _moment(day, sitting.get("at"))
    _refuse_foresight(sitting, at.date(), told.team)
    for form_id, rows in sitting.items():
        if form_id in {"on", "at"}:
            continue
        for row, values, author in _rows(quarter, form_id, rows, who, told):
            removed = bool(values.pop("remove", False))
            name = None if author == "nobody" else told.people[author]
            scope, owner = _whose(form_id, told.team, name)
            filled = {key: _value(form_id, key, value, told) for key, value in values.items()}
            yield Line(quarter, owner, form_id, row, filled, name, at, scope, removed)
            at += dt.timedelta(minutes=PAUSE)


def _refuse_foresight(sitting: Mapping[str, Any], day: dt.date, team: str) -> None:
    """Nobody quotes the evidence of a day to come."""
    ahead = [each for each in days_quoted(str(dict(sitting))) if each > day]
    if ahead:
        raise ValueError(f"{team} quotes {max(ahead)} on {day}")


def _whose(form_id: str, team: str, person: str | None) -> tuple[str, str]:
    """Scope and owner of an answer, as its form declares them."""
    form = _form(form_id)
    scope = form.scope if form else "team"
    school = next(each["school"] for each in teams() if each["team"] == team)
    owners = {"team": team, "person": person or team, "school": school, "district": "district"}
    return scope, owners[scope]


def _moment(day: str, at: str | None) -> dt.datetime:
    date = dt.date.fromisoformat(f"2026-{day}")
    zone = dt.timezone(dt.timedelta(hours=-8 if date >= AUTUMN else -7))
    return dt.datetime.combine(date, dt.time.fromisoformat(at) if at else START, zone)


def _rows(
    quarter: str, form_id: str, rows: Any, who: str, told: Told
) -> Iterator[tuple[str, dict[str, Any], str]]:
    """The rows of a form in a sitting: row id, values, author."""
    if form_id == "keep":
        raise ValueError("keep stands inside a form, as `keep: [f1]`")
    form = _form(form_id)
    if form is not None and form.rows is None:
        rows = {SINGLE_ROW: rows}
    for row in rows.get("keep", []):
        yield row, _carried(told.rows[_quarter_before(quarter), form_id, row], _quarter_before(quarter)), who
    for row, values in rows.items():
        if row != "keep":
            values = dict(values)
            yield str(row), values, values.pop("by", who)


def _carried(values: Mapping[str, Any], quarter: str) -> dict[str, Any]:
    """A row of the quarter before; what it links to and does not come along is linked where it stays."""
    return {key: _still_linked(value, quarter) for key, value in values.items()}


def _still_linked(value: Any, quarter: str) -> Any:
    stays = isinstance(value, str) and value.count("/") == 2 and value.split("/")[1] in STAYS_BEHIND
    return f"{quarter}/{value}" if stays else value


def _in_full(short: str, form: str, told: Told) -> str:
    """A short link in full: `f1`, `fog-harbor-slt/p1`, or `2025-26-Q4:c1` for a row of an earlier quarter."""
    quarter, _, rest = short.rpartition(":")
    owner, _, row = rest.rpartition("/")
    return f"{quarter}/" * bool(quarter) + f"{owner or told.team}/{form}/{row}"


def _quarter_before(quarter: str) -> str:
    ids = [each for each, _, _ in QUARTERS]
    return ids[ids.index(quarter) - 1]


@cache
def _forms() -> Mapping[str, Form]:
    """The questions, read once."""
    return load_cycle().forms


def _form(form_id: str) -> Form | None:
    return _forms().get(form_id)


def _value(form_id: str, key: str, value: Any, told: Told) -> Any:
    """A value as the record keeps it: numbers quoted, links and people written in full."""
    form = _form(form_id)
    kinds = {each.id: each for each in form.fields} if form else {}
    kind = kinds[key].type if key in kinds else "long_text"
    if kind == "number" and isinstance(value, str) and value.startswith("<<"):
        number = float(fill(value, told.team))
        return int(number) if number.is_integer() else number
    if kind == "person" and value in told.people:
        return told.people[value]
    if kind == "link" and isinstance(value, str) and value.count("/") < 2:
        rule = kinds[key].link
        return _in_full(value, rule.form if rule else form_id, told)
    if isinstance(value, dt.date):
        return value.isoformat()
    return fill(value, told.team) if isinstance(value, str) else value


def silent_teams() -> set[str]:
    """The teams of which no story is told."""
    told = {YAML(typ="safe").load(p.read_text(encoding="utf-8"))["team"] for p in FOLDER.glob("*.yaml")}
    return {team["team"] for team in teams()} - told


def writers(lines: Iterable[Line]) -> set[str]:
    """Everybody who wrote."""
    return {line.author for line in lines if line.author}
