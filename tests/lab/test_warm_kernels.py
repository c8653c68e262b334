"""Forked kernels: quick, apart from each other, ended like any other, and plain ones where none can be had."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import Pipe
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
from build.little import DISTRICT, SCHOOLS, TEAMS
from jupyter_client.manager import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from traitlets.config import Config

from inquiry.lab.warm_kernels import ask, provisioner
from inquiry.lab.warm_kernels import parent as warm_parent
from inquiry.lab.warm_kernels.ask import NoFork, WarmParent
from inquiry.lab.warm_kernels.provisioner import NAME, USUAL, is_page, is_plain_python, use_for

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
PAGE = "/school/workbooks/2026-27-Q1/oak/oak-grade-3/1-analyze.ipynb"
FORKS = pytest.mark.skipif(not provisioner.CAN_FORK, reason="kernels are forked on Linux only")
LEAST_GAIN = 0.25  # of the processor time of loading, until a forked kernel answers; measured: 0.04


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> Iterator[WarmParent]:
    """A parent that has everything loaded, a district's lists as well."""
    folder = tmp_path_factory.mktemp("district")
    for name, text in {"district.toml": DISTRICT, "schools.csv": SCHOOLS, "teams.csv": TEAMS}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    shutil.copytree(ROOT / "data/example/dashboard", folder / "dashboard")
    (folder / "workbooks").mkdir()
    started = WarmParent()
    started.start(folder / "workbooks")
    yield started
    started.end()


@pytest.fixture
def parent(loaded, monkeypatch) -> WarmParent:
    """The parent in the server's place, with all the time it needs on a busy computer."""
    monkeypatch.setattr(ask, "LOADING_SECONDS", PATIENCE)
    monkeypatch.setattr(provisioner, "parent", loaded)
    return loaded


class Kernel:
    """A kernel as Jupyter starts it, and a client that asks it."""

    def __init__(self, manager: KernelManager, folder: Path, session: str = PAGE) -> None:
        self.manager = manager
        manager.start_kernel(env=os.environ | {"JPY_SESSION_NAME": session}, cwd=str(folder))
        self.client = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    @property
    def process(self) -> int:
        return self.manager.provisioner.pid

    @property
    def is_forked(self) -> bool:
        return "warm_kernels.parent" in " ".join(psutil.Process(self.process).cmdline())

    def run(self, code: str) -> str:
        """What a cell prints, the kinds of what it shows, and its error's name."""
        shown: list[str] = []

        def take(message: dict) -> None:
            content = message["content"]
            shown.append(content.get("text") or content.get("ename") or " ".join(content.get("data", ())))

        self.client.execute_interactive(code, timeout=PATIENCE, store_history=False, output_hook=take)
        return "".join(shown).strip()

    def end(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(tmp_path, monkeypatch) -> Iterator[Callable[..., Kernel]]:
    """Start kernels through the provisioner."""
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", NAME)
    started: list[Kernel] = []

    def run(session: str = PAGE) -> Kernel:
        started.append(Kernel(KernelManager(kernel_name="python3"), tmp_path, session))
        return started[-1]

    yield run
    for each in started:
        each.end()


def until(holds: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return held


def runs(pid: int) -> bool:
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    return False


@FORKS
def test_a_forked_kernel_has_all_loaded_and_the_parent_no_second_thread(parent, kernel):
    forked = kernel()
    assert forked.is_forked
    assert psutil.Process(parent.pid).num_threads() == 1
    spent, loading = (sum(psutil.Process(pid).cpu_times()[:2]) for pid in (forked.process, parent.pid))
    assert spent < LEAST_GAIN * loading


@FORKS
def test_kernels_share_no_variable_folder_environment_figure_or_random_number(parent, kernel, tmp_path):
    one, other = kernel(), kernel()
    assert one.process != other.process
    one.run("import os, random, numpy; secret = 1; os.environ['SECRET'] = '1'; os.chdir('/')")
    one.run("import matplotlib.pyplot as plt; plt.ioff(); plt.figure()")
    look = "import os; print('secret' in globals(), 'SECRET' in os.environ, os.getcwd())"
    assert other.run(look) == f"False False {tmp_path}"
    assert other.run("import matplotlib.pyplot as plt; print(plt.get_fignums())") == "[]"
    numbers = "import random, numpy; print(random.random(), numpy.random.random())"
    drawn = [each.run(numbers).split() for each in (one, other)]
    assert not set(drawn[0]) & set(drawn[1])


@FORKS
def test_a_forked_kernel_draws_charts_and_answers_for_its_widgets(parent, kernel):
    forked = kernel()
    drawn = forked.run("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    assert "image/png" in drawn
    targets = forked.run("print(*get_ipython().kernel.comm_manager.targets)").split()
    assert {"jupyter.widget", "jupyter.widget.control"} <= set(targets)


@FORKS
def test_a_forked_kernel_is_interrupted_restarted_and_ended_as_any_other(parent, kernel, tmp_path):
    forked = kernel()
    forked.run("kept = 1")
    begun = tmp_path / "begun"
    endless = f"open({str(begun)!r}, 'w').close(); import time; time.sleep({PATIENCE})"
    forked.client.execute(endless, stop_on_error=False)
    assert until(begun.exists)
    forked.manager.interrupt_kernel()
    assert forked.client.get_shell_msg(timeout=PATIENCE)["content"]["ename"] == "KeyboardInterrupt"
    assert forked.run("print(kept)").endswith("1")
    before = forked.process
    forked.manager.restart_kernel(now=True)
    forked.client.wait_for_ready(timeout=PATIENCE)
    assert forked.is_forked
    assert not runs(before)
    assert forked.run("print('kept' in globals())") == "False"
    os.kill(forked.process, signal.SIGKILL)
    assert until(lambda: not forked.manager.is_alive())


@FORKS
def test_a_lost_parent_leaves_its_kernels_alone_and_the_next_kernel_is_a_plain_one(
    kernel, monkeypatch, caplog
):
    own = WarmParent()
    monkeypatch.setattr(ask, "LOADING_SECONDS", PATIENCE)
    monkeypatch.setattr(provisioner, "parent", own)
    forked = kernel()
    assert forked.is_forked
    os.kill(own.pid, signal.SIGKILL)
    caplog.set_level("WARNING")
    plain = kernel()
    assert not plain.is_forked
    assert plain.run("print(6 * 7)") == forked.run("print(6 * 7)") == "42"
    assert "starts the slow way" in caplog.text
    assert own.pid is None  # and is not started again and again


SERVER = """
import os, signal, sys, time
from inquiry.lab.warm_kernels import ask
ask.LOADING_SECONDS = 60
parent = ask.WarmParent()
connection = os.path.join(os.getcwd(), "kernel.json")
kernel = parent.fork(["-f", connection], os.environ, os.getcwd())
if "orphan" in sys.argv:
    os.kill(parent.pid, signal.SIGKILL)
print(parent.pid, kernel.pid, flush=True)
time.sleep(600)
"""
STARTS_A_PROGRAM = "import subprocess; print(subprocess.Popen(['sleep', '600'], start_new_session=True).pid)"


@FORKS
@pytest.mark.parametrize("how", ["whole", "orphan"])
def test_no_process_outlives_a_server_that_was_killed(tmp_path, how):
    command = [sys.executable, "-c", SERVER, how]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as server:
        try:
            pids = [int(each) for each in server.stdout.readline().split()]
            file = tmp_path / "kernel.json"
            assert until(lambda: file.exists() and file.stat().st_size > 0)
            if how == "whole":
                pids.append(start_program(file))
            assert runs(pids[1])
        finally:
            server.kill()
    assert until(lambda: not any(map(runs, pids)))


def start_program(connection: Path) -> int:
    """Have a kernel start a program that leaves the kernel's own group; its process."""
    from jupyter_client import BlockingKernelClient

    client = BlockingKernelClient(connection_file=str(connection))
    client.load_connection_file()
    client.start_channels()
    client.wait_for_ready(timeout=PATIENCE)
    said: list[str] = []
    client.execute_interactive(
        STARTS_A_PROGRAM,
        timeout=PATIENCE,
        output_hook=lambda each: said.append(each["content"].get("text", "")),
    )
    client.stop_channels()
    return int("".join(said))


def test_where_nothing_can_be_forked_a_page_has_a_plain_kernel(kernel, monkeypatch):
    monkeypatch.setattr(provisioner, "CAN_FORK", False)
    monkeypatch.setattr(provisioner, "parent", None)
    plain = kernel()
    assert not plain.is_forked
    assert plain.run("print(6 * 7)") == "42"


@FORKS
def test_a_parent_that_still_loads_is_not_waited_for_without_end(monkeypatch):
    monkeypatch.setattr(ask, "LOADING_SECONDS", 0.0)
    slow = WarmParent()
    try:
        with pytest.raises(NoFork, match="still loading"):
            slow.fork([], {}, "/")
        assert slow.pid is not None
    finally:
        slow.end()
    assert slow.pid is None


def test_only_a_page_of_a_workbook_with_the_usual_kernel_is_forked():
    assert is_page({"JPY_SESSION_NAME": PAGE})
    for other in (
        "",
        "/x.ipynb",
        PAGE.replace("1-analyze", "my-own"),
        PAGE.replace("workbooks", "other"),
        "/",
    ):
        assert not is_page({"JPY_SESSION_NAME": other})
    assert not is_page({})
    assert is_plain_python([sys.executable, "-m", "ipykernel_launcher", "-f", "x.json"])
    assert not is_plain_python([sys.executable, "-X", "dev", "-m", "ipykernel_launcher", "-f", "x.json"])
    assert not is_plain_python(["/usr/bin/R", "-f", "x.json"])


@FORKS
def test_a_server_forks_unless_its_own_settings_name_another_way(monkeypatch, tmp_path):
    started = []
    monkeypatch.setattr(provisioner, "parent", SimpleNamespace(start=started.append))
    factory = KernelProvisionerFactory.instance()
    monkeypatch.setattr(factory, "default_provisioner_name", USUAL)
    chosen = Config({"KernelProvisionerFactory": {"default_provisioner_name": USUAL}})
    assert not use_for(SimpleNamespace(config=chosen), Path())
    assert not started
    assert use_for(SimpleNamespace(config=Config()), tmp_path)
    assert factory.default_provisioner_name == NAME
    assert started == [tmp_path]
    monkeypatch.setattr(provisioner, "CAN_FORK", False)  # where the settings name it all the same
    assert not use_for(
        SimpleNamespace(config=Config({"KernelProvisionerFactory": {"default_provisioner_name": NAME}})),
        tmp_path,
    )
    assert started == [tmp_path]


@FORKS
def test_a_kernel_that_nobody_could_ever_end_is_ended_at_once(monkeypatch):
    """Where there are too many open files to hand over what stands for its process."""

    def refuse(pid: int) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(os, "pidfd_open", refuse)
    ours, theirs = Pipe()
    with ours, theirs, subprocess.Popen(["sleep", "300"]) as kernel:
        warm_parent._tell(theirs, kernel.pid)
        assert "Too many open files" in json.loads(ours.recv_bytes())["trouble"]
        assert kernel.wait(PATIENCE) == -signal.SIGKILL
