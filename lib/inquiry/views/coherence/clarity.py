"""Whether people say the priority alike: people's own words beside what is written, as people marked them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from inquiry.cycle import Form, is_blank
from inquiry.district import Quarter
from inquiry.views.answers import cut_text
from inquiry.views.coherence.foci import Focus, find_foci
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note
from inquiry.views.readable import asked_here, quarters_so_far, read_teams
from inquiry.views.suggest import Suggestion
from inquiry.views.words import count_of, join_words

WORDS, MARKS = "priority-in-my-words", "clarity-marks"
FEWEST_MARKS = 5  # of fewer people a share says who (our rule; reference: privacy, “Adults have privacy too”)
ASKED = {"school": "The school's priority", "district": "The district's goals"}
COUNTED = ("same", "partly", "different")
TOO_FEW = f"fewer than {FEWEST_MARKS} marks"
METHOD = (
    f"People mark the words, not the program. A share is told from {FEWEST_MARKS} marks on. It says how "
    "clearly the priority was said, and nothing about anybody's work."
)


def clarity_faces(desk: Desk) -> Faces:
    """What is written, who has put it in their own words, and how many meant the same, by level and quarter.

    For the team and those it may read: no staff face, for the marks are not meant for staff.
    """
    return Faces(
        el(
            "div",
            el("p", _lead(desk), cls="lead"),
            _stated(desk),
            _written(desk),
            [_table(desk, which) for which in _asked(desk)],
            note(METHOD),
        )
    )


def _asked(desk: Desk) -> list[str]:
    """What people of this level are asked to say."""
    form = asked_here(desk, WORDS)
    return [which for which in ASKED if form is not None and any(f.id == which for f in form.fields)]


def _lead(desk: Desk) -> str:
    """This quarter's marks in a sentence, level by level."""
    for which in reversed(_asked(desk)):
        counts = _counts(desk, which, desk.quarter)
        told = [
            f"{counts[level]['same']} of {counts[level].total()} ({desk.cycle.levels[level].label.lower()})"
            for level in desk.district.levels.ids
            if level in counts and counts[level].total() >= FEWEST_MARKS
        ]
        if told:
            what = "the district's goals" if which == "district" else "the school's priority"
            return f"From memory, {join_words(told)} said {what} and meant what is written."
    return "We cannot tell yet how clear the priority is: first people write, then somebody marks."


def stated(desk: Desk, which: str) -> list[Focus]:
    """The priority as it is written: the district's goals, or the principal's focus for the school.

    Where a school has no principal's team, its leadership team's priorities stand in.
    """
    foci = find_foci(desk)
    if which == "district":
        return [focus for focus in foci if focus.team.level == "district"]
    here = [focus for focus in foci if focus.team.school == desk.team.school]
    for level in desk.district.levels.ids[1:-1]:
        found = [focus for focus in here if focus.team.level == level]
        if found:
            return found
    return []


def _stated(desk: Desk) -> list[Node]:
    parts: list[Node] = []
    for which in _asked(desk):
        foci = stated(desk, which)
        said: list[Child] = [el("bdi", focus.words) for focus in foci]
        parts += [
            el("p", el("strong", f"{ASKED[which]}, as written:")),
            item_list(said) if said else note("Nothing is written yet, so nobody can be clear about it."),
        ]
    # Folded away: whoever reads it first does not write from memory.
    inside = el("details", el("summary", "What is written (look after you have written your own)"), parts)
    return [inside] if parts else []


def _written(desk: Desk) -> Node:
    """How many of us have written, without saying who."""
    form = asked_here(desk, WORDS)
    rows = desk.answers(form).rows if form else ()
    written = len({row.owner for row in rows})
    people = len(desk.team.members)
    if not people:
        return note("No member is listed for this team yet, so nobody can write. The coach can add them.")
    waiting = len(words_to_mark(desk))
    wait = "waits" if waiting == 1 else "wait"
    marks = f" {count_of(waiting, 'answer')} {wait} to be marked." if waiting else ""
    return el("p", f"{written} of {count_of(people, 'person', 'people')} in our team have written.{marks}")


def _counts(desk: Desk, which: str, quarter: Quarter) -> Mapping[str, Counter[str]]:
    """Level -> how many marks of each kind, of all teams that we may read."""
    found: dict[str, Counter[str]] = {}
    for each in read_teams(desk, MARKS, quarter):
        mark = str(each.value("mark") or "")
        if each.value("which") == which and mark in COUNTED:
            found.setdefault(each.team.level, Counter())[mark] += 1
    return found


def _table(desk: Desk, which: str) -> Node:
    """By level and quarter: how many meant the same, and how many a part of it."""
    quarters = quarters_so_far(desk)
    by_quarter = [_counts(desk, which, quarter) for quarter in quarters]
    levels = [level for level in desk.district.levels.ids if _is_shown(desk, level, by_quarter)]
    rows = [
        [desk.cycle.levels[level].label, *(_share(counts.get(level, Counter())) for counts in by_quarter)]
        for level in levels
    ]
    if not rows:
        return note(f"{ASKED[which]}: nothing is marked yet.")
    caption = f"{ASKED[which]}: how many mean the same as what is written"
    return data_table(caption, ["Level", *(quarter.id for quarter in quarters)], rows)


def _is_shown(desk: Desk, level: str, counts: Iterable[Mapping[str, Counter[str]]]) -> bool:
    return level == desk.level or any(level in each for each in counts)


def _share(counts: Counter[str]) -> Child:
    """A cell: the share that meant the same, and of how many; nothing about a few people."""
    n = counts.total()
    if n == 0:
        return "–"
    if n < FEWEST_MARKS:
        return el("td", TOO_FEW, cls="withheld")
    return f"{100 * counts['same'] / n:.0f}% the same, {100 * counts['partly'] / n:.0f}% partly (of {n})"


def words_to_mark(desk: Desk) -> list[tuple[str, str, str]]:
    """What people wrote and nobody marked yet: key, what was asked, words; in an order that tells nobody.

    The same words of two people are marked twice.
    """
    form, marks = asked_here(desk, WORDS), asked_here(desk, MARKS)
    if form is None or marks is None:
        return []
    done = Counter((row.values.get("which"), row.values.get("words")) for row in desk.answers(marks).rows)
    said = Counter(
        (which, _as_words(marks, str(row.values[which])))
        for row in desk.answers(form).rows
        for which in _asked(desk)
        if not is_blank(row.values.get(which))
    )
    return sorted(
        (_key(desk, which, words, n), which, words)
        for (which, words), people in said.items()
        for n in range(done[which, words], people)
    )


def _as_words(marks: Form, said: str) -> str:
    return cut_text(" ".join(said.split()), marks.field("words").chars - 1)


def _key(desk: Desk, which: str, words: str, n: int) -> str:
    """The same for the same words of a quarter; it says nothing about who wrote them."""
    return hashlib.sha256(f"{desk.quarter.id}|{which}|{words}|{n}".encode()).hexdigest()[:16]


def suggest_words(desk: Desk, form: Form) -> Iterator[Suggestion]:
    """Each person's words as a row to be marked, without a name."""
    for key, which, words in words_to_mark(desk):
        yield Suggestion(
            key=key,
            words=f"“{words}”",
            values={"words": words, "which": which},
            why=f"Somebody's words for: {ASKED[which].lower()}.",
        )
