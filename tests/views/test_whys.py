"""The board of whys: only with the writer's yes, never with a name; suggestions are hints that people answer."""

import json
import shutil
from dataclasses import replace

import pytest
from views.making import BEFORE, answer

from inquiry.record import Answer, open_record
from inquiry.record.board import key_of
from inquiry.views.live import form_state, open_live
from inquiry.views.page import open_page
from inquiry.views.purpose.near_whys import near_pairs, suggest_whys
from inquiry.views.purpose.whys import Why, board_of

PEOPLE = ("ana-diaz", "ben-ito", "cy-lee", "dee-fox", "eve-ray")
SAT = "Somebody sat beside me and waited until I talked."
WAIT = "I sit and wait until a child begins to talk."
LOUD = "I like a loud room full of drums."


def why(person, words, board="school", day=2):
    said = answer(person, "my-why", {"why": words, "board": board}, scope="person", author=person, day=day)
    return replace(said, id=f"{person} {day}")


def group(kind, *people, row="g1", **more):
    keys = [f"oak/my-why/{key_of(f'{person} 2')}" for person in people]
    links = dict(zip(("first", "second", "third", "fourth"), keys, strict=False))
    return answer("oak", "why-board", {"kind": kind, **links, **more}, scope="school", row=row, day=3)


@pytest.fixture(scope="module")
def with_whys(district, tmp_path_factory):
    """Open the purpose page of a team after these answers."""

    def open_(*answers: Answer, team="oak-principal", page="purpose"):
        folder = tmp_path_factory.mktemp("whys") / "d"
        shutil.copytree(district, folder)
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        return open_page(folder, team, "2026-27-Q2", page, "2026-11-20")

    return open_


@pytest.fixture(scope="module")
def three(with_whys):
    """Three whys on Oak's board, and one that its writer keeps in the team."""
    whys = [why("ana-diaz", SAT), why("ben-ito", WAIT), why("cy-lee", LOUD, "district")]
    return with_whys(*whys, why("dee-fox", "Only ours", "team_only"))


def test_a_why_is_on_the_board_only_if_its_writer_said_so(three):
    assert {each.words for each in board_of(three._desk)} == {SAT, WAIT, LOUD}


def test_a_why_without_an_answer_to_the_question_stays_in_the_team(with_whys):
    unasked = answer("dee-fox", "my-why", {"why": "Unasked"}, scope="person")
    page = with_whys(why("ana-diaz", SAT), why("ben-ito", WAIT), why("cy-lee", LOUD), unasked)
    assert "Unasked" not in repr(page.whys())


def test_fewer_than_three_whys_are_not_shown(with_whys):
    page = with_whys(why("ana-diaz", SAT), why("ben-ito", WAIT))
    assert board_of(page._desk) == ()
    assert "The board opens with 3 whys" in repr(page.whys())
    assert SAT not in repr(page.whys())


def test_no_name_and_no_id_of_a_writer_is_anywhere_on_the_board(three):
    desk = open_live(three._desk.folder, "oak-principal", "2026-27-Q2", "purpose")
    form = desk.cycle.form("why-board", "principal")
    shown = (
        repr(three.whys()) + json.dumps(form_state(desk, form)["links"]) + str(list(suggest_whys(desk, form)))
    )
    assert SAT in shown
    for person in ("ana-diaz", "ben-ito", "cy-lee", "Ana", "Ben"):
        assert person not in shown


def test_a_key_comes_from_the_answer_and_cannot_be_worked_out_from_a_list_of_people(with_whys, three):
    others = [replace(why(person, SAT), id=f"drawn {n}") for n, person in enumerate(PEOPLE[:3])]
    keys = {each.key for each in board_of(with_whys(*others)._desk)}
    assert keys == {key_of(each.id) for each in others}
    assert not keys & {each.key for each in board_of(three._desk)}


def test_staff_see_nothing_of_the_board(three):
    assert three.whys().staff is None


def test_a_why_that_is_taken_back_leaves_the_board_and_its_groups(with_whys):
    whys = [
        why(person, words) for person, words in zip(PEOPLE, (SAT, WAIT, LOUD, "A fourth why"), strict=False)
    ]
    made = group("overlap", "ana-diaz", "ben-ito", ground="We wait")
    back = why("ana-diaz", SAT, "team_only", day=4)
    text = repr(with_whys(*whys, made, back).whys())
    assert SAT not in text
    assert "1 why was taken back." in text


def test_the_district_board_takes_what_was_meant_for_it(with_whys):
    whys = [why("ana-diaz", SAT, "district"), why("ben-ito", WAIT), why("cy-lee", LOUD, "district")]
    page = with_whys(*whys, why("eve-ray", "Of the office"), team="cabinet")
    assert {each.words for each in board_of(page._desk)} == {SAT, LOUD, "Of the office"}


def test_a_why_of_an_earlier_quarter_stays_on_the_board(with_whys):
    old = Answer(**{**why("ana-diaz", SAT).__dict__, "quarter": BEFORE, "id": "old"})
    assert len(board_of(with_whys(old, why("ben-ito", WAIT), why("cy-lee", LOUD))._desk)) == 3


def test_groups_are_counted_as_people_made_them(with_whys, three):
    whys = [why("ana-diaz", SAT), why("ben-ito", WAIT), why("cy-lee", LOUD)]
    text = repr(with_whys(*whys, group("align", "ana-diaz", "ben-ito", ground="We wait")).whys())
    assert "3 whys are on the board. 2 stand on common ground with another; 1 still stands alone." in text
    assert "They align: different reasons that pull the same way | We wait |" in text


def test_a_refused_group_is_not_on_the_board(with_whys, three):
    whys = [why("ana-diaz", SAT), why("ben-ito", WAIT), why("cy-lee", LOUD)]
    page = with_whys(*whys, group("overlap", "ana-diaz", "ben-ito", standing="refused"))
    assert "None is grouped yet" in repr(page.whys())
    assert list(suggest_whys(page._desk, page._desk.cycle.form("why-board", "principal"))) == []


def test_a_link_made_up_by_hand_shows_nobodys_private_why(with_whys):
    forged = answer(
        "oak",
        "why-board",
        {
            "kind": "overlap",
            "first": "dee-fox/my-why/answer",
            "second": "ana-diaz/my-why/answer",
            "ground": "g",
        },
        scope="school",
    )
    whys = [why("ana-diaz", SAT), why("ben-ito", WAIT), why("cy-lee", LOUD)]
    page = with_whys(*whys, why("dee-fox", "Only ours", "team_only"), forged, team="cabinet")
    assert "Only ours" not in repr(page.form("why-board"))


def test_near_words_are_suggested_with_what_they_share_and_distant_ones_are_not(three):
    (made,) = suggest_whys(three._desk, three._desk.cycle.form("why-board", "principal"))
    assert made.values["kind"] in {"overlap", "align"}
    assert "wait" in made.why
    assert LOUD not in made.words


def test_a_suggestion_is_a_right_answer_to_its_form(three):
    from inquiry.cycle import check_answer

    form = three._desk.cycle.form("why-board", "principal")
    (made,) = suggest_whys(three._desk, form)
    assert check_answer(form, made.values) == []


def test_complement_and_difference_are_never_guessed_from_words(three):
    form = three._desk.cycle.form("why-board", "principal")
    assert {each.values["kind"] for each in suggest_whys(three._desk, form)} <= {"overlap", "align"}


def test_nearness_of_the_same_words_is_one_and_of_others_none():
    whys = [Why("a", "slow bright mornings"), Why("b", "Slow, bright mornings!"), Why("c", "drums")]
    (pair,) = near_pairs(whys)
    assert (pair.one.key, pair.two.key, pair.nearness) == ("a", "b", 1.0)


def test_whys_of_common_words_alone_have_nothing_to_compare():
    assert near_pairs([Why("a", "I want to teach"), Why("b", "the children"), Why("c", "work")]) == []
