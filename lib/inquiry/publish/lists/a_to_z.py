"""Lists from A to Z: schools, teams, skills and causes of one quarter, to be searched without any script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from inquiry.cycle import PAGES
from inquiry.district.rosters import DISTRICT
from inquiry.publish.keeping.shelf import INDEX
from inquiry.publish.lists.model import LettersView, TeamSummary
from inquiry.publish.lists.pieces import Entry, Letter, Link
from inquiry.publish.site import Site

Schools = Mapping[str, Sequence[TeamSummary]]
_OTHER = "other"  # the part for what begins with no letter of the alphabet


@dataclass(frozen=True)
class _List:
    """One list: its title, what it says of itself, what it says when it is empty, where its entries are."""

    title: str
    intro: str
    nothing: str
    entries: Callable[[Site, Schools], Iterable[Entry]]


def view_letters(site: Site, what: str, schools: Schools) -> LettersView:
    """A list from A to Z of one quarter: `what` is a key of `LISTS`."""
    listed = LISTS[what]
    return LettersView(
        **site.frame(listed.title, site.quarter, up=1),
        heading=listed.title,
        as_of=site.as_of.isoformat(),
        crumbs=(Link(f"Quarter {site.quarter}", INDEX), Link(listed.title)),
        quarter=site.quarter,
        intro=listed.intro,
        nothing=listed.nothing,
        others=tuple(
            Link(each.title, site.letters_file(name), current=name == what) for name, each in LISTS.items()
        ),
        letters=tuple(_by_letter(listed.entries(site, schools))),
    )


def letters_links(site: Site, home: str) -> tuple[Link, ...]:
    """The way to each list; `home` leads up to the site's first page."""
    return tuple(
        Link(LISTS[name].title, f"{home}{site.quarter}/{site.letters_file(name)}") for name in site.letters
    )


def _by_letter(entries: Iterable[Entry]) -> Iterator[Letter]:
    found: dict[str, list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: (sort_key(each.name), each.name, each.about)):
        found.setdefault(letter_of(entry.name), []).append(entry)
    for letter in sorted(found, key=lambda each: (each == _OTHER, each)):
        label = "Other signs" if letter == _OTHER else letter.upper()
        yield Letter(f"letter-{letter}", label, tuple(found[letter]))


def sort_key(name: str) -> str:
    """A name as it is sorted: without accents, case and leading signs.

    Examples
    --------
    >>> sort_key("“Ábaco”")
    'abaco”'
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"^\W+", "", plain).casefold()


def letter_of(name: str) -> str:
    """The letter that a name stands under.

    Examples
    --------
    >>> letter_of("Ñandú"), letter_of("6th grade"), letter_of("فريق")
    ('n', 'other', 'other')
    """
    first = sort_key(name)[:1]
    return first if first.isascii() and first.isalpha() else _OTHER


def _schools(site: Site, schools: Schools) -> Iterator[Entry]:
    for school, teams in schools.items():
        about = site.school_about(school) or ", ".join(team.name for team in teams)
        yield Entry(site.school_name(school), f"{school}/{INDEX}", about)


def _teams(site: Site, schools: Schools) -> Iterator[Entry]:
    for school, teams in schools.items():
        for team in teams:
            parts = (site.school_name(school), site.level_name(team.level), team.about)
            yield Entry(team.name, _page(school, team), ", ".join(part for part in parts if part))


def _skills(site: Site, schools: Schools) -> Iterator[Entry]:
    known = {skill.label: skill.label for skill in site.cycle.skills.values()}
    found = _teams_by(site, schools, lambda team: team.facts.skills)
    for skill in dict.fromkeys([*known, *found]):
        links = found.get(skill, ())
        yield Entry(skill, None, "" if links else "No team has it at the heart of its focus now.", links)


def _causes(site: Site, schools: Schools) -> Iterator[Entry]:
    for cause, links in _teams_by(site, schools, lambda team: team.facts.causes).items():
        yield Entry(cause, None, links=links)


def _teams_by(
    site: Site, schools: Schools, what: Callable[[TeamSummary], Iterable[str]]
) -> dict[str, tuple[Link, ...]]:
    """Who works on each thing: the way to their page Analyze, where they say so."""
    found: dict[str, tuple[Link, ...]] = {}
    for school, teams in schools.items():
        for team in teams:
            label = team.name if school == DISTRICT else f"{team.name}, {site.school_name(school)}"
            for name in what(team):
                found[name] = (*found.get(name, ()), Link(label, _page(school, team, PAGES["analyze"])))
    return found


def _page(school: str, team: TeamSummary, name: str = "") -> str:
    """The address of a team's page; of its first where it has none of this name."""
    pages = [str(link.href) for link in team.pages]
    return f"{school}/{next((page for page in pages if page.endswith(f'/{name}.html')), pages[0])}"


LISTS: Mapping[str, _List] = {
    "schools": _List("Schools, A to Z", "Every school that has pages now.", "No school has pages.", _schools),
    "teams": _List(
        "Teams, A to Z", "Every team that has pages in this quarter.", "No team has pages.", _teams
    ),
    "skills": _List(
        "Skills, A to Z",
        "The skills that teams look for in students’ work, and who has each at the heart of its focus now.",
        "No skill is listed.",
        _skills,
    ),
    "causes": _List(
        "Causes, A to Z",
        "The causes that teams work on now, in their own words.",
        "No team has written down a cause that is meant for all staff.",
        _causes,
    ),
}
