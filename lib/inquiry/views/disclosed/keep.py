"""The step that a build begins with: all figures gathered, decided on once, and remembered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from inquiry.district import District, Quarter
from inquiry.errors import Fault
from inquiry.views.desk import Desk
from inquiry.views.disclosed.audit import old_exports
from inquiry.views.disclosed.cells import Facts
from inquiry.views.disclosed.decide import MOVES_AFTER_DAYS, decide_plan
from inquiry.views.disclosed.facts_evidence import evidence_facts
from inquiry.views.disclosed.facts_measures import measure_facts
from inquiry.views.disclosed.facts_state import published_of
from inquiry.views.disclosed.facts_surveys import survey_facts
from inquiry.views.disclosed.facts_work import work_facts
from inquiry.views.disclosed.hold import hold_plans
from inquiry.views.disclosed.keys import READINGS
from inquiry.views.disclosed.memory import plan_files, read_plan, write_plan
from inquiry.views.evidence.rows import all_counts

# What is told in a quarter's first weeks mostly stands till its end: see MOVES_AFTER_DAYS.
FIRST_AFTER = dt.timedelta(days=MOVES_AFTER_DAYS)
PAGE = "1-analyze"  # any page: the facts are the same for all


def keep_plans(folder: Path, district: District, quarter: Quarter, as_of: dt.date) -> tuple[Fault, ...]:
    """Decide what staff are told, for all pages of a quarter, unless that is decided already.

    Parameters
    ----------
    folder : Path
        The district's folder; the plans lie in its `disclosure/`.
    district : District
        Its schools and teams.
    quarter : Quarter
        Whose pages are to be made.
    as_of : datetime.date
        Today.

    Returns
    -------
    tuple of Fault
        Notes: which earlier exports give something away, now that the threshold is higher or more is known.

    Raises
    ------
    BadInput
        When a plan is damaged, or cannot be written.
    """
    teams = sorted(district.all_teams, key=lambda team: team.level != "district")
    if not teams:
        return ()
    desk = Desk(folder, teams[0].team, quarter.id, PAGE, as_of, district=district)
    threshold = district.settings.thresholds.suppress_below
    decided: set[str] = set()
    with hold_plans(folder):
        for name, facts in ((quarter.id, facts_of_quarter(desk)), (READINGS, facts_of_readings(desk))):
            before = read_plan(folder, name)
            early = name == quarter.id and as_of < min(quarter.start + FIRST_AFTER, quarter.end)
            plan = before if early else decide_plan(name, facts, before, threshold, as_of)
            if plan is not None and write_plan(folder, plan):
                decided.add(name)
        plans = [read_plan(folder, path.stem) for path in plan_files(folder)]
    asked = (plan for plan in plans if plan and (plan.name in decided or plan.is_older_than(threshold)))
    return tuple(note for plan in asked for note in old_exports(plan, threshold))


def facts_of_quarter(desk: Desk) -> Facts:
    """The teams' evidence, and the work behind each goal of the coherence map."""
    rows = all_counts(desk).rows
    inside = [desk.quarter.holds(day) for day in rows["date"]] if len(rows) else []
    mine = rows[inside] if inside else rows
    facts, counts = evidence_facts(mine, desk.quarter.id, desk.district)
    return facts.join(work_facts(desk, facts, counts)) if counts else facts


def facts_of_readings(desk: Desk) -> Facts:
    """The district's measures and surveys, and what the state says of the same students."""
    facts = measure_facts(desk.measures)
    facts.published |= published_of(facts.cells, desk.dashboard.rows, desk.district)
    return facts.join(survey_facts(desk.surveys, desk.suppress_below))
