"""The rounds of the district's surveys: who answered, and what they said, school by school."""

from __future__ import annotations

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.views.disclosed.cells import ALL_SCHOOLS, Cell, Facts, say_share
from inquiry.views.disclosed.keys import answering_key, survey_key
from inquiry.views.local.survey_answers import answering, latest_of, with_enough
from inquiry.views.state.standing import records


def survey_facts(rows: pd.DataFrame, threshold: int) -> Facts:
    """The latest round of each survey at each school, and of all schools together.

    Parameters
    ----------
    rows : DataFrame
        `surveys.csv` up to today.
    threshold : int
        Of staff, schools with fewer answers are left out everywhere (see `with_enough`).
    """
    facts = Facts()
    for (who, survey), everything in rows.groupby(["respondents", "survey"], sort=True) if len(rows) else ():
        kept = with_enough(str(who), everything, threshold)
        if len(kept):
            _add_round(facts, str(who), str(survey), latest_of(kept))
    return facts


def _add_round(facts: Facts, who: str, survey: str, latest: pd.DataFrame) -> None:
    """A survey's latest answers: question by question, and how many answered at all."""
    day = latest["date"].max()
    for question, mine in latest.groupby("question", sort=True):
        keys = []
        for row in records(mine):
            keys.append(survey_key(row["date"], row["school"], who, survey, str(question)))
            there = answering_key(row["date"], row["school"], who, survey)
            facts.add(_cell(keys[-1], int(row["favorable"]), int(row["answered"]), 1.0, there))
        whole = survey_key(day, DISTRICT, who, survey, str(question))
        favorable, answered = int(mine["favorable"].sum()), int(mine["answered"].sum())
        everywhere = answering_key(day, DISTRICT, who, survey)
        facts.add(_cell(whole, favorable, answered, ALL_SCHOOLS, everywhere))
        facts.tie(whole, keys)
    keys = []
    for school, mine in latest.groupby("school", sort=True):
        asked, answered = answering(mine)
        keys.append(answering_key(mine["date"].max(), str(school), who, survey))
        facts.add(_cell(keys[-1], answered, asked, 1.0))
    asked, answered = answering(latest)
    facts.add(_cell(answering_key(day, DISTRICT, who, survey), answered, asked, ALL_SCHOOLS))
    facts.tie(answering_key(day, DISTRICT, who, survey), keys)


def _cell(key: str, met: int, of: int, loss: float, rests_on: str = "") -> Cell:
    return Cell(key, met, of, of, say_share(met, of) if of else "", loss, rests_on=rests_on)
