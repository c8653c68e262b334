"""The five guiding questions, from the classroom out: who answers each, and what the record says so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inquiry.cycle.stations import Question
from inquiry.district import Team
from inquiry.views.answers import cut_text
from inquiry.views.coherence.trouble import WAITS
from inquiry.views.desk import Desk
from inquiry.views.faces import Face
from inquiry.views.html import Child, Node, el
from inquiry.views.others import team_label
from inquiry.views.parts import data_table, item_list, note
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of

SKILL = "skill"
MOST, LONGEST = 4, 120  # of each answer so many rows, and characters of each: a table to be glanced at
CAPTION = "Five questions, from the classroom out"


@dataclass(frozen=True)
class Source:
    """Where the record answers a question: a form's field at some levels; `of` and `any_of` choose rows."""

    form: str
    field: str
    levels: tuple[str, ...]
    of: str = ""
    any_of: frozenset[str] = frozenset()
    where: str = "Design"


# A question's id in questions.yaml -> where teams write what answers it. One without has words alone.
SOURCES = {
    "student-skills": Source("focus", SKILL, ("teacher",), where="Analyze"),
    "practices-and-supports": Source("change-ideas", "idea", ("slt",)),
    "teacher-teams": Source(
        "supports", "support", ("slt", "principal"), "for_whom", frozenset({"teacher_teams"})
    ),
    "school-leaders": Source(
        "supports",
        "support",
        ("principal", "district"),
        "for_whom",
        frozenset({"principals", "leadership_teams"}),
    ),
    "district-and-principals": Source(
        "problems-of-practice", "problem", ("principal", "district"), where="Refine"
    ),
}


def five_questions(desk: Desk, face: Face) -> Node:
    """A row for each question; to staff only what each answer's audience allows, and no count of teams."""
    rows = [_row(desk, question, face) for question in desk.cycle.questions]
    head = ("Question", "Answered first by", "What we have written so far")
    words = "The pages of the cycle answer them. A line without an answer is a good item for an agenda."
    return el("section", data_table(CAPTION, head, rows), note(words) if face == "team" else None)


def _row(desk: Desk, question: Question, face: Face) -> list[Child]:
    ours = question.level == desk.level and face == "team"
    who: list[Child] = [desk.cycle.levels[question.level].label, el("strong", " (you)") if ours else None]
    asked: list[Child] = [question.text, el("br"), el("span", question.about, cls="note")]
    return [asked, who, _answer(desk, question, face)]


def _answer(desk: Desk, question: Question, face: Face) -> Child:
    source = SOURCES.get(question.id)
    if source is None:
        return "–"
    said = [each for each in _said(desk, source, face) if each.has(source.field)]
    if not said:
        return f"nothing yet (page {source.where})" if face == "team" else "–"
    return _skills(desk, said, face) if source.field == SKILL else _texts(desk, source, said)


def _said(desk: Desk, source: Source, face: Face) -> Iterator[Said]:
    """The rows that answer it, without those that wait; a district reads all schools', others their own."""
    for each in read_rows(desk, source.form, _teams(desk, source), face=face):
        chosen = each.values.get(source.of) if source.of else None
        if each.values.get("standing") == WAITS:
            continue
        if not source.of or (isinstance(chosen, list | tuple) and source.any_of & set(map(str, chosen))):
            yield each


def _teams(desk: Desk, source: Source) -> Sequence[Team]:
    schools = {desk.team.school, "district"}
    return [
        team
        for team in desk.district.all_teams
        if team.level in source.levels and (desk.school is None or team.school in schools)
    ]


def _skills(desk: Desk, said: Sequence[Said], face: Face) -> Child:
    """The skills that teams chose, most often first; to staff without the count, which could name a team."""
    count = Counter(str(each.values[SKILL]) for each in said if str(each.values[SKILL]) in desk.cycle.skills)
    ordered = sorted(count, key=lambda skill: (-count[skill], desk.cycle.skills[skill].label))
    labels = [desk.cycle.skills[skill].label for skill in ordered]
    if face == "staff":
        return item_list(sorted(labels))
    return item_list(
        f"{label}: {count_of(count[skill], 'focus', 'focuses')}"
        for label, skill in zip(labels, ordered, strict=True)
    )


def _texts(desk: Desk, source: Source, said: Sequence[Said]) -> Child:
    lines: list[Child] = [
        [
            el("bdi", cut_text(" ".join(str(each.values[source.field]).split()), LONGEST)),
            " – ",
            team_label(desk, each.team),
        ]
        for each in said[:MOST]
    ]
    rest = len(said) - MOST
    return item_list([*lines, f"and {rest} more"] if rest > 0 else lines)
