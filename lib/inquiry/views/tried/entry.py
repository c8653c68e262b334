"""One idea that was tried, as it stands in a list: what, where, against which cause, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from inquiry.views.desk import Desk
from inquiry.views.html import Child, Node, el
from inquiry.views.tried.entries import Tried
from inquiry.views.tried.results import Result

TRIED_NOW, NOT_DECIDED = "being tried now", "no decision written"
# The decisions of decisions.yaml as one says them afterwards; one that a district adds stands as it is.
SAID = {"adopt": "adopted", "adapt": "adapted", "abandon": "abandoned"}
NO_LONGER = "a team that is no longer on the list"


def where_tried(desk: Desk, tried: Tried) -> list[Child]:
    """Whose idea it is: the team and its school; the id of a team that the list no longer has."""
    if tried.team is None:
        return [el("bdi", tried.owner), f" ({NO_LONGER})"]
    return [el("bdi", tried.team.name), ", ", el("bdi", place_of(desk, tried))]


def place_of(desk: Desk, tried: Tried) -> str:
    """The name of the school where it was tried, or of the district."""
    if tried.team is None:
        return "No longer on the list"
    school = tried.team.school
    return desk.district.settings.name if school == "district" else desk.district.school(school).name


def when_tried(tried: Tried) -> str:
    """The quarters in which it was tried."""
    first, last = tried.quarters[0], tried.quarters[-1]
    return first if first == last else f"{first} to {last}"


def outcome_of(desk: Desk, tried: Tried) -> str:
    """What came of it, in a few words: the last decision, or that there is none."""
    if not tried.decisions:
        return TRIED_NOW if tried.quarters[-1] == desk.quarter.id else NOT_DECIDED
    last = tried.decisions[-1]
    said = SAID.get(last.decision, f"“{last.label}”")
    if last.quarter == tried.quarters[-1]:
        return said
    return f"{said} in {last.quarter}, then tried again"


def entry(desk: Desk, tried: Tried, *, like: str = "", **data: str) -> Node:
    """An idea with all that its reader may see of it: what came of it first, the rest folded away.

    Parameters
    ----------
    desk : Desk
    tried : Tried
    like : str
        Why it stands near the top: what it has in common with the reader's own work.
    **data
        Attributes by which a search finds it.
    """
    ours: list[Child] = [" (our own)"] if tried.ours else []
    outcome = outcome_of(desk, tried)
    return el(
        "div",
        el("h4", el("bdi", tried.idea)),
        el("p", where_tried(desk, tried), ours, f", {when_tried(tried)}: ", el("strong", outcome), "."),
        el("p", like, cls="note") if like else None,
        _listed(_came_of_it(tried)),
        _folded(_listed(_about(desk, tried))),
        cls="card tried",
        **data,
    )


def _listed(lines: Iterable[list[Child]]) -> Node | None:
    items = [el("li", line) for line in lines]
    return el("ul", items) if items else None


def _folded(lines: Node | None) -> Node | None:
    return el("details", el("summary", "What it was for"), lines) if lines else None


def _came_of_it(tried: Tried) -> Iterator[list[Child]]:
    """The cause it was tried against, what was decided and what came, as far as it is known to the reader."""
    if tried.cause.words:
        yield [el("strong", "Against the cause: "), el("bdi", tried.cause.words)]
    for decision in tried.decisions:
        when = f", {decision.quarter}" if len(tried.decisions) > 1 else ""
        for label, words in (
            (f"{decision.label}, because", decision.reason),
            ("What changes", decision.change),
        ):
            if words:
                yield [el("strong", f"{label}{when}: "), el("bdi", words)]
    for result in tried.results:
        yield _came(result)


def _about(desk: Desk, tried: Tried) -> Iterator[list[Child]]:
    """What else is known of it; what was not written, or is not for this reader, is left out."""
    for label, words in (
        ("Students should then", tried.then),
        ("Why it should work", tried.because),
        ("Focus", tried.focus),
        ("Skill", skill_label(desk, tried.skill)),
        ("Kind of cause", tried.cause.area_label),
        *(("It began as", words) for words in tried.earlier),
    ):
        if words:
            yield [el("strong", f"{label}: "), el("bdi", words)]


def _came(result: Result) -> list[Child]:
    """Predicted and actual of one indicator, in one line."""
    steps = [("began at", result.baseline), ("predicted", result.predicted), ("came to", result.actual)]
    said = ", ".join(f"{word} {value}" for word, value in steps if value)
    compared = f" ({result.compared.lower()})" if result.compared else ""
    title = f"What came in {result.quarter}: "
    measure: list[Child] = [el("bdi", result.measure), ": "] if result.measure else []
    return [el("strong", title), measure, said or "no number", compared]


def skill_label(desk: Desk, skill: str) -> str:
    """A skill's words; the id itself where the list no longer has it."""
    return desk.cycle.skills[skill].label if skill in desk.cycle.skills else skill
