"""The whole cycle as the pages use it: stations, forms, skills, and what is asked where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from inquiry.cycle.fields import Option
from inquiry.cycle.forms import Form
from inquiry.cycle.pages import Page
from inquiry.cycle.stations import Framework, Level, Phase, Question, Skill, Station
from inquiry.cycle.translations import FormTranslation
from inquiry.district.noted import NotedDict, NotedField
from inquiry.district.noting import note, noting_nothing
from inquiry.errors import UsageError

T = TypeVar("T")
PARTS = ("levels", "phases", "stations", "skills", "frameworks", "lists", "forms")
SKILLS = "skills"  # the list of options that skills.yaml gives


_NOTED_QUESTIONS: NotedField[tuple[Question, ...]] = NotedField(lambda _: ("questions", ()), ())


@dataclass(frozen=True)
class Cycle:
    """All of `templates/cycle`, checked; each part in its file's order, forms in the order they are shown."""

    levels: dict[str, Level]
    phases: dict[str, Phase]
    stations: dict[tuple[str, str], Station]
    skills: dict[str, Skill]
    frameworks: dict[str, Framework]
    lists: dict[str, tuple[Option, ...]]
    forms: dict[str, Form]
    translations: dict[str, dict[str, FormTranslation]] = field(default_factory=dict)  # language, form
    questions: NotedField[tuple[Question, ...]] = _NOTED_QUESTIONS

    def __post_init__(self) -> None:
        """Let every part note which of its entries a page asks for."""
        for part in PARTS:
            shown = _shape if part == "forms" else None
            entries = NotedDict("cycle", part, dict(getattr(self, part).items()), shown)
            object.__setattr__(self, part, entries)

    def forms_for(self, level: str, page: str) -> list[Form]:
        """The forms a level finds on a page, in order and in its own words.

        Parameters
        ----------
        level : str
            An id of `levels`.
        page : str
            A short name of `PAGES`, such as `analyze`.

        Raises
        ------
        UsageError
            There is no such level or page.
        """
        _pick(self.levels, level, "level")
        if page not in get_args(Page):
            raise UsageError(f"There is no page “{page}”. There are: {', '.join(get_args(Page))}.")
        forms = dict.values(self.forms)
        there = [self._asked(form, level) for form in forms if form.page == page and level in form.levels]
        note("forms for", (level, page), lambda: [form.shape for form in there])
        return there

    def form(self, form_id: str, level: str | None = None) -> Form:
        """One form by id, in a level's words where one is given; `UsageError` when it is not asked there."""
        form = _pick(self.forms, form_id, "form")
        if level is None:
            return form
        _pick(self.levels, level, "level")
        if level not in form.levels:
            raise UsageError(f"The form “{form_id}” is not asked of the level “{level}”.")
        return self._asked(form, level)

    def translation(self, form_id: str, language: str, level: str | None = None) -> FormTranslation | None:
        """A form's words in another language, as a level is asked it; None where nobody translated it."""
        form = self.form(form_id, level)
        said = self.translations.get(language, {}).get(form.id)
        note("translation", (language, form.id), lambda: said)
        with noting_nothing():
            return said.wording_for(self.forms[form.id], level) if said and level else said

    def station(self, level: str, phase: str) -> Station:
        """One of the stations; `UsageError` names what there is."""
        _pick(self.levels, level, "level")
        _pick(self.phases, phase, "phase")
        return self.stations[level, phase]

    def needed(self, level: str, phase: str) -> list[Form]:
        """The forms without which a station is not done, in the order of its `done_when`."""
        done_when = self.station(level, phase).done_when
        return [self.form(done.form, level) for done in done_when if done.form is not None]

    def unplaced(self, form_id: str, field_id: str | None = None) -> bool:
        """Whether an answer's question is no longer asked anywhere; the answer is kept, as unplaced."""
        form = self.forms.get(form_id)
        if form is None:
            return True
        return field_id is not None and all(field.id != field_id for field in form.fields)

    def _asked(self, form: Form, level: str) -> Form:
        with noting_nothing():  # the copy notes what is read of it
            cadence = self.levels[level].check_in if form.cadence == "check-in" else form.cadence
            return form.wording_for(level).model_copy(update={"cadence": cadence})


def _shape(form: Form) -> dict[str, Any]:
    """What counts of a form that is looked up; its words are noted when they are read."""
    return form.shape


def _pick(known: Mapping[str, T], wanted: str, kind: str) -> T:
    if wanted not in known:
        raise UsageError(f"There is no {kind} “{wanted}”. There are: {', '.join(known)}.")
    return known[wanted]
