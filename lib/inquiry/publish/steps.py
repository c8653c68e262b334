"""How far a school's teams are, in words that name no single team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inquiry.publish.model import TeamSummary
from inquiry.publish.pieces import Step

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
