"""`locked_by` on a form: what `inquiry check` says where it cannot work."""

import pytest

from inquiry.cycle.check_lock import check_lock
from inquiry.cycle.forms import LockedBy


def found(form, **changed):
    rule = LockedBy(**{"evidence_of": "indicator", "once": "expected", **changed})
    return [
        fault.column for fault in check_lock("predictions.yaml", form.model_copy(update={"locked_by": rule}))
    ]


def test_the_shipped_rule_has_no_fault(shipped):
    assert found(shipped.form("predictions")) == []


@pytest.mark.parametrize(
    ("changed", "column"),
    [
        ({"evidence_of": "why"}, "locked_by.evidence_of"),
        ({"evidence_of": "gone"}, "locked_by.evidence_of"),
        ({"once": "gone"}, "locked_by.once"),
        ({"once": "indicator"}, "locked_by.once"),
    ],
)
def test_a_question_that_cannot_carry_the_lock_is_named(shipped, changed, column):
    assert found(shipped.form("predictions"), **changed) == [column]


@pytest.mark.parametrize("changed", [{"scope": "school"}, {"carry": "carried"}, {"rows": None}])
def test_only_rows_of_a_team_that_are_new_each_quarter_can_be_locked(shipped, changed):
    form = shipped.form("predictions").model_copy(update=changed)
    assert found(form) == ["locked_by"]
