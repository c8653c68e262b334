"""Levels, phases, stations and questions checked against each other and against the forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inquiry.cycle.check import Known, list_ids, repeated, unknown
from inquiry.cycle.forms import Form
from inquiry.cycle.model import SKILLS
from inquiry.cycle.stations import Done, Level, Phase, Question, Skill, Station
from inquiry.errors import Fault

# The files of `templates/cycle`, as messages name them.
FILES = ("levels", "phases", "frameworks", "lists", "skills", "questions", "stations")


def check_levels(file: str, levels: Sequence[Level]) -> Iterator[Fault]:
    """Each level once, each serving one that exists, and none serving itself in the end."""
    by_id = {level.id: level for level in levels}
    yield from repeated(file, "levels.{n}.id", "level", [level.id for level in levels])
    for n, level in enumerate(levels):
        if level.serves is not None:
            yield from unknown(file, f"levels.{n}.serves", "level", [level.serves], by_id)
        if _circular(level, by_id):
            found = f"“{level.id}”, which in the end serves itself"
            cure = "write “serves: null” for the highest level"
            yield Fault(file, found, "a line that ends at the top", cure, column=f"levels.{n}.serves")
        elif level.serves in {below.id for below in levels[n + 1 :]}:
            found, cure = f"“{level.id}” above “{level.serves}”, which it serves", "move it below that level"
            yield Fault(file, found, "levels from the top down", cure, column=f"levels.{n}.serves")


def _circular(level: Level, by_id: Mapping[str, Level]) -> bool:
    seen: set[str] = set()
    at: Level | None = level
    while at is not None and at.serves is not None and at.id not in seen:
        seen.add(at.id)
        at = by_id.get(at.serves)
    return at is not None and at.id == level.id and level.id in seen


def check_phases(file: str, phases: Sequence[Phase]) -> Iterator[Fault]:
    """Each phase and each page once."""
    yield from repeated(file, "phases.{n}.id", "phase", [phase.id for phase in phases])
    yield from repeated(file, "phases.{n}.page", "page", [phase.page for phase in phases])


def check_skills(file: str, framework: str, skills: Sequence[Skill], known: Known) -> Iterator[Fault]:
    """Each skill once, with frameworks that exist."""
    yield from unknown(file, "framework", "framework", [framework], known.frameworks)
    yield from repeated(file, "skills.{n}.id", "skill", [skill.id for skill in skills])
    for n, skill in enumerate(skills):
        named = [skill.framework] if skill.framework else []
        yield from unknown(file, f"skills.{n}.framework", "framework", named, known.frameworks)


def check_questions(
    file: str, framework: str, questions: Sequence[Question], known: Known
) -> Iterator[Fault]:
    """Each guiding question once, for a level that exists."""
    yield from unknown(file, "framework", "framework", [framework], known.frameworks)
    yield from repeated(file, "questions.{n}.id", "question", [question.id for question in questions])
    for n, question in enumerate(questions):
        yield from unknown(file, f"questions.{n}.level", "level", [question.level], known.levels)


def check_lists(file: str, lists: Mapping[str, Sequence[object]]) -> Iterator[Fault]:
    """No empty list, no option twice, and none named as the skills are."""
    for name, options in lists.items():
        if not options:
            cure = "add an option, or take the list out"
            yield Fault(file, "an empty list", "at least one option", cure, column=f"lists.{name}")
        ids = [str(getattr(option, "id", "")) for option in options]
        yield from repeated(file, f"lists.{name}.{{n}}.id", "option", ids)
    if SKILLS in lists:
        cure = "rename the list; the skills come from skills.yaml"
        yield Fault(file, f"a list “{SKILLS}”", "any other name", cure, column=f"lists.{SKILLS}")


def check_stations(file: str, framework: str, stations: Sequence[Station], known: Known) -> Iterator[Fault]:
    """Every level has its station in every phase, once, and names forms that are asked there."""
    yield from unknown(file, "framework", "framework", [framework], known.frameworks)
    pairs = [f"{station.level}, {station.phase}" for station in stations]
    yield from repeated(file, "stations.{n}", "station", pairs)
    for level in known.levels or ():
        for phase in known.phases or ():
            if f"{level}, {phase}" not in pairs:
                cure = f"add “- level: {level}” with “phase: {phase}”"
                found = f"no station for {level} in {phase}"
                yield Fault(file, found, "a station for each level and phase", cure, column="stations")
    for n, station in enumerate(stations):
        yield from _station(file, station, f"stations.{n}", known)


def _station(file: str, station: Station, at: str, known: Known) -> Iterator[Fault]:
    yield from unknown(file, f"{at}.level", "level", [station.level], known.levels)
    yield from unknown(file, f"{at}.phase", "phase", [station.phase], known.phases)
    named = [station.framework] if station.framework else []
    yield from unknown(file, f"{at}.framework", "framework", named, known.frameworks)
    there = _asked(station, known)
    if there == []:
        cure = "add a form for it in forms/, or name its level in one of them"
        found = f"no form for {station.level} in {station.phase}"
        yield Fault(file, found, "at least one form at each station", cure, column=at)
    for n, done in enumerate(station.done_when):
        yield from _done(file, station, done, f"{at}.done_when.{n}", there, known)


def _asked(station: Station, known: Known) -> list[str] | None:
    """The forms of a station; None where that cannot be told."""
    phase = (known.phases or {}).get(station.phase)
    if phase is None or known.levels is None or not known.all_forms:
        return None
    return [each.id for each in known.forms.values() if _is_asked(each, station.level, phase)]


def _is_asked(form: Form, level: str, phase: Phase) -> bool:
    return form.page == phase.page and level in form.levels


def _done(
    file: str, station: Station, done: Done, at: str, there: list[str] | None, known: Known
) -> Iterator[Fault]:
    if done.form is None:
        if done.at_least > 1:
            cure = "name the form whose rows are counted"
            yield Fault(file, f"at_least {done.at_least} without a form", "both together", cure, column=at)
        return
    form = known.forms.get(done.form)
    if form is None:
        if known.all_forms:
            yield from unknown(file, f"{at}.form", "form", [done.form], known.forms)
        return
    if there is not None and form.id not in there:
        found = f"“{form.id}”, which {station.level} is not asked in {station.phase}"
        yield Fault(file, found, list_ids(there), "name one of these", column=f"{at}.form")
    if done.at_least > 1 and form.rows is None:
        found = f"at_least {done.at_least} for a form with one row"
        yield Fault(file, found, "1", "take at_least out", column=f"{at}.at_least")
