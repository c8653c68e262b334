"""On which days which team counted which skill: all that the lock on predictions asks of the evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from inquiry.district.kept import read_once
from inquiry.district.lists import read_table
from inquiry.district.noting import noting_nothing
from inquiry.sources.evidence import COLUMNS, EVIDENCE_FILE


@dataclass(frozen=True, order=True)
class EvidenceDay:
    """A day on which a team's students did work that was counted for a skill."""

    day: dt.date
    team: str
    skill: str


def read_evidence_days(folder: Path) -> tuple[EvidenceDay, ...]:
    """The days in a district's `evidence.csv`, each once, in order; none where there is no such file.

    What is wrong with its rows is for `read_evidence` to say: a row without a day is left out here. They are
    read again only when the file has changed; whoever asks for a team's notes it.
    """
    path = folder / EVIDENCE_FILE
    with noting_nothing():
        return read_once("evidence days", folder, (path,), lambda: _read(path))


def _read(path: Path) -> tuple[EvidenceDay, ...]:
    if not path.is_file():
        return ()
    rows = read_table(path, COLUMNS).value[["date", "team", "skill"]].drop_duplicates()
    found = {
        EvidenceDay(day, str(row["team"]), str(row["skill"]))
        for row in rows.to_dict("records")
        if (day := _day(str(row["date"]))) is not None
    }
    return tuple(sorted(found))


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
