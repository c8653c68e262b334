"""Random tables: what is decided is safe, cheapest and always the same; ranges are those of a full count."""

from __future__ import annotations

import random
from collections.abc import Collection
from itertools import combinations, product
from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from measures.disclosure_making import find_range, met_of, percent, table

from inquiry.measures.disclosure import withhold
from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.decide import decide
from inquiry.measures.disclosure.facts import make_facts
from inquiry.measures.disclosure.model import Count, Problem, Statement, Sum

COLUMNS = ("x", "y", "z")


@st.composite
def tables(draw: st.DrawFn, most: int = 25, cells: tuple[int, int] = (3, 3)) -> Problem:
    """Two-way tables with totals."""
    n_rows, n_columns = draw(st.integers(2, cells[0])), draw(st.integers(2, cells[1]))
    values = st.lists(st.integers(0, most), min_size=n_columns, max_size=n_columns)
    rows = {f"r{i}": tuple(draw(values)) for i in range(n_rows)}
    few = draw(st.integers(2, 8))
    return table(rows, COLUMNS[:n_columns], few, loss=lambda value: value + 1)


@st.composite
def groups(draw: st.DrawFn) -> Problem:
    """Shares of groups of known sizes, and of all."""
    sizes = draw(st.lists(st.integers(0, 120), min_size=1, max_size=6))
    met = {f"g{i}": draw(st.integers(0, n)) for i, n in enumerate(sizes)}
    return met_of({f"g{i}": n for i, n in enumerate(sizes)}, met, draw(st.sampled_from([5, 11, 20])), percent)


@settings(max_examples=20, deadline=None)
@given(st.one_of(tables(), groups()), st.booleans())
def test_what_is_decided_is_safe(problem: Problem, one_by_one: bool) -> None:
    with patch.object(withhold, "SMALL", 0 if one_by_one else withhold.SMALL):
        decision = decide(problem)
    findings = attack(problem, decision.printed)
    assert not [finding for finding in findings if not finding.is_safe]
    assert not decision.exposed
    assert decision.printed | set(decision.withheld) == {told.key for told in problem.statements}


@settings(max_examples=8, deadline=None)
@given(st.one_of(tables(), groups()), st.randoms(use_true_random=False))
def test_the_order_of_a_problem_changes_nothing(problem: Problem, dice: random.Random) -> None:
    def shuffled(items: tuple) -> tuple:
        return tuple(dice.sample(items, len(items)))

    other = Problem(
        shuffled(problem.counts), shuffled(problem.sums), shuffled(problem.statements), problem.threshold
    )
    assert decide(other) == decide(problem) == decide(problem)


@settings(max_examples=8, deadline=None)
@given(tables())
def test_nothing_is_lost_where_nothing_is_sensitive(problem: Problem) -> None:
    open_ = tuple(Count(key=count.key, value=count.value) for count in problem.counts)
    decision = decide(Problem(open_, problem.sums, problem.statements, problem.threshold))
    assert not decision.withheld


class Enumerated:
    """Every whole-number table of a tiny problem, counted out."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.free = [count for count in problem.counts if count.group_size is not None]
        grid = np.array(list(product(*(range(int(count.group_size or 0) + 1) for count in self.free))))
        self.values = {count.key: grid[:, i] for i, count in enumerate(self.free)}
        for one in problem.sums:  # in order: parts before their totals
            self.values[one.total] = sum(self.values[part] for part in one.parts)

    def ranges(self, printed: Collection[str]) -> dict[str, tuple[int, int]]:
        agree = np.ones(len(self.values[self.free[0].key]), dtype=bool)
        for told in self.problem.statements:
            if told.key in printed:
                activity = sum(factor * self.values[key] for key, factor in told.terms.items())
                agree &= (activity >= told.low - 1e-9) & (activity <= told.high + 1e-9)
        return {key: (int(each[agree].min()), int(each[agree].max())) for key, each in self.values.items()}

    def unsafe(self, printed: Collection[str]) -> set[str]:
        few, ranges = self.problem.threshold, self.ranges(printed)
        wanted = {count.key: count.group_size for count in self.problem.counts if count.sensitive}
        return {
            key
            for key, size in wanted.items()
            if not (ranges[key][0] == 0 and ranges[key][1] >= min(few - 1, few if size is None else size))
            and ranges[key][1] - ranges[key][0] < few
        }


@st.composite
def tiny(draw: st.DrawFn) -> Problem:
    """Up to five small counts, sums of some of them, exact, rounded and combined figures."""
    n = draw(st.integers(2, 5))
    counts = []
    for i in range(n):
        size = draw(st.integers(1, 4))
        counts.append(
            Count(
                key=f"c{i}", value=draw(st.integers(0, size)), group_size=size, sensitive=draw(st.booleans())
            )
        )
    value = {count.key: int(count.value) for count in counts}
    sums = []
    for k in range(draw(st.integers(0, 2))):
        parts = tuple(sorted(draw(st.sets(st.sampled_from([c.key for c in counts[:n]]), min_size=1))))
        value[f"s{k}"] = sum(value[part] for part in parts)
        counts.append(Count(key=f"s{k}", value=value[f"s{k}"], sensitive=draw(st.booleans())))
        sums.append(Sum(f"s{k}", parts))
    statements = []
    for k in range(draw(st.integers(1, 6))):
        keys = draw(st.sets(st.sampled_from(sorted(value)), min_size=1, max_size=3))
        terms = {key: draw(st.sampled_from([1, 1, 1, 2, -1, 3])) for key in sorted(keys)}
        told = sum(factor * value[key] for key, factor in terms.items())
        low, high = told - draw(st.integers(0, 2)), told + draw(st.integers(0, 2))
        statements.append(
            Statement(key=f"t{k}", terms=terms, low=low, high=high, loss=draw(st.integers(1, 9)))
        )
    return Problem(tuple(counts), tuple(sums), tuple(statements), draw(st.integers(2, 4)))


@settings(max_examples=20, deadline=None)
@given(tiny(), st.data())
def test_ranges_are_those_of_counting_every_table(problem: Problem, data: st.DataObject) -> None:
    printed = data.draw(st.sets(st.sampled_from([told.key for told in problem.statements])))
    counted = Enumerated(problem)
    for key, told in counted.ranges(printed).items():
        assert find_range(problem, printed, key) == told, key
    findings = attack(problem, printed)
    assert {finding.key for finding in findings if not finding.is_safe} == counted.unsafe(printed)


@settings(max_examples=15, deadline=None)
@given(tiny())
def test_nothing_cheaper_is_safe(problem: Problem) -> None:
    counted = Enumerated(problem)
    exposed = counted.unsafe(())
    decision = decide(problem)
    assert set(decision.exposed) == exposed
    assert counted.unsafe(decision.printed) == exposed
    if exposed or not decision.is_exact:
        return
    losses = {told.key: told.loss for told in problem.statements}
    for many in range(len(losses) + 1):
        for withheld in combinations(sorted(losses), many):
            loss = sum(losses[key] for key in withheld)
            if loss < decision.loss:
                assert counted.unsafe(losses.keys() - set(withheld)), withheld


@settings(max_examples=15, deadline=None)
@given(tables(), st.integers(1, 16))
def test_what_stands_near_a_count_grows_to_the_whole_table(problem: Problem, size: int) -> None:
    facts = make_facts(problem)
    for column in range(len(facts.counts)):
        near = facts.near(column, size).tolist()
        assert column in near
        assert len(near) == len(set(near)) == min(size, len(facts.counts))
