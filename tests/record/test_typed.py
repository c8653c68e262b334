"""What people type at the same time: nothing goes over what its writer had not seen."""

import pytest
from record.making import START, at, make_answer

from inquiry.record import import_answers

Q2 = "2026-27-Q2"


def send(record, values=None, *, lasting=(), **given):
    (taken,) = record.save_typed([make_answer(values, **given)], lasting=lasting)
    return taken


def only_row(record, **filters):
    (row,) = record.rows("oak-g3", "focus", **filters)
    return row


def beside(row):
    return {(each.field, each.value, each.author) for each in row.asides}


@pytest.fixture
def shared(record):
    """A row that two people have before them, with its revision."""
    first = send(record, {"why": "ours", "skill": "writing"}, id="first")
    return record, first.revision


def test_what_is_typed_is_saved_and_told(record):
    taken = send(record, {"why": "4 in 10"}, id="a", saved_at=at(3))
    assert (taken.id, taken.state, taken.revision, taken.saved_at) == ("a", "saved", "a", at(3))
    assert (taken.why, taken.theirs) == ("", ())
    assert (only_row(record).revision, only_row(record).seq) == ("a", taken.seq)


def test_two_fields_of_one_row_do_not_disturb_each_other(shared):
    record, base = shared
    assert send(record, {"why": "Ben's"}, base=base, author="ben").state == "saved"
    assert send(record, {"skill": "reading"}, base=base).state == "saved"
    assert only_row(record).values == {"why": "Ben's", "skill": "reading"}


def test_a_value_typed_over_an_unseen_one_waits_beside_it(shared):
    record, base = shared
    theirs = send(record, {"why": "Ben's"}, base=base, author="ben")
    mine = send(record, {"why": "mine", "skill": "reading"}, base=base, id="m", saved_at=at(1))
    assert (mine.state, mine.revision) == ("aside", "m.aside")
    assert [(each.field, each.value, each.author) for each in mine.theirs] == [("why", "Ben's", "ben")]
    assert mine.theirs[0].revision == theirs.revision
    row = only_row(record)
    assert row.values == {"why": "Ben's", "skill": "reading"}
    assert beside(row) == {("why", "mine", "ana")}
    assert row.revision == "m.aside"


def test_where_every_field_waits_only_that_is_written(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    send(record, {"why": "mine"}, base=base, id="m")
    assert [answer.id for answer in record.answers()][2:] == ["m.aside"]
    row = only_row(record)
    assert (row.saved_at, row.revisions) == (START, 2)  # what waits beside does not stand


@pytest.mark.parametrize(("theirs", "mine"), [("same", "same"), ("", None), ([], None)])
def test_the_same_value_twice_is_no_conflict(shared, theirs, mine):
    record, base = shared
    send(record, {"why": theirs}, base=base, author="ben")
    assert send(record, {"why": mine}, base=base).state == "saved"


@pytest.mark.parametrize(("theirs", "mine"), [(1, True), (1, 1.0), ("1", 1), (0, None), (False, None)])
def test_values_that_json_tells_apart_are_two(shared, theirs, mine):
    record, base = shared
    send(record, {"why": theirs}, base=base, author="ben")
    assert send(record, {"why": mine}, base=base).state == "aside"


@pytest.mark.parametrize("base", [None, "of another row", "never saved"])
def test_a_writer_who_saw_nothing_of_the_row_overwrites_nothing(shared, base):
    record, _ = shared
    send(record, {"why": "elsewhere"}, row="p2", id="of another row")
    assert send(record, {"why": "mine", "students": "all"}, base=base).state == "aside"
    assert {row.row: row.values["why"] for row in record.rows("oak-g3", "focus")}["p1"] == "ours"


def test_a_clearing_waits_like_a_value(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    assert send(record, {"why": None}, base=base).state == "aside"
    assert beside(only_row(record)) == {("why", None, "ana")}


def test_an_answer_sent_again_is_told_the_same(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    once = send(record, {"why": "mine", "skill": "reading"}, base=base, id="m", position=4)
    send(record, {"why": "later", "skill": "later"}, base=once.revision, author="eve")
    record.close_quarter("2026-27-Q1")
    again = send(record, {"why": "mine", "skill": "reading"}, base=base, id="m", position=4, saved_at=at(9))
    assert again == once
    assert len(list(record.answers())) == 5


def test_an_answer_sent_twice_in_one_go_is_saved_once(record):
    answer = make_answer(id="a")
    assert len({taken.seq for taken in record.save_typed([answer, answer])}) == 1
    assert len(list(record.answers())) == 1


@pytest.mark.parametrize(
    "other", [{"values": {"why": "x"}}, {"row": "p9"}, {"author": "eve"}, {"position": 1}, {"removed": True}]
)
def test_an_id_used_for_something_else_is_refused_and_the_rest_saved(record, other):
    send(record, id="a")
    refused, saved = record.save_typed([make_answer(**{"id": "a", **other}), make_answer(row="p2")])
    assert (refused.state, refused.revision, refused.seq) == ("refused", None, 0)
    assert "under this id" in refused.why
    assert saved.state == "saved"


@pytest.mark.parametrize("name", ["x" * 195, "a.aside"])
def test_an_id_that_leaves_no_room_for_a_part_beside_is_refused(record, name):
    assert "characters" in send(record, id=name).why
    assert list(record.answers()) == []


def test_what_waits_is_settled_by_whoever_has_seen_it(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    mine = send(record, {"why": "mine"}, base=base)
    unaware = send(record, {"skill": "reading"}, base=base, author="eve")
    assert len(only_row(record).asides) == 1
    assert send(record, {"why": "both"}, base=unaware.revision, author="eve").state == "saved"
    assert only_row(record).asides == ()
    assert only_row(record).values["why"] == "both"
    assert mine.revision in {answer.id for answer in record.answers()}


def test_what_waits_is_settled_when_the_same_comes_to_stand(shared):
    record, base = shared
    theirs = send(record, {"why": "Ben's"}, base=base, author="ben")
    send(record, {"why": "mine"}, base=base)
    send(record, {"why": "mine"}, base=theirs.revision, author="ben")
    assert only_row(record).asides == ()


def test_another_field_settles_nothing(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    mine = send(record, {"why": "mine"}, base=base)
    send(record, {"skill": "reading"}, base=mine.revision, author="ben")
    assert len(only_row(record).asides) == 1


def test_who_types_on_before_choosing_goes_over_nothing_and_leaves_one_text_waiting(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    send(record, {"why": "m", "skill": "reading"}, base=base, id="m1")
    send(record, {"why": "mi"}, base="m1", id="m2")
    taken = send(record, {"why": "mine"}, base="m2", id="m3")
    assert (taken.state, taken.theirs[0].value) == ("aside", "Ben's")
    assert beside(only_row(record)) == {("why", "mine", "ana")}
    assert only_row(record).values == {"why": "Ben's", "skill": "reading"}
    assert send(record, {"skill": "speaking"}, base="m3", id="m4").state == "saved"


def test_two_anonymous_texts_both_wait(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    for text in ("one", "two"):
        send(record, {"why": text}, base=base, author=None)
    assert beside(only_row(record)) == {("why", "one", None), ("why", "two", None)}


def test_a_removal_over_unseen_words_is_refused_and_says_whose(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    taken = send(record, {}, removed=True, base=base)
    assert (taken.state, [each.author for each in taken.theirs]) == ("refused", ["ben"])
    assert "changed meanwhile" in taken.why
    seen = only_row(record).revision
    assert send(record, {}, removed=True, base=seen).state == "saved"
    assert record.rows("oak-g3", "focus") == []


def test_a_removal_over_unseen_words_that_wait_is_refused(shared):
    record, base = shared
    mine = send(record, {"why": "mine"}, base=base)
    send(record, {"why": "Ben's"}, base=base, author="ben")
    assert send(record, {}, removed=True, base=mine.revision).theirs[0].value == "Ben's"


def test_own_words_moves_and_removals_stop_no_removal(shared):
    record, base = shared
    send(record, {"why": "more"}, base=base)
    send(record, {}, position=3, author="ben", base=base)
    assert send(record, {}, removed=True, base=base).state == "saved"
    assert send(record, {}, removed=True, base=base, author="ben").state == "saved"


def test_words_bring_a_removed_row_back_even_where_they_wait(shared):
    record, base = shared
    theirs = send(record, {"why": "Ben's"}, base=base, author="ben")
    send(record, {}, removed=True, base=theirs.revision, author="ben")
    assert send(record, {"why": "mine"}, base=base, id="m").state == "aside"
    row = only_row(record)
    assert (row.values["why"], beside(row)) == ("Ben's", {("why", "mine", "ana")})
    assert send(record, {"why": "mine"}, base=base, id="m").state == "aside"  # sent again


def test_moving_brings_no_removed_row_back_unless_it_was_seen(shared):
    record, base = shared
    gone = send(record, {}, removed=True, base=base, author="ben")
    moved = send(record, {}, position=2, base=base, id="m")
    assert record.rows("oak-g3", "focus") == []
    assert send(record, {}, position=2, base=base, id="m") == moved
    send(record, {}, base=gone.revision)
    assert only_row(record).position == 2


def test_positions_never_conflict(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, position=1, author="ben")
    taken = send(record, {"why": "mine"}, base=base, position=2)
    assert taken.state == "aside"
    assert only_row(record).position == 2


def test_a_closed_quarter_takes_nothing_and_another_does(record):
    record.close_quarter("2026-27-Q1")
    refused, saved = record.save_typed([make_answer(), make_answer(quarter=Q2)])
    assert (refused.state, saved.state) == ("refused", "saved")
    assert "“2026-27-Q1” was closed on" in refused.why


def test_answers_of_one_go_see_those_before_them(record):
    states = record.save_typed(
        [make_answer({"why": "a"}, id="1"), make_answer({"why": "b"}, id="2", base="1")]
    )
    assert [each.state for each in states] == ["saved", "saved"]
    assert only_row(record).values == {"why": "b"}


def test_one_import_of_typed_answers_is_one(record):
    record.save_typed([make_answer(row=f"r{n}", batch="sheet.xlsx") for n in range(3)])
    assert [(batch.name, batch.answers) for batch in record.batches()] == [("sheet.xlsx", 3)]


def test_a_withdrawn_value_is_no_conflict(shared):
    record, base = shared
    import_answers(record, [make_answer({"why": "wrong"}, saved_at=at(1))], "wrong.jsonl")
    record.withdraw("wrong.jsonl")
    assert send(record, {"why": "mine"}, base=base).state == "saved"


def test_the_same_row_of_another_quarter_is_another(shared):
    record, _ = shared
    assert send(record, {"why": "this quarter's"}, quarter=Q2, base=None).state == "saved"


def test_what_came_along_and_was_changed_since_is_not_overwritten(shared):
    record, base = shared
    send(record, {"why": "late"}, base=base, author="ben")
    assert send(record, {"why": "mine"}, quarter=Q2, base=base).state == "aside"
    assert send(record, {"skill": "reading"}, quarter=Q2, base=base).state == "saved"


def test_a_form_that_lives_on_has_one_row_over_all_quarters(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, quarter=Q2, base=base, author="ben", lasting={"focus"})
    mine = send(record, {"why": "mine"}, base=base, lasting={"focus"})
    assert mine.state == "aside"
    assert send(record, {"why": "mine"}, quarter=Q2, base=None, lasting={"focus"}).state == "aside"
    send(record, {"why": "both"}, quarter=Q2, base=only_row(record).revision, lasting={"focus"})
    assert (only_row(record).values["why"], only_row(record).asides) == ("both", ())


def test_history_shows_what_waits_and_what_it_waits_beside(shared):
    record, base = shared
    send(record, {"why": "Ben's"}, base=base, author="ben")
    send(record, {"why": "mine"}, base=base)
    send(record, {"why": "both"}, base=only_row(record).revision)
    told = [(each.answer.aside, each.before) for each in record.history("oak-g3", "focus")][2:]
    assert told == [(True, {"why": "Ben's"}), (False, {"why": "Ben's"})]


def test_what_waits_stays_where_the_import_it_waited_beside_is_withdrawn(record):
    import_answers(record, [make_answer({"why": "wrong"})], "wrong.jsonl")
    send(record, {"why": "mine"}, base=None)
    record.withdraw("wrong.jsonl")
    row = only_row(record)
    assert (row.values, beside(row), row.revisions) == ({}, {("why", "mine", "ana")}, 0)
