"""Agreements, personal goals, dialogues and partners asked first: what a team sees, and who else does."""

import datetime as dt
from datetime import UTC, datetime

import pytest
from record.small_district import write_small_district

from inquiry.record import RECORD_FILE, Answer, open_record
from inquiry.views.desk import Desk
from inquiry.views.html import plain
from inquiry.views.meetings.invited import asked_first_faces, dialogues_faces
from inquiry.views.purpose.agreements import agreements_faces, goals_faces

FIRST, SECOND = "2026-27-Q1", "2026-27-Q2"


def _made(form, row, values, owner="oak-g3", quarter=FIRST, scope="team"):
    saved = datetime(2026, 9, 10 if quarter == FIRST else 11, 22, tzinfo=UTC)
    return Answer(quarter, scope, owner, form, row, values, "ana", saved)


@pytest.fixture
def written(tmp_path):
    """A small district with these answers; opens the desk of a team in the second quarter."""

    def run(*answers, team="oak-g3"):
        folder = write_small_district(tmp_path)
        with open_record(folder / RECORD_FILE) as record:
            record.save(answers)
        return Desk(folder, team, SECOND, "0-start-here", dt.date(2026, 11, 20))

    return run


NORM = {"norm": "Work first, <b>words</b> later", "six_c": "collaboration", "circle": "others"}


def test_agreements_stand_in_the_order_of_the_six_cs_and_say_which_has_none(written):
    desk = written(
        _made("norms", "n1", NORM), _made("norms", "n2", {"norm": "Be on time", "six_c": "character"})
    )
    shown = plain(agreements_faces(desk).team)
    assert "2 agreements, for 2 of the six Cs. None yet for citizenship" in shown
    assert shown.index("Be on time") < shown.index("Work first")
    assert "Work first, <b>words</b> later" in shown


def test_how_an_agreement_was_kept_stands_beside_it_quarter_by_quarter(written):
    link = "oak-g3/norms/n1"
    desk = written(
        _made("norms", "n1", NORM),
        _made("norms-revisit", "q1", {"norm": link, "kept": 2, "then": "keep"}),
        _made("norms-revisit", "q1", {"norm": link, "kept": 4, "then": "further"}, quarter=SECOND),
    )
    shown = plain(agreements_faces(desk).team)
    assert "| 2026-27-Q1 | 2026-27-Q2" in shown
    assert "| Now and then | It is how we are (to reach further)" in shown
    assert "Not looked at again" not in shown


def test_agreements_not_looked_at_this_quarter_are_said(written):
    shown = plain(agreements_faces(written(_made("norms", "n1", NORM))).team)
    assert "Not looked at again in 2026-27-Q2 yet." in shown


@pytest.mark.parametrize("link", ["oak-g3/norms/gone", "nonsense", None])
def test_a_revisit_of_an_agreement_that_is_gone_disturbs_nobody(written, link):
    desk = written(_made("norms", "n1", NORM), _made("norms-revisit", "q1", {"norm": link, "kept": 2}))
    assert "Now and then" not in plain(agreements_faces(desk).team)


def test_a_team_without_agreements_goals_ideas_or_dialogues_reads_how_to_begin(written):
    desk = written()
    for faces in (agreements_faces, goals_faces, dialogues_faces, asked_first_faces):
        assert len(plain(faces(desk).team)) > 20


def test_agreements_goals_and_what_partners_said_are_for_the_team_alone(written):
    desk = written(
        _made("norms", "n1", NORM),
        _made("my-goal", "answer", {"goal": "Wait"}, owner="ana", scope="person", quarter=SECOND),
        _made("change-ideas", "i1", {"idea": "Pairs"}, quarter=SECOND),
    )
    assert [faces(desk).staff for faces in (agreements_faces, goals_faces, asked_first_faces)] == [None] * 3


def test_a_goal_stands_with_its_name_and_last_quarters_is_folded(written):
    goal = {"owner": "ana", "scope": "person"}
    desk = written(
        _made("my-goal", "answer", {"goal": "Listen", "standing": "habit"}, **goal),
        _made("my-goal", "answer", {"goal": "Wait", "standing": "stuck"}, quarter=SECOND, **goal),
    )
    shown = plain(goals_faces(desk).team)
    assert "1 of 1 person named a goal." in shown
    assert "Ana Peña | Wait | I am stuck" in shown
    assert "Ana Peña | Listen | It has become a habit" in shown


DIALOGUE = {"question": "What helps?", "invited": ["families"], "on": "2026-12-03", "standing": "planned",
            "heard": "A secret", "missing": "Somebody"}  # fmt: skip


def test_staff_read_the_invitation_and_never_what_was_said_in_the_room(written):
    faces = dialogues_faces(written(_made("dialogues", "t1", DIALOGUE, quarter=SECOND)))
    shown = plain(faces.staff)
    assert "What helps? | 2026-12-03 | Families | We invite" in shown
    assert "secret" not in shown + plain(faces.team)


def test_a_team_reads_whom_it_never_invites_and_who_waits_for_an_answer(written):
    held = DIALOGUE | {"standing": "held"}
    shown = plain(dialogues_faces(written(_made("dialogues", "t1", held, quarter=SECOND))).team)
    assert "After 1 talk, people still wait to hear what came of it." in shown
    assert "Not invited to any of these: teachers" in shown


def test_others_invitations_to_come_are_shown_to_the_team(written):
    past = DIALOGUE | {"on": "2026-11-01", "question": "Over"}
    desk = written(
        _made("dialogues", "t1", DIALOGUE, owner="oak-p", quarter=SECOND),
        _made("dialogues", "t2", past, owner="oak-p", quarter=SECOND),
    )
    faces = dialogues_faces(desk)
    assert "2026-12-03, Principal: What helps?" in plain(faces.team)
    assert "Over" not in plain(faces.team)
    assert faces.staff is None


IDEA = _made("change-ideas", "i1", {"idea": "Pairs first"}, quarter=SECOND)
ASKED = {
    "idea": "oak-g3/change-ideas/i1",
    "asked": "students",
    "on": "2026-10-22",
    "how_many": 6,
    "effect": "better",
}


def test_an_idea_that_nobody_was_asked_about_is_named(written):
    shown = plain(asked_first_faces(written(IDEA)).team)
    assert "Partners were asked about 0 of 1 idea." in shown
    assert "Nobody was asked yet about" in shown


def test_whom_we_asked_and_what_we_changed_stand_beside_the_idea(written):
    said = ASKED | {"changed": "Fixed partners"}
    shown = plain(asked_first_faces(written(IDEA, _made("partners-views", "v1", said, quarter=SECOND))).team)
    assert "Pairs first | Students, 6, 2026-10-22 | It would help | Fixed partners" in shown


def test_partners_asked_after_it_began_are_marked(written):
    check_in = {"date": "2026-10-20", "idea": "oak-g3/change-ideas/i1"}
    desk = written(
        IDEA,
        _made("partners-views", "v1", ASKED, quarter=SECOND),
        _made("check-ins", "k1", check_in, quarter=SECOND),
    )
    assert "2026-10-22 (after we began)" in plain(asked_first_faces(desk).team)
