"""What the teams above a team read on its pages: their answers, no names, no numbers, nobody else's."""

import shutil

import pytest
from views.making import BEFORE, NOW, answer

from inquiry.record import open_record
from inquiry.views.faces import CHAIN_MIME, STAFF_MIME, TEAM_MIME, make_faces
from inquiry.views.html import el, plain
from inquiry.views.page import open_page

SAID = {
    "gaps": {"now": "They retell and stop", "expected": "They argue", "students": "Grade 3"},
    "norms": {"norm": "Phones stay in the bag"},
    "success-indicators": {"measure": "Exit tickets at level 3", "baseline": 23, "target": 50},
    "evidence": {"date": "2026-11-02", "class": "Room 9", "task": "A letter to the mayor", "level_1": 3},
    "action-plan": {"action": "Plan the first talk", "owner": "ana-diaz"},
    "support-requests": {"need": "A cart of tablets", "from_whom": "principal"},
}


@pytest.fixture(scope="module")
def told(district, tmp_path_factory):
    """The text of a face of a form, of a district in which Grade 3 answered these."""
    copy = tmp_path_factory.mktemp("chain") / "copy"
    shutil.copytree(district, copy)
    rows = [answer("oak-3", form, values, row="c1") for form, values in SAID.items()]
    rows.append(
        answer("oak-3", "decisions", {"decision": "adapt", "reason": "It took too long"}, quarter=BEFORE)
    )
    step = {"step": "Call two families", "confidence": 2}
    rows.append(answer("ana-diaz", "my-next-step", step, scope="person"))
    with open_record(copy / "record.sqlite") as record:
        record.save(rows)

    def tell(form, face, team="oak-3", page="1-analyze"):
        faces = open_page(copy, team, NOW, page, "2026-11-20").form(form)
        node = faces.chain or faces.staff if face == "chain" else getattr(faces, face)
        return plain(node) if node is not None else None

    tell.folder = copy
    return tell


def test_those_above_read_what_is_meant_for_them_and_staff_do_not(told):
    assert "They retell and stop" in told("gaps", "chain")
    assert told("gaps", "staff") is None
    assert "A cart of tablets" in told("support-requests", "chain")


@pytest.mark.parametrize("form", ["norms", "evidence", "my-next-step"])
def test_what_is_the_teams_a_count_or_a_persons_own_has_no_face_for_those_above(told, form):
    assert told(form, "team") is not None
    assert told(form, "chain") is None


def test_no_number_and_no_name_stands_before_those_above(told):
    indicator, action = told("success-indicators", "chain"), told("action-plan", "chain")
    assert "Exit tickets at level 3" in indicator
    assert "23" in told("success-indicators", "team")
    assert "23" not in indicator
    assert "Plan the first talk" in action
    assert "Ana" in told("action-plan", "team")
    assert "Ana" not in action
    assert "Saved" not in action


def test_a_face_that_is_as_for_staff_is_kept_once(open_team):
    assert open_team("oak-3").form("successes").chain is None
    same = make_faces(lambda face: el("p", "x" if face == "team" else "y"), chain=True)
    assert same.chain is None


def test_last_quarters_reasons_stand_before_those_above(told):
    faces = open_page(told.folder, "oak-3", NOW, "0-start-here", "2026-11-20").last_decisions()
    assert "It took too long" in plain(faces.chain)
    assert "It took too long" not in plain(faces.staff)


def test_the_review_tells_those_above_what_got_in_the_way_of_teams_that_serve_them(open_met):
    faces = open_met("oak-slt", page="review").review()
    above, staff = plain(faces.chain), plain(faces.staff)
    for words in ("Testing took Tuesday", "A cart"):
        assert words in above
        assert words not in staff
    for words in ("Talk first", "A feeling", "Quiet ones"):
        assert words not in above


def test_each_face_has_a_mimetype_of_its_own_and_the_site_needs_only_one(told):
    bundle = open_page(told.folder, "oak-3", NOW, "1-analyze", "2026-11-20").form("gaps")._repr_mimebundle_()
    assert STAFF_MIME not in bundle
    assert "They retell" in bundle[CHAIN_MIME]
    assert "style=" not in bundle[TEAM_MIME]
