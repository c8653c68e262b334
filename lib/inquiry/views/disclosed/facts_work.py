"""The work that stands behind each goal of the coherence map, and behind each school's part in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from inquiry.views.coherence.evidence import COUNTING, counting_under
from inquiry.views.coherence.foci import Focus, foci_for
from inquiry.views.desk import Desk
from inquiry.views.disclosed.cells import Cell, Facts, loss_of, say_share
from inquiry.views.disclosed.facts_evidence import Counted, count_students, is_of_one_teacher
from inquiry.views.disclosed.keys import EVERY_SKILL, evidence_key, team_place, work_key
from inquiry.views.state.standing import ALL


def work_facts(desk: Desk, evidence: Facts, counts: Mapping[tuple[str, str, str], Counted]) -> Facts:
    """The foci that staff read, as cells made of the teams' counts.

    Parameters
    ----------
    desk : Desk
        Of the quarter.
    evidence : Facts
        The quarter's evidence: what these cells are made of.
    counts : mapping
        What each team counted, by team, skill and group.
    """
    facts = Facts(cells=dict(evidence.cells))
    for focus in _shown(foci_for(desk, "staff")):
        parts = list(_parts(desk.quarter.id, focus, counts))
        if parts:
            key = work_key(desk.quarter.id, focus.key)
            facts.add(_cell(key, [one for _, ones in parts for one in ones]))
            facts.tie(key, [part for part, _ in parts])
    own = {key: cell for key, cell in facts.cells.items() if key not in evidence.cells}
    return Facts(own, facts.links)


def _shown(foci: Iterable[Focus]) -> Iterator[Focus]:
    """The goals of the district, and the foci of schools that serve them: as the map tells of them."""
    for goal in foci:
        if goal.team.level == "district":
            yield goal
            yield from (each for each in goal.served_by if each.team.level != COUNTING)


def _parts(
    quarter: str, focus: Focus, counts: Mapping[tuple[str, str, str], Counted]
) -> Iterator[tuple[str, list[Counted]]]:
    """Each team's counts under a focus: those of the skill it names, where it counted that, else of all."""
    for team, skills in counting_under(focus).items():
        mine = {key[1]: one for key, one in counts.items() if key[0] == team and key[2] == ALL}
        named = skills & mine.keys()
        if not mine:
            continue
        place = team_place(next(iter(mine.values())).team)
        if named == skills:
            for skill in sorted(named):
                yield evidence_key(quarter, place, skill), [mine[skill]]
        else:
            yield evidence_key(quarter, place, EVERY_SKILL), list(mine.values())


def _cell(key: str, parts: list[Counted]) -> Cell:
    met, of = sum(one.met for one in parts), sum(one.of for one in parts)
    guarded = is_of_one_teacher(parts)
    pages = 0 if guarded else 1 + len({one.team.team for one in parts})
    return Cell(key, met, of, count_students(parts), say_share(met, of), loss_of(pages, ALL), guarded)
