"""A page that takes too much of the computer, or leaves things behind, costs itself and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from build.test_run import VIEW, is_alive, outcomes, task, wait_for
from inquiry.build.notebook.notebooks import parse_notebook
from inquiry.build.running import limits
from inquiry.build.running.page_process import WHY_CHARACTERS
from inquiry.build.running.task import Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system holds pages to these limits")

LONG = "import time; time.sleep(300)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "little" / "workbooks" / "q" / "oak" / "grade-3"
    place.mkdir(parents=True)
    return place


def run(folder: Path, *sources: str, seconds: float = 60, jobs: int = 2) -> list[Outcome]:
    """Pages of one cell each, at the same time; the last is a good one."""
    *bad, good = outcomes(
        [task(folder, source, f"team-{n}") for n, source in enumerate((*sources, VIEW))],
        jobs=jobs,
        page_seconds=seconds,
    )
    assert good.notebook is not None
    return bad


def number_in(file: Path) -> int:
    wait_for(lambda: file.exists() and file.read_text(encoding="utf-8") != "")
    return int(file.read_text(encoding="utf-8"))


def test_memory_is_refused_beyond_the_limit(folder: Path) -> None:
    python, numpy = run(folder, "bytearray(3 << 30)", "import numpy\nnumpy.zeros(3 << 30)")
    assert (
        python.why
        == numpy.why
        == limits.TOO_MUCH_MEMORY
        == ("the page needed more than 2 GB of memory and was stopped")
    )


def test_memory_that_a_pages_own_processes_take_counts_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAGE_MEMORY_BYTES", 100 * limits.MB)
    eater = "import time; x = b'x' * (200 << 20); time.sleep(300)"
    page = run(folder, f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {eater!r}])")[0]
    assert page.why == limits.TOO_MUCH_MEMORY


@pytest.mark.parametrize(
    "source",
    ["while True: print('x' * 1000)", "print('x' * (100 << 20))", "for _ in range(10**9): print()"],
    ids=["for-ever", "at-once", "line-by-line"],
)
def test_a_flood_of_print_goes_neither_into_the_page_nor_into_its_log(folder: Path, source: str) -> None:
    page = run(folder, source)[0]
    assert page.why == limits.TOO_MUCH_PRINTED
    assert sum(log.stat().st_size for log in folder.parents[3].glob("*.log")) < 2 * limits.PRINTED_CHARACTERS


def test_a_page_that_shows_too_much_fails(folder: Path) -> None:
    source = "from IPython.display import HTML, display\nfor _ in range(100): display(HTML('x' * (1 << 20)))"
    assert run(folder, source)[0].why == limits.TOO_MUCH_SHOWN


def test_a_flood_in_an_errors_own_words_reaches_neither_terminal_nor_manifest(folder: Path) -> None:
    page = run(folder, "raise ValueError('x' * 5_000_000)")[0]
    assert page.why.startswith("ValueError: xxx")
    assert len(page.why) <= WHY_CHARACTERS + 1
    assert len(page.details) <= limits.LOG_BYTES


def test_a_flood_below_python_does_not_fill_the_disk(folder: Path) -> None:
    page = run(folder, "import os\nos.system('head -c 300000000 /dev/zero')\n" + VIEW)[0]
    assert page.notebook is not None
    assert sum(log.stat().st_size for log in folder.parents[3].glob("*.log")) <= limits.PAGE_FILE_BYTES


LEAVES = """
import subprocess, sys
left = subprocess.Popen([sys.executable, '-c', {code!r}], start_new_session=True)
from pathlib import Path
Path('pid').write_text(str(left.pid))
"""
# A process that turns its back on whoever started it, as services do.
TURNS_AWAY = "import os, time\nif os.fork(): os._exit(0)\nos.setsid()\nopen('away', 'w').write(str(os.getpid()))\ntime.sleep(300)"


@pytest.mark.parametrize("end", [VIEW, "import os; os._exit(3)", LONG], ids=["done", "died", "late"])
def test_nothing_that_a_page_started_outlives_it(folder: Path, end: str) -> None:
    wait = "\nimport time\nwhile not Path('away').exists(): time.sleep(0.01)\n"
    run(folder, LEAVES.format(code=TURNS_AWAY) + wait + end, seconds=5)
    wait_for(lambda: not is_alive(number_in(folder / "away")))
    wait_for(lambda: not is_alive(number_in(folder / "pid")))


def test_a_page_that_starts_too_many_processes_is_stopped(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "PAGE_PROCESSES", 5)
    bomb = "import os, time\nfor _ in range(6): os.fork() or time.sleep(300)\ntime.sleep(300)"
    assert run(folder, bomb)[0].why == limits.TOO_MANY_PROCESSES


def test_a_page_that_forks_itself_stays_one_page(folder: Path) -> None:
    page = run(folder, f"import os\nopen('pid', 'w').write(str(os.fork()))\n{VIEW}")[0]
    assert page.notebook is not None
    assert page.notebook.count(b"team-0") == 2  # the parameter, and what is shown
    wait_for(lambda: not is_alive(number_in(folder / "pid")))


@pytest.mark.parametrize("source", ["exit()", "quit()", "import sys; sys.exit()", "raise SystemExit(0)"])
def test_a_page_that_ends_itself_fails(folder: Path, source: str) -> None:
    assert run(folder, source)[0].why == "the page ended itself (exit or quit) before it was done"


def test_what_a_destructor_raises_fails_nothing_and_is_in_the_log(folder: Path) -> None:
    one = task(
        folder, "class Bad:\n    def __del__(self): raise ValueError('in the' + ' end')\nBad(); 1\n" + VIEW
    )
    done = outcomes([one])[0]
    assert done.notebook is not None
    assert b"in the end" not in done.notebook
    assert "ValueError: in the end" in one.log.read_text(encoding="utf-8")


def test_a_page_that_stops_listening_is_stopped_all_the_same(folder: Path) -> None:
    deaf = "import signal\nfor n in (2, 15): signal.signal(n, signal.SIG_IGN)\nwhile True: pass"
    assert "was stopped" in run(folder, deaf, seconds=2)[0].why


def test_a_page_that_ends_the_process_it_was_forked_from_costs_no_other(folder: Path) -> None:
    page = run(folder, "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(300)")[0]
    assert "ended from outside" in page.why


def test_pages_are_forked_from_a_process_with_one_thread(folder: Path) -> None:
    count = "import os\nlen(os.listdir(f'/proc/{os.getppid()}/task'))"
    show = "from IPython.display import HTML\nHTML(f'threads: {len(os.listdir(f\"/proc/{os.getppid()}/task\"))}')"
    page = run(folder, count + "\n" + show)[0]
    assert b"threads: 1<" in (page.notebook or b"") or b'threads: 1"' in (page.notebook or b"")


CHANGE = """
import os, random, tempfile, builtins
import matplotlib.pyplot as plt, numpy as np
builtins.secret = os.environ['SECRET'] = 'seen'
plt.figure()
plt.rcParams['font.size'] = 77
random.seed(5); np.random.seed(5)
open('note.txt', 'w').write('seen')
open(os.path.join(tempfile.gettempdir(), 'note.txt'), 'w').write('seen')
"""
LOOK = """
import builtins, os, random, tempfile
import matplotlib.pyplot as plt, numpy as np
from IPython.display import HTML
HTML(repr([hasattr(builtins, 'secret'), 'SECRET' in os.environ, plt.get_fignums(), plt.rcParams['font.size'],
  random.random(), np.random.random(), os.listdir(tempfile.gettempdir()).count('note.txt')]))
"""


def shown(outcome: Outcome) -> str:
    assert outcome.notebook is not None, outcome.details
    cell = parse_notebook(outcome.notebook)["cells"][-1]
    return str(cell["outputs"][-1]["data"]["text/html"])


def test_a_page_sees_nothing_of_another_that_ran_before(folder: Path) -> None:
    alone = shown(outcomes([task(folder, LOOK, "first")], jobs=1)[0])
    found = outcomes(
        [task(folder, CHANGE + VIEW, "a"), task(folder, LOOK, "b"), task(folder, LOOK, "c")], jobs=1
    )
    assert found[0].notebook is not None
    assert [shown(each) for each in found[1:]] == [alone, alone]
    assert alone.startswith("[False, False, [], 10.0, ")
    assert alone.endswith(", 0]")


def test_a_pages_own_place_is_gone_when_the_page_is(folder: Path) -> None:
    run(folder, CHANGE + VIEW, "1 / 0", LONG, seconds=3, jobs=4)
    assert not list(folder.parents[3].glob("page-*"))
