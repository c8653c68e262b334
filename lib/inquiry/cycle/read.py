"""The folder of questions read and checked: every fault in every file, together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from inquiry.cycle import check_stations as checks
from inquiry.cycle import stations as files
from inquiry.cycle.check import Known, repeated
from inquiry.cycle.check_form import check_form
from inquiry.cycle.check_translations import check_translations
from inquiry.cycle.fill import fill_form, fill_lists
from inquiry.cycle.forms import Form
from inquiry.cycle.model import Cycle
from inquiry.cycle.places import line_of
from inquiry.cycle.translations import FOLDER as TRANSLATIONS
from inquiry.cycle.translations import LANGUAGE, TranslationsFile
from inquiry.district.kept import read_once
from inquiry.district.noting import noting_nothing
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model
from inquiry.errors import BadInput, Checked, Fault, has_errors


class _Named(Protocol):
    @property
    def id(self) -> str: ...


M = TypeVar("M")
N = TypeVar("N", bound=_Named)
FORMS = "forms"  # the folder of forms, one file each
SUFFIX = ".yaml"


@dataclass(frozen=True)
class _Parts:
    """The files as read; None for one that has faults. Forms are (file, form as written, form filled)."""

    levels: files.LevelsFile | None
    phases: files.PhasesFile | None
    frameworks: files.FrameworksFile | None
    lists: files.ListsFile | None
    skills: files.SkillsFile | None
    questions: files.QuestionsFile | None
    stations: files.StationsFile | None
    forms: tuple[tuple[str, Form, Form], ...]
    all_forms: bool
    translations: dict[str, TranslationsFile]  # by file's name, without its ending


def read_cycle(folder: Path | None = None) -> Checked[Cycle | None]:
    """Read the questions: levels, phases, stations, forms, skills, frameworks.

    Parameters
    ----------
    folder : Path, optional
        A folder laid out as `templates/cycle` (default: the one that comes with the workbook).

    Returns
    -------
    Checked of Cycle or None
        None when anything is wrong. Each fault names file, line and key; all of them are reported, except
        those that only follow from a file that could not be read.
    """
    folder = folder or templates_folder() / "cycle"
    parts, faults = _read_parts(folder)
    known = _known(parts)
    faults += [_at_its_line(folder, fault) for fault in _check(folder.name, parts, known)]
    return Checked(None if has_errors(faults) else _assemble(parts, known), tuple(faults))


def load_cycle(folder: Path | None = None) -> Cycle:
    """The questions, ready to use; read again only after a file has changed.

    Raises
    ------
    BadInput
        Something in the folder is wrong; every fault is in it.
    """
    folder = folder or templates_folder() / "cycle"
    with noting_nothing():  # each part is noted where a page asks for it
        return read_once("questions", folder, sorted(folder.rglob(f"*{SUFFIX}")), lambda: _load(folder))


def _load(folder: Path) -> Cycle:
    cycle = read_cycle(folder)
    found = cycle.or_raise()
    if found is None:
        raise BadInput(cycle.faults)
    return found


def _read_parts(folder: Path) -> tuple[_Parts, list[Fault]]:
    faults: list[Fault] = []

    def read(name: str, model: type[M]) -> M | None:
        checked = read_yaml_model(folder / name, model, f"{folder.name}/{name}")
        faults.extend(checked.faults)
        return checked.value

    found: dict[str, Any] = {
        name: read(f"{name}{SUFFIX}", getattr(files, f"{name.title()}File")) for name in checks.FILES
    }
    names = sorted(path.name for path in (folder / FORMS).glob(f"*{SUFFIX}"))
    raw = [(f"{folder.name}/{FORMS}/{name}", read(f"{FORMS}/{name}", Form)) for name in names]
    languages = sorted(path.stem for path in (folder / TRANSLATIONS).glob(f"*{SUFFIX}"))
    said = {each: read(f"{TRANSLATIONS}/{each}{SUFFIX}", TranslationsFile) for each in languages}
    faults += _strays(folder)
    forms = tuple((file, form, form) for file, form in raw if form is not None)
    translations = {name: each for name, each in said.items() if each is not None}
    parts = _Parts(**found, forms=forms, all_forms=len(forms) == len(raw), translations=translations)
    return _filled(parts), faults


def _strays(folder: Path) -> Iterator[Fault]:
    """Files among the forms that nobody reads."""
    for path in sorted((folder / FORMS).glob("*")):
        if path.suffix != SUFFIX and not path.name.startswith("."):
            file = f"{folder.name}/{FORMS}/{path.name}"
            cure = f"rename it if it is a form, else move it elsewhere; a form's name ends in {SUFFIX}"
            yield Fault(file, "a file that is not read", f"names ending in {SUFFIX}", cure, severity="note")


def _filled(parts: _Parts) -> _Parts:
    levels = [level.id for level in parts.levels.levels] if parts.levels else []
    phases = parts.phases.phases if parts.phases else ()
    lists = fill_lists(parts.lists.lists if parts.lists else {}, parts.skills.skills if parts.skills else ())
    forms = ((file, raw, fill_form(raw, levels, phases, lists)) for file, raw, _ in parts.forms)
    return replace(parts, forms=tuple(forms))


def _by_id(items: Iterable[N]) -> dict[str, N]:
    """Items by id, in order; of two with the same id the first."""
    found: dict[str, N] = {}
    for item in items:
        found.setdefault(item.id, item)
    return found


def _known(parts: _Parts) -> Known:
    lists = fill_lists(parts.lists.lists, parts.skills.skills) if parts.lists and parts.skills else None
    ordered = sorted((form for _, _, form in parts.forms), key=lambda form: (form.order, form.id))
    return Known(
        levels=_by_id(parts.levels.levels) if parts.levels else None,
        phases=_by_id(parts.phases.phases) if parts.phases else None,
        frameworks=_by_id(parts.frameworks.frameworks) if parts.frameworks else None,
        lists=lists,
        forms=_by_id(ordered),
        all_forms=parts.all_forms,
    )


def _check(name: str, parts: _Parts, known: Known) -> Iterator[Fault]:
    """Every fault that shows only when the files are laid side by side."""
    if parts.levels:
        yield from checks.check_levels(f"{name}/levels.yaml", parts.levels.levels)
    if parts.phases:
        yield from checks.check_phases(f"{name}/phases.yaml", parts.phases.phases)
    if parts.frameworks:
        ids = [each.id for each in parts.frameworks.frameworks]
        yield from repeated(f"{name}/frameworks.yaml", "frameworks.{n}.id", "framework", ids)
    if parts.lists:
        yield from checks.check_lists(f"{name}/lists.yaml", parts.lists.lists)
    if part := parts.skills:
        yield from checks.check_skills(f"{name}/skills.yaml", part.framework, part.skills, known)
    if asked := parts.questions:
        yield from checks.check_questions(f"{name}/questions.yaml", asked.framework, asked.questions, known)
    if walk := parts.stations:
        yield from checks.check_stations(f"{name}/stations.yaml", walk.framework, walk.stations, known)
    yield from _forms_twice(parts)
    for file, raw, form in parts.forms:
        yield from check_form(file, raw, form, known)
    for language, said in parts.translations.items():
        file = f"{name}/{TRANSLATIONS}/{language}{SUFFIX}"
        if not LANGUAGE.fullmatch(language):
            found = f"a file named “{language}{SUFFIX}”"
            yield Fault(file, found, "a language's code, such as es.yaml", "rename it")
        yield from check_translations(file, said, known)


def _forms_twice(parts: _Parts) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for file, form, _ in parts.forms:
        if form.id in first:
            found = f"the form “{form.id}” again, first in {first[form.id]}"
            yield Fault(file, found, "each form once", "give one of them another id", column="id")
        first.setdefault(form.id, file)


def _at_its_line(folder: Path, fault: Fault) -> Fault:
    path = folder / fault.file.removeprefix(f"{folder.name}/")
    return replace(fault, row=line_of(path, fault.column)) if fault.column and fault.row is None else fault


def _assemble(parts: _Parts, known: Known) -> Cycle | None:
    if not (parts.stations and parts.questions and parts.skills and parts.frameworks):
        return None
    usual = parts.stations.framework
    walked = {(each.level, each.phase): each for each in parts.stations.stations}
    return Cycle(
        levels=dict(known.levels or {}),
        phases=dict(known.phases or {}),
        stations={
            key: each.model_copy(update={"framework": each.framework or usual})
            for key, each in walked.items()
        },
        questions=parts.questions.questions,
        skills={
            each.id: each.model_copy(update={"framework": each.framework or parts.skills.framework})
            for each in parts.skills.skills
        },
        frameworks=_by_id(parts.frameworks.frameworks),
        lists=dict(known.lists or {}),
        forms=dict(known.forms),
        translations={language: dict(said.forms) for language, said in parts.translations.items()},
    )
