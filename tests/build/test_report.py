"""A build's report is read by a person, also where a thousand schools were built and thirty failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from build.little import AS_OF, DISTRICT, TEAMS, source_page, write_source
from inquiry.build import PageResult, build_district
from inquiry.build.report import MOST_NAMES, tell_failures, tell_schools
from inquiry.build.running.task import Outcome, Task
from inquiry.cycle.pages import PAGE_KINDS
from inquiry.errors import UsageError

MANY, BROKEN = 1000, 30  # schools


def result(school: str, state: str = "built", why: str = "", page: str = "1-analyze") -> PageResult:
    file = f"workbooks/2026-27-Q1/{school}/{school}-slt/{page}.ipynb"
    return PageResult(school, f"{school}-slt", page, file, state, why)  # type: ignore[arg-type]


def test_a_few_schools_have_a_line_each() -> None:
    pages = [result("oak"), result("oak", "failed", "why"), result("elm", "unchanged")]
    assert tell_schools(pages) == ["  oak: 1 built, 1 failed", "  elm: 1 unchanged"]


def test_of_a_thousand_schools_those_that_failed_have_a_line_and_the_others_share_one() -> None:
    pages = [result(f"school-{n}", "failed" if n < 30 else "built") for n in range(1000)]
    lines = tell_schools(pages)
    assert len(lines) == 31
    assert lines[0] == "  school-0: 1 failed"
    assert lines[-1] == "  the other 970 schools: 970 built"


def test_a_thousand_schools_without_a_failure_share_one_line() -> None:
    assert tell_schools([result(f"school-{n}") for n in range(1000)]) == ["  1000 schools: 1000 built"]


def test_a_page_that_failed_alone_is_told_with_its_log(tmp_path: Path) -> None:
    log = tmp_path / "oak" / "oak-slt" / "1-analyze.log"
    log.parent.mkdir(parents=True)
    log.write_bytes(b"")
    (line,) = tell_failures([result("oak", "failed", "KeyError: 'x'"), result("elm")], tmp_path)
    assert line == f"  failed: {result('oak').file}: KeyError: 'x' (log: {log})"


def test_failures_with_the_same_reason_are_told_together_whatever_their_names_and_numbers(
    tmp_path: Path,
) -> None:
    pages = [
        *(result(f"s-{n}", "failed", f"schools.csv, row {n}: found “{n}” (s-{n}-slt)") for n in range(20)),
        result("oak", "failed", "KeyError: 'x'"),
    ]
    lines = tell_failures(pages, tmp_path)
    assert len(lines) == 3
    assert lines[0] == "  failed: 20 pages of 20 schools: schools.csv, row 0: found “0” (s-0-slt)"
    assert f"s-0, s-1, s-2, s-3, s-4, s-5, s-6, s-7 and {20 - MOST_NAMES} more" in lines[1]
    assert "oak" in lines[2]


def test_different_reasons_stay_apart(tmp_path: Path) -> None:
    pages = [result("a", "failed", "KeyError: 'x'"), result("b", "failed", "ValueError: 'x'")]
    assert len(tell_failures(pages, tmp_path)) == 2


@pytest.fixture
def many_schools(tmp_path: Path, notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A district of a thousand schools with a team each, every page of which "runs" in no time.

    What runs a page is left out here (and waiting for the disk): it would take ten minutes, and
    `test_run` shows that a page that fails costs only itself. The rest is the real build.
    """
    monkeypatch.setattr("inquiry.cycle.pages.PAGE_KINDS", {"analyze": PAGE_KINDS["analyze"]})
    monkeypatch.setattr("inquiry.build.steps.run_tasks", run_nothing)
    monkeypatch.setattr("os.fsync", lambda _handle: None)
    write_source(notebooks, "1-analyze", source_page("1-analyze"))
    schools = [f"school-{n},1234567{n:07},School {n},ES,K-5,yes" for n in range(MANY)]
    teams = [f"slt-{n},school-{n},slt,Team {n},," for n in range(MANY)]
    (tmp_path / "district.toml").write_text(DISTRICT, encoding="utf-8")
    (tmp_path / "schools.csv").write_text(
        "\n".join(["school,cds,name,type,grades,dashboard", *schools, ""]), encoding="utf-8"
    )
    (tmp_path / "teams.csv").write_text("\n".join([TEAMS.split("\n")[0], *teams, ""]), encoding="utf-8")
    (tmp_path / "members.csv").write_text("person,team,name,role\n", encoding="utf-8")
    return tmp_path


def run_nothing(tasks: list[Task], *_more: object, **_options: object) -> Iterator[tuple[int, Outcome]]:
    for n, task in enumerate(tasks):
        broken = int(task.parameters["team"].removeprefix("slt-")) < BROKEN
        why = f"KeyError: '{task.parameters['team']}'" if broken else ""
        yield n, Outcome(None if broken else task.notebook, why, "", 0.1, {})


def test_of_a_thousand_schools_thirty_fail_and_the_others_are_built(many_schools: Path) -> None:
    result = build_district(many_schools, as_of=AS_OF)
    assert len(result.pages) == MANY
    assert [page.school for page in result.failed] == [f"school-{n}" for n in range(BROKEN)]
    assert len(list(many_schools.glob("workbooks/*/*/*/1-analyze.ipynb"))) == MANY
    lines = [
        *tell_schools(result.pages),
        *tell_failures(result.pages, many_schools / "build" / result.quarter),
    ]
    assert len(lines) == BROKEN + 3
    assert lines[BROKEN] == f"  the other {MANY - BROKEN} schools: {MANY - BROKEN} built"
    assert lines[BROKEN + 1] == f"  failed: {BROKEN} pages of {BROKEN} schools: KeyError: 'slt-0'"


def test_a_school_that_is_not_there_is_told_without_naming_a_thousand(many_schools: Path) -> None:
    with pytest.raises(UsageError, match="Did you mean “school-77”") as caught:
        build_district(many_schools, as_of=AS_OF, schools=["schol-77"])
    assert len(str(caught.value)) < 500
