"""Each indicator with what was predicted, what came, and whether the prediction was there in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from inquiry.cycle import as_number, write_link
from inquiry.cycle.links import Link
from inquiry.district import Quarter, Team
from inquiry.record.lock import Lock
from inquiry.record.lock_lines import Lines, tell_rows
from inquiry.record.locked import decided_at
from inquiry.views.desk import Desk
from inquiry.views.evidence.series import find_series
from inquiry.views.row_locks import lock_moment, locks_of
from inquiry.views.stations.results import INDICATORS, PREDICTIONS, Result, results_of

SURE = 4  # “Sure” and “Very sure” of the five steps in lists.yaml


@dataclass(frozen=True)
class Predicted:
    """One indicator of a team in a quarter.

    `lock` is the lock in force on its prediction, `late` a prediction written after it. `actual` is from the
    team's own result where it wrote one (`source` "result"), else the newest point of its series ("evidence"
    or "readings") on the day `read_on`.
    """

    result: Result
    lock: Lock | None
    late: bool
    actual: float | None
    source: str
    read_on: dt.date | None

    @property
    def expected(self) -> float | None:
        """What was predicted, in the indicator's unit."""
        return as_number(self.result.prediction.values.get("expected")) if self.result.prediction else None

    @property
    def confidence(self) -> int | None:
        """How sure the team was, from 1 to 5; None where it did not say or this reader may not know."""
        said = self.result.prediction.values.get("confidence") if self.result.prediction else None
        return said if isinstance(said, int) and not isinstance(said, bool) else None

    @property
    def sure(self) -> bool:
        """Whether the team was sure; for sums over many teams only, never told of one of them."""
        said = self.result.prediction.row.values.get("confidence") if self.result.prediction else None
        return isinstance(said, int) and not isinstance(said, bool) and said >= SURE

    @property
    def as_good(self) -> bool | None:
        """Whether it came out at least as good as predicted; None where that cannot be told."""
        if self.expected is None or self.actual is None or not self.result.directed:
            return None
        up = self.result.said.row.values.get("direction") == "up"
        return self.actual >= self.expected if up else self.actual <= self.expected

    @property
    def counts(self) -> bool:
        """Whether it counts in how well we predict: in time, with a result that the team wrote itself."""
        return self.source == "result" and not self.late and self.as_good is not None


def predicted_of(desk: Desk, team: Team, quarter: Quarter) -> list[Predicted]:
    """A team's indicators of a quarter, as far as this desk may read them."""
    key = f"predicted by {team.team} in {quarter.id}"
    return desk.once(key, lambda: _predicted_of(desk, team, quarter))


def _predicted_of(desk: Desk, team: Team, quarter: Quarter) -> list[Predicted]:
    at = lock_moment(desk)
    with desk.record.reading(noted=True) as connection:  # by its lines
        lines = Lines(connection, desk.moment)
        return [_look(desk, team, quarter, each, lines, at) for each in results_of(desk, team, quarter)]


def _look(
    desk: Desk, team: Team, quarter: Quarter, result: Result, lines: Lines, at: dt.datetime
) -> Predicted:
    link = write_link(Link(team.team, INDICATORS, result.said.row.row))
    lock = locks_of(desk).find(lines, team.team, quarter.id, link, at)
    late = lock is not None and _is_late(desk, team, quarter, result, lines, lock)
    written = as_number(result.review.values.get("actual")) if result.review else None
    if result.review and written is not None:
        return Predicted(result, lock, late, written, "result", result.review.day("read_on"))
    if quarter != desk.quarter:
        return Predicted(result, lock, late, None, "", None)
    series = next((each for each in find_series(desk, team) if each.link == link), None)
    last = series.last if series else None
    if series is None or last is None or last.date < quarter.start:
        return Predicted(result, lock, late, None, "", None)
    return Predicted(result, lock, late, last.value, series.source, last.date)


def _is_late(desk: Desk, team: Team, quarter: Quarter, result: Result, lines: Lines, lock: Lock) -> bool:
    """Whether the prediction came after its lock."""
    rule = desk.cycle.form(PREDICTIONS).locked_by
    if rule is None or result.prediction is None:
        return False
    rows = tell_rows(lines.of(team.team, quarter=quarter.id, form=PREDICTIONS))
    row = rows.get(result.prediction.row.row)
    decided = decided_at(rule, row) if row else None
    return decided is not None and decided > lock.since
