"""The record of answers held against the district: where it lies, and whose answers are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from inquiry.cycle import Cycle
from inquiry.district import District
from inquiry.district.rosters import DISTRICT, SCHOOLS_FILE, TEAMS_FILE
from inquiry.errors import Fault
from inquiry.record import RECORD_FILE, open_record
from inquiry.record.where import describe_risk
from inquiry.views.evidence.rows import FORM as COUNTS
from inquiry.views.evidence.rows import check_typed


def place_faults(folder: Path) -> Iterator[Fault]:
    """What is risky about the folder for a record: an error on a network, a note where it is synchronised."""
    risk = describe_risk(folder / RECORD_FILE)
    if risk is not None:
        allowed = "a folder of this computer that no program synchronises"
        severity: Literal["error", "note"] = "error" if risk.refuse else "note"
        yield Fault(RECORD_FILE, risk.found, allowed, risk.cure, severity=severity)


def owner_notes(path: Path, district: District) -> Iterator[Fault]:
    """Teams and schools whose answers are on no page, because the lists no longer have them."""
    lists = {
        "team": (TEAMS_FILE, {team.team for team in district.all_teams}),
        "school": (SCHOOLS_FILE, {DISTRICT, *(school.school for school in district.all_schools)}),
    }
    with open_record(path, read_only=True) as record:
        rows = record.all_rows(with_removed=True)
    counted = Counter((row.scope, row.owner) for row in rows if row.scope in lists)
    for (scope, owner), count in sorted(counted.items()):
        file, known = lists[scope]
        if owner not in known:
            yield Fault(
                file,
                f"no {scope} “{owner}”, of which the record holds {count} answers",
                f"every {scope} that has answered",
                f"if its id was changed, put the old one back: to rename a {scope}, change its “name”. "
                "If it is gone, nothing: its answers are kept",
                column=scope,
                severity="note",
            )


def count_notes(path: Path, district: District, cycle: Cycle) -> tuple[Fault, ...]:
    """What is doubtful about the counts that teams typed, held against the spreadsheet's rules: notes."""
    with open_record(path, read_only=True) as record:
        rows = record.all_rows(form=COUNTS, scope="team", by_quarter=True)
    return check_typed(rows, cycle, district).faults
