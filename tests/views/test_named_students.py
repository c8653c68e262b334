"""An answer that may name a student: others do not read it, its team is told and decides, its coach has a list."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from views.making import DAY, NOW, answer, make_district

from inquiry.build.check.names_check import name_notes
from inquiry.build.current.currency import concerns
from inquiry.build.current.doors import look_again
from inquiry.district import load_district
from inquiry.district.noting import noting
from inquiry.errors import BadInput
from inquiry.record import Answer, open_record
from inquiry.views.desk import Desk
from inquiry.views.forms import form_faces
from inquiry.views.html import write
from inquiry.views.live import form_state, open_live
from inquiry.views.named_students import confirmed_words, find_places, named_count
from inquiry.views.names import CONFIRM, NOBODY, WITHHELD
from inquiry.views.others import all_below
from inquiry.views.readable import read_rows
from inquiry.views.status.gather import read_status
from inquiry.views.status.text import say_status
from inquiry.views.suggest import suggestions_state

HEADER = "student,first_name,last_name,school\n"
STUDENT = "S10017,Xiomara,Gálvez,oak\n"
TOLD = "X. Galvez asked the first question"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small district with one student on its list, named in a success of Grade 3."""
    folder = make_district(tmp_path_factory.mktemp("named") / "río")
    list_students(folder, STUDENT)
    write_answer(folder, TOLD)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return shutil.copytree(made, tmp_path / "río")


def list_students(folder: Path, rows: str) -> None:
    (folder / "students.csv").write_text(HEADER + rows, encoding="utf-8", newline="\n")


def save(folder: Path, *answers: Answer) -> None:
    with open_record(folder / "record.sqlite") as record:
        record.save(answers)


def write_answer(folder: Path, text: str, day: int = 10) -> None:
    save(folder, answer("oak-3", "successes", {"success": text}, row="n1", author="ana-diaz", day=day))


def desk(folder: Path, team: str = "oak-3") -> Desk:
    return Desk(folder, team, NOW, "0-start-here", dt.date.fromisoformat(DAY))


def live(folder: Path) -> Desk:
    return open_live(folder, "oak-3", NOW, "0-start-here", dt.date.fromisoformat(DAY))


def asked(folder: Path) -> list[dict[str, object]]:
    here = live(folder)
    return suggestions_state(here, here.cycle.form(CONFIRM, "teacher"))


def confirm(folder: Path, meant: str = NOBODY) -> None:
    """Press one of the two buttons of the suggestion."""
    (suggestion,) = asked(folder)
    values = {"nobody": suggestion["values"], "student": suggestion["refuse"]}[meant]
    save(folder, answer("oak-3", CONFIRM, values, row=str(suggestion["row"]), author="ben-ito", day=11))  # type: ignore[arg-type]


def staff_face(folder: Path) -> str:
    staff = form_faces(desk(folder), "successes").staff
    assert staff is not None
    return write(staff)


def test_staff_read_that_an_answer_is_withheld(folder: Path) -> None:
    assert WITHHELD in staff_face(folder)
    assert "Galvez" not in staff_face(folder)


def test_the_team_reads_its_answer_and_what_to_do(folder: Path) -> None:
    team = write(form_faces(desk(folder), "successes").team)
    assert TOLD in team
    assert "it may name a student (“X. Galvez”)" in team


def test_teams_above_read_that_it_is_withheld(folder: Path) -> None:
    above = desk(folder, "oak-slt")
    said = [each.text("success") for each in read_rows(above, "successes", all_below(above))]
    assert said == [WITHHELD]


def test_an_open_page_tells_it_at_the_row(folder: Path) -> None:
    here = live(folder)
    (row,) = form_state(here, here.cycle.form("successes", "teacher"))["rows"]
    assert row["values"]["success"] == TOLD
    assert "X. Galvez" in row["remark"]


def test_the_team_confirms_by_one_button(folder: Path) -> None:
    (suggestion,) = asked(folder)
    assert "X. Galvez" in str(suggestion["words"])
    assert suggestion["use"] == "No student is meant"
    confirm(folder)
    assert TOLD in staff_face(folder)
    assert asked(folder) == []


def test_the_other_button_leaves_it_withheld(folder: Path) -> None:
    confirm(folder, meant="student")
    assert WITHHELD in staff_face(folder)
    assert named_count(desk(folder)) == 1


def test_a_changed_text_is_looked_at_again(folder: Path) -> None:
    confirm(folder)
    write_answer(folder, TOLD + " twice", day=12)
    assert WITHHELD in staff_face(folder)
    assert len(asked(folder)) == 1


def test_a_mended_text_is_read_by_all(folder: Path) -> None:
    write_answer(folder, "Somebody asked the first question", day=12)
    assert "Somebody asked the first question" in staff_face(folder)
    assert named_count(desk(folder)) == 0


def test_another_student_in_a_confirmed_text_is_asked_about(folder: Path) -> None:
    write_answer(folder, TOLD + ", then Octavio did", day=11)
    confirm(folder)
    assert TOLD in staff_face(folder)
    list_students(folder, STUDENT + "S10018,Octavio,Nwosu,oak\n")
    assert WITHHELD in staff_face(folder)


def test_another_team_cannot_confirm_by_chance(folder: Path) -> None:
    confirm(folder)
    save(folder, answer("oak-slt", "successes", {"success": TOLD}, row="n1", day=12))
    staff = form_faces(desk(folder, "oak-slt"), "successes").staff
    assert staff is not None
    assert WITHHELD in write(staff)


def test_without_a_list_nothing_is_withheld_and_the_check_says_so_once(folder: Path) -> None:
    (folder / "students.csv").unlink()
    assert TOLD in staff_face(folder)
    (note,) = name_notes(folder, load_district(folder), NOW, dt.date.fromisoformat(DAY))
    assert (note.file, note.severity) == ("students.csv", "note")


def test_a_list_that_cannot_be_read_withholds_by_failing(folder: Path) -> None:
    (folder / "students.csv").write_bytes(b"")
    with pytest.raises(BadInput):
        staff_face(folder)


def test_the_coach_is_told_the_place_and_the_cure_and_no_name(folder: Path) -> None:
    (note,) = name_notes(folder, load_district(folder), NOW, dt.date.fromisoformat(DAY))
    assert (note.team, note.column, note.severity) == ("oak-3", "success", "note")
    said = str(note)
    assert "Grade 3 (Oak Elementary), “A success to pass on”, “What went well?”, 2026-27-Q2, row 1" in said
    assert "a student's name and initial (X… G…)" in said
    assert "Galvez" not in said


def test_status_has_the_list_in_words_and_as_data(folder: Path) -> None:
    status = read_status(folder, dt.date.fromisoformat(DAY), NOW)
    (place,) = status.to_json()["named"]
    assert (place["team"], place["form"], place["row"]) == ("oak-3", "successes", 1)
    assert "May name a student, and is withheld (1 answer):" in say_status(status)
    assert "Galvez" not in say_status(status) + json.dumps(status.to_json())


def test_what_only_the_team_reads_is_nobody_elses_affair(folder: Path) -> None:
    write_answer(folder, "Nobody", day=12)
    save(folder, answer("oak-3", "noticings", {"noticed": "Xiomara Gálvez stops reading"}, row="n1"))
    assert list(find_places(desk(folder))) == []


def test_a_why_that_names_a_student_is_on_no_board(folder: Path) -> None:
    whys = {"ana-diaz": "Xiomara Gálvez asked me why", "ben-ito": "To teach", "cy-lee": "To sing"}
    for person, why in whys.items():
        values = {"why": why, "board": "school"}
        save(folder, answer(person, "my-why", values, scope="person", author=person))
    from inquiry.views.purpose.whys import board_of

    assert sorted(why.words for why in board_of(desk(folder))) == ["To sing", "To teach", WITHHELD]


def test_another_list_of_students_concerns_only_who_is_named_differently(folder: Path) -> None:
    save(folder, answer("oak-slt", "successes", {"success": "Octavio led the talk"}, row="n1"))
    here = desk(folder, "oak-principal")
    with noting({}) as notes:
        read_rows(here, "successes", all_below(here))
    list_students(folder, STUDENT + "S10018,Octavio,Nwosu,oak\n")
    again = look_again(desk(folder, "oak-principal"), notes)
    assert [name for name in notes if again[name] != notes[name]] == [("names", '["oak-slt","successes"]')]


def test_answers_and_confirmations_concern_what_was_looked_at() -> None:
    key = ["oak-3", "successes"]
    assert concerns("names", key, frozenset({("team", "oak-3", "successes")}))
    assert concerns("names", key, frozenset({("team", "oak-3", CONFIRM)}))
    assert not concerns("names", key, frozenset({("team", "oak-slt", "successes")}))


def test_what_was_confirmed_may_stand_on_a_page(folder: Path) -> None:
    assert confirmed_words(folder, load_district(folder)) == set()
    confirm(folder)
    assert confirmed_words(folder, load_district(folder)) == {"xgalvez"}
