"""The district's own surveys, measures and scores: what a team reads, and what staff may."""

import datetime as dt
import re
import shutil

import pytest
from views.making import NOW, answer, decide_told

from inquiry.district import Team
from inquiry.record import open_record
from inquiry.views.faces import STAFF_MIME
from inquiry.views.html import plain
from inquiry.views.local.measures import school_year
from inquiry.views.page import open_page
from inquiry.views.state.teaching import teaches

SURVEYS = "date,school,respondents,survey,question,asked,answered,favorable\n"
MEASURES = "date,school,team,grades,subject,measure,studentgroup,students,met,value,spread,unit,better\n"
SCORES = "date,measure,school,class,score\n"
FAMILIES = "families,Family survey,They ask us <b>first</b>."
STAFF = "staff,Staff survey,I can try things."


@pytest.fixture
def opened(district, tmp_path):
    """Open a page of a copy of the district with lists of its own; every list is optional."""

    def open_with(team="cabinet", page="1-analyze", answers=(), **lists):
        copy = tmp_path / "own"
        shutil.copytree(district, copy, dirs_exist_ok=True)
        heads = {"surveys": SURVEYS, "measures": MEASURES, "scores": SCORES}
        for name, lines in lists.items():
            (copy / f"{name}.csv").write_text(heads[name] + "\n".join(lines) + "\n", encoding="utf-8")
        if answers:
            with open_record(copy / "record.sqlite") as record:
                record.save(answers)
        return open_page(decide_told(copy) if lists else copy, team, NOW, page, "2026-11-20")

    return open_with


def _staff(faces):
    return plain(faces.staff) if faces.staff is not None else None


SECTIONS = ["metrics", "surveys", "local_measures", "group_gaps", "variation"]


@pytest.mark.parametrize("show", SECTIONS)
@pytest.mark.parametrize("team", ["cabinet", "oak-slt", "oak-solo", "lone-principal"])
def test_without_any_list_each_section_still_says_something(open_team, team, show):
    assert len(repr(getattr(open_team(team), show)())) > 40


def _survey(oak=(120, 48, 31), mesa=(100, 60, 45), who=FAMILIES, day="2026-10-09"):
    return [f"{day},oak,{who},{','.join(map(str, oak))}", f"{day},mesa,{who},{','.join(map(str, mesa))}"]


def test_a_survey_says_how_many_were_asked_and_answered(opened):
    text = repr(opened(surveys=_survey()).surveys())
    assert "108 of 220 families answered: 49%." in text
    assert "More families did not answer than did." in text
    assert "They ask us <b>first</b>. | 220 | 108 | 76 (70%) | 35% to 85%" in text


def test_what_a_survey_typed_is_text_on_the_page(opened):
    html = opened(surveys=_survey()).surveys()._repr_mimebundle_()["text/html"]
    assert "ask us <b>first" not in html


def test_a_school_reads_its_own_answers_alone_and_the_time_before(opened):
    lines = [*_survey(oak=(110, 40, 10), day="2026-05-08"), *_survey()]
    text = repr(opened("oak-slt", surveys=lines).surveys())
    assert "48 of 120 families answered: 40%." in text
    assert "| 31 (65%) | 26% to 86% | 25%" in text
    assert "Mesa" not in text


def test_answers_of_a_day_to_come_are_not_shown(opened):
    assert "No survey" in repr(opened(surveys=_survey(day="2026-12-01")).surveys())


def test_staff_read_shares_without_counts_and_no_small_ones(opened):
    staff = _staff(opened(surveys=_survey(mesa=(100, 14, 9))).surveys())
    assert "| 65%" in staff  # Oak alone: Mesa's share is withheld and is in no sum
    assert not re.search(r"\b(48|31|14|62)\b", staff)


def test_few_adults_answers_are_shown_to_nobody(opened):
    faces = opened(surveys=_survey(mesa=(12, 9, 1), who=STAFF)).surveys()
    for text in (repr(faces), _staff(faces)):
        assert "Left out: Mesa Elementary, where fewer than 11 staff answered" in text
    assert "48 of 120 staff answered" in repr(faces)


def test_a_school_with_few_answers_of_staff_is_told_so_on_its_own_page(opened):
    faces = opened("oak-slt", surveys=_survey(oak=(12, 9, 1), who=STAFF)).surveys()
    assert "Not shown: fewer than 11 staff answered" in repr(faces)
    assert "11%" not in repr(faces)


def _attendance(day, oak, mesa, group="ALL", n=(120, 80)):
    rows = [("district", sum(n), oak + mesa), ("oak", n[0], oak), ("mesa", n[1], mesa)]
    return [f"{day},{where},,,,Came most days,{group},{m},{met},,,,higher" for where, m, met in rows]


def test_a_measure_is_read_place_by_place_and_two_readings_are_no_trend(opened):
    lines = [*_attendance("2026-09-10", 70, 40), *_attendance("2026-10-10", 60, 30)]
    text = repr(opened(measures=lines).local_measures())
    assert "All schools: 45% of 200 students on 2026-10-10. The reading before, on 2026-09-10: 55%." in text
    assert "Oak Elementary | 58% of 120 | 50% of 120" in text
    assert text.count("No verdict: 2 measurements so far, and so few measurements are not a trend.") == 1


def test_a_reading_of_last_school_year_is_of_other_students(opened):
    lines = [*_attendance("2026-05-10", 70, 40), *_attendance("2026-09-10", 60, 30)]
    assert "The reading before was last school year" in repr(opened(measures=lines).local_measures())


def test_a_school_year_begins_in_july():
    assert [school_year(dt.date(2026, month, 1)) for month in (1, 6, 7, 12)] == [2025, 2025, 2026, 2026]


def test_enough_readings_of_one_kind_get_a_verdict_with_their_direction(opened):
    days = [dt.date(2026, 8, 3) + dt.timedelta(weeks=n) for n in range(14)]
    met = [20, 22, 19, 21, 20, 22, 21, 60, 62, 61, 63, 62, 61, 64]
    lines = [f"{d},oak,,,,Came,ALL,100,{m},,,,lower" for d, m in zip(days, met, strict=True)]
    assert "A shift for the worse: chance alone would rarely do this." in repr(
        opened("oak-slt", measures=lines).local_measures()
    )
    unset = [line.removesuffix("lower") for line in lines]
    text = repr(opened("oak-slt", measures=unset).local_measures())
    assert "A shift: it lies higher now" in text
    assert "No direction is set" in text


def test_a_team_sees_its_own_and_what_fits_its_grades_and_subject(opened):
    places = [
        ("", "3", "", "Grade three"),
        ("", "5", "", "Grade five"),
        ("", "K-5", "music", "Songs known"),
        ("oak-3", "", "", "Ours"),
        ("oak-solo", "", "", "Theirs"),
    ]
    lines = [f"2026-10-10,oak,{t},{g},{s},{name},ALL,30,20,,,,higher" for t, g, s, name in places]
    text = repr(opened("oak-3", measures=lines).local_measures())
    assert [name for *_, name in places if name in text] == ["Grade three", "Songs known", "Ours"]
    music = repr(opened("oak-solo", measures=lines).local_measures())
    assert [name for *_, name in places if name in music] == [
        "Grade three",
        "Grade five",
        "Songs known",
        "Theirs",
    ]


@pytest.mark.parametrize(
    ("grades", "subject", "asked", "subjects", "fits"),
    [
        ("K-1", "", {3, 4}, (), False),
        ("3", "", {3, 4}, ("English",), True),
        ("9-12", "history and social science", {9}, ("science",), False),
        ("9-12", "English, mathematics and science", {9}, ("Science",), True),
        ("", "", {3}, ("English",), True),
        ("upper school", "", {3}, (), True),
    ],
)
def test_a_team_teaches_what_its_grades_and_subject_say(grades, subject, asked, subjects, fits):
    team = Team("t", "oak", "teacher", "T", grades, subject)
    assert teaches(team, frozenset(asked), subjects) is fits


def test_a_teacher_team_looks_at_the_state_indicators_of_its_own_grades(open_team):
    assert "English language arts" in repr(open_team("oak-3").priority_table())
    assert "English language arts" not in repr(open_team("oak-solo").priority_table())


def test_staff_see_no_grade_no_subject_and_no_team(opened):
    lines = [
        "2026-10-10,oak,,3,,Grade three,ALL,60,30,,,,higher",
        "2026-10-10,oak,,,music,Songs known,ALL,60,30,,,,higher",
        "2026-10-10,oak,oak-3,,,Ours,ALL,60,30,,,,higher",
    ]
    faces = opened("oak-slt", measures=lines).local_measures()
    assert faces.staff is None
    assert "Grade three" in repr(faces)


def test_staff_cannot_subtract_a_small_group_a_small_rest_or_a_small_school(opened):
    lines = [
        *_attendance("2026-10-10", 60, 40),
        *_attendance("2026-10-10", 20, 2, "EL", (40, 6)),
        *_attendance("2026-10-10", 58, 38, "SED", (114, 40)),
    ]
    staff = _staff(opened(measures=lines).local_measures())
    assert "All schools | 50% | withheld | withheld" in staff
    assert "Oak Elementary | 50% | 50% | withheld" in staff  # EL 20 of 40; six students are not SED
    assert "Mesa Elementary | 50% | withheld |" in staff


def test_groups_are_compared_with_everyone_else_or_refused_in_words(opened):
    lines = [
        *_attendance("2026-10-10", 90, 40),
        *_attendance("2026-10-10", 12, 8, "EL", (30, 20)),
        *_attendance("2026-10-10", 2, 1, "SWD", (5, 4)),
    ]
    faces = opened("oak-slt", measures=lines).group_gaps()
    text = repr(faces)
    assert "Clearly behind everyone else, in percentage points: English learners (47)." in text
    assert "Students with disabilities: fewer than 11 students" in text
    assert faces.staff is None


def test_a_gap_in_a_measure_without_direction_is_not_called_worse(opened):
    lines = [f"{line.removesuffix('higher')}" for line in _attendance("2026-10-10", 90, 40)]
    lines += [f"{line.removesuffix('higher')}" for line in _attendance("2026-10-10", 6, 8, "EL", (30, 20))]
    text = repr(opened("oak-slt", measures=lines).group_gaps())
    assert "No direction is set" in text
    assert "behind" not in text


def test_a_teacher_teams_evidence_is_compared_by_students_not_pieces(open_team):
    text = repr(open_team("oak-3").group_gaps())
    assert "Evidence-based arguments: work at level 3 or 4" in text
    assert "English learners | 14 |" in text  # five tasks of 14 students, not 70 pieces


def _scores(means, classes=2, measure="Reading check"):
    spread = (-20, -10, 0, 10, 20)
    return [
        f"2026-10-07,{measure},{school},Room {room},{mean + off}"
        for school, mean in means.items()
        for room in range(classes)
        for off in spread
    ]


def test_the_share_between_schools_stands_beside_the_published_one(opened):
    faces = opened(scores=_scores({"oak": 0, "mesa": 60})).variation()
    text = repr(faces)
    # by hand: MSB 18,000, MSW 222.2, between (18,000 − 222.2) / 10 = 1,777.8 of 2,000
    assert "89% of the differences in results lie between schools" in text
    assert "read it as a hint" in text
    assert "Published by Hattie (2015): 36% between schools, 64% within." in text
    assert "Oak Elementary | 10 | 0.0 | 14.9" in text


def test_each_school_counts_with_its_own_latest_day(opened):
    lines = _scores({"oak": 0, "mesa": 60})
    later = [line.replace("2026-10-07", "2026-10-21") for line in lines if ",mesa," in line]
    old = [
        line.replace(",oak,", ",mesa,") for line in lines if ",oak," in line
    ]  # of the day before mesa's latest
    text = repr(opened(scores=[*lines[: len(lines) // 2], *old, *later]).variation())
    assert "Reading check, 2026-10-07 to 2026-10-21: between schools" in text
    assert "89% of the differences in results lie between schools" in text


def test_a_school_that_measured_long_before_the_others_is_left_out_and_named(opened):
    early = [line.replace("2026-10-07", "2026-08-12") for line in _scores({"mesa": 60})]
    text = repr(opened(scores=[*_scores({"oak": 0}), *early]).variation())
    assert "Left out, measured more than 45 days before the others: Mesa" in text
    assert "scores of one school only" in text


def test_staff_read_the_share_without_any_schools_mean(opened):
    bundle = opened(scores=_scores({"oak": 0, "mesa": 60}, classes=3)).variation()._repr_mimebundle_()
    assert "89% of the differences" in bundle[STAFF_MIME]
    assert "Oak" not in bundle[STAFF_MIME]
    assert "<img" not in bundle[STAFF_MIME]


def test_staff_are_not_told_how_far_a_school_of_few_students_lies_from_the_other(opened):
    scores = [*_scores({"oak": 0}, classes=9), *_scores({"mesa": 60})]  # 45 students and 10
    bundle = opened(scores=scores).variation()._repr_mimebundle_()
    assert "of the differences" in bundle["text/html"]
    assert "of the differences" not in bundle.get(STAFF_MIME, "")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (_scores({"oak": 0, "mesa": 0}), "No difference between schools can be seen"),
        (_scores({"oak": 0}), "scores of one school only"),
        (["2026-10-07,X,oak,A,1", "2026-10-07,X,mesa,B,2"], "Too few students"),
        (
            [f"2026-10-07,X,{s},A,{v}" for s, v in (("oak", 1), ("mesa", 2)) for _ in range(3)],
            "the same score",
        ),
    ],
)
def test_what_cannot_be_split_is_said_in_words(opened, lines, words):
    assert words in repr(opened(scores=lines).variation())


def test_a_school_also_splits_between_its_classes_and_keeps_that_from_staff(opened):
    lines = [line for n in range(3) for line in _scores({"oak": 40 * n}, 1, "Check")]
    lines = [line.replace("Room 0", f"Room {n // 5}") for n, line in enumerate(lines)]
    faces = opened("oak-slt", scores=lines).variation()
    assert re.search(r"\d+% of the differences in results lie between our classes", repr(faces))
    assert "classes" not in (_staff(faces) or "")


def test_means_and_spreads_alone_are_split_by_the_anova_estimator(opened):
    lines = [f"2026-10-07,{s},,,,Check,ALL,40,,{m},10,points,higher" for s, m in (("oak", 0), ("mesa", 20))]
    # by hand: MSB 8,000, MSW 100, between 197.5 of 297.5
    assert "66% of the differences in results lie between schools" in repr(opened(measures=lines).variation())


def test_the_metrics_name_what_is_late_and_what_nobody_explained(opened):
    days = ("2026-08-10", "2026-09-10", "2026-10-10")
    lines = [line for day in days for line in _attendance(day, 60, 30)]
    text = repr(opened(page="metrics", measures=[*lines], surveys=_survey()).metrics())
    assert "Came most days | 45% (All schools, 2026-10-10) | each month | about November 2026 |" in text
    assert "Nobody has written down yet what these tell us: Came most days." in text
    lines = [line.replace("2026-10-10", "2026-09-30") for line in lines]
    late = repr(opened(page="metrics", measures=lines).metrics())
    assert "Late: Came most days." in late


def test_the_data_inventory_says_what_a_measure_tells(opened):
    said = {"what": "Came most days", "points_to": "Who has no lesson to lose", "not_tells": "Why"}
    one = answer("district", "data-inventory", said, row="i1", scope="school")
    other = answer(
        "district", "data-inventory", {"what": "Visits", "points_to": "Trust"}, row="i2", scope="school"
    )
    faces = opened(page="metrics", answers=[one, other], measures=_attendance("2026-10-10", 60, 30)).metrics()
    for text in (repr(faces), _staff(faces)):
        assert "Who has no lesson to lose Not: Why" in text
        assert "Visits: Trust" in text
    assert "Nobody has written down" not in repr(faces)


def test_the_metrics_say_which_goal_a_measure_reads_and_which_none_does(opened):
    goals = [
        answer("cabinet", "focus", {"priority": "Argue", "skill": "evidence-based-arguments"}, row="g1"),
        answer("cabinet", "focus", {"priority": "Come"}, row="g2"),
    ]
    text = repr(opened(page="metrics", answers=goals).metrics())
    assert re.search(r"Evidence-based arguments \| .* \| 1 \| ", text)
    assert "Goal 2: Come (no measure here reads it)" in text


@pytest.mark.parametrize("show", ["surveys", "local_measures", "group_gaps", "variation"])
def test_a_section_has_the_same_bytes_each_time(opened, show):
    lists = {
        "surveys": _survey(),
        "measures": [
            *(
                line
                for day in ("2026-08-10", "2026-09-10", "2026-10-10")
                for line in _attendance(day, 60, 30)
            ),
            *_attendance("2026-10-10", 12, 8, "EL", (30, 20)),
        ],
        "scores": _scores({"oak": 0, "mesa": 60}),
    }
    first, again = (getattr(opened("oak-slt", **lists), show)()._repr_mimebundle_() for _ in range(2))
    assert first == again
