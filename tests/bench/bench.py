"""Speed and memory, side by side in one run: `make bench`. Nothing here is a test.

    python tests/bench/bench.py [PAGES] [ROUNDS]

Each way of doing a thing runs in a process of its own, in turn, ROUNDS times; what is printed is the median and
the spread in seconds, and the most memory that the process and its children held at once.
"""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 20)
STATE_ROWS = 200_000


def read_streamed(file: Path) -> None:
    """Our reader: one district's rows kept, the state's counts tallied on the way."""
    from inquiry.sources.dashboard import read_dashboard

    found = read_dashboard(file, "99100170000000").value
    assert found.rows_read == STATE_ROWS, found.rows_read


def read_whole(file: Path) -> None:
    """The plain way: the whole file into a frame, then counted."""
    import pandas as pd

    frame = pd.read_csv(file, sep="|", dtype=str, keep_default_na=False)
    frame.groupby(["rtype", "studentgroup", "statuslevel", "changelevel", "color"]).size()
    assert len(frame) == STATE_ROWS


def build_ours(folder: Path, pages: int) -> None:
    """`inquiry build` of as many pages, and the site."""
    from inquiry.build import build_district
    from inquiry.publish import publish_district

    result = build_district(folder, as_of=DAY, teams=some_teams(folder, pages))
    assert not result.failed, result.failed
    publish_district(folder, quarter=result.quarter, as_of=DAY)


def build_plainly(folder: Path, pages: int) -> None:
    """The plain pipeline: papermill, then `jupyter nbconvert`, one page after another."""
    from inquiry.build import read_manifest
    from inquiry.district import load_district

    made = read_manifest(folder, load_district(folder).quarter(DAY).id).pages
    (folder / "plain").mkdir(exist_ok=True)
    for page in [page for page in made if page.team in some_teams(folder, pages)]:
        ran = folder / "plain" / "ran.ipynb"
        workbook = folder / page.file
        subprocess.run(
            [
                sys.executable,
                "-m",
                "papermill",
                "--no-progress-bar",
                "--log-level",
                "ERROR",
                "--cwd",
                workbook.parent,
                workbook,
                ran,
            ],
            check=True,
        )
        subprocess.run(
            [sys.executable, "-m", "nbconvert", "--to", "html", "--log-level", "ERROR", ran], check=True
        )


def some_teams(folder: Path, pages: int) -> list[str]:
    """The first teams of the district that together have about that many pages."""
    from inquiry.build.plan import plan_pages
    from inquiry.district import load_district

    district = load_district(folder)
    planned = plan_pages(district, district.quarter(DAY), DAY)
    return list(dict.fromkeys(page.team for page in planned[:pages]))


def make_state_file(folder: Path) -> Path:
    """A whole state's file of one indicator, made up from the example's own columns."""
    chance = random.Random(7)
    groups = ("ALL", "AA", "AS", "EL", "HI", "SED", "SWD", "WH")
    header = "cds|rtype|schoolname|districtname|countyname|charter_flag|coe_flag|dass_flag|hscutpoints|studentgroup|currdenom|currstatus|priordenom|priorstatus|change|statuslevel|changelevel|color|box|reportingyear"
    lines = [header]
    for n in range(STATE_ROWS // len(groups)):
        cds = "99100170000001" if n == 0 else f"{n % 58 + 1:02}{n // 30 % 100000:05}{n % 9999999 + 1:07}"
        for group in groups:
            now, before = chance.randint(-900, 900) / 10, chance.randint(-900, 900) / 10
            lines.append(
                f"{cds}|S|School {n}|District {n % 900}|County|||||{group}|90|{now}|88|{before}|{now - before:.1f}|0|0|0|0|2024"
            )
    path = folder / "eladownload2024.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def measure(work: Callable[..., None], *arguments: Any) -> tuple[float, float]:
    """Seconds and peak megabytes of a call in a fresh process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_measured, args=(there, work, *arguments))
    process.start()
    there.close()
    seconds, megabytes = here.recv()
    process.join()
    return seconds, megabytes


def _measured(answer: Any, work: Callable[..., None], *arguments: Any) -> None:
    began = time.perf_counter()
    work(*arguments)
    seconds = time.perf_counter() - began
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    answer.send((seconds, max(peaks) / (1024 if sys.platform != "darwin" else 1024 * 1024)))


def compare(title: str, rounds: int, ways: dict[str, Callable[[], tuple[float, float]]]) -> dict[str, Any]:
    """Run each way in turn, several times; print medians side by side."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            found[name].append(run())
    print(f"\n{title} ({rounds} rounds)")
    for name, runs in found.items():
        seconds = sorted(run[0] for run in runs)
        peak = max(run[1] for run in runs)
        middle = statistics.median(seconds)
        print(f"  {name:38} {middle:8.2f} s  ({seconds[0]:.2f} to {seconds[-1]:.2f})  {peak:7.0f} MB")
    return {name: [list(run) for run in runs] for name, runs in found.items()}


def main(pages: int = 12, rounds: int = 3) -> None:
    """Both comparisons; the figures also as JSON on the last line."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        state = make_state_file(folder)
        reading = compare(
            f"Reading a state's file of {STATE_ROWS:,} rows",
            rounds,
            {
                "inquiry, streamed": lambda: measure(read_streamed, state),
                "pandas, whole": lambda: measure(read_whole, state),
            },
        )
        example = folder / "example"
        ignore = shutil.ignore_patterns("workbooks", "build", "site", "record.sqlite*")
        shutil.copytree(ROOT / "data/example", example, ignore=ignore)
        subprocess.run(
            [sys.executable, "-m", "inquiry", "-d", example, "record", "import", example / "answers.jsonl"],
            check=True,
        )

        def build_afresh() -> tuple[float, float]:
            shutil.rmtree(example / "build", ignore_errors=True)
            return measure(build_ours, example, pages)

        building = compare(
            f"Building the pages of the first teams, about {pages}, and their HTML",
            rounds,
            {
                "inquiry build, from nothing": build_afresh,
                "inquiry build, nothing changed": lambda: measure(build_ours, example, pages),
                "papermill, then nbconvert, one by one": lambda: measure(build_plainly, example, pages),
            },
        )
    print("\n" + json.dumps({"reading": reading, "building": building}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
