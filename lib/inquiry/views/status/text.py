"""The status of a district as a coach reads it at the terminal: first who to ask, then school by school."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.errors import Fault
from inquiry.views.named_students import CURE
from inquiry.views.status.model import SchoolStatus, Status, TeamStatus
from inquiry.views.words import count_of

NAME_WIDTH, PHASE_WIDTH = 34, 10  # longer names are cut: a line should fit into 100 characters
NOT_BEGUN = "not begun"


def say_status(status: Status) -> str:
    """The whole status as plain text."""
    teams = [team for school in status.schools for team in school.teams]
    stuck = sum(bool(team.stuck) for team in teams)
    when = f"{status.quarter} ({status.start} to {status.end})"
    lines = [
        f"{status.district}, quarter {when}, as of {status.as_of}.",
        _phases(status),
        "",
        f"Worth a visit: {stuck or 'nobody'}.",
        *_worth_a_visit(status),
    ]
    if status.left_out:
        lines += ["", "In no school:", *map(_fault, status.left_out)]
    if status.named:
        lines += ["", *_named(status)]
    for school in status.schools:
        lines += ["", *_school(school)]
    return "\n".join(lines)


def _phases(status: Status) -> str:
    """How many teams are in each phase, in the cycle's order; then those that wrote nothing yet."""
    teams = [team for school in status.schools for team in school.teams]
    order = [*status.phases, ""]
    counts = [(label, sum(team.phase == label for team in teams)) for label in order]
    told = [f"{count} in {label}" if label else f"{count} {NOT_BEGUN}" for label, count in counts if count]
    return f"{count_of(len(teams), 'team')}: {', '.join(told) or 'none'}."


def _worth_a_visit(status: Status) -> Iterator[str]:
    for school in status.schools:
        for team in school.teams:
            if team.stuck:
                yield f"  {_whose(school, team)}"
                yield from (f"    - {each.words}" for each in team.stuck)


def _named(status: Status) -> Iterator[str]:
    """Answers that may name a student, and what to do."""
    yield f"May name a student, and is withheld ({count_of(len(status.named), 'answer')}):"
    yield from (f"  - {each.where}: {each.words}" for each in status.named)
    yield f"  To mend: {CURE}."


def _whose(school: SchoolStatus, team: TeamStatus) -> str:
    return team.name if school.name in team.name else f"{team.name}, {school.name}"


def _school(school: SchoolStatus) -> Iterator[str]:
    yield school.name
    if school.trouble:
        yield f"  could not be told: {school.trouble}"
    yield from map(_fault, school.faults)
    if school.teams:
        columns = "last answer  met     in a row  late  open requests"
        yield f"  {'team':<{NAME_WIDTH}} {'phase':<{PHASE_WIDTH}} {columns}"
    for team in school.teams:
        yield _line(team)


def _fault(fault: Fault) -> str:
    return f"  {'to mend' if fault.severity == 'error' else 'to know'}: {fault}"


def _line(team: TeamStatus) -> str:
    name = team.name if len(team.name) <= NAME_WIDTH else team.name[: NAME_WIDTH - 1] + "…"
    met = f"{team.held} of {team.over}" if team.over or team.held else "-"
    cells = (
        f"  {name:<{NAME_WIDTH}}",
        f"{team.phase or NOT_BEGUN:<{PHASE_WIDTH}}",
        f"{team.last_answer or '-'!s:<12}",
        f"{met:<7}",
        f"{team.streak or '-'!s:<9}",
        f"{len(team.late) or '-'!s:<5}",
        f"{len(team.requests) or '-'}",
    )
    return " ".join(cells).rstrip()
