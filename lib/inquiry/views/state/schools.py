"""The district's schools side by side: the color of each indicator for all students."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces, same_for_all
from inquiry.views.html import Child, el
from inquiry.views.parts import chip, data_table, note
from inquiry.views.state.standing import Standing, latest_standing, no_results, records, rows_of, status_words
from inquiry.views.words import count_of

LEGEND = "Each cell names its year, the latest the state published for that school. – : no result published."


def schools_faces(desk: Desk) -> Faces:
    """Every school's latest color and status in each indicator that any of them has."""
    standings = {school.school: _standings(desk, school.cds) for school in desk.district.all_schools}
    wanted = [
        i for i in desk.accountability.indicators.values() if any(i.id in s for s in standings.values())
    ]
    if not wanted:
        return no_results(desk)
    rows: list[list[Child]] = []
    for school in desk.district.all_schools:
        mine = standings[school.school]
        cells = [_cell(mine[i.id]) if i.id in mine else el("td", "–") for i in wanted]
        rows.append([el("bdi", school.name), *cells])
    head = ["School", *(indicator.short for indicator in wanted)]
    table = data_table("The district's schools side by side, all students", head, rows)
    lead = el("p", " ".join(_lead(standings, [i.id for i in wanted], desk)), cls="lead")
    return same_for_all(el("div", lead, table, note(LEGEND)))


def _standings(desk: Desk, cds: str) -> dict[str, Standing]:
    mine = records(rows_of(desk, cds))
    found = {name: latest_standing(desk, mine, name) for name in desk.accountability.indicators}
    return {name: one for name, one in found.items() if one is not None and one.everyone is not None}


def _cell(standing: Standing) -> Child:
    row = standing.everyone
    if row is None:
        return el("td", "–")
    words = el("small", f"{status_words(standing, row)} ({standing.year})")
    return el("td", chip(int(row["color"])), el("br"), words) if row["color"] else el("td", words)


def _lead(standings: dict[str, dict[str, Standing]], wanted: list[str], desk: Desk) -> Iterator[str]:
    """Where most schools are red or orange."""
    low = {name: _count_low(standings, name) for name in wanted}
    worst = max(low, key=lambda name: low[name])
    if low[worst]:
        name, many = desk.accountability.indicators[worst].name, count_of(low[worst], "school")
        yield f"{name}: {many} Red or Orange, more than in any other indicator."
    else:
        yield "No school is Red or Orange for all students."


def _count_low(standings: dict[str, dict[str, Standing]], indicator: str) -> int:
    """How many schools are red or orange in an indicator."""
    mine = (one[indicator].everyone for one in standings.values() if indicator in one)
    return sum(row is not None and row["color"] in {1, 2} for row in mine)
