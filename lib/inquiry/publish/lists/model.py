"""What the templates are given: plain values, one class per kind of page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from inquiry.publish.lists.facts import Facts, Figure, Goal
from inquiry.publish.lists.pieces import (
    Answer,
    ColorTable,
    Decisions,
    Help,
    Letter,
    Link,
    Moves,
    Needs,
    Place,
    Readers,
    Step,
    TeamEntry,
    Told,
    ToldRow,
)


@dataclass(frozen=True)
class About:
    """What is said of a team's page around it and elsewhere: its frame, its team's entry, its school's."""

    title: str = ""
    sections: tuple[tuple[str, str], ...] = ()  # id and words of each second-level heading
    as_of: str = ""
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True)
class Section:
    """A part of a page that the list at its top leads to."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class View:
    """The frame around every page."""

    lang: str
    district: str
    suppress_below: int
    as_of: str
    title: str  # of the window
    heading: str  # of the page
    home: str  # the way to the site's first page
    readers: Readers
    ways: tuple[Link, ...] = ()  # from every page: overview, A to Z, tried here
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PageView(View):
    """One page of one team."""

    quarter: str
    school_name: str
    team_name: str
    tabs: tuple[Link, ...]
    sections: tuple[Section, ...] = ()
    previous: Link | None = None
    next: Link | None = None
    not_shown: str = ""  # why the page is not here, in words for staff
    # the page's answer, before anything else
    working_on: str = ""  # where the page itself does not say it
    lead: str = ""
    purpose: str = ""
    figures: tuple[Figure, ...] = ()
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SchoolView(View):
    """One school in one quarter."""

    template: ClassVar[str] = "school.html.j2"

    quarter: str
    about: str
    week: str
    purpose: str
    working_on: str
    progress: tuple[Step, ...]
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]
    decisions: Decisions | None
    help: Help | None
    teams: tuple[TeamEntry, ...]
    tried: tuple[Link, ...] = ()
    binder: Link | None = None


@dataclass(frozen=True, kw_only=True)
class QuarterView(View):
    """The district in one quarter; with `quarters` it is the site's first page."""

    template: ClassVar[str] = "quarter.html.j2"

    quarter: str
    dates: str
    week: str
    summary: tuple[Answer, ...]
    purpose: str
    working_on: str
    goals: tuple[Goal, ...]
    schools: tuple[Place, ...]
    own: tuple[Place, ...]
    begun: tuple[Step, ...]
    colors: ColorTable | None
    moves: tuple[Moves, ...]
    told: tuple[ToldRow, ...]
    decisions: Decisions | None
    needs: Needs | None
    a_to_z: tuple[Link, ...]
    tried: tuple[Link, ...] = ()
    quarters: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LettersView(View):
    """A list from A to Z."""

    template: ClassVar[str] = "letters.html.j2"

    quarter: str
    intro: str
    others: tuple[Link, ...]
    letters: tuple[Letter, ...]
    nothing: str


@dataclass(frozen=True, kw_only=True)
class OwnPagesView(View):
    """What leads into one team's own edition; with `quarters` it is its first page."""

    template: ClassVar[str] = "own-pages.html.j2"

    quarter: str
    dates: str
    place: str
    working_on: str
    pages: tuple[Link, ...]
    quarters: tuple[Link, ...] = ()


ListView = SchoolView | QuarterView | LettersView | OwnPagesView


@dataclass(frozen=True)
class TeamSummary:
    """What other pages say of a team: its name and level, what it tells at a glance, its pages."""

    school: str
    team: str
    level: str
    name: str
    about: str = ""
    facts: Facts = field(default_factory=Facts)
    pages: tuple[Link, ...] = ()
