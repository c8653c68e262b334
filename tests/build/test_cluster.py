"""Pages on a Dask cluster of processes of their own: the same bytes, and a worker that dies costs a retry."""

from __future__ import annotations

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from build.little import change_cell, tree
from build.test_run import VIEW, task, wait_for
from inquiry.build import BuildResult
from inquiry.build.running import cluster, cluster_worker
from inquiry.build.running.cluster import run_on_cluster
from inquiry.build.running.task import Task
from inquiry.errors import UsageError

distributed = pytest.importorskip("distributed", exc_type=ImportError)
pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def dask() -> Iterator[object]:
    """Two workers, each a process of its own, on this computer."""
    import dask

    with (
        dask.config.set({"distributed.worker.daemon": False}),
        distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=":0") as made,
    ):
        yield made


@pytest.fixture
def one_worker(dask) -> object:
    """The cluster with one worker left: each has to load everything, which takes a while."""
    dask.scale(1)
    with distributed.Client(dask.scheduler_address) as client:
        wait_for(lambda: len(client.nthreads()) == 1, 60)
    return dask


# The cabinet's page fails; all others are made.
FAILS = """\
if team == "cabinet":
    print("before the fall")
    1 / 0
page.trends()"""


def test_the_cluster_makes_the_same_as_this_computer_also_when_a_worker_dies(
    dask, build, district: Path, notebooks: Path
) -> None:
    """The same bytes of every page; and one that fails is told there as here, with what it printed."""
    change_cell(notebooks, "1-analyze", "trends", FAILS)
    told_here = told(build())
    here = tree(district, "workbooks", "build")
    for made in ("workbooks", "build"):
        shutil.rmtree(district / made)

    def kill_one_worker(done: int, *_: object) -> None:
        if done == 1:
            with distributed.Client(dask.scheduler_address) as client:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    assert told(build(on=dask.scheduler_address, progress=kill_one_worker)) == told_here
    assert [why for state, why in told_here.values() if state == "failed"] == [
        "ZeroDivisionError: division by zero"
    ]
    there = tree(district, "workbooks", "build")
    pages = [name for name in here if name.endswith(".ipynb")]
    assert len(pages) > len(told_here)
    assert {name: there.get(name) for name in pages} == {name: here[name] for name in pages}
    log = "build/2026-27-Q1/district/cabinet/1-analyze.log"
    assert b"before the fall" in here[log]
    assert b"before the fall" in there[log]


def told(result: BuildResult) -> dict[str, tuple[str, str]]:
    """Each page's state, and why it failed."""
    return {page.file: (page.state, page.why) for page in result.pages}


def test_a_worker_of_another_version_is_refused(dask, build, monkeypatch) -> None:
    monkeypatch.setattr(cluster_worker, "hash_program", lambda: "another")
    with pytest.raises(UsageError, match="another version of this program"):
        build(on=dask.scheduler_address)


def test_a_worker_of_another_version_that_joins_later_makes_no_page(dask, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "_refuse_unfit_workers", lambda *_: None)
    monkeypatch.setattr(cluster_worker, "hash_program", lambda: "another")
    monkeypatch.setattr(cluster, "RETRIES", 1)
    tasks = [task(place_in(tmp_path), VIEW)]
    ((_, outcome),) = run_on_cluster(tasks, dask.scheduler_address, tmp_path / "little")
    assert "has another version" in outcome.why


def test_nothing_of_a_district_stays_on_a_worker(one_worker, tmp_path: Path) -> None:
    """Neither when the build is done, nor when it was stopped while a page was at work."""
    tasks, begun = quick_and_slow(tmp_path, 6)
    at_work = run_on_cluster(tasks, one_worker.scheduler_address, tmp_path / "little")
    next(at_work)
    wait_for(begun.exists, 60)
    began = time.monotonic()
    at_work.close()
    assert time.monotonic() - began < 5  # it is not waited for
    with distributed.Client(one_worker.scheduler_address) as client:
        wait_for(lambda: not any(client.run(kept).values()), 60)


def quick_and_slow(tmp_path: Path, seconds: float) -> tuple[list[Task], Path]:
    """A page that is done at once, one that takes so long, and a file that is there once that has begun."""
    begun = tmp_path / "begun"
    slow = f"open({str(begun)!r}, 'w').close()\nimport time; time.sleep({seconds})\n{VIEW}"
    return [task(place_in(tmp_path), source) for source in (VIEW, slow)], begun


def kept(dask_worker) -> list[str]:
    """On a worker: what is still there of a district, on the disk and in processes."""
    place = Path(dask_worker.local_directory)
    return [
        *map(str, place.glob("*-*")),
        *(
            each.name()
            for each in psutil.Process().children()
            if "python" in each.name() and "tracker" not in " ".join(each.cmdline())
        ),
    ]


def test_where_nobody_answers_it_is_said(build, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers at tcp://127"):
        build(on="tcp://127.0.0.1:9")


def test_a_cluster_that_has_lost_all_workers_is_not_waited_for_without_end(
    one_worker, tmp_path, monkeypatch
) -> None:
    """The last test here: it leaves no worker to the others."""
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 1.0)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(cluster, "RETRIES", 1)
    tasks, begun = quick_and_slow(tmp_path, 60)
    ended = []
    for _, outcome in run_on_cluster(tasks, one_worker.scheduler_address, tmp_path / "little"):
        ended.append(outcome.why)
        wait_for(begun.exists, 60)
        one_worker.scale(0)
    assert ended[0] == ""
    assert "every worker" in ended[1]


def place_in(folder: Path) -> Path:
    """A folder that a page of the district `folder`/little runs in."""
    place = folder / "little/build/q/.running/0"
    place.mkdir(parents=True, exist_ok=True)
    return place
