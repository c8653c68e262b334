"""A view has a team face, and a staff face only where it is meant for staff."""

import pytest

from inquiry.views.faces import STAFF_MIME, TEAM_MIME, Faces, make_faces, same_for_all
from inquiry.views.html import el


def test_without_a_staff_face_there_is_nothing_to_publish():
    assert set(Faces(el("p", "x"))._repr_mimebundle_()) == {"text/html", "text/plain", TEAM_MIME}


def test_the_staff_face_has_its_own_mimetype_and_no_styles():
    bundle = same_for_all(el("table", el("td", "x")))._repr_mimebundle_()
    assert "style=" in bundle["text/html"]
    assert bundle[STAFF_MIME] == "<table><td>x</td></table>"


def test_text_stands_in_where_html_cannot():
    assert repr(Faces(el("p", "5 < 6"))) == "5 < 6"


def test_each_face_is_built_for_its_reader():
    faces = make_faces(lambda face: el("p", face) if face == "team" else None)
    assert faces == Faces(el("p", "team"))


def test_a_view_without_a_team_face_is_a_mistake():
    with pytest.raises(ValueError, match="shows its team something"):
        make_faces(lambda face: None)
