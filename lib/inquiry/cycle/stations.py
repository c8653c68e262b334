"""Levels, phases, the sixteen stations, the guiding questions, skills and frameworks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field as Spec

from inquiry.cycle.fields import Option
from inquiry.cycle.pages import ExtraPage
from inquiry.cycle.words import Id, Listed, Strict, Text, Texts

RUBRIC_STEPS = 4  # the evidence files count students at four levels (level_1 … level_4)
Minutes = Annotated[int, Spec(ge=1, le=480)]


class Level(Strict):
    """One level of the district; `serves` is the level above, `pages` those that not every level has."""

    id: Id
    label: Text
    we: Text
    about: Text
    check_in: Literal["weekly", "monthly", "quarterly"]
    serves: Id | None
    holds: Text
    pages: Annotated[tuple[ExtraPage, ...], Listed] = ()


class Phase(Strict):
    """One phase of the cycle and the page it has."""

    id: Id
    label: Text
    page: Literal["analyze", "design", "implement", "refine"]
    about: Text


class ProtocolStep(Strict):
    """One step of a meeting, with its minutes."""

    minutes: Minutes
    step: Text


class Done(Strict):
    """One sign that a station is done; with a form, once it has `at_least` complete rows."""

    text: Text
    form: Id | None = None
    at_least: Annotated[int, Spec(ge=1)] = 1


class Station(Strict):
    """What one level does in one phase."""

    level: Id
    phase: Id
    purpose: Text
    question: Text
    looks_at: Texts
    decides: Texts
    receives: Texts
    protocol: Annotated[tuple[ProtocolStep, ...], Listed]
    done_when: Annotated[tuple[Done, ...], Listed]
    evidence: Texts = ()
    framework: Id | None = None

    @property
    def minutes(self) -> int:
        """How long the whole protocol takes."""
        return sum(step.minutes for step in self.protocol)


class Question(Strict):
    """One of the guiding questions, and the level that answers it first."""

    id: Id
    level: Id
    text: Text
    about: Text


class RubricStep(Strict):
    """One level of a skill's rubric: its name and what it looks like in students' work."""

    label: Text
    looks_like: Text


class Skill(Strict):
    """One of the skills that teams look for in students' work."""

    id: Id
    label: Text
    about: Text
    look_fors: Texts
    rubric: Annotated[tuple[RubricStep, ...], Listed, Spec(min_length=RUBRIC_STEPS, max_length=RUBRIC_STEPS)]
    framework: Id | None = None


class Framework(Strict):
    """A work that the questions rest on."""

    id: Id
    title: Text
    authors: Text
    about: Text
    year: Text | None = None
    publisher: Text | None = None

    @property
    def citation(self) -> str:
        """Authors, year, title and publisher in one line."""
        year = f" ({self.year})" if self.year else ""
        publisher = f". {self.publisher}" if self.publisher else ""
        return f"{self.authors}{year}. {self.title}{publisher}."


class LevelsFile(Strict):
    """levels.yaml."""

    levels: Annotated[tuple[Level, ...], Listed]


class PhasesFile(Strict):
    """phases.yaml."""

    phases: Annotated[tuple[Phase, ...], Listed]


class StationsFile(Strict):
    """stations.yaml; `framework` holds for the stations that name none."""

    framework: Id
    stations: Annotated[tuple[Station, ...], Listed]


class QuestionsFile(Strict):
    """questions.yaml."""

    framework: Id
    questions: Annotated[tuple[Question, ...], Listed]


class SkillsFile(Strict):
    """skills.yaml; `framework` holds for the skills that name none."""

    framework: Id
    skills: Annotated[tuple[Skill, ...], Listed]


class FrameworksFile(Strict):
    """frameworks.yaml."""

    frameworks: Annotated[tuple[Framework, ...], Listed]


class ListsFile(Strict):
    """lists.yaml: lists of options that forms share."""

    lists: dict[Id, Annotated[tuple[Option, ...], Listed]]
