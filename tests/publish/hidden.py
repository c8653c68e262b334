"""What a site for all staff must not hold, worked out from the district's files alone."""

from __future__ import annotations

import csv
import json
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from inquiry.cycle import Cycle, visible_fields

FEWEST_WORDS = 5  # of a private answer: shorter ones are names of groups, skills and published figures too
ALL_SKILLS = "all six skills"
THRESHOLD = 11  # the example's `suppress_below`
NUMBER = re.compile(r"\d+ of \d+|\d+(?:\.\d+)?%|\d+(?:\.\d+)?")
Words = tuple[str, ...]


def words_of(text: str) -> Words:
    """A text's words: small letters without accents, so that no spelling hides one."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return tuple(re.findall(r"[^\W_]+", "".join(sign for sign in bare if not unicodedata.combining(sign))))


def numbers_in(text: str) -> set[str]:
    """The figures a text tells: “3 of 7”, “43%”, “7”."""
    return set(NUMBER.findall(text.replace("\xa0", " ").replace(" %", "%")))


@dataclass(frozen=True)
class Figure:
    """What is counted of one group in one place, and in which words its withheld figures would be told."""

    place: str  # the id of a team or school
    thing: Words  # a measure, a skill, a survey's question
    group: Words
    told: frozenset[str]


@dataclass(frozen=True)
class Hidden:
    """Words that stand nowhere, and figures that do not stand with their labels."""

    phrases: Mapping[Words, str]  # two words or more -> what they are
    tokens: Mapping[str, str]  # one word, such as a student's number
    figures: tuple[Figure, ...]


def what_is_hidden(district: Path, cycle: Cycle, groups: Mapping[str, str]) -> Hidden:
    """Everything that must not be on a district's site; `groups` are the names of student groups."""
    numbers = {words_of(each["student"])[0]: "a student’s number" for each in rows(district / "students.csv")}
    skills = {skill: each.label for skill, each in cycle.skills.items()}
    counts = [*_measures(district), *_surveys(district), *_evidence(district, skills)]
    return Hidden(
        dict([*_people(district), *_answers(district, cycle, groups)]), numbers, tuple(_small(counts, groups))
    )


def rows(path: Path) -> list[dict[str, str]]:
    """A list of the district's folder."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _people(district: Path) -> Iterator[tuple[Words, str]]:
    for each in rows(district / "students.csv"):
        first, last = words_of(each["first_name"]), words_of(each["last_name"])
        yield first + last, "a student’s name"
        yield last + first, "a student’s name"
    for each in rows(district / "members.csv"):
        yield words_of(each["name"]), "an adult’s name"


def _answers(district: Path, cycle: Cycle, groups: Mapping[str, str]) -> Iterator[tuple[Words, str]]:
    """What was answered for fewer readers than all staff, and nowhere for them; a list of groups tells nothing."""
    plain = {"and", "students", *(word for name in groups.values() for word in words_of(name))}
    public: set[Words] = set()
    private: dict[Words, str] = {}
    for line in (district / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        form = cycle.forms.get(answer["form"])
        shown = (
            {each.id for each in visible_fields(form, "staff")} if form and form.scope != "person" else set()
        )
        for name, value in (answer.get("values") or {}).items():
            texts = {words_of(text) for text in _texts(value)}
            public |= texts if name in shown else set()
            private |= {} if name in shown else dict.fromkeys(texts, f"an answer to {answer['form']}.{name}")
    told = "\n".join(" ".join(text) for text in public)
    for text, what in private.items():
        is_list = plain.issuperset(text)
        if sum(map(str.isalpha, text)) >= FEWEST_WORDS and not is_list and " ".join(text) not in told:
            yield text, what


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


@dataclass(frozen=True)
class _Count:
    """How many of how many, or a mean of so many."""

    place: str
    thing: str
    group: str
    students: float
    met: float | None = None
    value: float | None = None

    @property
    def is_small(self) -> bool:
        parts = [self.students] if self.met is None else [self.met, self.students - self.met]
        return min(self.students, *parts) < THRESHOLD

    def told(self) -> set[str]:
        """How it would be told."""
        if self.value is not None:
            return {f"{self.value:g}", f"{self.value:.1f}", f"{self.value:.0f}"}
        if not self.met or not self.students:
            return {f"0 of {self.students:g}"}
        share = 100 * self.met / self.students
        return {f"{share:.0f}%", f"{share:.1f}%", f"{self.met:g} of {self.students:g}", f"{self.students:g}"}


def _measures(district: Path) -> Iterator[_Count]:
    for row in rows(district / "measures.csv"):
        met, value = (float(row[name]) if row[name] else None for name in ("met", "value"))
        place, group = row["team"] or row["school"], row["studentgroup"] or "ALL"
        yield _Count(place, row["measure"], group, float(row["students"]), met, value)


def _surveys(district: Path) -> Iterator[_Count]:
    for row in rows(district / "surveys.csv"):
        answered, favorable = float(row["answered"]), float(row["favorable"])
        yield _Count(row["school"], row["question"], row["respondents"], answered, favorable)


def _evidence(district: Path, skills: Mapping[str, str]) -> Iterator[_Count]:
    """Students' work by task, class, day and quarter of a team, a school and the district."""
    schools = {row["team"]: row["school"] for row in rows(district / "teams.csv")}
    sums: dict[tuple[str, ...], list[float]] = defaultdict(lambda: [0, 0])
    for row in rows(district / "evidence.csv"):
        levels = [float(row[f"level_{n}"] or 0) for n in (1, 2, 3, 4)]
        quarter = max(first for first in _quarters(district) if first <= row["date"])
        parts = [
            (row["team"], part)
            for part in (row["date"] + row["class"], row["class"], row["date"], "", quarter)
        ]
        parts += [(place, part) for place in (schools[row["team"]], "district") for part in ("", quarter)]
        for place, part in parts:
            for thing in (skills.get(row["skill"], row["skill"]), ALL_SKILLS):
                total = sums[place, thing, row["studentgroup"], part]
                total[0] += sum(levels)
                total[1] += levels[2] + levels[3]
    for (place, thing, group, _), (work, met) in sums.items():
        yield _Count(place, thing, group, work, met)


@cache
def _quarters(district: Path) -> tuple[str, ...]:
    """The first day of each quarter."""
    settings = tomllib.loads((district / "district.toml").read_text(encoding="utf-8"))
    return tuple(each["start"].isoformat() for each in settings["quarters"])


def _small(counts: Iterable[_Count], groups: Mapping[str, str]) -> Iterator[Figure]:
    """The figures that rest on few, unless one that may be told would be told in the same words."""
    few: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    open_: dict[tuple[str, str], set[str]] = defaultdict(set)
    for count in counts:
        if count.is_small:
            few[count.place, count.thing, count.group] |= count.told()
        else:
            open_[count.thing, count.group] |= count.told()
    for (place, thing, group), told in few.items():
        if left := told - open_[thing, group]:
            yield Figure(place, words_of(thing), words_of(groups.get(group, group)), frozenset(left))
