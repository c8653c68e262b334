"""What pages that lead to others are made of: plain values, gathered from many pages."""

from __future__ import annotations

from dataclasses import dataclass

from inquiry.publish.lists.facts import Figure


@dataclass(frozen=True)
class Readers:
    """For whom a page is, in words: in its foot, and at its top where it is not for all staff."""

    whom: str  # after “for”
    banner: str = ""
    withholds: bool = True  # whether what rests on few students is withheld from them
    narrowed: str = ""  # why a page shows them no more than all staff, though they read more of others


@dataclass(frozen=True)
class Link:
    """A link to a page of the site; `href` None or `current` where the reader already is."""

    label: str
    href: str | None = None
    current: bool = False
    not_shown: bool = False
    dates: str = ""


@dataclass(frozen=True)
class Step:
    """A phase of the cycle, how far a school's teams are in it, and that in words."""

    label: str
    state: str  # done, now or next: the style sheet's classes
    words: str


@dataclass(frozen=True)
class Answer:
    """One of the first page's answers, and the part of the page that has it whole."""

    anchor: str
    label: str
    words: str


@dataclass(frozen=True)
class Place:
    """A school, or the district's own teams, in a list: what it works on and how far it is."""

    name: str
    href: str
    about: str = ""
    working_on: str = ""
    progress: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Told:
    """What run charts tell, gathered by which way: the style sheet's class, words, and of what."""

    way: str
    words: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class TeamEntry:
    """A team on its school's page."""

    name: str
    about: str
    working_on: str
    verdicts: tuple[Told, ...]
    pages: tuple[Link, ...]


@dataclass(frozen=True)
class ColorRow:
    """A school's published results, one for each indicator of the table; None where there is none."""

    place: Place
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class ColorTable:
    """The state's colors of all schools side by side."""

    indicators: tuple[str, ...]
    rows: tuple[ColorRow, ...]
    years: str


@dataclass(frozen=True)
class Moved:
    """A published result that moved, and where."""

    place: Place
    figure: Figure


@dataclass(frozen=True)
class Moves:
    """The results that moved one way: how many, and of each indicator the one that moved furthest."""

    way: str  # better or worse
    count: int
    furthest: tuple[Moved, ...]


@dataclass(frozen=True)
class ToldRow:
    """What the run charts of one place tell; nothing where none shifted."""

    place: Place | None  # None: all schools together
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Decisions:
    """What was decided in a quarter: how many ideas each way, and which."""

    quarter: str
    counts: tuple[str, ...]
    ideas: tuple[tuple[str, str], ...]  # what was decided, and about which idea


@dataclass(frozen=True)
class Help:
    """What needs help at one place, each in a few words."""

    figures: tuple[Figure, ...]
    worse: tuple[str, ...]  # what moved for the worse in students' work


@dataclass(frozen=True)
class Needs:
    """What needs help in the whole district: each thing, and at which schools."""

    red: tuple[tuple[str, tuple[Moved, ...]], ...]  # an indicator, and where it is red
    worse: tuple[tuple[str, tuple[Place, ...]], ...]  # a skill whose work shifted for the worse, and where


@dataclass(frozen=True)
class Entry:
    """One line of a list from A to Z."""

    name: str
    href: str | None
    about: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Letter:
    """The entries that begin with one letter."""

    id: str
    label: str
    entries: tuple[Entry, ...]
