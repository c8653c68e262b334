"""Whatever happens to a build, the next one finishes the job: the same bytes, and nothing a team wrote is lost.

Each test breaks the real command on the tiny district, at a step on the disk or a moment chosen at random, and
then lets it run undisturbed. `INQUIRY_FAULTS=N` tries N points of each kind instead of one, and
`INQUIRY_FAULT_SEED=N` other ones.
"""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from build.broken_build import (
    BEFORE,
    READING,
    Bench,
    assert_nothing_is_half_written_or_lost,
    assert_the_next_build_finishes,
    differing,
    made,
    make_district,
    write_notes,
)
from build.little import MEMBERS, TEAMS, TRENDS, change_cell, source_page, tree, write_source
from inquiry.build.notebook.notebooks import notebook_bytes, read_notebook
from inquiry.build.plan import PAGES

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sends signals, watches process trees"),
    pytest.mark.xdist_group("unbreakable"),
]
POINTS = int(os.environ.get("INQUIRY_FAULTS", "1"))
SEED = int(os.environ.get("INQUIRY_FAULT_SEED", "5"))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    root = tmp_path_factory.mktemp("unbreakable")
    (root / "notebooks").mkdir()
    for page in PAGES:
        write_source(root / "notebooks", page, source_page(page))
        change_cell(root / "notebooks", page, "setup", READING)
    make_district(root / "start")
    environment = os.environ | {
        "INQUIRY_CONFIG": str(root / "config"),
        "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")]),
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
    }
    program = [sys.executable, str(Path(__file__).with_name("fault_runner.py"))]
    with subprocess.Popen(
        program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as runner:
        assert runner.stdout is not None
        assert json.loads(runner.stdout.readline()) == "ready"
        bench = Bench(root, runner, {}, 0, 0.0)
        (first,) = bench.run(root / "start", day=BEFORE)
        assert first["status"] == 0, first["said"]
        write_notes(root / "start")
        shutil.copytree(root / "start", root / "reference")
        began = datetime.now(UTC)
        (whole,) = bench.run(root / "reference")
        assert whole["status"] == 0, whole["said"]
        bench.expected, bench.steps = made(root / "reference"), whole["steps"]
        bench.seconds = (datetime.now(UTC) - began).total_seconds()
        yield bench
        assert runner.stdin is not None
        runner.stdin.close()


@pytest.fixture
def district(bench: Bench, tmp_path: Path) -> Path:
    """The district as built the day before, with what its teams wrote since."""
    return Path(shutil.copytree(bench.root / "start", tmp_path / "little"))


@pytest.fixture
def finished(bench: Bench, tmp_path: Path) -> Path:
    """The same, built on the day itself."""
    return Path(shutil.copytree(bench.root / "reference", tmp_path / "little"))


def dice(kind: str, point: int) -> random.Random:
    return random.Random(f"{kind} {SEED} {point}")


@pytest.mark.parametrize("point", range(POINTS))
def test_killed_at_any_step_three_times_over(bench: Bench, district: Path, point: int) -> None:
    chance = dice("step", point)
    for _ in range(3):
        step, number = chance.randint(1, bench.steps), chance.choice(SIGNALS)
        ran = bench.run(district, {"fault": "signal", "step": step, "signal": int(number)})
        assert ran[0]["status"] in {0, 1, -signal.SIGKILL}
        assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district)


@pytest.mark.parametrize("point", range(POINTS))
@pytest.mark.parametrize("whom", ["command", "child"])
def test_killed_at_any_moment_whole_or_in_part(bench: Bench, district: Path, whom: str, point: int) -> None:
    chance = dice(whom, point)
    after, number = chance.uniform(0, bench.seconds), chance.choice(SIGNALS)
    ran = bench.run(district, {"after": after, "to": whom, "signal": int(number)})
    assert ran[0]["status"] in {0, 1, -number}
    assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district)


@pytest.mark.parametrize("point", range(POINTS))
def test_a_disk_that_is_full_from_any_step_on(bench: Bench, district: Path, point: int) -> None:
    chance = dice("full", point)
    step, steps = chance.randint(1, bench.steps), chance.choice([1, 5, 10_000])
    ran = bench.run(district, {"fault": "refused", "step": step, "steps": steps, "error": errno.ENOSPC})
    assert ran[0]["status"] in {0, 1, 2}
    if ran[0]["status"]:
        assert "no space left on the disk" in ran[0]["said"]
    assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district)


def test_a_disk_that_is_full_in_the_midst_of_a_file(bench: Bench, district: Path) -> None:
    ran = bench.run(district, {"fault": "small files", "bytes": 3000})
    assert ran[0]["status"] == 1
    assert "is the disk full" in ran[0]["said"]
    assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district)


def test_a_folder_that_may_only_be_read_stops_everything_and_stays_as_it_is(
    bench: Bench, district: Path
) -> None:
    before = tree(district, "workbooks", "build", "site")
    ran = bench.run(district, {"fault": "refused", "step": 1, "steps": 10_000, "error": errno.EROFS})
    assert ran[0]["status"] == 2
    assert "may not be changed" in ran[0]["said"]
    assert tree(district, "workbooks", "build", "site") == before
    assert_the_next_build_finishes(bench, district)


def test_of_two_builds_at_once_one_does_it_and_the_other_says_so(bench: Bench, district: Path) -> None:
    ran = bench.run(district, {}, {})
    assert sorted(run["status"] for run in ran) in ([0, 2], [0, 0])
    for run in ran:
        assert run["status"] == 0 or "is being built or published just now" in run["said"]
    assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district)


@pytest.mark.parametrize("point", range(POINTS))
@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("members.csv", MEMBERS + "ben,oak-grade-3,Ben,teacher\n"),
        ("teams.csv", TEAMS.replace("Grade 3", "Third grade")),
    ],
    ids=["members", "teams"],
)
def test_a_file_that_changes_under_a_build_is_in_the_next_one(
    bench: Bench, district: Path, tmp_path: Path, file: str, text: str, point: int
) -> None:
    other = Path(shutil.copytree(district, tmp_path / "other"))
    (other / file).write_text(text, encoding="utf-8", newline="\n")
    assert bench.run(other)[0]["status"] == 0
    step = dice(file, point).randint(1, bench.steps)
    ran = bench.run(district, {"fault": "write", "step": step, "file": str(district / file), "text": text})
    assert ran[0]["status"] == 0
    assert_nothing_is_half_written_or_lost(district, ran)
    assert_the_next_build_finishes(bench, district, made(other))


@pytest.mark.parametrize("point", range(POINTS))
def test_a_page_that_a_team_saves_under_a_build_keeps_what_it_wrote(
    bench: Bench, district: Path, point: int
) -> None:
    notebook = read_notebook(district / TRENDS)
    notebook["cells"].append(nbformat.v4.new_markdown_cell("Saved meanwhile.", id="6b4c"))
    text = notebook_bytes(notebook).decode("utf-8")
    step = dice("save", point).randint(1, bench.steps)
    ran = bench.run(district, {"fault": "write", "step": step, "file": str(district / TRENDS), "text": text})
    assert ran[0]["status"] == 0
    assert_nothing_is_half_written_or_lost(district, ran)
    assert "Saved meanwhile." in (district / TRENDS).read_text(encoding="utf-8")
    bench.run(district)
    own = [cell["source"] for cell in read_notebook(district / TRENDS)["cells"]]
    assert own.count("Saved meanwhile.") == own.count("Ours: oak-grade-3") == 1
    assert own[-1] == "Saved meanwhile."


def test_caches_and_manifests_that_are_damaged_are_made_again(bench: Bench, finished: Path) -> None:
    kept = [p for p in (finished / "build").rglob("*") if p.is_file() and p.suffix not in {".ipynb", ".lock"}]
    assert kept
    for damage in (b"\x00\xff", b'{"format": 1, "quarter"'):
        for path in kept:
            path.write_bytes(damage)
        (run,) = bench.run(finished)
        assert run["status"] == 0, run["said"]
        assert differing(made(finished), bench.expected) == {}


def test_a_clock_that_went_backwards_hides_no_change(bench: Bench, finished: Path) -> None:
    later = datetime(2031, 1, 1, tzinfo=UTC).timestamp()
    for path in finished.rglob("*"):
        os.utime(path, (later, later))
    assert bench.run(finished)[0]["status"] == 0
    assert differing(made(finished), bench.expected) == {}
    (finished / "members.csv").write_text(MEMBERS.replace("Ana", "Changed"), encoding="utf-8")
    (run,) = bench.run(finished)
    assert run["status"] == 0
    assert all(b"Changed" in content for name, content in made(finished).items() if name.endswith(".ipynb"))


@pytest.mark.parametrize("change", ["moved", "deleted", "built pages deleted", "all deleted"])
def test_a_folder_that_somebody_moved_or_deleted_is_made_again(
    bench: Bench, district: Path, change: str
) -> None:
    team = (district / TRENDS).parent
    moves: dict[str, Callable[[], Any]] = {
        "moved": lambda: team.rename(team.with_name("oak-grade-3 old")),
        "deleted": lambda: shutil.rmtree(team),
        "built pages deleted": lambda: shutil.rmtree(district / "build"),
        "all deleted": lambda: [shutil.rmtree(district / top) for top in ("build", "workbooks", "site")],
    }
    moves[change]()
    kept = tree(district, "workbooks") if change == "moved" else {}
    (run,) = bench.run(district)
    assert run["status"] == 0, run["said"]
    now = made(district)
    names = bench.expected.keys() | {name for name in kept if "oak-grade-3 old" in name}
    assert now.keys() == names
    for name, content in now.items():
        if name.startswith("build") or (change == "built pages deleted" and name.startswith("workbooks")):
            assert content == bench.expected[name]
        if "oak-grade-3 old" in name:
            assert content == kept[name]
