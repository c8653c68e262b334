"""The first page's answers: what it comes to, in a sentence or two for each of its parts."""

from __future__ import annotations

from collections.abc import Sequence

from inquiry.publish.lists.facts import Goal
from inquiry.publish.lists.pieces import Answer, Moves, Needs, Step, ToldRow
from inquiry.views.words import count_of


def sum_up(
    week: str,
    goals: Sequence[Goal],
    begun: Sequence[Step],
    moves: Sequence[Moves],
    told: Sequence[ToldRow],
    needs: Needs | None,
) -> tuple[Answer, ...]:
    """The quarter in four answers, each leading to its part of the page; one without words is left out."""
    said = (
        Answer("goals", "What we are trying to do", _say_goals(goals)),
        Answer("schools", "Where each school is", f"{week} {_say_begun(begun)}".strip()),
        Answer("moved", "What moved", f"{_say_moves(moves)} {_say_shifts(told)}".strip()),
        Answer("help", "What needs help", _say_needs(goals, needs)),
    )
    return tuple(each for each in said if each.words)


def _say_goals(goals: Sequence[Goal]) -> str:
    if not goals:
        return ""
    waiting = sum(not goal.is_served for goal in goals)
    words = f"{len(goals) - waiting} of {len(goals)} goals are served by schools"
    return f"{words}, {waiting} by none yet." if waiting else f"{words}."


def _say_begun(begun: Sequence[Step]) -> str:
    """The furthest phase that any school has begun."""
    furthest = next((step for step in reversed(begun) if step.state != "next"), None)
    return f"{furthest.label}: {furthest.words}." if furthest else ""


def _say_moves(moves: Sequence[Moves]) -> str:
    if not any(each.count for each in moves):
        return ""
    return f"The state’s results: {' and '.join(f'{each.count} for the {each.way}' for each in moves)}."


def _say_shifts(told: Sequence[ToldRow]) -> str:
    better = sum(any(each.way == "better" for each in row.told) for row in told if row.place)
    return f"Students’ work shifted for the better at {count_of(better, 'school')}." if better else ""


def _say_needs(goals: Sequence[Goal], needs: Needs | None) -> str:
    waiting = sum(not goal.is_served for goal in goals)
    red = sum(len(where) for _, where in needs.red) if needs else 0
    worse = len({place.name for _, places in needs.worse for place in places}) if needs else 0
    said = [
        f"{count_of(waiting, 'goal')} without a school." if waiting else "",
        f"{count_of(red, 'result is', 'results are')} red." if red else "",
        f"Students’ work shifted for the worse at {count_of(worse, 'school')}." if worse else "",
    ]
    return " ".join(each for each in said if each)
