"""A small cycle of two levels and one phase, written afresh for each test, and the shipped one read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inquiry.cycle import Cycle, Field, Form, load_cycle, read_cycle
from inquiry.errors import Fault

FILES = {
    "levels.yaml": """\
levels:
  - {id: district, label: District, we: we, about: a, check_in: quarterly, serves: null, holds: h}
  - {id: teacher, label: Teacher team, we: we, about: a, check_in: weekly, serves: district, holds: h}
""",
    "phases.yaml": """\
phases:
  - {id: analyze, label: Analyze, page: analyze, about: a}
""",
    "frameworks.yaml": """\
frameworks:
  - {id: ours, title: Ours, authors: We, about: a}
""",
    "lists.yaml": """\
lists:
  sure:
    - {id: little, label: A little}
    - {id: very, label: Very}
""",
    "skills.yaml": """\
framework: ours
skills:
  - id: reading
    label: Reading
    about: a
    look_fors: [one]
    rubric:
      - {label: one, looks_like: a}
      - {label: two, looks_like: b}
      - {label: three, looks_like: c}
      - {label: four, looks_like: d}
""",
    "questions.yaml": """\
framework: ours
questions:
  - {id: first, level: teacher, text: t, about: a}
""",
    "stations.yaml": """\
framework: ours
stations:
  - level: district
    phase: analyze
    purpose: p
    question: q
    looks_at: [a]
    decides: [a]
    receives: [a]
    protocol: [{minutes: 5, step: s}]
    done_when:
      - {text: t, form: focus}
  - level: teacher
    phase: analyze
    purpose: p
    question: q
    looks_at: [a]
    decides: [a]
    receives: [a]
    protocol: [{minutes: 5, step: s}, {minutes: 7, step: s}]
    done_when:
      - {text: t, form: focus}
      - {text: t, form: notes, at_least: 2}
      - {text: t}
""",
    "forms/focus.yaml": """\
id: focus
title: Focus
intro: i
levels: all
page: analyze
order: 20
scope: team
cadence: quarterly
audience: chain
carry: carried
framework: ours
rows: {label: focus, max: 3, objection: "{count} is more than {max}"}
fields:
  - {id: priority, type: short_text, required: yes, label: Priority}
  - {id: serves, type: link, label: Serves, levels: [teacher], link: {form: focus, where: above}}
  - {id: sure, type: scale, label: How sure, steps_from: sure, audience: team}
  - {id: skill, type: choice, label: Skill, options_from: sure}
""",
    "forms/notes.yaml": """\
id: notes
title: Notes
intro: i
levels: [teacher]
page: analyze
order: 10
scope: team
cadence: check-in
carry: open
open_when: {field: state, any_of: [open]}
framework: ours
rows: {label: note}
fields:
  - {id: note, type: long_text, required: yes, label: Note}
  - id: state
    type: choice
    label: State
    options:
      - {id: open, label: Open}
      - {id: done, label: Done}
""",
}


@dataclass
class SmallCycle:
    """A folder of questions to spoil."""

    folder: Path

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    def write(self, file: str, text: str) -> None:
        (self.folder / file).write_text(text, encoding="utf-8", newline="\n")

    def cycle(self) -> Cycle:
        found = read_cycle(self.folder).or_raise()
        assert found is not None
        return found

    def faults(self) -> list[Fault]:
        checked = read_cycle(self.folder)
        errors = [fault for fault in checked.faults if fault.severity == "error"]
        assert (checked.value is None) == bool(errors)
        return list(checked.faults)

    def places(self) -> list[tuple[str, int | None, str | None]]:
        return [(fault.file, fault.row, fault.column) for fault in self.faults()]


@pytest.fixture
def small(tmp_path: Path) -> SmallCycle:
    folder = tmp_path / "cycle"
    (folder / "forms").mkdir(parents=True)
    made = SmallCycle(folder)
    for file, text in FILES.items():
        made.write(file, text)
    return made


RIGHT: dict[str, Any] = {
    "short_text": "a",
    "long_text": "a\nb",
    "number": 12,
    "date": "2026-09-01",
    "person": "a-lopez",
}


def _right_value(field: Field) -> Any:
    options = [option.id for option in field.options]
    if field.type == "link":
        assert field.link is not None
        return f"team-1/{field.link.form}/r1"
    if field.type == "scale":
        return len(field.steps)
    made = {"choice": options[:1], "choices": [options[:2]], "ratings": [dict.fromkeys(options, 1)]}
    return made[field.type][0] if field.type in made else RIGHT[field.type]


@pytest.fixture(scope="session")
def complete_row() -> Callable[[Form], dict[str, Any]]:
    """A row that answers every question of a form."""
    return lambda form: {field.id: _right_value(field) for field in form.fields}


@pytest.fixture(scope="session")
def shipped() -> Cycle:
    return load_cycle()
