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

from build.little import change_cell, states, tree
from build.test_run import VIEW, task, wait_for
from inquiry.build.running import cluster, cluster_worker
from inquiry.build.running.cluster import run_on_cluster
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


def test_the_cluster_makes_the_same_bytes_as_this_computer_also_when_a_worker_dies(
    dask, build, district: Path
) -> None:
    assert states(build().pages) == {"built"}
    here = tree(district, "workbooks", "build")
    for made in ("workbooks", "build"):
        shutil.rmtree(district / made)

    def kill_one_worker(done: int, *_: object) -> None:
        if done == 1:
            with distributed.Client(dask.scheduler_address) as client:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    result = build(on=dask.scheduler_address, progress=kill_one_worker)
    assert [page.why for page in result.failed] == []
    assert states(result.pages) == {"built"}
    there = tree(district, "workbooks", "build")
    pages = [name for name in here if name.endswith(".ipynb")]
    assert pages
    assert {name: there.get(name) for name in pages} == {name: here[name] for name in pages}


def test_a_page_that_fails_there_is_told_as_here(dask, build, district: Path, notebooks: Path) -> None:
    change_cell(notebooks, "1-analyze", "trends", "print('before the fall')\n1 / 0")
    failed = build(on=dask.scheduler_address, teams=["cabinet"]).failed
    assert [page.why for page in failed] == ["ZeroDivisionError: division by zero"]
    log = (district / "build/2026-27-Q1/district/cabinet/1-analyze.log").read_text(encoding="utf-8")
    assert "before the fall" in log


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


def test_nothing_of_a_district_stays_on_the_workers(dask, tmp_path: Path) -> None:
    """Neither when the build is done, nor when it was stopped while a page was at work."""
    slow = [task(place_in(tmp_path), f"import time; time.sleep({n})\n{VIEW}") for n in (0, 6)]
    at_work = run_on_cluster(slow, dask.scheduler_address, tmp_path / "little")
    next(at_work)
    began = time.monotonic()
    at_work.close()
    assert time.monotonic() - began < 5  # it is not waited for
    with distributed.Client(dask.scheduler_address) as client:
        wait_for(lambda: not any(client.run(kept).values()), 60)


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
    dask, tmp_path, monkeypatch
) -> None:
    """The last test here: it leaves no worker to the others."""
    monkeypatch.setattr(cluster, "ALONE_SECONDS", 1.0)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.2)
    monkeypatch.setattr(cluster, "RETRIES", 1)
    tasks = [task(place_in(tmp_path), f"import time; time.sleep({n * 60})\n{VIEW}") for n in (0, 1)]
    ended = []
    for _, outcome in run_on_cluster(tasks, dask.scheduler_address, tmp_path / "little"):
        ended.append(outcome.why)
        dask.scale(0)
    assert ended[0] == ""
    assert "every worker" in ended[1]


def place_in(folder: Path) -> Path:
    """A folder that a page of the district `folder`/little runs in."""
    place = folder / "little/build/q/.running/0"
    place.mkdir(parents=True, exist_ok=True)
    return place
