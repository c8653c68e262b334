"""The teams' words: their numbers are in the data, no text is stock, nobody is named who should not be."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from making.quote import _EVIDENCE, QUOTED, _figure, _picked, quote
from making.stories import FOLDER
from ruamel.yaml import YAML

from inquiry.cycle import Cycle, visible_fields
from inquiry.district import District
from inquiry.district.settings import SUPPRESS_BELOW
from inquiry.record import Answer
from inquiry.sources.students import read_students
from inquiry.views.names import CONFIRM, MEANT, NOBODY, ask_key
from inquiry.views.shared import names_of_students
from inquiry.views.suggested_rows import row_for

from .conftest import Rows

STORY = 250  # words, at least, that a team's story has
NUMBERS = {"met": "{0} of {1}", "met1": "{0}", "of": "{1}"}
WORDS = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
COUNTED = {word: number for number, word in enumerate(WORDS.split())}
A_NUMBER = rf"(\d+|{'|'.join(COUNTED)})"
SHARE = re.compile(
    rf"\b{A_NUMBER} (?:of|in) (?:the |our |my )?{A_NUMBER}\b(?! (?:points|schools|departments|adults))", re.I
)


@pytest.fixture(scope="module")
def quotations() -> list[tuple[str, list[str], str]]:
    """Every quotation of every story: team, words, and what became of them."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        team = YAML(typ="safe").load(path.read_text(encoding="utf-8"))["team"]
        said = [match["said"] for match in QUOTED.finditer(path.read_text(encoding="utf-8"))]
        found += [(team, each.split(), quote(each, team)) for each in said]
    return found


def test_nothing_is_left_unquoted(answers: list[Answer]) -> None:
    assert [a for a in answers if "<<" in str(a.values) or ">>" in str(a.values)] == []


def test_numbers_from_classes_are_those_of_the_evidence_file(
    quotations: list[tuple[str, list[str], str]], evidence: pd.DataFrame
) -> None:
    keys = ["date", "team", "classroom", "skill", "studentgroup"]
    counts = evidence.set_index(keys)[["met", "students"]].to_dict("index")
    assert len(quotations) > 600
    for team, (what, *words), said in quotations:
        if what in _EVIDENCE:
            rows = [counts[c.date, c.team, c.classroom, c.skill, c.group] for c in _picked(words, team)]
            met, of = sum(r["met"] for r in rows), sum(r["students"] for r in rows)
            percent = f"{100 * met / of:.0f}"
            assert said == NUMBERS.get(what, percent + "%" * (what == "pct")).format(met, of)


def test_numbers_from_the_dashboard_are_those_of_its_files(
    quotations: list[tuple[str, list[str], str]], own: pd.DataFrame, district: District
) -> None:
    codes = {school.school: school.cds for school in district.all_schools}
    codes["district"] = district.settings.cds
    at = own.set_index(["cds", "indicator", "studentgroup", "year"])["currstatus"].to_dict()
    checked = 0
    for _, (what, *words), said in quotations:
        if what in {"below", "rate", "value"}:
            school, indicator, group, year = words
            status = at[codes[school], indicator, group, int(year)]
            assert float(re.findall(r"-?[\d.]+", said)[0]) == (abs(status) if what == "below" else status)
            assert what != "below" or ("below" in said) == (status < 0)
            checked += 1
    assert checked > 40


def test_what_is_quoted_from_the_dashboard_is_shown_there(
    quotations: list[tuple[str, list[str], str]],
) -> None:
    quoted = [words for _, (what, *words), _ in quotations if what not in _EVIDENCE]
    assert all(_figure(words).denom >= 11 for words in quoted)


def test_no_sentence_is_used_again_by_another_team(rows: Rows) -> None:
    sentences: dict[str, set[str]] = {}
    for (_, _, owner, _, _), values in rows.items():
        for value in values.values():
            if isinstance(value, str):
                for sentence in re.split(r"(?<=[.?!])\s+", value):
                    if len(sentence.split()) >= 7:
                        sentences.setdefault(sentence, set()).add(owner)
    assert {text for text, owners in sentences.items() if len(owners) > 1} == set()


def test_more_than_twenty_teams_tell_a_story_of_their_own(rows: Rows) -> None:
    words: Counter[str] = Counter()
    for (_, _, owner, _, _), values in rows.items():
        words[owner] += sum(len(v.split()) for v in values.values() if isinstance(v, str))
    assert sum(count >= STORY for count in words.values()) >= 20


def test_no_student_is_named_but_where_the_story_is_about_that(
    answers: list[Answer], folder: Path, district: District
) -> None:
    """One answer names a made-up student and is withheld; another names a writer, and its team says so."""
    students = read_students(folder / "students.csv", district).or_raise()
    surnames = {name for both in students["last_name"] for name in both.split("-") if " " not in name}
    told = {
        a.owner
        for a in answers
        for v in a.values.values()
        if set(re.findall(r"[^\W\d_]+", str(v))) & surnames
    }
    assert told == {"fog-harbor-ela"}


def test_of_the_two_named_one_is_withheld(
    answers: list[Answer], folder: Path, district: District, cycle: Cycle
) -> None:
    names = names_of_students(folder, district)
    assert names is not None
    school = {team.team: team.school for team in district.all_teams}
    form = cycle.form("successes")
    found = {
        row_for(ask_key(form, a.owner, "success", text, told)): [each.words for each in told]
        for a in answers
        if a.form == form.id and (text := str(a.values.get("success", "")))
        if (told := names.find(text, school.get(a.owner, "")))
    }
    confirmed = {a.row for a in answers if a.form == CONFIRM and a.values[MEANT] == NOBODY}
    assert [words for row, words in found.items() if row not in confirmed] == [["Paloma Ybarra"]]
    assert [words for row, words in found.items() if row in confirmed] == [["Cisneros"]]


def test_what_staff_may_read_names_no_colleague(
    answers: list[Answer], cycle: Cycle, district: District
) -> None:
    names = {part for name in district.members["name"] for part in name.split()} - {"Park"}  # also a word
    for answer in answers:
        form = None if cycle.unplaced(answer.form) else cycle.form(answer.form)
        for field in form.fields if form else ():
            text = answer.values.get(field.id)
            if field.type.endswith("_text") and form and form.audience_of(field.id) == "staff" and text:
                assert not set(re.findall(r"[\w'-]+", str(text).replace("'s", ""))) & names


def test_no_text_that_staff_may_read_tells_of_few_students(answers: list[Answer], cycle: Cycle) -> None:
    """What a table withholds, a sentence must not say: “9 of 26” tells of nine students."""
    told = []
    for answer in answers:
        form = cycle.forms.get(answer.form)
        for field in visible_fields(form, "staff") if form else ():
            for some, of in SHARE.findall(str(answer.values.get(field.id, ""))):
                few, many = (
                    COUNTED[word] if (word := each.lower()) in COUNTED else int(each) for each in (some, of)
                )
                told += [(answer.owner, some, of)] if min(few, many - few) < SUPPRESS_BELOW else []
    assert told == []
