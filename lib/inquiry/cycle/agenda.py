"""Meeting agendas, read from templates/agenda: one file for each level, checked against the questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field as Spec

from inquiry.cycle.check import unknown
from inquiry.cycle.model import Cycle
from inquiry.cycle.places import line_of
from inquiry.cycle.stations import Minutes
from inquiry.cycle.words import Id, Listed, Strict, Text, Texts
from inquiry.district.kept import read_once
from inquiry.district.noting import note, noting_nothing
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model
from inquiry.errors import BadInput, Checked, Fault, UsageError

FOLDER = "agenda"
LONGEST = 90  # minutes; our own rule: nobody decides well in a longer meeting

# What the record can bring into an agenda; views/meetings/agenda_blocks.py has one function for each.
Block = Literal[
    "last_step", "assignments", "evidence", "below", "ours", "successes", "input", "round", "confidence"
]
BLOCKS: tuple[str, ...] = get_args(Block)


class AgendaItem(Strict):
    """One item of a meeting: its minutes, what it is about, what to ask, what the record shows for it."""

    minutes: Minutes
    item: Text
    ask: Text | None = None
    shows: Annotated[tuple[Block, ...], Listed] = ()


class Agenda(Strict):
    """The agenda of one level's regular meeting."""

    level: Id
    title: Text
    framework: Id
    outcomes: Annotated[Texts, Spec(min_length=1)]
    items: Annotated[tuple[AgendaItem, ...], Listed, Spec(min_length=1)]

    @property
    def minutes(self) -> int:
        """How long the meeting takes."""
        return sum(item.minutes for item in self.items)


def read_agendas(cycle: Cycle, folder: Path | None = None) -> Checked[Mapping[str, Agenda]]:
    """Read the agenda of every level.

    Parameters
    ----------
    cycle : Cycle
        The questions: levels and frameworks must be among theirs.
    folder : Path, optional
        A folder with one YAML file for each level (default: the one that comes with the workbook).

    Returns
    -------
    Checked of mapping
        Level to agenda. Faults: a level without an agenda, a file of no level, unknown keys, blocks and
        frameworks, a meeting longer than 90 minutes.
    """
    folder = folder or templates_folder() / FOLDER
    found: dict[str, Agenda] = {}
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.yaml")):
        agenda = read_yaml_model(path, Agenda, f"{FOLDER}/{path.name}")
        faults += agenda.faults
        if agenda.value is not None:
            faults += _check(path, agenda.value, cycle)
            found[agenda.value.level] = agenda.value
    return Checked(found, (*faults, *_missing(folder, cycle)))


def load_agenda(cycle: Cycle, level: str) -> Agenda:
    """The agenda of one level; `BadInput` with every fault of its file, `UsageError` where it has none."""
    path = templates_folder() / FOLDER / f"{level}.yaml"
    if not path.is_file():
        raise UsageError(f"There is no agenda for the level “{level}”: {FOLDER}/{path.name} is missing.")
    with noting_nothing():
        agenda = read_once(f"agenda of {level}", path.parent, (path,), lambda: _load(path))
    note("agenda", (level,), lambda: agenda)
    return agenda


def _load(path: Path) -> Agenda:
    agenda = read_yaml_model(path, Agenda, f"{FOLDER}/{path.name}")
    if agenda.value is None:
        raise BadInput(agenda.faults)
    return agenda.value


def _check(path: Path, agenda: Agenda, cycle: Cycle) -> Iterator[Fault]:
    file = f"{FOLDER}/{path.name}"
    yield from unknown(file, "level", "level", [agenda.level], cycle.levels)
    yield from unknown(file, "framework", "framework", [agenda.framework], cycle.frameworks)
    if agenda.level in cycle.levels and path.stem != agenda.level:
        cure = f"call the file {agenda.level}.yaml"
        found = f"the agenda of “{agenda.level}”"
        yield Fault(file, found, "a file named after its level", cure, line_of(path, "level"), "level")
    if agenda.minutes > LONGEST:
        found, cure = f"{agenda.minutes} minutes in all", "shorten an item, or take one out"
        yield Fault(file, found, f"at most {LONGEST}", cure, line_of(path, "items"), "items")


def _missing(folder: Path, cycle: Cycle) -> Iterator[Fault]:
    for level in cycle.levels:
        if not (folder / f"{level}.yaml").is_file():
            cure = "copy the file of another level and change its words"
            yield Fault(f"{FOLDER}/{level}.yaml", "no such file", "an agenda for each level", cure)
