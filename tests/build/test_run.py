"""Pages run side by side, and one that goes wrong in any way costs only itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from inquiry.build.notebook.assemble import lock
from inquiry.build.notebook.notebooks import notebook_bytes, seal
from inquiry.build.running import run
from inquiry.build.running.run import count_cores, longest_first, run_tasks
from inquiry.build.running.spawned import SpawnedWorkers
from inquiry.build.running.task import Outcome, Task
from inquiry.build.running.workers import Ended, ForkedWorkers, Workers

VIEW = "from IPython.display import HTML\nHTML('<p>' + team + '</p>')"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "little" / "workbooks" / "q" / "oak" / "grade-3"
    place.mkdir(parents=True)
    return place


def task(folder: Path, source: str, team: str = "oak", engine: str = "inquiry") -> Task:
    cells = [
        nbformat.v4.new_code_cell("team = ''", id="parameters", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(source, id="view"),
    ]
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    page = nbformat.v4.new_notebook(cells=[lock(cell) for cell in cells], metadata={"kernelspec": kernel})
    log = folder.parents[3] / f"{abs(hash((source, team)))}.log"
    return Task(notebook_bytes(seal(page)), {"team": team}, folder, log, engine)


def outcomes(tasks: list[Task], **options: float) -> list[Outcome]:
    found = dict(run_tasks(tasks, **options))  # type: ignore[arg-type]
    return [found[n] for n in range(len(tasks))]


def test_every_page_gets_its_own_parameters(folder: Path) -> None:
    results = outcomes([task(folder, VIEW, f"team-{n}") for n in range(4)], jobs=2)
    for n, result in enumerate(results):
        assert result.notebook is not None
        assert f"<p>team-{n}</p>".encode() in result.notebook


def test_what_goes_wrong_in_one_page_leaves_the_others_alone(folder: Path) -> None:
    sources = [
        "1 / 0",
        "import os; os._exit(3)",
        "import time; time.sleep(60)",
        "raise KeyboardInterrupt",
        VIEW,
    ]
    results = outcomes([task(folder, source) for source in sources], jobs=5, page_seconds=8)
    assert [result.notebook is None for result in results] == [True, True, True, True, False]
    assert results[0].why == "ZeroDivisionError: division by zero"
    assert "exit status 3" in results[1].why
    assert "stopped" in results[2].why
    assert "KeyboardInterrupt" in results[3].why


def test_a_failure_tells_the_cell_and_the_whole_traceback(folder: Path) -> None:
    result = outcomes([task(folder, "def low():\n    return {}['x']\nlow()")])[0]
    assert "stopped at cell 3" in result.details
    assert "return {}['x']" in result.details


def test_what_a_page_prints_goes_to_its_log_and_not_to_the_terminal(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    one = task(
        folder, "import os, sys\nos.system('echo below python')\nprint('aside', file=sys.stderr)\n" + VIEW
    )
    assert outcomes([one])[0].notebook is not None
    assert one.log.read_text(encoding="utf-8").split() == ["below", "python", "aside"]
    assert capfd.readouterr() == ("", "")


def test_a_page_starts_in_its_teams_folder(folder: Path) -> None:
    source = (
        "from pathlib import Path\nfrom IPython.display import HTML\nHTML('/'.join(Path.cwd().parts[-5:]))"
    )
    result = outcomes([task(folder, source)])[0]
    assert b"little/workbooks/q/oak/grade-3" in (result.notebook or b"")


def test_pages_see_sets_in_the_same_order_each_time(folder: Path) -> None:
    source = "from IPython.display import HTML\nHTML(' '.join({'a', 'b', 'c', 'd', 'e', 'f', 'g'}))"
    first, second = outcomes([task(folder, source), task(folder, source)])
    assert first.notebook == second.notebook


@pytest.mark.skipif(os.name == "nt", reason="asks the process table")
def test_leaving_early_ends_the_pages_at_work(folder: Path) -> None:
    pid_file = folder / "pid"
    slow = f"import os, time\nopen({str(pid_file)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    at_work = run_tasks([task(folder, VIEW), task(folder, slow)], jobs=2)
    next(at_work)
    wait_for(lambda: pid_file.exists() and pid_file.read_text(encoding="utf-8") != "")
    at_work.close()
    wait_for(lambda: not is_alive(int(pid_file.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("forks", [True, False])
def test_whoever_stops_at_one_of_two_pages_that_ended_together_is_not_kept_waiting(
    folder: Path, monkeypatch: pytest.MonkeyPatch, forks: bool
) -> None:
    if not forks:
        monkeypatch.setattr(run, "has_fork", lambda: False)
    workers = ForkedWorkers if forks else SpawnedWorkers
    ended = workers.ended

    def both(self: Workers, patience: float) -> list[Ended]:
        found = ended(self, patience)
        while len(found) == 1:
            found += ended(self, 1.0)
        return found

    monkeypatch.setattr(workers, "ended", both)
    at_work = run_tasks([task(folder, VIEW), task(folder, VIEW, "maple")], jobs=2)
    next(at_work)
    began = time.monotonic()
    at_work.close()
    assert time.monotonic() - began < 5


PARENT = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from build.test_run import task
from inquiry.build.running.run import run_tasks
if __name__ == "__main__":
    list(run_tasks([task(Path({folder!r}), {source!r})]))
"""


@pytest.mark.skipif(os.name == "nt", reason="asks the process table")
def test_no_page_outlives_a_build_that_is_killed(folder: Path) -> None:
    pid_file = folder / "pid"
    slow = f"import os, time\nopen({str(pid_file)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    script = folder / "parent.py"
    tests = str(Path(__file__).resolve().parents[1])
    script.write_text(PARENT.format(tests=tests, folder=str(folder), source=slow), encoding="utf-8")
    parent = subprocess.Popen([sys.executable, str(script)])
    wait_for(lambda: pid_file.exists() and pid_file.read_text(encoding="utf-8") != "", seconds=60)
    parent.kill()
    parent.wait()
    wait_for(lambda: not is_alive(int(pid_file.read_text(encoding="utf-8"))))


def test_without_fork_a_page_comes_out_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = (VIEW, "import os; os._exit(3)")
    forked = outcomes([task(folder, source) for source in sources])
    monkeypatch.setattr("inquiry.build.running.run.has_fork", lambda: False)
    spawned = outcomes([task(folder, source) for source in sources])
    assert [each.notebook for each in spawned] == [each.notebook for each in forked]
    assert [each.why for each in spawned] == [each.why for each in forked]


def test_the_longest_pages_start_first_and_those_that_never_ran_before_them(folder: Path) -> None:
    plain = task(folder, VIEW)
    order = [replace(plain, expected=seconds) for seconds in (1.0, 9.0, None, 4.0)]
    larger = replace(plain, notebook=plain.notebook + b" " * 99)
    assert longest_first([*order, larger]) == [4, 2, 1, 3, 0]


def test_there_is_at_least_one_core() -> None:
    assert count_cores() >= 1


def wait_for(done, seconds: float = 20.0) -> None:  # type: ignore[no-untyped-def]
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
