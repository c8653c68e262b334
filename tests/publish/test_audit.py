"""The audit: what somebody wrote for a narrower circle is found on a page, however it got there."""

import datetime as dt

import pytest
from publish.making import QUARTER, make_build, make_district, notebook, prose, view, write_csv

from inquiry.cycle import load_cycle
from inquiry.publish import publish_editions
from inquiry.publish.guard.spoken import Source, Spoken, runs_of, words_of
from inquiry.record import Answer, open_record
from inquiry.views.faces import TEAM_MIME

DAY = dt.date(2026, 9, 18)
SAVED = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
NORM = "We listen until the other one has finished speaking"
LONG = (
    "In the first weeks nobody spoke up because two of us always answered at once, and so we agreed that a "
    "question stays open for ten seconds before anybody may answer it, whoever asked it in the meeting."
)
ADDRESS = f"{QUARTER}/oak/oak-g3/1-analyze.html"


def answer(form, values, *, owner="oak-g3", scope="team", row="r1", base=None):
    return Answer(QUARTER, scope, owner, form, row, values, None, SAVED, base=base)


@pytest.fixture
def district(tmp_path):
    """A district with a norm (for the team), a gap (for those above), a focus (for all) and a person's why."""
    folder = make_district(tmp_path / "district")
    write_csv(folder / "members.csv", ("person", "team", "name", "role"), [("ana", "oak-g3", "Ana Díaz", "")])
    with open_record(folder / "record.sqlite") as record:
        record.save(
            [
                answer("norms", {"norm": NORM, "looks_like": LONG}),
                answer("gaps", {"now": "They retell the story and stop right there"}),
                answer("focus", {"priority": "Students argue from what the text says"}),
                answer("my-why", {"why": "A teacher once waited for my answer"}, owner="ana", scope="person"),
            ]
        )
    return folder


def publish(folder, face, staff, *, team="<p>Ours.</p>", pages=("oak-g3",)):
    """Publish one page whose faces hold these words."""
    shown = view(staff)
    shown["outputs"][0]["data"][TEAM_MIME] = team
    page = notebook(prose("# Analyze\n\n## Look"), shown)
    make_build(folder, {("oak", team, "1-analyze"): page for team in pages})
    (result,) = publish_editions(
        folder, face=face, as_of=DAY, **({"teams": ["oak-g3"]} if face != "staff" else {})
    )
    return result, (folder / result.folder / ADDRESS).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("leak", "form", "question"),
    [
        (f"<p>{NORM}</p>", "norms", "norm"),
        (f"<p>{NORM.upper()}.</p>", "norms", "norm"),
        ("<p>We <b>listen</b> until&nbsp;the\nother one<br>has finished  speaking</p>", "norms", "norm"),
        (f'<p><abbr title="{NORM}">N</abbr></p>', "norms", "norm"),
        (f"<p>{LONG[:80]}…</p>", "norms", "looks_like"),
        (f"<p>{LONG[90:]}</p>", "norms", "looks_like"),
        ("<p>They retell the story and stop right there</p>", "gaps", "now"),
        ("<p>A teacher once waited for my answer</p>", "my-why", "why"),
    ],
    ids=[
        "whole",
        "capitals",
        "marked up",
        "in an attribute",
        "its beginning",
        "its end",
        "of the chain",
        "of a person",
    ],
)
def test_an_answer_for_a_narrower_circle_keeps_its_page_off_the_site(district, leak, form, question):
    result, html = publish(district, "staff", f"<p>Seen.</p>{leak}")
    assert [each.page for each in result.not_shown] == [ADDRESS]
    assert "Seen." not in html
    (problem,) = result.problems
    assert f"form “{form}”" in problem.element
    assert f"question “{question}”" in problem.element
    assert "inquiry build" in problem.cure
    assert not {"listen", "retell", "waited"} & {*words_of(str(problem))}


def test_a_report_names_no_person(district):
    result, _ = publish(district, "staff", "<p>A teacher once waited for my answer</p>")
    assert "ana" not in words_of(str(result.problems[0]))


@pytest.mark.parametrize(
    "words",
    [
        "Students argue from what the text says",  # meant for all staff
        "We listen until",  # too short to tell
        "The other one has finished",  # five words in a row that nobody wrote so
        "one row for each class task and skill sort the work by the four steps",  # the workbook's own words
    ],
)
def test_what_may_stand_there_is_not_mistaken_for_a_secret(district, words):
    result, html = publish(district, "staff", f"<p>{words}</p>")
    assert result.is_whole, result.problems
    assert words in html


def test_words_that_somebody_else_said_openly_are_no_secret(district):
    with open_record(district / "record.sqlite") as record:
        record.save([answer("focus", {"priority": f"Our rule: {NORM}, always"}, owner="oak-slt")])
    assert publish(district, "staff", f"<p>{NORM}</p>")[0].is_whole


def test_what_an_answer_said_before_it_was_changed_is_looked_for_too(district):
    with open_record(district / "record.sqlite") as record:
        record.save([answer("norms", {"norm": "We begin on time"})])
    assert publish(district, "staff", f"<p>{NORM}</p>")[0].not_shown


def test_each_edition_is_held_against_its_own_readers(district):
    gap, norm = "<p>They retell the story and stop right there</p>", f"<p>{NORM}</p>"
    ours, html = publish(district, "team", None, team=gap + norm)
    assert ours.is_whole
    assert "They retell the story" in html
    assert publish(district, "chain", gap)[0].is_whole
    assert publish(district, "chain", norm)[0].not_shown


def test_a_team_does_not_read_what_another_wrote_for_itself(district):
    with open_record(district / "record.sqlite") as record:
        record.save(
            [answer("norms", {"norm": "Whoever is late brings fruit for everybody"}, owner="oak-slt")]
        )
    result, html = publish(district, "team", None, team="<p>Whoever is late brings fruit for everybody</p>")
    assert [each.page for each in result.not_shown] == [ADDRESS]
    assert "fruit" not in html


def test_what_a_person_keeps_for_themselves_is_not_in_their_teams_edition(district):
    with open_record(district / "record.sqlite") as record:
        alone = {"private": "I am tired of being asked every week"}
        record.save([answer("my-why", alone, owner="ana", scope="person", row="r2")])
    result, _ = publish(district, "team", None, team="<p>I am tired of being asked every week</p>")
    assert [each.page for each in result.not_shown] == [ADDRESS]


@pytest.mark.parametrize(
    ("form", "face"), [("norms", "staff"), ("my-why", "chain"), ("no-such-form", "staff")]
)
def test_a_form_that_is_not_meant_for_the_readers_keeps_its_page_out(district, form, face):
    result, _ = publish(district, face, f'<section id="form-{form}"><p>Nothing much.</p></section>')
    assert [each.page for each in result.not_shown] == [ADDRESS]
    assert f"the form “{form}”" in result.problems[0].element


def test_a_page_that_stands_is_made_anew_once_other_people_may_read_an_answer(district, monkeypatch):
    said = "<p>Students argue from what the text says</p>"
    assert publish(district, "staff", said)[0].is_whole
    cycle = load_cycle()
    narrow = cycle.forms["focus"].model_copy(update={"audience": "chain"})
    import dataclasses

    from inquiry.errors import Checked

    narrowed = dataclasses.replace(cycle, forms={**cycle.forms, "focus": narrow})
    monkeypatch.setattr("inquiry.publish.opening.read_cycle", lambda: Checked(narrowed, ()))
    assert publish(district, "staff", said)[0].not_shown


@pytest.mark.parametrize(
    "leak",
    [
        "<p><bdi>Ana never listens</bdi></p>",
        '<p class="typed" dir="auto">ANA never<br>listens.</p>',
        "<ul><li>Norm: <bdi>Ana never&nbsp;listens</bdi></li></ul>",
    ],
    ids=["short", "long", "in a list"],
)
def test_a_short_answer_is_found_where_a_page_shows_it_as_one(district, leak):
    save_norm(district, "Ana never listens")
    assert publish(district, "staff", leak)[0].not_shown
    assert publish(district, "team", None, team=leak)[0].is_whole


@pytest.mark.parametrize("said", ["yes", "12", "43.8", "Grade 3", "Oak Elementary", "Students argue", ""])
def test_a_short_answer_that_anybody_may_have_said_is_no_secret(district, said):
    save_norm(district, said)
    with open_record(district / "record.sqlite") as record:
        record.save([answer("focus", {"priority": "Students argue"}, owner="oak-slt")])
    assert publish(district, "staff", f"<p><bdi>{said}</bdi> of them: {said}</p>")[0].is_whole


def save_norm(district, words):
    with open_record(district / "record.sqlite") as record:
        record.save([answer("norms", {"norm": words}, row="r9")])


def test_pages_that_stand_are_looked_at_again_once_the_record_is_another_one(district):
    said = "<p>We never speak of the one who left</p>"
    assert publish(district, "staff", said)[0].is_whole
    (district / "record.sqlite").unlink()
    save_norm(district, "We never speak of the one who left")
    assert publish(district, "staff", said)[0].not_shown


def test_a_long_answer_is_found_by_any_fifteen_words_of_it():
    words = [f"w{n}" for n in range(60)]
    spoken = Spoken()
    spoken.add(" ".join(words), Source("f", "q", "o"))
    for start in range(len(words) - 14):
        assert list(spoken.find([" ".join(words[start : start + 15])])), start
    assert [len(run) for run in runs_of(words[:11])] == [8, 8]
