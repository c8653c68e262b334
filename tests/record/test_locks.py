"""A prediction is locked by the first evidence after Design began; no way in lets a change through."""

import datetime as dt
import json
from dataclasses import replace

import pytest
from record.making import make_answer
from record.small_district import write_small_district

from inquiry.cycle import load_cycle
from inquiry.district import load_district
from inquiry.errors import BadInput
from inquiry.record import RECORD_FILE, open_record
from inquiry.record.folder import import_file
from inquiry.record.locks import read_locks

Q1, Q2 = "2026-27-Q1", "2026-27-Q2"
SKILL = "evidence-based-arguments"
HEAD = "date,team,class,task,skill,studentgroup,level_1,level_2,level_3,level_4\n"
LINK = "oak-g3/success-indicators/s1"


def at(day, hour=18):
    """Noon or so in California, on a day of 2026 written as MM-DD."""
    return dt.datetime.fromisoformat(f"2026-{day}T{hour:02}:00:00+00:00")


def say(form, values, day, row="r1", **given):
    given = {"quarter": Q1, **given}
    return make_answer(values, form=form, row=row, saved_at=at(day), **given)


def indicator(day="08-24", **given):
    return say("success-indicators", {"measure": "Exit tickets", "skill": SKILL}, day, row="s1", **given)


def prediction(expected, day, row="p1", **given):
    values = {"indicator": LINK, "expected": expected, "confidence": 4}
    return say("predictions", values, day, row=row, **given)


@pytest.fixture
def folder(tmp_path):
    return write_small_district(tmp_path)


@pytest.fixture(scope="module")
def district(tmp_path_factory):
    return load_district(write_small_district(tmp_path_factory.mktemp("district")))


@pytest.fixture
def save(folder, district):
    """Type answers into the district's record, held against its locks as they are now."""

    def save_(*answers):
        locks = read_locks(folder, district, load_cycle())
        with open_record(folder / RECORD_FILE) as record:
            return [record.save_typed([_seen(record, each)], locks=locks)[0] for each in answers]

    return save_


def _seen(record, answer):
    """The answer of somebody who had seen the row as it stands."""
    before = record.history(answer.owner, answer.form, row=answer.row)
    return replace(answer, base=before[-1].answer.id if before else None)


def count_work(folder, *days, team="oak-g3", skill=SKILL):
    rows = "".join(f"2026-{day},{team},Room 1,Task,{skill},ALL,5,5,5,5\n" for day in days)
    (folder / "evidence.csv").write_text(HEAD + rows, encoding="utf-8")


def test_a_prediction_may_change_until_there_is_evidence(folder, save):
    count_work(folder, "08-20")  # before Design began
    save(indicator(), prediction(40, "08-25"))
    assert save(prediction(45, "08-26", author="ben"))[0].state == "saved"


def test_the_first_evidence_after_design_began_locks_it(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    (taken,) = save(prediction(45, "08-31"))
    assert taken.state == "refused"
    assert taken.why == "Locked since 2026-08-28: there is evidence of that day (evidence.csv)."


def test_evidence_of_the_day_on_which_design_began_does_not_lock(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-24")
    assert save(prediction(45, "08-26"))[0].state == "saved"


def test_evidence_of_another_skill_or_team_does_not_lock(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28", skill="close-reading")
    assert save(prediction(45, "08-31"))[0].state == "saved"
    count_work(folder, "08-28", team="oak-p")
    assert save(prediction(50, "08-31"))[0].state == "saved"


def test_evidence_typed_into_the_form_locks_and_says_who_entered_it(save):
    counts = {"date": "2026-08-28", "skill": SKILL, "level_1": 3, "level_2": 9}
    save(indicator(), prediction(40, "08-25"), say("evidence", counts, "08-29", author="ana"))
    (taken,) = save(prediction(45, "08-31"))
    expected = "Locked since 2026-08-29 11:00, when Ana Peña entered the evidence of 2026-08-28."
    assert taken.why == expected


COUNTED = {"date": "2026-08-28", "skill": SKILL, "level_1": 3}
TAKEN_OUT = make_answer({}, form="evidence", row="r1", saved_at=at("08-30"), removed=True)


@pytest.mark.parametrize(
    "after",
    [
        TAKEN_OUT,
        say("evidence", {"date": "2026-08-20"}, "08-30"),
        say("evidence", {"skill": "close-reading"}, "08-30"),
    ],
    ids=["taken out", "another day", "another skill"],
)
def test_evidence_that_was_there_goes_on_locking_when_it_is_taken_out_or_changed(save, after):
    save(indicator(), prediction(40, "08-25"), say("evidence", COUNTED, "08-29", author="ana"), after)
    (taken,) = save(prediction(45, "08-31"))
    assert taken.why.startswith(
        "Locked since 2026-08-29 11:00, when Ana Peña entered the evidence of 2026-08-28 (taken"
    )


def test_a_wrong_year_that_is_put_right_makes_no_series_that_goes_on(save):
    wrong = say("evidence", COUNTED | {"date": "2025-08-28"}, "08-29")
    save(indicator(), prediction(40, "08-25"), wrong, say("evidence", {"date": "2026-08-28"}, "08-29"))
    assert "entered the evidence of 2026-08-28." in save(prediction(45, "08-31"))[0].why


def test_a_reading_of_the_indicator_locks(save):
    reading = {"indicator": LINK, "date": "2026-09-01", "value": 12}
    save(indicator(), prediction(40, "08-25"), say("readings", reading, "09-01", author="ben"))
    assert "Ben Oh entered the reading of 2026-09-01" in save(prediction(45, "09-02"))[0].why


def test_a_locked_prediction_cannot_be_removed(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    gone = make_answer({}, form="predictions", row="p1", saved_at=at("08-31"), removed=True)
    assert save(gone)[0].state == "refused"


def test_saying_the_same_again_is_no_change(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    assert save(prediction(40, "08-31"))[0].state == "saved"


def test_no_second_prediction_goes_around_the_lock(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    (taken,) = save(prediction(45, "08-31", row="p2"))
    assert taken.why.startswith("This indicator has a prediction already. Locked since 2026-08-28")


def test_no_second_row_begun_before_the_lock_goes_around_it(folder, save):
    begun = say("predictions", {"indicator": LINK, "confidence": 2}, "08-25", row="p2")
    save(indicator(), prediction(40, "08-25"), begun)
    count_work(folder, "08-28")
    (taken,) = save(say("predictions", {"expected": 45}, "08-31", row="p2"))
    assert taken.why.startswith("This indicator has a prediction already. Locked since 2026-08-28")
    gone = make_answer({}, form="predictions", row="p2", saved_at=at("08-31"), removed=True)
    assert save(gone)[0].state == "saved"


@pytest.mark.parametrize("counted", [("08-28",), ("08-20", "08-28")])
def test_another_skill_for_the_indicator_opens_no_lock(folder, save, counted):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, *counted)
    save(say("success-indicators", {"skill": "close-reading"}, "08-30", row="s1"))
    (taken,) = save(prediction(45, "08-31"))
    assert taken.why == "Locked since 2026-08-28: there is evidence of that day (evidence.csv)."


def test_taking_the_indicator_out_for_a_while_opens_no_lock(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    save(make_answer({}, form="success-indicators", row="s1", saved_at=at("08-30"), removed=True))
    assert save(prediction(45, "08-31"))[0].state == "refused"


def test_evidence_from_before_the_skill_was_named_does_not_lock_after_it_is_changed(folder, save):
    other = say("success-indicators", {"skill": "close-reading"}, "08-30", row="s1")
    save(indicator(), prediction(40, "08-25"), other)
    count_work(folder, "09-02")  # of the skill that it does not name any more
    assert save(prediction(45, "09-03"))[0].state == "saved"


def test_no_prediction_moves_from_another_indicator_to_a_locked_one(folder, save):
    other = say("success-indicators", {"measure": "Minutes"}, "08-24", row="s2")
    moved = say("predictions", {"indicator": LINK}, "08-31")
    first = say("predictions", {"indicator": LINK.replace("s1", "s2"), "expected": 9}, "08-25")
    save(indicator(), other, prediction(40, "08-25"), first)
    count_work(folder, "08-28")
    assert save(moved)[0].state == "refused"


def test_a_first_prediction_after_the_lock_is_taken(folder, save):
    save(indicator())
    count_work(folder, "08-28")
    assert save(prediction(45, "08-31"))[0].state == "saved"
    assert save(prediction(50, "09-01"))[0].state == "saved"  # late already: it does not count


GOES_ON = (indicator(), indicator("10-20", quarter=Q2), prediction(40, "10-20", quarter=Q2))


def test_where_the_series_goes_on_evidence_does_not_lock(folder, save):
    save(*GOES_ON)
    count_work(folder, "08-28", "10-23", "10-30")
    assert save(prediction(45, "11-02", quarter=Q2))[0].state == "saved"


def test_where_the_series_goes_on_it_is_locked_when_design_is_marked_done(folder, save):
    count_work(folder, "08-28", "10-23")
    mark = say("design-done", {"date": "2026-10-28"}, "10-28", row="answer", quarter=Q2, author="ben")
    save(*GOES_ON, mark)
    (taken,) = save(prediction(45, "11-02", quarter=Q2))
    assert taken.why == "Locked since 2026-10-28: Ben Oh marked Design as done."


def test_a_day_still_to_come_does_not_lock_yet_and_may_be_moved(save):
    early = say("design-done", {"date": "2026-11-09"}, "10-28", row="answer", quarter=Q2)
    later = say("design-done", {"date": "2026-11-16"}, "11-03", row="answer", quarter=Q2)
    save(*GOES_ON, early)
    assert save(prediction(45, "11-02", quarter=Q2))[0].state == "saved"
    save(later)
    assert save(prediction(50, "11-10", quarter=Q2))[0].state == "saved"
    assert save(prediction(55, "11-16", quarter=Q2))[0].state == "refused"


def test_a_mark_taken_back_after_its_day_still_locks(save):
    mark = say("design-done", {"date": "2026-10-28"}, "10-28", row="answer", quarter=Q2)
    undone = say("design-done", {"date": None}, "10-30", row="answer", quarter=Q2)
    save(*GOES_ON, mark, undone)
    assert save(prediction(45, "11-02", quarter=Q2))[0].state == "refused"


def test_the_result_locks_at_the_latest(save):
    result = say("review", {"indicator": LINK, "actual": 44}, "11-20", quarter=Q2, author="ana")
    save(*GOES_ON, result)
    assert "when Ana Peña wrote down the result" in save(prediction(44, "11-23", quarter=Q2))[0].why


def test_a_result_that_is_taken_back_goes_on_locking(save):
    result = say("review", {"indicator": LINK, "actual": 44}, "11-20", quarter=Q2, author="ana")
    save(*GOES_ON, result, say("review", {"actual": None}, "11-20", quarter=Q2))
    assert save(prediction(44, "11-23", quarter=Q2))[0].state == "refused"


def test_the_end_of_the_quarter_locks_at_the_latest(save):
    save(*GOES_ON)
    assert save(prediction(41, "12-18", quarter=Q2))[0].state == "saved"
    late = make_answer({"expected": 44}, form="predictions", row="p1", quarter=Q2, saved_at=at("12-19"))
    assert save(late)[0].why == "Locked since the quarter ended on 2026-12-18."


def test_evidence_and_a_later_change_in_one_request_are_told_apart(folder, district):
    counts = {"date": "2026-08-28", "skill": SKILL, "level_1": 3}
    locks = read_locks(folder, district, load_cycle())
    said = (indicator(), prediction(40, "08-25"), say("evidence", counts, "08-29"), prediction(9, "08-30"))
    with open_record(folder / RECORD_FILE) as record:
        states = [taken.state for taken in record.save_typed(said, locks=locks)]
    assert states == ["saved", "saved", "saved", "refused"]


def _lines(folder, *answers):
    keys = ("quarter", "owner", "form", "row", "author")
    said = [
        {key: getattr(each, key) for key in keys}
        | {"values": dict(each.values), "saved_at": each.saved_at.isoformat()}
        for each in answers
    ]
    path = folder / "later.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in said), encoding="utf-8")
    return path


def test_an_import_of_a_later_change_is_a_fault_with_its_line(folder, save):
    save(indicator(), prediction(40, "08-25"))
    count_work(folder, "08-28")
    path = _lines(folder, prediction(40, "08-30"), prediction(45, "08-31"))
    with pytest.raises(BadInput) as bad:
        import_file(folder, path)
    (fault,) = [each for each in bad.value.faults if each.severity == "error"]
    assert (fault.row, fault.team) == (2, "oak-g3")
    assert "changed on 2026-08-31. Locked since 2026-08-28" in fault.found


def test_an_import_of_what_was_saved_before_the_lock_is_taken(folder):
    count_work(folder, "08-28")
    path = _lines(folder, indicator(), prediction(40, "08-25"), prediction(45, "08-28"))
    assert import_file(folder, path).value.added == 3


def test_an_import_that_brings_the_evidence_itself_is_held_against_it(folder):
    counts = {"date": "2026-08-27", "skill": SKILL, "level_1": 3, "class": "Room 1", "task": "Ticket"}
    path = _lines(
        folder,
        indicator(),
        prediction(40, "08-25"),
        say("evidence", counts, "08-27"),
        prediction(45, "08-28"),
    )
    with pytest.raises(BadInput, match="entered the evidence of 2026-08-27"):
        import_file(folder, path)
