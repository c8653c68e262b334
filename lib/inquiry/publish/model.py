"""What the templates are given: plain values, one class per kind of page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True)
class About:
    """What is said of a team's page around it and elsewhere: its frame, its team's entry, its school's."""

    title: str = ""
    sections: tuple[tuple[str, str], ...] = ()  # id and words of each second-level heading
    working_on: str = ""
    progress: Mapping[str, str] = field(default_factory=dict)  # phase -> done, now or next
    as_of: str = ""
    data: tuple[str, ...] = ()


@dataclass(frozen=True)
class Link:
    """A link to a page of the site; `href` None or `current` where the reader already is."""

    label: str
    href: str | None = None
    current: bool = False
    not_shown: bool = False
    dates: str = ""


@dataclass(frozen=True)
class Section:
    """A part of a page that the list at its top leads to."""

    id: str
    label: str


@dataclass(frozen=True)
class Step:
    """A phase of the cycle, how far a school's teams are in it, and that in words."""

    label: str
    state: str  # done, now or next: the style sheet's classes
    words: str


@dataclass(frozen=True)
class Entry:
    """A school in a list of schools, or one of the district's own teams."""

    name: str
    href: str
    about: str = ""
    working_on: str = ""
    progress: tuple[Step, ...] = ()


@dataclass(frozen=True)
class TeamEntry:
    """A team on its school's page."""

    name: str
    about: str
    working_on: str
    pages: tuple[Link, ...]


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
    crumbs: tuple[Link, ...] = ()
    data: tuple[str, ...] = ()


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


@dataclass(frozen=True, kw_only=True)
class SchoolView(View):
    """One school in one quarter."""

    template: ClassVar[str] = "school.html.j2"

    quarter: str
    about: str
    working_on: str
    progress: tuple[Step, ...]
    teams: tuple[TeamEntry, ...]
    tried: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QuarterView(View):
    """The district in one quarter; with `quarters` it is the site's first page."""

    template: ClassVar[str] = "quarter.html.j2"

    quarter: str
    dates: str
    working_on: str
    schools: tuple[Entry, ...]
    own: tuple[Entry, ...]
    tried: tuple[Link, ...] = ()
    quarters: tuple[Link, ...] = ()


ListView = SchoolView | QuarterView


@dataclass(frozen=True)
class TeamSummary:
    """What other pages say of a team: its name and level, its focus, its steps, its pages."""

    school: str
    team: str
    level: str
    name: str
    about: str = ""
    working_on: str = ""
    progress: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[Link, ...] = ()
