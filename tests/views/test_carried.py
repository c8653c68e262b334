"""What a team wrote stands from quarter to quarter until it changes or removes it."""

import datetime as dt
import shutil

import pytest
from views.making import BEFORE, NOW, answer

from inquiry.record import Answer, open_record
from inquiry.views.coherence.foci import find_foci
from inquiry.views.page import open_page

LATER = "2026-27-Q3"
MORE = f"""
[[quarters]]
id = "{LATER}"
start = 2027-01-18
end = 2027-03-26
"""
DAY = "2027-02-10"
FORM = "success-indicators"


@pytest.fixture
def open_later(district, tmp_path):
    """Open a page of Grade 3 in the third quarter, with some answers more."""
    folder = tmp_path / "copy"
    shutil.copytree(district, folder)
    with (folder / "district.toml").open("a", encoding="utf-8", newline="\n") as file:
        file.write(MORE)

    def open_(*more, page="2-design", quarter=LATER):
        with open_record(folder / "record.sqlite") as record:
            record.save(more)
        return open_page(folder, "oak-3", quarter, page, DAY)

    return open_


def _old(row, **values):
    return answer("oak-3", FORM, values, row=row, quarter=BEFORE, author="ana-diaz")


def _now(row, quarter=LATER, **values):
    return answer("oak-3", FORM, values, row=row, quarter=quarter, author="ben-ito", day=2)


def _removed(row, quarter):
    saved = dt.datetime(2026, 11, 3, 17, tzinfo=dt.UTC)
    whose = {"scope": "team", "owner": "oak-3", "form": FORM, "author": None}
    return Answer(**whose, quarter=quarter, row=row, values={}, saved_at=saved, removed=True)


def _answers(page, form=FORM):
    return page._desk.answers(page._desk.cycle.form(form))


def test_an_answer_left_untouched_for_two_quarters_still_stands(open_later):
    found = _answers(open_later(_old("i1", measure="Exit tickets")))
    assert [row.values for row in found.rows] == [{"measure": "Exit tickets"}]
    assert found.carried_from == BEFORE


def test_a_change_to_one_row_leaves_the_others_and_its_other_fields(open_later):
    old = [_old("i1", measure="Exit tickets", baseline="1 of 9"), _old("i2", measure="Drafts")]
    found = _answers(open_later(*old, _now("i3", measure="Talk"), _now("i1", baseline="3 of 9")))
    assert [(row.row, row.values) for row in found.rows] == [
        ("i1", {"measure": "Exit tickets", "baseline": "3 of 9"}),
        ("i2", {"measure": "Drafts"}),
        ("i3", {"measure": "Talk"}),
    ]
    assert found.rows[0].authors == {"measure": "ana-diaz", "baseline": "ben-ito"}
    assert found.rows[0].quarter == LATER
    assert found.carried_from is None


def test_a_field_cleared_in_a_later_quarter_is_empty_there(open_later):
    old = _old("i1", measure="Exit tickets", baseline="1 of 9")
    assert [row.values for row in _answers(open_later(old, _now("i1", baseline=None))).rows] == [
        {"measure": "Exit tickets"}
    ]


@pytest.mark.parametrize("quarter", [NOW, LATER])
def test_a_row_removed_in_a_later_quarter_does_not_come_along_from_there(open_later, quarter):
    old = [_old("i1", measure="Exit tickets"), _old("i2", measure="Drafts")]
    found = _answers(open_later(*old, _removed("i1", quarter)))
    assert [row.row for row in found.rows] == ["i2"]
    assert found.carried_from == (BEFORE if quarter == NOW else None)
    then = _answers(open_later(quarter=BEFORE))
    assert [row.row for row in then.rows] == ["i1", "i2"]


def test_an_action_settled_in_one_quarter_is_gone_in_the_next(open_later):
    plan = {"action": "Print the cards", "status": "under_way"}
    begun = answer("oak-3", "action-plan", plan, row="a9", quarter=BEFORE)
    done = answer("oak-3", "action-plan", {"status": "done"}, row="a9", day=2)
    now = _answers(open_later(begun, done, quarter=NOW), "action-plan")
    assert {row.row: row.values for row in now.rows}["a9"] == {**plan, "status": "done"}
    assert "a9" not in {row.row for row in _answers(open_later(), "action-plan").rows}


def test_the_map_shows_a_focus_that_came_along_beside_a_new_one(open_later):
    new = answer("oak-3", "focus", {"priority": "Write it down"}, row="t2", quarter=LATER, day=2)
    page = open_later(new, page="1-analyze")
    mine = [focus.words for focus in find_foci(page._desk) if focus.team.team == "oak-3"]
    assert mine == ["Third graders explain a detail", "Write it down"]
    assert {"Talk before writing", "Explain in every class"} <= {f.words for f in find_foci(page._desk)}


def test_what_came_along_counts_as_done_but_not_as_begun(open_later):
    focus = "Our focus is chosen and linked to one of the leadership team's."
    page = open_later(page="1-analyze")
    assert f"✓ Done: {focus}" in repr(page.station())
    assert "Nothing is written in this quarter yet" in repr(page.where_we_are())
