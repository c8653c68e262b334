"""What changed: the last changes, one line for each form, person and day, for the team alone."""

import datetime as dt
import re
import shutil

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.record import Answer, open_record
from inquiry.views.faces import STAFF_MIME
from inquiry.views.html import Node, plain
from inquiry.views.page import open_page


@pytest.fixture
def changed(district, tmp_path):
    folder = tmp_path / "copy"
    shutil.copytree(district, folder)

    def lines(*answers, team="oak-3", as_of=DAY):
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        return [plain(item) for item in _items(open_page(folder, team, NOW, as_of=as_of).what_changed())]

    return lines


def _items(faces):
    return [child for child in faces.team.children if isinstance(child, Node)]


def test_each_line_says_where_how_much_who_and_when(open_team):
    faces = open_team("oak-3", "0-start-here").what_changed()
    (first, *_), html = _items(faces), faces._repr_mimebundle_()["text/html"]
    assert plain(first) == "Implement, Weekly check-in: 3 answers, 2026-11-01, 09:00"
    assert "Analyze, Our focus: 4 answers by Ana Díaz, 2026-11-01, 09:00" in plain(faces.team)
    assert 'href="./1-analyze.ipynb"' in html
    marks = [int(mark) for mark in re.findall(r'data-mark="(\d+)"', html)]
    assert marks == sorted(marks, reverse=True)
    assert len(marks) == len(_items(faces))


def test_only_the_team_sees_it(open_team):
    for team in ("oak-3", "cabinet", "lone-principal"):
        assert STAFF_MIME not in open_team(team, "0-start-here").what_changed()._repr_mimebundle_()


def test_answers_of_one_person_in_one_form_on_one_day_are_one_line(changed):
    saved = [
        answer("oak-3", "norms", {"norm": f"n{n}"}, row=f"n{n}", author="ben-ito", day=3) for n in (1, 2)
    ]
    saved += [answer("oak-3", "norms", {"norm": "again"}, row="n1", author="ben-ito", day=3)]
    saved += [answer("oak-3", "norms", {"norm": "hers"}, row="n1", author="ana-diaz", day=3)]
    found = [line for line in changed(*saved) if "2026-11-03" in line]
    assert [re.search(r": (.*), 2026-11-03", line)[1] for line in found] == [
        "1 answer by Ana Díaz",
        "2 answers by Ben Ito",
    ]


def test_a_row_that_was_removed_is_said(changed):
    one = answer("oak-3", "norms", {"norm": "n"}, row="n1", author="ben-ito", day=3)
    gone = Answer(**{**one.__dict__, "id": "gone", "values": {}, "removed": True})
    assert "1 row removed by Ben Ito" in changed(one, gone)[0]


def test_nothing_later_than_the_day_and_nothing_of_another_quarter_is_told(changed):
    later = answer("oak-3", "norms", {"norm": "n"}, row="n1", day=25)
    old = answer("oak-3", "norms", {"norm": "n"}, row="n2", quarter=BEFORE, day=19)
    lines = changed(later, old)
    assert not any("2026-11-25" in line or "2026-11-19" in line for line in lines)


def test_what_a_team_writes_for_its_school_is_told_and_what_others_write_is_not(changed):
    ours = answer("oak", "shared-purpose", {"statement": "s"}, scope="school", author="dee-fox", day=4)
    lines = changed(
        ours, answer("dee-fox", "my-why", {"why": "w"}, scope="person", day=5), team="oak-principal"
    )
    assert "by Dee Fox, 2026-11-04" in lines[0]
    assert not any("2026-11-05" in line for line in lines)


def test_there_are_at_most_twelve_lines_and_a_sentence_where_there_is_none(changed, open_team):
    many = [answer("oak-3", "norms", {"norm": "n"}, row="n1", day=day) for day in range(2, 20)]
    assert len(changed(*many)) == 12
    nothing = repr(open_team("lone-principal", "0-start-here").what_changed())
    assert nothing == f"Nothing is written in {NOW} yet."


def test_the_same_day_gives_the_same_bytes(district):
    pages = [open_page(district, "oak-3", NOW, as_of=dt.date(2026, 11, 20)) for _ in range(2)]
    one, two = (page.what_changed()._repr_mimebundle_() for page in pages)
    assert one == two
