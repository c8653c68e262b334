"""Published example tables of other programs: what they withhold, and what we do (docs/deviations.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from measures.disclosure_making import TOTAL, find_range, table, tell_count

from inquiry.measures.disclosure import withhold
from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.decide import decide
from inquiry.measures.disclosure.model import Count, Problem, Sum

PAGE = (Path(__file__).resolve().parents[2] / "docs/deviations.md").read_text(encoding="utf-8")

# sdcTable, the example of ?protectTable and of its own tests: 100 people by region and gender, maxN = 2.
REGIONS = {"A": (18, 2), "B": (14, 19), "C": (12, 10), "D": (11, 14)}
# GaussSuppression, vignette “Small count frequency table suppression”, dataset_a, maxN = 1.
AGES = {"young": (2, 0, 5), "old": (3, 4, 6)}
COUNTRIES = ("Iceland", "Portugal", "Spain")
# easySdcTable, vignette “Introduction”, z2w: people by region and kind of help.
KINDS = ("annet", "arbeid", "soshjelp", "trygd")
HELP = {
    "A": (11, 11, 55, 36),
    "B": (7, 1, 29, 18),
    "C": (5, 8, 35, 25),
    "D": (13, 2, 17, 13),
    "E": (9, 14, 63, 52),
    "F": (12, 9, 24, 22),
    "G": (6, 4, 22, 8),
    "H": (9, 3, 38, 15),
    "I": (3, 0, 9, 2),
    "J": (9, 0, 32, 20),
    "K": (4, 2, 18, 11),
}
GAUSS = ("B/annet", "D/annet", "G/arbeid", "G/trygd", "H/annet", "J/annet", "K/annet")
HEURISTIC = ("B/annet", "D/trygd", "H/annet", "J/annet", "K/annet")
# The same with two ways of adding the regions up, maxN = 2, nought is no secret: what easySdcTable withholds.
COUNTIES = {"1": "AI", "4": "B", "5": "CD", "6": "EF", "8": "GH", "10": "JK"}
SIZES = {"300": "ABCDEFGH", "400": "IJK"}
LINKED = {
    "annet": ("A", "B", "C", "D", "I", "K", "county 4", "county 10", "size 300", "size 400"),
    "arbeid": ("B", "C", "D", "G", "H", "K", "county 4", "county 10", "size 300", "size 400"),
    "trygd": ("A", "B", "G", "H", "I", "K", "county 4", "county 10"),
}


def value(problem: Problem, keys: Collection[str]) -> float:
    return sum(count.value for count in problem.counts if count.key in keys)


def lost(problem: Problem, withheld: Iterable[str]) -> list[str]:
    printed = {told.key for told in problem.statements} - set(withheld)
    return [finding.key for finding in attack(problem, printed) if not finding.is_safe]


def linked() -> Problem:
    """The table with both ways of adding up; noughts are out."""
    totals = {f"county {name}": regions for name, regions in COUNTIES.items()}
    totals |= {f"size {name}": regions for name, regions in SIZES.items()}
    rows = dict(HELP)
    for name, regions in totals.items():
        rows[name] = tuple(sum(HELP[region][i] for region in regions) for i in range(len(KINDS)))
    columns = (*KINDS, TOTAL)
    cells = {
        (row, column): n
        for row, ns in rows.items()
        for column, n in zip(columns, (*ns, sum(ns)), strict=True)
    }
    for column in columns:
        cells[TOTAL, column] = sum(cells[row, column] for row in HELP)
    groups = {**totals, TOTAL: tuple(HELP)}
    sums = [
        Sum(f"{g}/{c}", tuple(f"{r}/{c}" for r in regions)) for g, regions in groups.items() for c in columns
    ]
    sums += [Sum(f"{r}/{TOTAL}", tuple(f"{r}/{c}" for c in KINDS)) for r in (*rows, TOTAL)]
    return Problem(
        tuple(
            Count(key=f"{r}/{c}", value=n, sensitive=0 < n <= 2, known=n == 0) for (r, c), n in cells.items()
        ),
        tuple(sums),
        tuple(tell_count(f"{r}/{c}", f"{r}/{c}", n, loss=n) for (r, c), n in cells.items()),
        threshold=3,
    )


def test_sdctables_example_is_solved_as_by_its_optimal_method() -> None:
    decision = decide(table(REGIONS, ("male", "female"), few=3))
    assert decision.first == ("A/female",)
    assert decision.besides == ("A/male", "C/female", "C/male")
    assert (decision.loss, decision.is_exact) == (
        42,
        True,
    )  # printed there: “terminated with an obj_val of 42”


def test_sdctables_attack_finds_the_lone_cell() -> None:
    problem = table(REGIONS, ("male", "female"), few=3)
    (finding,) = attack(problem, {told.key for told in problem.statements} - {"A/female"})
    assert (finding.key, finding.low, finding.high, finding.is_safe) == ("A/female", 2, 2, False)


def test_gauss_suppressions_example_is_solved_alike() -> None:
    decision = decide(table(AGES, COUNTRIES, few=2))
    assert decision.first == ("young/Portugal",)
    assert decision.besides == ("old/Iceland", "old/Portugal", "young/Iceland")


def test_easysdctables_example_is_solved_as_by_its_heuristic_and_cheaper_than_by_gauss() -> None:
    problem = table(HELP, KINDS, few=4)
    decision = decide(problem)
    assert decision.is_exact
    assert decision.besides == HEURISTIC
    assert (value(problem, HEURISTIC), value(problem, GAUSS)) == (42, 54)
    assert not lost(problem, (*decision.first, *GAUSS))
    printed = decision.printed
    assert find_range(problem, printed, "B/arbeid") == (0, 8)
    assert "5 cells with 42 people" in PAGE
    assert "7 cells with 54 people" in PAGE


def test_easysdctables_linked_tables_are_solved_cheaper() -> None:
    problem = linked()
    theirs = {f"{row}/{kind}" for kind, rows in LINKED.items() for row in rows}
    small = {count.key for count in problem.counts if count.sensitive}
    decision = decide(problem)
    assert decision.is_exact
    assert (set(decision.first), len(small), small - theirs) == (small, 7, set())
    assert (len(theirs - small), value(problem, theirs - small), lost(problem, theirs)) == (21, 355, [])
    assert (len(decision.besides), value(problem, decision.besides)) == (13, 277)
    assert "21 cells with 355 people beside 7 small ones" in PAGE
    assert "13 cells with 277 people, proven to be cheapest" in PAGE


def test_one_count_after_another_is_safe_and_hardly_dearer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(withhold, "SMALL", 0)
    problem = linked()
    decision = decide(problem)
    assert not decision.is_exact
    assert not lost(problem, decision.withheld)
    assert value(problem, decision.besides) <= 1.25 * 277
    assert "277 people, and at most a quarter more one after another" in PAGE
