"""How far a school's teams are, in words that name no single team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.publish.lists.model import TeamSummary
from inquiry.publish.lists.pieces import Place, Step

# With fewer teams, "some" or "not yet" would point at one of them (architecture.md, rule 10).
FEWEST_TEAMS = 3


def sum_progress(teams: Sequence[TeamSummary], phases: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of a school: each phase, and whether all, most or some of its teams have begun it.

    Parameters
    ----------
    teams : sequence of TeamSummary
        All the school's teams; one whose start page shows no steps has begun none.
    phases : Mapping
        Phase id to label, in the order of the cycle.

    Returns
    -------
    tuple of Step
        Empty where it would single a team out: with fewer than three teams, or when none has begun.
    """
    shown = [team.facts.progress for team in teams]
    begun = {phase: sum(team.get(phase) in {"done", "now"} for team in shown) for phase in phases}
    if len(shown) < FEWEST_TEAMS or not any(begun.values()):
        return ()
    return tuple(_step(phases[phase], begun[phase], phase, shown) for phase in phases)


def _step(label: str, begun: int, phase: str, teams: Sequence[Mapping[str, str]]) -> Step:
    if all(team.get(phase) == "done" for team in teams):
        return Step(label, "done", "done by all teams")
    if begun == 0:
        return Step(label, "next", "to come")
    share = begun / len(teams)
    how_many = "all teams" if share == 1 else "most teams" if share > 0.5 else "some teams"
    return Step(label, "now", f"begun by {how_many}")


def sum_schools(places: Sequence[Place], phases: Mapping[str, str]) -> tuple[Step, ...]:
    """The steps of all schools together: each phase, and how many schools have begun it.

    A school that tells no steps is not counted; empty where none does.
    """
    told = [place.progress for place in places if place.progress]
    by_phase = zip(*told, strict=True)
    return tuple(_sum_phase(label, steps) for label, steps in zip(phases.values(), by_phase, strict=False))


def _sum_phase(label: str, steps: Sequence[Step]) -> Step:
    if all(step.state == "done" for step in steps):
        return Step(label, "done", "done at every school")
    begun = sum(step.state != "next" for step in steps)
    state = "now" if begun else "next"
    return Step(label, state, f"begun at {begun} of {len(steps)} schools" if begun else "to come")
