"""What other pages repeat of a page is lifted from its staff faces by their own marks."""

from dataclasses import asdict

from inquiry.publish.lists.facts import (
    Decided,
    Facts,
    Figure,
    Goal,
    Share,
    Verdict,
    facts_from_json,
    gather_facts,
)
from inquiry.publish.lists.glance import look_at
from inquiry.publish.reading.fragments import read_face

PAGE = (
    '<p class="working-on"><bdi>Talk first</bdi></p><p class="lead working-on draft"><bdi>Everybody is heard.</bdi></p>',
    '<div><p class="lead">Week 5 of 9.</p><ol class="progress"><li class="done" data-phase="analyze">Done</li>'
    '<li class="now" data-phase="design">Now</li><li class="odd" data-phase="refine">?</li></ol></div>',
    '<div><p class="lead">Red: Mathematics.</p><table class="data"><caption>Where we stand</caption><tbody>'
    '<tr><th scope="row">4. Pupil achievement</th><td>Mathematics</td><td>2025</td>'
    '<td><span class="colour red">Red</span></td><td>Very Low: 118.6 below standard</td>'
    '<td class="change worse">Declined: down 9.2</td></tr>'
    '<tr><th scope="row">1. Basics</th><td>Local</td><td>2025</td><td>Met</td><td>–</td><td>–</td></tr>'
    "</tbody></table></div>",
    '<p class="verdict better"><bdi>Writing: long</bdi>: A shift for the better: chance is rare.</p>'
    '<p class="verdict tooearly">Reading: Too early.</p>',
    '<table><caption>Run charts</caption><tbody><tr><th scope="row">Writing</th><td>Grade 3</td>'
    '<td><span class="verdict worse">A shift for the worse.</span></td></tr></tbody></table>',
    '<table><caption>Goals</caption><tbody><tr><th scope="row" class="goal">Goal 1: <bdi>All argue</bdi></th>'
    '<td>4</td><td>9 focuses</td></tr><tr><th scope="row" class="goal">Goal 2: <bdi>All count</bdi></th>'
    '<td>0</td><td class="unserved">nobody yet</td></tr></tbody></table>',
    '<table><caption>Evidence</caption><tbody><tr><th scope="row">Reading</th>'
    '<td class="num" data-told="evidence/Q/school/oak/close-reading/ALL">52%</td><td>Oak</td></tr>'
    '<tr><th scope="row">Writing</th><td class="withheld" data-told="evidence/Q/school/oak/writing/ALL">'
    'withheld</td><td>Oak</td></tr><tr><th scope="row">English learners</th>'
    '<td class="num" data-told="evidence/Q/district/all skills/EL">50%</td><td>All</td></tr></tbody></table>',
    '<section><h3>Oak Elementary</h3><ul><li class="decided adopted in-2026-27-Q1"><strong>Talk mats</strong>'
    "<br>Grade 3.</li><li>not decided</li></ul></section>",
    '<dl class="answers"><div><dt>Skill</dt><dd class="skill"><bdi>Close reading</bdi></dd></div>'
    '<div><dt>Cause</dt><dd class="cause"><bdi>We sing before we read</bdi></dd></div></dl>',
)
FACTS = Facts(
    working_on="Talk first",
    purpose="Everybody is heard. (a draft)",
    lead="Red: Mathematics.",
    progress={"analyze": "done", "design": "now"},
    figures=(
        Figure(
            "Mathematics",
            "2025",
            "red",
            "Red",
            "Very Low: 118.6 below standard",
            "Declined: down 9.2",
            "worse",
        ),
    ),
    verdicts=(
        Verdict("Writing: long", "", "better", "A shift for the better: chance is rare."),
        Verdict("Reading", "", "tooearly", "Too early."),
        Verdict("Writing", "Grade 3", "worse", "A shift for the worse."),
    ),
    shares=(Share("Reading", "school/oak", "52%"),),
    goals=(Goal("All argue", "4"), Goal("All count", "0", is_served=False)),
    decided=(Decided("Oak Elementary", "Talk mats", "adopted", "2026-27-Q1"),),
    skills=("Close reading",),
    causes=("We sing before we read",),
)


def test_every_mark_of_a_page_is_read():
    assert look_at([read_face(face) for face in PAGE]) == FACTS


def test_nothing_is_lifted_from_a_face_that_may_not_be_published():
    assert look_at([read_face(f"{face}<script></script>") for face in PAGE]) == Facts()


def test_marks_in_the_wrong_place_say_nothing():
    stray = '<p class="verdict">x</p><span class="decided">y</span><table><caption>c</caption><tr class="goal"></tr></table>'
    found = look_at([read_face(stray)])
    assert found.goals == found.decided == ()
    assert found.verdicts == ()


def test_facts_are_kept_and_read_back():
    import json

    assert facts_from_json(json.loads(json.dumps(asdict(FACTS)))) == FACTS


def test_pages_of_a_team_tell_together_what_each_tells():
    start, implement = Facts(working_on="Talk first"), Facts(working_on="Other", verdicts=FACTS.verdicts)
    together = gather_facts([start, implement, implement])
    assert together == Facts(working_on="Talk first", verdicts=FACTS.verdicts)
