"""What families, students and staff answered: how many were asked, how many answered, and what they said."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from inquiry.district.rosters import DISTRICT
from inquiry.sources.surveys import RESPONDENTS
from inquiry.views.charts.steps import Bar, plot_steps
from inquiry.views.desk import Desk
from inquiry.views.disclosed.keys import answering_key, survey_key
from inquiry.views.disclosed.plan import Told
from inquiry.views.disclosed.showing import WHYS, told_cell, told_words
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.local.data import survey_rows
from inquiry.views.local.survey_answers import (
    Question,
    answering,
    latest_of,
    questions_of,
    without_few,
)
from inquiry.views.parts import data_table, note, numbers, picture
from inquiry.views.words import join_words

# Below it, those who did not answer may well think otherwise: Office of Management and Budget (2006),
# Standards and Guidelines for Statistical Surveys, guideline 3.2.9.
ENOUGH_PERCENT = 80
HALF_PERCENT = 50  # below it, those who were not heard are the larger part
PARTS = ("Favorable", "Other answer", "No answer")
TONES = (3, 1, 0)
NO_SURVEYS = (
    "No survey of families, students or staff is on file yet. The coach adds them as surveys.csv, with how "
    "many were asked and how many answered."
)
HOW_TO_READ = (
    "The bar is everybody who was asked, so that those who did not answer stay in sight. “If all had "
    "answered” is what the share of favorable answers would be if everyone else had answered unfavorably, or "
    "favorably: it lies somewhere between."
)


def surveys_faces(desk: Desk) -> Faces:
    """Each survey of those whom this page concerns: its latest answers, and the ones before."""
    return make_faces(lambda face: _surveys(desk, face))


def _surveys(desk: Desk, face: Face) -> Node:
    rows = survey_rows(desk)
    if rows.empty:
        return note(NO_SURVEYS)
    order = {name: n for n, name in enumerate(RESPONDENTS)}
    parts = sorted(
        rows.groupby(["respondents", "survey"], sort=False), key=lambda part: order[str(part[0][0])]
    )
    sections = [_section(desk, str(who), str(name), part, face) for (who, name), part in parts]
    return el("div", sections, note(HOW_TO_READ) if face == "team" else note(_withheld(desk)))


def _section(desk: Desk, who: str, name: str, rows: pd.DataFrame, face: Face) -> Node:
    rows, left_out = without_few(desk, who, rows)
    if rows.empty:
        return el("section", el("h3", el("bdi", name), f": {who}"), note(_few_words(desk, who, left_out)))
    latest = latest_of(rows)
    asked = questions_of(latest, rows)
    heading = el("h3", el("bdi", name), f": {who}, {_when(latest)}")
    few = note(_few_words(desk, who, left_out)) if left_out else None
    if face == "staff":
        return el("section", heading, _staff(desk, who, name, latest), few)
    lead = el("p", _answering(who, latest), cls="lead")
    said = [_warning(who, *answering(latest)), few]
    chart = plot_steps(
        [Bar(each.words, _rests_on(each), _shares(each)) for each in asked],
        PARTS,
        title=f"{name}: all {who} who were asked, in percent",
        alt=f"Bars, one for each question, of all {who} asked. {_said(asked)}.",
        tones=TONES,
    )
    return el(
        "section",
        heading,
        lead,
        said,
        picture(chart),
        numbers(_team_table(name, asked)),
        _by_school(desk, name, latest) if desk.school is None else None,
    )


def _when(latest: pd.DataFrame) -> str:
    days = sorted(set(latest["date"]))
    return days[0].isoformat() if len(days) == 1 else f"{days[0].isoformat()} to {days[-1].isoformat()}"


def _few_words(desk: Desk, who: str, left_out: Sequence[str]) -> str:
    words = f"fewer than {desk.suppress_below} {who} answered, too few to show without telling who said what"
    if desk.school is not None:
        return f"Not shown: {words}."
    return f"Left out: {join_words(left_out)}, where {words}."


def _answering(who: str, latest: pd.DataFrame) -> str:
    asked, answered = answering(latest)
    return f"{answered:,} of {asked:,} {who} answered: {100 * answered / asked:.0f}%."


def _warning(who: str, asked: int, answered: int, *, counted: bool = True) -> Node | None:
    """What a low share of answers means, in words; with how many did not answer only where it is counted."""
    rate = 100 * answered / asked
    if rate >= ENOUGH_PERCENT:
        return None
    if rate < HALF_PERCENT:
        words = (
            f"More {who} did not answer than did. This is what those who answered said. It is not what all "
            f"{who} think: ask those who are missing in another way."
        )
    else:
        missing = f"{asked - answered:,}" if counted else "Some"
        words = f"{missing} {who} did not answer. They may see it differently: ask in another way too."
    return note(words)


def _rests_on(each: Question) -> str:
    share = f", {each.share:.0f}% of them favorably" if each.answered else ""
    return f"{each.answered:,} answered{share}"


def _shares(each: Question) -> tuple[float, ...]:
    parts = (each.favorable, each.answered - each.favorable, each.asked - each.answered)
    return tuple(100 * part / each.asked for part in parts)


def _said(asked: Sequence[Question]) -> str:
    return "; ".join(
        f"{each.words} {each.share:.0f}% of {each.answered:,} answers favorable, "
        f"{each.asked - each.answered:,} did not answer"
        for each in asked
    )


def _team_table(name: str, asked: Sequence[Question]) -> Node:
    head = ("Question", "Asked", "Answered", "Favorable answers", "If all had answered", "Last time")
    rows: list[list[Child]] = [
        [
            el("bdi", each.words),
            f"{each.asked:,}",
            f"{each.answered:,}",
            f"{each.favorable:,} ({each.share:.0f}%)" if each.answered else "–",
            "{:.0f}% to {:.0f}%".format(*each.bounds),
            f"{each.before:.0f}%" if each.before is not None else "–",
        ]
        for each in asked
    ]
    return data_table(f"{name}: each question", head, rows, numeric=range(1, len(head)))


def _by_school(desk: Desk, name: str, latest: pd.DataFrame) -> Node | None:
    """The favorable share and the share of answers at each school; of one school there is nothing to show."""
    schools = [each for each in desk.district.all_schools if each.school in set(latest["school"])]
    if len(schools) < 2:
        return None
    parts = [latest[latest["school"].eq(each.school)] for each in schools]
    heard = [answering(part) for part in parts]
    rows: list[list[Child]] = [
        [
            "Answered",
            *(f"{answered:,} of {asked:,} ({100 * answered / asked:.0f}%)" for asked, answered in heard),
        ]
    ]
    by_question = [{each.words: each for each in questions_of(part, part)} for part in parts]
    for words in dict.fromkeys(latest["question"]):
        rows.append([el("bdi", words), *(_share_cell(found.get(words)) for found in by_question)])
    head = ["Question", *(each.name for each in schools)]
    return data_table(f"{name}: favorable answers, school by school", head, rows, numeric=range(1, len(head)))


def _share_cell(each: Question | None) -> str:
    return f"{each.share:.0f}%" if each and each.answered else "–"


def _staff(desk: Desk, who: str, name: str, latest: pd.DataFrame) -> list[Node | None]:
    """What staff are told: the share that answered, what it means, and each question's favorable share."""
    there = DISTRICT if desk.school is None else desk.school.school
    told = desk.told(answering_key(latest["date"].max(), there, who, name))
    words: list[Child] = [told_words(told), f" of the {who} who were asked answered."]
    if not told.is_told:
        words = [f"How many of the {who} answered: ", told_words(told), f" ({WHYS[told.why]})."]
    # From the printed share and no closer: the warning must not say more than it does.
    warning = _warning(who, 100, _percent(told.text), counted=False) if told.is_told else None
    return [el("p", words, cls="lead"), warning, _staff_table(desk, who, name, latest)]


def _percent(text: str) -> int:
    """The number in a share as it is printed."""
    return int("".join(re.findall(r"\d+", text)))


def _staff_table(desk: Desk, who: str, name: str, latest: pd.DataFrame) -> Node:
    """Each question's share: of this school, else of all schools."""
    rows: list[list[Child]] = []
    for words in dict.fromkeys(map(str, latest["question"])):
        told, over = _finest(desk, who, name, latest, words)
        rows.append([el("bdi", words), told_cell(told), over])
    return data_table(
        f"{name}: favorable answers", ("Question", "Favorable", "Gathered over"), rows, numeric=[1]
    )


def _finest(desk: Desk, who: str, name: str, latest: pd.DataFrame, question: str) -> tuple[Told, Child]:
    """The finest share that may be told, and of which schools; all of them only where it is needed."""
    if desk.school is None:
        told = desk.told(survey_key(latest["date"].max(), DISTRICT, who, name, question))
        return told, "all schools" if told.is_told else WHYS[told.why]
    told = desk.told(survey_key(latest["date"].max(), desk.school.school, who, name, question))
    if told.is_told:
        return told, el("bdi", desk.place)
    rows = desk.surveys
    every = without_few(desk, who, rows[rows["respondents"].eq(who) & rows["survey"].eq(name)])[0]
    above = desk.told(survey_key(latest_of(every)["date"].max(), DISTRICT, who, name, question))
    return (above, "all schools") if above.is_told else (told, WHYS[told.why])


def _withheld(desk: Desk) -> str:
    return (
        f"Withheld: shares that tell about fewer than {desk.suppress_below} people, and those from which one "
        "could be worked out. A question is then told of all schools together, where that can be told."
    )
