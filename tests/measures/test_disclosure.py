"""What is printed gives no count of few students away, and no more is withheld than that takes."""

import os

import pytest
from measures.disclosure_making import (
    TOTAL,
    find_range,
    met_of,
    percent,
    table,
    tell_count,
    tell_share,
    with_fixed,
)

from inquiry.measures.disclosure import withhold
from inquiry.measures.disclosure.attack import attack
from inquiry.measures.disclosure.decide import decide
from inquiry.measures.disclosure.model import (
    Count,
    Interval,
    Problem,
    Statement,
    Sum,
    find_contradictions,
)
from inquiry.measures.disclosure.solver import quiet

THRESHOLD = 11


def shares(sizes: dict[str, int], met: dict[str, int], few: int = THRESHOLD) -> Problem:
    return met_of(sizes, met, few, percent)


def all_safe(problem: Problem, printed: frozenset[str]) -> bool:
    return all(finding.is_safe for finding in attack(problem, printed))


def test_a_withheld_group_does_not_come_back_from_the_total() -> None:
    problem = shares({"a": 40, "b": 40, "c": 60}, {"a": 4, "b": 20, "c": 30})
    decision = decide(problem)
    assert decision.first == ("a",)
    assert decision.besides == ("b",)  # the smallest of those that would do
    assert decision.withheld["b"].words == "would give a#met away"
    assert decision.loss == 80
    assert all_safe(problem, decision.printed)
    assert not all_safe(problem, decision.printed | {"b"})


def test_nothing_is_lost_where_nothing_is_small() -> None:
    decision = decide(shares({"a": 40, "b": 50}, {"a": 20, "b": 25}))
    assert (dict(decision.withheld), decision.printed, decision.loss) == ({}, {"a", "b", TOTAL}, 0)


def test_a_coded_end_tells_a_range() -> None:
    told = tell_share("k", "met", 220, 220, percent)
    assert (told.low, told.high) == (209, 220)
    decision = decide(shares({"a": 220}, {"a": 220}))
    assert decision.printed == {"a", TOTAL}  # 0 to 11 not met stay possible
    assert not decide(shares({"a": 100}, {"a": 100})).printed  # 0 to 5 would be too narrow


def test_a_group_that_is_everybody_goes_with_everybody() -> None:
    problem = Problem(
        counts=(
            Count(key="all#met", value=5, group_size=30, sensitive=True),
            Count(key="group#met", value=5, group_size=30, sensitive=True),
            Count(key="others#met", value=0, group_size=0),
        ),
        sums=(Sum("all#met", ("group#met", "others#met")),),
        statements=(tell_count("all", "all#met", 5, 30), tell_count("group", "group#met", 5, 30)),
        threshold=THRESHOLD,
    )
    assert set(decide(problem).withheld) == {"all", "group"}


def test_where_all_groups_are_small_only_the_total_is_told() -> None:
    decision = decide(shares({"a": 9, "b": 8, "c": 10}, {"a": 4, "b": 4, "c": 5}))
    assert set(decision.first) == {"a", "b", "c"}
    assert decision.printed == {TOTAL}


def test_the_district_is_its_only_school() -> None:
    problem = shares({"school": 40}, {"school": 7})
    assert not decide(problem).printed
    problem = shares({"school": 40}, {"school": 20})
    assert decide(problem).printed == {"school", TOTAL}


def test_none_of_a_group_is_as_private_as_a_few() -> None:
    assert decide(shares({"a": 40, "b": 40, "c": 60}, {"a": 0, "b": 20, "c": 30})).first == ("a",)


@pytest.mark.parametrize(("met", "printed"), [(10, set()), (11, {"a", TOTAL}), (12, {"a", TOTAL})])
def test_a_count_at_the_threshold_is_told(met: int, printed: set[str]) -> None:
    assert decide(shares({"a": 40}, {"a": met})).printed == printed


def test_a_threshold_above_everything_leaves_nothing() -> None:
    assert not decide(shares({"a": 40, "b": 50}, {"a": 20, "b": 25}, few=100)).printed


def test_nobody_at_all_is_no_secret() -> None:
    problem = shares({"a": 0, "b": 40}, {"a": 0, "b": 20})
    assert decide(problem).printed == {"a", "b", TOTAL}


def test_a_rate_without_its_count_still_tells() -> None:
    """30 of the district's students are known; 50 % of an unknown number of them met, and 4 are sensitive."""
    counts = (
        Count(key="met", value=4, group_size=30, sensitive=True),
        Count(key="tested", value=8, group_size=30),
    )
    told = (
        Statement(key="rate", terms={"met": 100, "tested": -49.5}, low=0),
        Statement(key="rate", terms={"met": 100, "tested": -50.5}, high=0, loss=0),
    )
    problem = Problem(counts, (), told, THRESHOLD)
    assert find_range(problem, {"rate"}, "met") == (0, 15)  # 15 of 30
    assert decide(problem).printed == {"rate"}
    with_size = Problem(counts, (), (*told, tell_count("tested", "tested", 8, loss=1)), THRESHOLD)
    assert find_range(with_size, {"rate", "tested"}, "met") == (4, 4)
    assert decide(with_size).withheld.keys() in ({"rate"}, {"tested"})


def test_pieces_of_work_hide_no_students() -> None:
    """30 pieces by 10 students: 12 of them met are the work of 4."""
    problem = Problem(
        counts=(Count(key="met", value=12, per_student=3, group_size=90, sensitive=True),),
        sums=(),
        statements=(
            Statement(key="narrow", terms={"met": 1}, low=6, high=35, loss=1),
            Statement(key="wide", terms={"met": 1}, low=0, high=35, loss=1),
        ),
        threshold=THRESHOLD,
    )
    assert decide(problem).printed == {
        "wide"
    }  # 29 pieces are fewer than 11 students; 0 to 10 students are open


def test_students_come_whole() -> None:
    """Pairs that hold at most one: with half students four could be, of whole ones three."""
    triples = [("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i")]
    names = [one for triple in triples for one in triple]
    pairs = [pair for x, y, z in triples for pair in ((x, y), (y, z), (x, z))]
    problem = Problem(
        counts=(
            *(Count(key=one, value=0, group_size=9) for one in names),
            Count(key="sum", value=0, sensitive=True),
        ),
        sums=(Sum("sum", tuple(names)),),
        statements=tuple(
            Statement(key="".join(pair), terms=dict.fromkeys(pair, 1), low=0, high=1) for pair in pairs
        ),
        threshold=5,  # 0 to 4 must stay possible
    )
    everything = {told.key for told in problem.statements}
    (finding,) = attack(problem, everything)
    assert (finding.low, finding.high, finding.is_safe) == (0, 3, False)
    assert set(finding.blame) <= everything
    decision = decide(problem)
    assert decision.loss == 1
    assert all_safe(problem, decision.printed)


def test_groups_that_overlap_are_bounded_by_all() -> None:
    """Everyone else is a count of its own: 40 of 45 in a group leave 5."""
    problem = Problem(
        counts=(
            Count(key="all", value=30, group_size=45),
            Count(key="group", value=27, group_size=40),
            Count(key="others", value=3, group_size=5, sensitive=True),
        ),
        sums=(Sum("all", ("group", "others")),),
        statements=(tell_count("all", "all", 30, 45), tell_count("group", "group", 27, 40)),
        threshold=THRESHOLD,
    )
    assert dict(decide(problem).withheld).keys() == {"group"}


def test_parts_that_share_no_count_are_decided_apart() -> None:
    one = table({"a": (4, 20), "b": (30, 40)}, ("x", "y"), few=THRESHOLD)
    other = shares({"s": 40, "t": 50}, {"s": 20, "t": 25})
    both = Problem(
        one.counts + other.counts,
        one.sums + other.sums,
        one.statements
        + tuple(
            Statement(key=f"2:{told.key}", terms=told.terms, low=told.low, high=told.high, loss=told.loss)
            for told in other.statements
        ),
        THRESHOLD,
    )
    assert decide(both).withheld == decide(one).withheld


class TestWhatIsOutAlready:
    """Fixed statements: the state's figures, earlier exports."""

    problem = shares({"a": 40, "b": 40, "c": 60}, {"a": 12, "b": 20, "c": 30})

    def raised(self) -> Problem:
        """The threshold rises from 11 to 15, and a's 12 was printed last week."""
        raised = shares({"a": 40, "b": 40, "c": 60}, {"a": 12, "b": 20, "c": 30}, few=15)
        return with_fixed(raised, tell_count("last week: a", "a#met", 12, loss=0, fixed=True))

    def test_an_earlier_export_that_gives_a_cell_away_is_told(self) -> None:
        assert dict(decide(self.raised()).exposed) == {"a#met": Interval(12, 12), "a#not": Interval(28, 28)}

    def test_the_audit_says_that_it_is_out_already(self) -> None:
        problem = self.raised()
        findings = attack(problem, decide(problem).printed)
        assert {finding.key for finding in findings if finding.already_out} == {"a#met", "a#not"}
        assert {finding.key for finding in findings if not finding.is_safe} == {"a#met", "a#not"}

    def test_nothing_more_is_told_of_it(self) -> None:
        wide = Statement(key="last week: a", terms={"a#met": 1}, low=10, high=14, fixed=True)
        raised = shares({"a": 40, "b": 40, "c": 60}, {"a": 12, "b": 20, "c": 30}, few=15)
        decision = decide(with_fixed(raised, wide))
        assert decision.exposed["a#met"] == Interval(10, 14)
        assert "a" in decision.withheld
        findings = {finding.key: finding for finding in attack(with_fixed(raised, wide), decision.printed)}
        assert (findings["a#met"].low, findings["a#met"].high) == (10, 14)

    def test_the_states_figure_counts_as_known(self) -> None:
        state = tell_count("state: b", "b#met", 20, loss=0, fixed=True)
        small = shares({"a": 40, "b": 40, "c": 60}, {"a": 4, "b": 20, "c": 30})
        assert decide(with_fixed(small, state)).besides == ("c",)


def test_a_problem_that_contradicts_itself_is_refused_with_all_that_is_wrong() -> None:
    problem = Problem(
        counts=(Count(key="a", value=3), Count(key="a", value=3), Count(key="b", value=9, group_size=4)),
        sums=(Sum("a", ("b",)), Sum("a", ("z",))),
        statements=(tell_count("t", "a", 5, 1), tell_count("u", "y", 5, 1)),
        threshold=THRESHOLD,
    )
    assert len(find_contradictions(problem)) == 6
    with pytest.raises(ValueError, match="more than once") as caught:
        decide(problem)
    assert len(str(caught.value).splitlines()) == 6


def test_a_printed_figure_must_be_the_problems_own() -> None:
    with pytest.raises(ValueError, match="no figure of this problem: nonsense"):
        attack(shares({"a": 40}, {"a": 20}), {"nonsense"})


def test_an_empty_problem_is_safe() -> None:
    decision = decide(Problem((), (), (), THRESHOLD))
    assert (dict(decision.withheld), attack(Problem((), (), (), THRESHOLD), ())) == ({}, ())


def test_a_count_that_nothing_bounds_is_endless() -> None:
    problem = Problem((Count(key="a", value=3, sensitive=True),), (), (), THRESHOLD)
    assert attack(problem, ())[0].is_safe


def test_a_mean_of_all_and_of_most_would_tell_the_mean_of_the_rest() -> None:
    """Scores 0 to 4: 50 students have 150 points, 45 of them 140, so the other 5 have 10."""
    problem = Problem(
        counts=(
            Count(key="all", value=150, group_size=200, whole=False),
            Count(key="most", value=140, group_size=180, whole=False),
            Count(key="rest", value=10, per_student=4, group_size=20, sensitive=True, whole=False),
        ),
        sums=(Sum("all", ("most", "rest")),),
        statements=(
            Statement(key="mean of all", terms={"all": 1 / 50}, low=2.95, high=3.05, loss=50),
            Statement(key="mean of most", terms={"most": 1 / 45}, low=3.05, high=3.15, loss=45),
        ),
        threshold=THRESHOLD,
    )
    low, high = find_range(problem, {"mean of all", "mean of most"}, "rest")
    assert (low, high) == (pytest.approx(147.5 - 141.75), pytest.approx(152.5 - 137.25))
    assert decide(problem).besides == ("mean of most",)


def test_what_one_teacher_taught_may_be_many_and_is_kept_open_all_the_same() -> None:
    problem = Problem(
        counts=(Count(key="met", value=40, group_size=60, sensitive=True),),
        sums=(),
        statements=(
            tell_count("exact", "met", 40, loss=9),
            Statement(key="a narrow range", terms={"met": 1}, low=35, high=45, loss=5),
            Statement(key="a wide range", terms={"met": 1}, low=30, high=41, loss=5),
        ),
        threshold=THRESHOLD,
    )
    assert decide(problem).printed == {"a wide range"}


def test_where_no_program_finds_anything_all_that_stands_near_is_withheld(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    problem = shares({"a": 40, "b": 40, "c": 60}, {"a": 4, "b": 20, "c": 30})
    monkeypatch.setattr(withhold, "find_cheapest", lambda *_: None)
    decision = decide(problem)
    assert not decision.is_exact
    assert decision.loss == 80  # all were withheld, and given back
    assert all_safe(problem, decision.printed)


def test_nothing_is_printed_to_standard_output(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    with quiet():
        os.write(1, b"HiGHS says something")
    print("after")
    assert capfd.readouterr().out == "before\nafter\n"
