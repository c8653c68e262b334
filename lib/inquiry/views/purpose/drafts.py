"""Drafts of the purpose over time: each beside the one before, word by word."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import note, nothing
from inquiry.views.purpose.sections import DRAFTS, SET_ASIDE, statement_of
from inquiry.views.readable import Said, read_said
from inquiry.views.words import count_of

EDGES = ".,;:!?…“”‘’\"'«»()[]–—-¡¿"  # signs at a word's edges do not make it another word


@dataclass(frozen=True)
class Change:
    """A draft's words beside an earlier one's: stretches of text, each new or kept, and what went."""

    now: tuple[tuple[str, bool], ...]
    gone: tuple[str, ...]


def compare_words(before: str, now: str) -> Change:
    """What is new in a text, and what of the earlier one is gone, word by word.

    Case and the signs at a word's edges are not counted as changes.

    Examples
    --------
    >>> compare_words("Every child can speak.", "Every child thinks, can speak")
    Change(now=(('Every child', False), ('thinks,', True), ('can speak', False)), gone=())
    """
    old, new = before.split(), now.split()
    matcher = difflib.SequenceMatcher(None, [_bare(w) for w in old], [_bare(w) for w in new], autojunk=False)
    parts: list[tuple[str, bool]] = []
    gone: list[str] = []
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if j2 > j1:
            parts.append((" ".join(new[j1:j2]), what != "equal"))
        if i2 > i1 and what != "equal":
            gone.append(" ".join(old[i1:i2]))
    return Change(tuple(parts), tuple(gone))


def _bare(word: str) -> str:
    return word.strip(EDGES).casefold() or word


def drafts_faces(desk: Desk) -> Faces:
    """Every draft, newest first, with what is new in bold and what went below; the agreed words on top."""

    def build(face: Face) -> Node | None:
        steps = _steps(desk, face)
        if not steps:
            return nothing(NO_DRAFT) if face == "team" else None
        shown = [_shown(steps[n], steps[n - 1] if n else None) for n in range(len(steps))]
        lead = _lead(steps)
        return el("div", el("p", lead, cls="lead"), list(reversed(shown)))

    return make_faces(build)


NO_DRAFT = (
    "No draft yet. Take three or four lines from the common ground on the board, put them into one "
    "sentence, and read it to someone who was not in the room."
)


@dataclass(frozen=True)
class _Step:
    """One version of the words: when, what they are, why they changed, and what became of them."""

    day: str
    words: str
    changed: str
    title: str


def _steps(desk: Desk, face: Face) -> list[_Step]:
    """The drafts by their dates, the agreed words last where they are other than the last draft's."""
    drafts = [said for said in read_said(desk, DRAFTS, face) if said.text("draft")]
    drafts.sort(key=lambda said: str(said.day() or ""))
    steps = [_step(said, n) for n, said in enumerate(drafts, 1)]
    agreed = statement_of(desk, desk.team.school, face)
    if agreed is None:
        return steps
    words = agreed.text("statement")
    if steps and [_bare(w) for w in steps[-1].words.split()] == [_bare(w) for w in words.split()]:
        last = steps[-1]
        steps[-1] = _Step(last.day, words, last.changed, f"{last.title}, and these are the words agreed on")
        return steps
    day = str(agreed.day("agreed_on") or "")
    return [*steps, _Step(day, words, agreed.text("agreed_how"), "The words agreed on")] if steps else []


def _step(said: Said, n: int) -> _Step:
    aside = " (set aside)" if said.values.get("standing") == SET_ASIDE else ""
    return _Step(str(said.day() or ""), said.text("draft"), said.text("changed"), f"Draft {n}{aside}")


def _lead(steps: Sequence[_Step]) -> str:
    if len(steps) == 1:
        return "One draft so far. Who has read it, and whose words are not in it yet?"
    first, last = steps[0], steps[-1]
    kept = sum(len(text.split()) for text, new in compare_words(first.words, last.words).now if not new)
    words = count_of(kept, "word")
    return f"{len(steps)} versions. Of the first, {words} stand in the newest; new words are in bold."


def _shown(step: _Step, before: _Step | None) -> Node:
    change = compare_words(before.words, step.words) if before else Change(((step.words, False),), ())
    words: list[Child] = []
    for n, (text, new) in enumerate(change.now):
        words += [" " if n else "", el("strong", el("bdi", text)) if new else el("bdi", text)]
    when = el("time", step.day, datetime=step.day) if step.day else None
    return el(
        "section",
        el("h3", step.title, [", ", when] if when else None),
        el("p", words, cls="typed", dir="auto"),
        _gone(change.gone),
        note("Why: ", el("bdi", step.changed)) if step.changed else None,
    )


def _gone(gone: Sequence[str]) -> Node | None:
    if not gone:
        return None
    words: list[Child] = ["Taken out: "]
    for n, text in enumerate(gone):
        words += [" · " if n else "", "“", el("bdi", text), "”"]
    return note(words)
