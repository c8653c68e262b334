"""Each book or program against the criteria that were agreed before anybody opened one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from inquiry.cycle import Form, linked_row
from inquiry.record import Row
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing
from inquiry.views.readable import asked_here
from inquiry.views.words import count_of, join_words

CRITERIA, FINDINGS = "curriculum-criteria", "curriculum-evaluations"
MOSTLY = 3  # of four steps; “mostly” is the least that counts as met (curriculum-evaluations.yaml, `met`)
AFTER = "agreed after the first finding"
LIMIT = "A table chooses no book. It shows what was agreed, what was found, and where two should look again."


@dataclass(frozen=True)
class Finding:
    """How far a material meets a criterion: the steps given to it, and whether they agree."""

    steps: tuple[int, ...]

    @property
    def middle(self) -> float:
        """The mean of the steps; findings are few, and each counts."""
        return sum(self.steps) / len(self.steps)


def curriculum_faces(desk: Desk) -> Faces:
    """What was found for each material, criterion by criterion, the musts first.

    For the team alone: both forms are for those who choose, not for staff.
    """
    return Faces(_view(desk))


def _view(desk: Desk) -> Node:
    forms = asked_here(desk, CRITERIA), asked_here(desk, FINDINGS)
    if forms[0] is None or forms[1] is None:
        return nothing("Curriculum is looked at by the leadership teams, principals and the district.")
    criteria, rows = desk.answers(forms[0]).rows, desk.answers(forms[1]).rows
    if not criteria:
        early = " Findings are here already: agree first, and read them again then." if rows else ""
        return nothing(f"No criterion is agreed yet. Agree before anybody opens a book.{early}")
    if not rows:
        return nothing(
            f"{count_of(len(criteria), 'criterion', 'criteria')} agreed. Now two people look, book in hand."
        )
    found = _found(rows)
    materials = list(dict.fromkeys(material for material, _ in found))
    return el(
        "div",
        el("p", _lead(criteria, found, materials), cls="lead"),
        _table(forms[0], forms[1], _sorted(criteria), found, materials, _first(rows)),
        _loose(rows, criteria),
        note(LIMIT),
    )


def _found(rows: Iterable[Row]) -> dict[tuple[str, str], Finding]:
    """Material and criterion -> what was found; names that differ in case or spaces are one."""
    names: dict[str, str] = {}
    steps: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        said, criterion, met = row.values.get("material"), _criterion(row), row.values.get("met")
        if said and criterion and type(met) is int:
            name = " ".join(str(said).split())
            steps.setdefault((names.setdefault(name.casefold(), name), criterion), []).append(met)
    return {key: Finding(tuple(found)) for key, found in steps.items()}


def _criterion(row: Row) -> str | None:
    return linked_row(row.values.get("criterion"), CRITERIA)


def _first(rows: Iterable[Row]) -> Row:
    return min(rows, key=lambda row: row.first_saved_at)


def _sorted(criteria: Sequence[Row]) -> list[Row]:
    return sorted(criteria, key=lambda row: row.values.get("must") != "must")


def _lead(criteria: Sequence[Row], found: Mapping[tuple[str, str], Finding], materials: Sequence[str]) -> str:
    """Which materials fail a must, and which are not looked at in full."""
    musts = [row.row for row in criteria if row.values.get("must") == "must"]
    said = []
    for material in materials:
        missing = [must for must in musts if (material, must) not in found]
        failed = [
            must for must in musts if (material, must) in found and found[material, must].middle < MOSTLY
        ]
        if failed:
            said.append(
                f"{material} misses {count_of(len(failed), 'criterion', 'criteria')} that must be there"
            )
        elif missing:
            said.append(f"{material} is not looked at for {count_of(len(missing), 'must')} yet")
        else:
            said.append(f"{material} meets all that must be there")
    return f"{'; '.join(said)}." if musts else "No criterion is a must, so nothing decides yet."


def _table(
    criteria_form: Form,
    findings_form: Form,
    criteria: Sequence[Row],
    found: Mapping[tuple[str, str], Finding],
    materials: Sequence[str],
    first: Row,
) -> Node:
    must, met = criteria_form.field("must"), findings_form.field("met")
    rows: list[list[Child]] = []
    for row in criteria:
        late = row.first_saved_at > first.first_saved_at
        words: list[Child] = [el("bdi", str(row.values.get("criterion") or "no words yet"))]
        words += [el("em", f" ({AFTER})")] if late else []
        cells: list[Child] = [_say(found.get((material, row.row)), met.steps) for material in materials]
        rows.append([words, must.option_label(str(row.values.get("must") or "")) or "not said", *cells])
    head = ("The materials …", "Must it be there?", *materials)
    return data_table("What was found, criterion by criterion", head, rows)


def _say(finding: Finding | None, steps: Sequence[str]) -> str:
    """One cell; where findings differ, all of them."""
    if finding is None:
        return "not looked at yet"
    said = [steps[step - 1] if 0 < step <= len(steps) else str(step) for step in sorted(set(finding.steps))]
    return said[0] if len(said) == 1 else f"{join_words(said)}: look again together"


def _loose(rows: Iterable[Row], criteria: Iterable[Row]) -> Node | None:
    """Findings whose criterion is no longer there."""
    known = {row.row for row in criteria}
    loose = [row for row in rows if row.values.get("material") and _criterion(row) not in known]
    if not loose:
        return None
    names: list[Child] = [el("bdi", str(row.values["material"])) for row in loose]
    return el("div", el("p", "These findings name no criterion that is there now:"), item_list(names))
