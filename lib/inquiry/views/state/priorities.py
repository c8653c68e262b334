"""The LCFF priority table: state indicators' status, change and color, and the local indicators."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.sources.tables import Priority
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, Node, el
from inquiry.views.look import SWATCHES
from inquiry.views.parts import chip, data_table, note
from inquiry.views.state.standing import (
    Standing,
    change_words,
    find_standings,
    no_results,
    status_words,
    way_of,
)
from inquiry.views.words import join_words

# As the state words them since 2018; what stood as "Not Met" before is the same: not met for one year.
RESULTS = {
    "Met": "Met",
    "Not Met": "Not met (one year)",
    "Not Met For Two or More Years": "Not met for two or more years",
}
HEAD = ("Priority", "Measured by", "Year", "Color", "Status", "Change")
HOW_TO_READ = (
    "Status is where the result stands, change is how it moved in a year; together they give the color. "
    "Each row names its year: it is the latest that the state published here."
)


def priority_faces(desk: Desk) -> Faces:
    """The priority table of this school or the district; a teacher team sees what it works on."""
    standings = find_standings(desk)
    priorities = desk.accountability.priorities.values()
    rows = [row for priority in priorities for row in _rows(desk, priority, standings)]
    if not rows:
        return no_results(desk)
    caption = f"Where {desk.place} stands, by the state's priorities (LCFF)"
    return same_for_all(
        el(
            "div",
            el("p", lead_words(desk, standings), cls="lead"),
            data_table(caption, HEAD, rows),
            _notes(desk, standings),
        )
    )


def lead_words(desk: Desk, standings: list[Standing]) -> str:
    """The answer first: the color of each indicator for all students, red first."""
    named = {
        color: [_named(one) for one in standings if one.everyone and one.everyone["color"] == color]
        for color in range(6)
    }
    said = [
        f"{SWATCHES[color].name}: {join_words(names)}" for color, names in named.items() if color and names
    ]
    if not said:
        return "No state indicator has a color for all students in the years on file."
    return f"All students. {'. '.join(said)}."


def _named(standing: Standing) -> str:
    return f"{standing.indicator.name} ({standing.year})"


def _rows(desk: Desk, priority: Priority, standings: list[Standing]) -> Iterator[list[Child]]:
    """The rows of one priority: its state indicators, then the district's own rating."""
    name = f"{priority.id}. {priority.name}"
    for standing in standings:
        row = standing.everyone
        if standing.indicator.priority == priority.id and row is not None:
            yield [
                name,
                standing.indicator.name,
                str(standing.year),
                chip(int(row["color"])),
                status_words(standing, row),
                el("td", change_words(standing, row), cls=f"change {way_of(row)}".strip()),
            ]
    if desk.level != "teacher" and priority.districts and priority.where != "state":
        yield from _local_row(desk, priority, name)


def _local_row(desk: Desk, priority: Priority, name: str) -> Iterator[list[Child]]:
    """The latest result of a local indicator; the district's whole list says nothing about single schools."""
    mine = desk.local_indicators[desk.local_indicators["priority"].eq(priority.id)]
    if mine.empty:
        return
    latest = mine.sort_values("year").iloc[-1]
    result = RESULTS.get(str(latest["result"]), str(latest["result"]))
    yield [name, "Local indicator of the district", str(latest["year"]), "–", result, "–"]


def _notes(desk: Desk, standings: list[Standing]) -> Node:
    """Indicators without a result, and how to read the table."""
    looked = {standing.indicator.id for standing in standings}
    said = [note(HOW_TO_READ)]
    if desk.level != "teacher" and desk.local_indicators.empty:
        said.append(note("The district's local indicators are not in its folder (local_indicators.csv)."))
    missing = [i.name for i in desk.accountability.indicators.values() if i.id not in looked]
    if desk.level != "teacher" and missing:
        said.append(note(f"No published result here: {join_words(missing)}."))
    return el("div", said)
