"""The status as a page for the coach: one file, to open in a browser; never part of the staff site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inquiry.district.files import write_whole
from inquiry.district.shipped import templates_folder
from inquiry.views.html import Child, Node, el, write
from inquiry.views.parts import data_table, item_list, note
from inquiry.views.status.model import SchoolStatus, Status, TeamStatus
from inquiry.views.words import count_of

HEAD = ("Team", "Phase", "Last answer", "Check-ins", "In a row", "Late", "Open requests")
META = (
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="robots" content="noindex, nofollow, noarchive">'
    '<meta name="referrer" content="no-referrer">'
)
FOR_COACHES = (
    "For coaches. Adults have privacy too: use this page to ask how it goes, and do not pass it on. It holds "
    "what teams wrote for their coach, counts, and days; nobody's name and nobody's own confidence."
)


def write_status(status: Status, file: Path) -> None:
    """Write the coach's page; the same status gives the same bytes."""
    write_whole(file, status_page(status), file.name)


def status_page(status: Status) -> str:
    """The page as HTML, with its style sheet inside."""
    title = f"Status of {status.district}, {status.quarter}"
    style = (templates_folder() / "html" / "style.css").read_text(encoding="utf-8")
    body = el("body", el("main", el("h1", title), list(_parts(status)), id="main"))
    head = f"<head>{META}{write(el('title', title))}<style>{style}</style></head>"
    return f'<!doctype html>\n<html lang="en">{head}{write(body)}</html>\n'


def _parts(status: Status) -> Iterator[Node]:
    teams = [team for school in status.schools for team in school.teams]
    stuck = sum(bool(team.stuck) for team in teams)
    lead = f"{count_of(len(teams), 'team')}; {stuck or 'none'} worth a visit. As of {status.as_of}."
    yield el("p", lead, cls="lead")
    yield note(FOR_COACHES)
    yield el("h2", "Worth a visit")
    visits = list(_visits(status))
    yield el("div", visits) if visits else el("p", "No team meets a rule for being stuck.")
    if status.left_out:
        yield el("h2", "In no school")
        yield item_list([str(fault) for fault in status.left_out])
    for school in status.schools:
        yield el("h2", el("bdi", school.name))
        yield from _school(school)


def _visits(status: Status) -> Iterator[Node]:
    for school in status.schools:
        for team in school.teams:
            if team.stuck:
                name = el("h3", el("bdi", team.name), ", ", el("bdi", school.name))
                yield el("section", name, item_list([el("bdi", each.words) for each in team.stuck]))


def _school(school: SchoolStatus) -> Iterator[Node]:
    if school.trouble:
        yield el("p", f"Its teams could not be told: {school.trouble}")
    if school.faults:
        yield item_list([str(fault) for fault in school.faults])
    if school.teams:
        table = data_table(
            f"Teams of {school.name}", HEAD, [_row(team) for team in school.teams], numeric=(4, 5, 6)
        )
        yield el("div", table, cls="scroll")


def _row(team: TeamStatus) -> list[Child]:
    return [
        el("bdi", team.name),
        team.phase or "Not begun",
        str(team.last_answer or "none"),
        f"{team.held} of {team.over}",
        team.streak,
        len(team.late),
        len(team.requests),
    ]
