"""What deciding what staff are told costs, and attacking it: a made-up district of 50 schools. Nothing here is a test.

    python tests/bench/disclosure.py [COPIES]

The example's five schools COPIES times (10), each with numbers of its own and the district's rows their sums.
The quarter is decided once on its last day, and then again as it grows: week after week, each plan kept.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from large import DAY, DISTRICT, make_large

from inquiry.views.desk import Desk
from inquiry.views.disclosed.audit import find_leaks
from inquiry.views.disclosed.cells import Facts
from inquiry.views.disclosed.decide import decide_plan
from inquiry.views.disclosed.keep import PAGE, facts_of_quarter, facts_of_readings
from inquiry.views.disclosed.keys import READINGS
from inquiry.views.disclosed.plan import FEW, ONE_TEACHER, Plan

QUARTER, COPIES, SEED = "2026-27-Q2", 10, 6
WEEKS = 4  # before the last day: what was told on the first may move on then
LEVELS = ("level_1", "level_2", "level_3", "level_4")
SUMMED = ("date", "measure", "studentgroup")


def main() -> None:
    """Make the district, gather, decide, attack, and say what each took."""
    copies = int(sys.argv[1]) if len(sys.argv) > 1 else COPIES
    with tempfile.TemporaryDirectory() as place:
        folder = make_large(Path(place) / "large", copies)
        vary(folder, random.Random(SEED))
        last = dt.date.fromisoformat(DAY)
        for name, gather in ((QUARTER, facts_of_quarter), (READINGS, facts_of_readings)):
            report(name, gather, folder, last, None)
        before = None
        for weeks in range(WEEKS, -1, -1):
            before = report(QUARTER, facts_of_quarter, folder, last - dt.timedelta(weeks=weeks), before)


def vary(folder: Path, chance: random.Random) -> None:
    """Give each row other numbers, as far as they stay possible, and the district the sums of its schools."""
    evidence = read(folder / "evidence.csv")
    for row in evidence:
        here, there = chance.sample(LEVELS, 2)
        moved = chance.randint(0, int(row[here])) if row["studentgroup"] == "ALL" else 0
        row[here], row[there] = str(int(row[here]) - moved), str(int(row[there]) + moved)
    write(folder / "evidence.csv", evidence)
    measures, sums = read(folder / "measures.csv"), defaultdict(lambda: [0, 0])
    for row in measures:
        if row["met"] and row["school"] != DISTRICT and not row["team"]:
            row["met"] = str(min(int(row["students"]), max(0, int(row["met"]) + chance.randint(-3, 3))))
            total = sums[tuple(row[name] for name in SUMMED)]
            total[0], total[1] = total[0] + int(row["students"]), total[1] + int(row["met"])
    for row in measures:
        if row["met"] and row["school"] == DISTRICT:
            students, met = sums[tuple(row[name] for name in SUMMED)]
            row["students"], row["met"] = str(students), str(met)
    write(folder / "measures.csv", measures)


def read(path: Path) -> list[dict[str, str]]:
    """A list's rows."""
    with path.open(encoding="utf-8", newline="") as file:
        return [defaultdict(str, row) for row in csv.DictReader(file)]


def write(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a list's rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def report(
    name: str, gather: Callable[[Desk], Facts], folder: Path, day: dt.date, before: Plan | None
) -> Plan | None:
    """Gather a day's facts, decide on them beside what was told before, and attack what comes of it."""
    start = time.perf_counter()
    facts = gather(Desk(folder, "district-leadership", QUARTER, PAGE, day))
    gathered = time.perf_counter()
    plan = decide_plan(name, facts, before, 11, day)
    decided = time.perf_counter()
    leaks = find_leaks(plan) if plan else []
    done = time.perf_counter()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    cells, links, prints = (len(plan.cells), len(plan.links), len(plan.prints)) if plan else (0, 0, 0)
    new = prints - (len(before.prints) if before else 0)
    print(f"{name}, {day}: {cells} cells, {links} sums, {prints} prints ({new} new); {say(plan)}")
    print(
        f"  given away: {len(leaks)}; gathered {gathered - start:.1f} s, decided {decided - gathered:.1f} s, "
        f"attacked {done - decided:.1f} s; {memory:.0f} MB at the peak",
        flush=True,
    )
    return plan


def say(plan: Plan | None) -> str:
    """What staff are told and what not."""
    figures = list(plan.figures.values()) if plan else []
    told = sum(one.is_told for one in figures)
    few, teacher = (sum(one.why == why for one in figures) for why in (FEW, ONE_TEACHER))
    return f"{told} told, {few} few students, {teacher} of one teacher, {len(figures) - told - few - teacher} besides"


if __name__ == "__main__":
    main()
