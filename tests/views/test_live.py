"""A page that is open: the record as it is now, forms as plain JSON, nobody's private words."""

import datetime as dt
import json
import shutil
import subprocess
import sys

import pytest
from views.making import BEFORE, DAY, NOW, answer

from inquiry.cycle import PAGES, load_cycle
from inquiry.errors import UsageError
from inquiry.record import Answer, open_record
from inquiry.views import live
from inquiry.views.faces import WHOSE_MIME, WIDGET_MIME
from inquiry.views.forms import team_face
from inquiry.views.html import Node
from inquiry.views.live import form_state, open_live, rows_state
from inquiry.views.page import open_page

TEAM_OF = {"district": "cabinet", "principal": "oak-principal", "slt": "oak-slt", "teacher": "oak-3"}


@pytest.fixture
def folder(district, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(district, copy)
    return copy


@pytest.fixture
def rows_of(folder):
    """The live rows of a form of a copy of the district, to which some answers were added."""

    def read(team, form, *answers, person=None, quarter=NOW):
        with open_record(folder / "record.sqlite") as record:
            record.save(answers)
        desk = open_live(folder, team, quarter, "1-analyze", dt.date.fromisoformat(DAY))
        return rows_state(desk, desk.cycle.form(form, desk.level), person)

    return read


@pytest.fixture
def began(monkeypatch):
    """Call `begin` for the length of one test."""
    monkeypatch.setattr(live, "_session", live._Session())
    return live.begin


def _state(folder, form_id, level):
    page = PAGES[load_cycle().forms[form_id].page]
    desk = open_live(folder, TEAM_OF[level], NOW, page, dt.date.fromisoformat(DAY))
    return desk, form_state(desk, desk.cycle.form(form_id, level))


def _every_state(folder, level):
    """Each form that a level is asked, with its desk and state; one desk for the forms of one page."""
    forms = [form for form in load_cycle().forms.values() if level in form.levels]
    pages = {
        page: open_live(folder, TEAM_OF[level], NOW, page, dt.date.fromisoformat(DAY))
        for page in {PAGES[form.page] for form in forms}
    }
    for form in forms:
        desk, worded = pages[PAGES[form.page]], load_cycle().form(form.id, level)
        yield worded, desk, form_state(desk, worded)


FORM_KEYS = {
    *("id", "title", "intro", "readers", "scope", "rows", "fields"),
    *("also", "anonymous", "refused", "protocol"),
}
FIELD_KEYS = {
    *("id", "type", "label", "required", "help", "example", "options", "steps", "unit", "min", "max"),
    *("whole", "in_quarter", "chars", "link", "audience_note", "also"),
}
ROW_KEYS = {"owner", "row", "position", "values", "revision", "authors", "times", "carried", "asides"}
ROW_KEYS |= {"locked", "remark"}


@pytest.mark.parametrize("level", TEAM_OF)
def test_the_state_of_every_form_is_whole_and_plain_json(district, level):
    wrong = {
        form.id: found
        for form, _, state in _every_state(district, level)
        if (found := _odd(form, level, state))
    }
    assert wrong == {}


def _odd(form, level, state):
    """Whatever of a form's state is not as it must be."""
    extra = ({"ballots", "tally"} if form.anonymous else set()) | ({"suggestions"} if form.suggest else set())
    fields = state["form"]["fields"]
    linked = set() if form.anonymous else {each["id"] for each in fields if each["link"]}
    place = {"district": "19123450000000", "team": TEAM_OF[level], "quarter": NOW, "page": PAGES[form.page]}
    whole = {"place", "form", "people", "quarter", "before", "rows", "links", "limit"} | extra
    right = {
        "json": json.loads(json.dumps(state, allow_nan=False).encode("utf-8")) == state,
        "keys": set(state) == whole,
        "form": set(state["form"]) == FORM_KEYS,
        "fields": all(set(field) == FIELD_KEYS for field in fields),
        "rows": all(set(row) == ROW_KEYS for row in state["rows"]),
        "links": set(state["links"]) == linked,
        "place": state["place"] == place,
    }
    return [what for what, is_right in right.items() if not is_right]


@pytest.fixture(scope="module")
def unanswered(district, tmp_path_factory):
    """The district before anybody wrote anything."""
    copy = tmp_path_factory.mktemp("unanswered") / "copy"
    return shutil.copytree(district, copy, ignore=shutil.ignore_patterns("record*"))


@pytest.mark.parametrize("level", TEAM_OF)
def test_a_live_form_asks_what_its_printed_face_asks(unanswered, level):
    """Only what a person writes for nobody else is asked live alone: the printed page is the team's."""
    asked, printed = {}, {}
    for form, desk, state in _every_state(unanswered, level):
        fields = state["form"]["fields"]
        asked[form.id] = [each["label"] for each in fields if form.audience_of(each["id"]) != "self"]
        printed[form.id] = [text.removesuffix(" (needed)") for text in _texts(team_face(desk, form), "dt")]
    assert printed == asked


def _texts(node, tag):
    if isinstance(node, Node):
        if node.tag == tag:
            yield "".join(child for child in node.children if isinstance(child, str))
        for child in node.children:
            yield from _texts(child, tag)


def test_a_form_that_is_not_begun_has_no_widget_and_loads_none(district):
    asks = (
        "import sys; from inquiry import open_page; "
        f"page = open_page({str(district)!r}, 'oak-3', '', '1-analyze', '{DAY}'); "
        "page.form('focus')._repr_mimebundle_(); "
        "sys.exit(any(name in sys.modules for name in ('anywidget', 'ipywidgets', 'inquiry.sources')))"
    )
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
    assert WIDGET_MIME not in open_page(district, "oak-3", NOW, as_of=DAY).form("focus")._repr_mimebundle_()


def test_once_begun_a_form_is_a_widget_beside_its_printed_face(district, began):
    printed = open_page(district, "oak-3", NOW, as_of=DAY).form("focus")._repr_mimebundle_()
    began(DAY)
    bundle = open_page(district, "oak-3", NOW).form("focus")._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", WIDGET_MIME, WHOSE_MIME}
    assert bundle[WIDGET_MIME]["model_id"]
    assert bundle["text/html"] == printed["text/html"]


def test_the_widget_carries_the_state_to_the_page(district, began):
    from inquiry.views.widget import FormWidget

    began(DAY)
    state = open_page(district, "oak-3", NOW).form("focus").live
    widget = FormWidget(state=state)
    assert widget.get_state("state") == {"state": state}
    assert "inquiryLab" in widget._esm


def test_a_live_page_shows_what_is_saved_after_its_day_and_takes_its_day_from_begin(folder, began):
    with open_record(folder / "record.sqlite") as record:
        record.save([answer("oak-3", "norms", {"norm": "Saved later"}, row="n1", day=29)])
    assert "Saved later" not in repr(open_page(folder, "oak-3", NOW, as_of=DAY).form("norms"))
    began("2026-11-05")
    page = open_page(folder, "oak-3", NOW, as_of=DAY)
    assert "Saved later" in repr(page.form("norms"))
    assert "As of 2026-11-05" in repr(page.header())


def test_without_a_day_a_live_page_has_the_districts_today(folder, began):
    before = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    began()
    assert before <= open_page(folder, "oak-3", NOW)._desk.as_of <= before + dt.timedelta(days=2)


def test_begin_refuses_a_day_that_is_none(began):
    with pytest.raises(UsageError, match="“tomorrow” is no date"):
        began("tomorrow")


def test_a_row_says_who_wrote_which_field_and_when_by_the_districts_clock(rows_of):
    (row,) = rows_of("oak-3", "focus")["rows"]
    assert row["values"]["priority"] == "Third graders explain a detail"
    assert row["authors"]["priority"] == "Ana Díaz"
    assert row["times"]["priority"] == "2026-11-01 09:00"
    assert (row["owner"], row["carried"], row["asides"]) == ("oak-3", None, [])


WHY = {"why": "I was the child who translated", "private": "Nobody knows"}


def test_what_a_person_keeps_for_themselves_is_given_to_nobody_else(rows_of):
    said = answer("dee-fox", "my-why", WHY, scope="person")
    beside = Answer(
        **{**said.__dict__, "id": "beside", "values": {"private": "Nor this"}, "aside": True, "base": None}
    )
    for person in (None, "ana-diaz"):
        state = rows_of("oak-principal", "my-why", said, beside, person=person)
        assert state["rows"][0]["values"] == {"why": WHY["why"]}
        assert "Nobody knows" not in json.dumps(state)
        assert "Nor this" not in json.dumps(state)
        assert "private" not in json.dumps(state)
    (own,) = rows_of("oak-principal", "my-why", person="dee-fox")["rows"]
    assert own["values"] == WHY
    assert [aside["value"] for aside in own["asides"]] == ["Nor this"]


def test_no_state_holds_the_private_words_of_a_person(folder):
    with open_record(folder / "record.sqlite") as record:
        record.save([answer("dee-fox", "my-why", WHY, scope="person")])
    told = {
        (form.id, level): json.dumps(state)
        for level in TEAM_OF
        for form, _, state in _every_state(folder, level)
    }
    assert [form for form, text in told.items() if "Nobody knows" in text] == []


def test_what_came_along_says_from_where_until_it_is_changed(rows_of):
    old = answer("oak-3", "success-indicators", {"measure": "Exit tickets"}, row="i1", quarter=BEFORE)
    (row,) = rows_of("oak-3", "success-indicators", old)["rows"]
    assert (row["carried"], row["revision"]) == (BEFORE, old.id)
    new = answer("oak-3", "success-indicators", {"measure": "Drafts"}, row="i1", day=2)
    (row,) = rows_of("oak-3", "success-indicators", new)["rows"]
    assert (row["carried"], row["revision"], row["values"]) == (None, new.id, {"measure": "Drafts"})


def test_what_is_cleared_stays_a_row_so_that_writing_in_it_goes_on_from_there(rows_of):
    said = answer("oak-3", "skills-snapshot", {"work": "Exit tickets"})
    cleared = answer("oak-3", "skills-snapshot", {"work": None}, author="ben-ito", day=2)
    (row,) = rows_of("oak-3", "skills-snapshot", said, cleared)["rows"]
    assert (row["values"], row["revision"]) == ({}, cleared.id)
    assert row["authors"] == {"work": "Ben Ito"}


@pytest.mark.parametrize("form", ["skills-snapshot", "shared-purpose"])
def test_a_single_answer_that_was_removed_is_blank_and_one_of_many_is_gone(rows_of, form):
    scope = "school" if form == "shared-purpose" else "team"
    team, owner = ("oak-principal", "oak") if scope == "school" else ("oak-3", "oak-3")
    said = answer(owner, form, {"work": "w", "statement": "s"}, scope=scope)
    gone = Answer(**{**said.__dict__, "id": "gone", "values": {}, "removed": True, "base": said.id})
    (row,) = rows_of(team, form, said, gone)["rows"]
    assert (row["values"], row["revision"]) == ({}, "gone")
    one = answer("oak-3", "norms", {"norm": "We listen"}, row="n1")
    none = Answer(**{**one.__dict__, "id": "none", "values": {}, "removed": True, "base": one.id})
    assert rows_of("oak-3", "norms", one, none)["rows"] == []


def test_what_two_wrote_at_once_waits_beside_the_row_with_its_writer(rows_of):
    said = answer("oak-3", "noticings", {"noticed": "Theirs"}, row="r1", author="ana-diaz")
    aside = Answer(
        **{
            **said.__dict__,
            "id": "mine.aside",
            "values": {"noticed": "Mine"},
            "author": "ben-ito",
            "aside": True,
        }
    )
    (row,) = rows_of("oak-3", "noticings", said, aside)["rows"]
    assert row["values"] == {"noticed": "Theirs"}
    assert row["asides"] == [
        {
            "field": "noticed",
            "value": "Mine",
            "by": "Ben Ito",
            "at": "2026-11-01 09:00",
            "revision": "mine.aside",
        }
    ]
    assert row["revision"] == "mine.aside"


def test_what_waits_beside_a_row_comes_along_with_it_until_its_field_is_written(rows_of):
    said = answer("oak-3", "success-indicators", {"measure": "Theirs"}, row="i1", quarter=BEFORE)
    aside = Answer(**{**said.__dict__, "id": "a1", "values": {"measure": "Mine"}, "aside": True})
    other = answer("oak-3", "success-indicators", {"source": "Friday"}, row="i1", day=2)
    (row,) = rows_of("oak-3", "success-indicators", said, aside, other)["rows"]
    assert [each["value"] for each in row["asides"]] == ["Mine"]
    settled = answer("oak-3", "success-indicators", {"measure": "Both"}, row="i1", day=3)
    (row,) = rows_of("oak-3", "success-indicators", settled)["rows"]
    assert row["asides"] == []


def test_a_question_that_is_gone_is_not_in_the_state(rows_of):
    (row,) = rows_of("oak-3", "norms", answer("oak-3", "norms", {"norm": "n", "old": "o"}, row="n1"))["rows"]
    assert row["values"] == {"norm": "n"}


def test_half_characters_of_an_import_never_stop_a_page(rows_of):
    text = "half \ud83d and \x00 whole 🙂"
    state = rows_of("oak-3", "norms", answer("oak-3", "norms", {"norm": text}, row="n1"))
    assert state["rows"][0]["values"]["norm"] == "half  and  whole 🙂"
    json.dumps(state, ensure_ascii=False).encode("utf-8")


def test_the_districts_limit_to_priorities_is_told(rows_of):
    assert rows_of("oak-slt", "focus")["limit"] == 3
    assert rows_of("oak-slt", "gaps")["limit"] is None


def test_last_quarters_answers_are_at_hand(folder):
    _, state = _state(folder, "decisions", "teacher")
    assert f"What you wrote in {BEFORE}" in state["before"]
    assert _state(folder, "focus", "teacher")[1]["before"] is None


def test_the_team_comes_first_among_those_who_may_be_named(folder):
    _, state = _state(folder, "action-plan", "teacher")
    assert [person["id"] for person in state["people"]] == ["ana-diaz", "ben-ito", "dee-fox", "cy-lee"]
    assert _state(folder, "focus", "teacher")[1]["people"] == []


def test_whoever_is_named_and_has_left_can_still_be_read(folder):
    with open_record(folder / "record.sqlite") as record:
        record.save([answer("oak-3", "action-plan", {"action": "a", "owner": "zoe-gone"}, row="a9")])
    assert {"id": "zoe-gone", "name": "zoe-gone"} in _state(folder, "action-plan", "teacher")[1]["people"]


def test_what_waits_in_a_row_where_nothing_stands_comes_along_too(rows_of):
    gone = answer("oak-3", "success-indicators", {"measure": None}, row="i1", quarter=BEFORE)
    aside = Answer(**{**gone.__dict__, "id": "a1", "values": {"measure": "Mine"}, "aside": True})
    (row,) = rows_of("oak-3", "success-indicators", gone, aside)["rows"]
    assert (row["values"], row["carried"], row["revision"]) == ({}, BEFORE, "a1")
    assert [each["value"] for each in row["asides"]] == ["Mine"]
