"""How far a build is, for a coach at a terminal, in a log, and for a scheduler."""

from __future__ import annotations

import pytest

from inquiry.build.results import PageResult
from inquiry.build.running.pace import Pace
from inquiry.cli import progress
from inquiry.cli.progress import ShowProgress


def page(n: int, state: str = "built") -> PageResult:
    why = "ZeroDivisionError" if state == "failed" else ""
    return PageResult("oak", "k-1", f"page-{n}", f"page-{n}.ipynb", state, why)  # type: ignore[arg-type]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, as a list of one number."""
    now = [0.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_without_a_terminal_a_line_comes_every_ten_seconds_and_failures_at_once(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with ShowProgress() as show:
        for n in range(1, 31):
            clock[0] += 1
            show(n, 30, page(n, "failed" if n == 4 else "built"), 5.0 * (30 - n))
    assert capsys.readouterr().err.splitlines() == [
        "failed: page-4.ipynb: ZeroDivisionError",
        "Pages: 10 of 30 done, about 2 minutes left",
        "Pages: 20 of 30 done, less than a minute left",
    ]


def test_quietly_only_failures_are_told(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with ShowProgress(quiet=True) as show:
        for n in range(1, 31):
            clock[0] += 60
            show(n, 30, page(n, "failed" if n == 4 else "built"), None)
    assert capsys.readouterr().err == "failed: page-4.ipynb: ZeroDivisionError\n"


def test_at_a_terminal_a_bar_tells_how_many_of_how_many_and_how_long(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with ShowProgress() as show:
        show(7, 30, page(7), 200.0)
    assert "7 of 30" in (shown := capsys.readouterr().err)
    assert "about 3 minutes left" in shown


def test_pages_that_never_ran_count_as_much_as_others_of_their_kind() -> None:
    now = [0.0]
    left: dict[tuple[str, str, str], float | None] = {
        ("oak", team, name): None for team in ("a", "b", "c", "d") for name in ("1-analyze", "plan")
    }
    pace = Pace(left, lambda: now[0])
    for team in ("a", "b"):
        pace.done(("oak", team, "1-analyze"), 9.0)
        assert pace.seconds_left() is None  # the first ones waited until all was loaded
        pace.done(("oak", team, "plan"), 1.0)
    now[0] = 20.0
    assert pace.seconds_left() == pytest.approx(20.0)


def test_long_pages_first_do_not_promise_a_long_wait() -> None:
    now = [0.0]
    pace = Pace({("oak", "a", "1-analyze"): 90.0, ("oak", "a", "plan"): 10.0}, lambda: now[0])
    now[0] = 90.0
    pace.done(("oak", "a", "1-analyze"), 90.0)
    assert pace.seconds_left() == pytest.approx(10.0)
