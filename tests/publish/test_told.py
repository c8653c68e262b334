"""A page tells of the district's own figures what the plan tells, or it is not published."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from publish.conftest import DAY
from publish.making import QUARTER, notebook, prose, view

from inquiry.errors import BadInput
from inquiry.publish import publish_district
from inquiry.views.disclosed.cells import Cell, Facts, say_share
from inquiry.views.disclosed.decide import decide_plan
from inquiry.views.disclosed.keys import READINGS
from inquiry.views.disclosed.memory import plan_path, write_plan
from inquiry.views.disclosed.problem import print_of

LARGE, SMALL = "measure/2026-09-10/oak/ALL/On time", "measure/2026-09-10/oak/EL/On time"
PAGE = f"{QUARTER}/oak/oak-g3/1-analyze.html"


def page(large: str = "50%", small: str = "withheld") -> dict:
    """A page with a table of two figures and a sentence with one."""
    face = (
        '<table class="data"><caption>On time</caption><thead><tr><th scope="col">Who</th><th scope="col">Share</th>'
        f'</tr></thead><tbody><tr><th scope="row">All</th><td class="num" data-told="{LARGE}">{large}</td></tr>'
        f'<tr><th scope="row">English learners</th><td class="num" data-told="{SMALL}">{small}</td></tr></tbody>'
        f'</table><p>Of all, <span data-told="{LARGE}">{large}</span> came.</p>'
    )
    return {("oak", "oak-g3", "1-analyze"): notebook(prose("# Analyze\n\n## Here\n\nLook:"), view(face))}


def decide(*numbers: tuple[str, int, int], threshold: int = 11):
    facts = Facts()
    for key, met, of in numbers:
        facts.add(Cell(key, met, of, of, say_share(met, of), 1.0))
    plan = decide_plan(READINGS, facts, None, threshold, DAY)
    assert plan is not None
    return plan


@pytest.fixture
def plan(district):
    """The plan of this district: one figure told, one withheld."""
    made = decide((LARGE, 45, 90), (SMALL, 5, 12))
    write_plan(district, made)
    return made


def test_a_figure_as_the_plan_tells_it_is_published_without_its_mark(district, publish, plan):
    result = publish(page(), only="oak-g3")
    html = (district / "site" / PAGE).read_text(encoding="utf-8")
    assert result.is_whole
    assert '<td class="num">50%</td>' in html
    assert "data-told" not in html


@pytest.mark.parametrize(("large", "small"), [("51%", "withheld"), ("50%", "42%"), ("50% (45)", "withheld")])
def test_any_other_figure_keeps_its_page_off_the_site(district, publish, plan, large, small):
    result = publish(page(large, small), only="oak-g3")
    assert [each.page for each in result.not_shown] == [PAGE]
    said = " ".join(map(str, result.problems))
    assert "table “On time”, row “" in said
    assert "column “Share”" in said
    assert "On time" not in (district / "site" / PAGE).read_text(encoding="utf-8")


def test_without_a_plan_no_figure_of_the_districts_own_is_published(publish):
    assert not publish(page(), only="oak-g3").is_whole


def test_a_page_made_before_a_figure_moved_on_may_stand(district, publish, plan):
    figure = plan.figures[LARGE]
    moved = dataclasses.replace(figure, words="52%", day=DAY + dt.timedelta(days=7))
    write_plan(district, dataclasses.replace(plan, figures=plan.figures | {LARGE: moved}))
    assert publish(page(), only="oak-g3").is_whole


def test_a_page_that_stands_goes_when_its_figure_is_withheld_since(district, publish, plan):
    publish(page(), only="oak-g3")
    write_plan(district, decide((LARGE, 45, 90), (SMALL, 5, 12), threshold=60))
    result = publish_district(district, as_of=DAY)
    assert [each.page for each in result.not_shown] == [PAGE]
    assert ">50%<" not in (district / "site" / PAGE).read_text(encoding="utf-8")


def test_nothing_is_published_while_a_printed_figure_gives_a_count_away(district, publish, plan):
    name = plan.current[SMALL]
    unsafe = print_of(SMALL, name, plan.cells[name], DAY, plan.threshold)
    figure = dataclasses.replace(plan.figures[SMALL], words=unsafe.words, why="")
    write_plan(
        district,
        dataclasses.replace(plan, figures=plan.figures | {SMALL: figure}, prints=(*plan.prints, unsafe)),
    )
    with pytest.raises(BadInput) as refused:
        publish(page(small="42%"), only="oak-g3")
    (fault,) = [str(each) for each in refused.value.faults]
    assert f"{PAGE}, table “On time”, row “English learners”, column “Share”" in fault
    assert "those who met it can be worked out: 5" in fault
    assert "backup" in fault
    assert not (district / "site").exists()


def test_a_damaged_plan_stops_publishing_with_its_cure(district, publish, plan):
    plan_path(district, READINGS).write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match="backup"):
        publish(page(), only="oak-g3")


def test_a_plan_that_was_found_safe_is_not_attacked_again(district, publish, plan, monkeypatch):
    publish(page(), only="oak-g3")
    monkeypatch.setattr("inquiry.views.disclosed.audit.find_leaks", None)
    assert publish_district(district, as_of=DAY).is_whole


def test_nothing_is_published_once_the_plan_that_the_site_follows_is_gone(district, publish, plan):
    publish(page(), only="oak-g3")
    told_by = district / "site" / QUARTER / "told-by.txt"
    assert f"{READINGS}.json" in told_by.read_text(encoding="utf-8")
    plan_path(district, READINGS).unlink()
    with pytest.raises(BadInput, match="no such file, but pages in site/"):
        publish_district(district, as_of=DAY)
    told_by.unlink()
    assert not publish_district(district, as_of=DAY).is_whole
