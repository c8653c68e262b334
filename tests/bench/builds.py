"""What a build costs, beside other ways of making the same pages: `make bench`. Nothing here is a test.

    python tests/bench/builds.py [ROUNDS] [COPIES]

The example's pages (or with INQUIRY_TEAMS, a comma between them, those of some teams) by `inquiry build`, by
papermill and nbconvert one page after another (every fourth of them, which is seven minutes), by ploomber-engine
in one process, and the bare work of the same cells in a process that has everything loaded. Then a large district of COPIES times the example's five
schools: from nothing, with nothing changed, with one answer changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from large import DAY, make_large
from measuring import Run, compare, run_command

QUARTER = "2026-27-Q2"
TEAMS = [team for team in os.environ.get("INQUIRY_TEAMS", "").split(",") if team]
HERE = Path(__file__).resolve().parent
PLAIN_EVERY = 4  # every fourth page is every kind of page at every level; all of them are half an hour
MADE = ("build", "workbooks", "site")
PLAIN, PLOOMBER = "papermill, then nbconvert, page by page", "ploomber-engine and nbconvert, one process"
ONE_ANSWER = {
    "quarter": QUARTER,
    "scope": "team",
    "owner": "alder-creek-2-3",
    "form": "noticings",
    "row": "bench",
    "author": "bench",
    "values": {"noticed": "A new noticing."},
    "saved_at": "2026-11-19T10:00:00-08:00",
}


def inquiry(folder: Path, *words: str) -> list[str | Path]:
    """The command, on a district."""
    return [sys.executable, "-m", "inquiry", "-d", folder, *words]


def build(folder: Path, *words: str) -> Run:
    """`inquiry build`, pages and site, as a scheduler would run it."""
    teams = [word for team in TEAMS for word in ("--team", team)] if folder.name == "example" else []
    command = inquiry(folder, "build", "--as-of", DAY, *teams, *words)
    return run_command(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def build_afresh(folder: Path, *words: str) -> Run:
    """The same with nothing there, charts and caches neither."""
    for name in MADE:
        shutil.rmtree(folder / name, ignore_errors=True)
    return build(folder, *words)


def other_way(name: str, folder: Path, every: int = 1) -> Run:
    """One of the other ways (see `ways.py`) over every page that the build made, or every fourth, say."""
    shutil.rmtree(folder / "build/.cache", ignore_errors=True)
    command = [sys.executable, HERE / "ways.py", name, folder, str(every)]
    return run_command(command, stdout=subprocess.DEVNULL)


def make_example(folder: Path) -> Path:
    """The example without anything built, its answers in the record."""
    return make_large(folder / "example", 1)


def pages_of(folder: Path) -> list[Path]:
    """The pages that a build made."""
    return sorted((folder / "build" / QUARTER).glob("*/*/*.ipynb"))


def compare_ways(folder: Path, rounds: int) -> None:
    """The same pages by four ways; what each costs a page."""
    example = make_example(folder)
    build_afresh(example)
    count = len(pages_of(example))
    ours = {"inquiry build": lambda: build_afresh(example)}
    others = {PLOOMBER: lambda: other_way("ploomber", example)}
    by_us = compare(f"{count} pages and their HTML", rounds, ours | others)
    sample = len(pages_of(example)[::PLAIN_EVERY])
    slow = compare(
        f"{sample} of the {count} pages and their HTML, the plain pipeline",
        1,
        {PLAIN: lambda: other_way("plain", example, PLAIN_EVERY)},
    )
    one = compare(
        f"{count} pages without HTML, one after another",
        rounds,
        {
            "inquiry build --jobs 1, its pages' seconds": lambda: pages_seconds(example),
            "bare work, everything loaded": lambda: bare_seconds(example),
        },
    )
    mine = by_us["inquiry build"] / count
    print(f"  {slow[PLAIN] / sample / mine:.1f} times faster a page than the plain pipeline")
    print(f"  {by_us[PLOOMBER] / count / mine:.1f} times faster than ploomber-engine")
    first, second = one.values()
    print(f"  a page costs {first / second:.2f} times the bare work")


def pages_seconds(folder: Path) -> Run:
    """The seconds that the pages took in a build one after another: start-up and site left out."""
    for name in MADE:
        shutil.rmtree(folder / name, ignore_errors=True)
    teams = [word for team in TEAMS for word in ("--team", team)]
    command = inquiry(folder, "build", "--as-of", DAY, "--jobs", "1", "--json", *teams)
    made = subprocess.run(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    return Run(sum(page["seconds"] for page in json.loads(made.stdout)["pages"]), 0)


def bare_seconds(folder: Path) -> Run:
    """The seconds of the same cells, run one page after another in one process that is warm."""
    shutil.rmtree(folder / "build/.cache", ignore_errors=True)
    command = [sys.executable, str(HERE / "ways.py"), "bare", str(folder)]
    return Run(float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout), 0)


def measure_large(folder: Path, copies: int, rounds: int) -> None:
    """Time and memory of a large district, and of what little there is to do when little has changed."""
    district = make_large(folder / "large", copies)
    once = compare("A large district", 1, {"inquiry build, from nothing": lambda: build_afresh(district)})
    count = len(pages_of(district))
    print(f"  {count} pages, {once['inquiry build, from nothing'] / count:.3f} s a page")
    change = iter(range(1000))

    def change_one() -> Run:
        answer = json.dumps(ONE_ANSWER | {"row": f"bench-{next(change)}"})
        (folder / "one.jsonl").write_text(answer + "\n", encoding="utf-8")
        subprocess.run(inquiry(district, "record", "import", str(folder / "one.jsonl")), check=True)
        return build(district)

    compare(
        f"{count} pages, little to do",
        rounds,
        {"nothing changed": lambda: build(district), "one answer changed": change_one},
    )


def main(rounds: int = 3, copies: int = 10) -> None:
    """Everything."""
    with tempfile.TemporaryDirectory() as temporary:
        os.environ.setdefault("INQUIRY_CONFIG", f"{temporary}/config")
        compare_ways(Path(temporary), rounds)
        measure_large(Path(temporary), copies, rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
