"""Pages on a Dask cluster of processes of their own: the same bytes, and a worker that dies costs a retry."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from build.little import change_cell, states, tree
from build.test_run import VIEW, task
from inquiry.build.running import cluster
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


def test_the_cluster_makes_the_same_bytes_as_this_computer(dask, build, district: Path) -> None:
    assert states(build().pages) == {"built"}
    here = tree(district, "workbooks", "build")
    for made in ("workbooks", "build"):
        shutil.rmtree(district / made)
    assert states(build(on=dask.scheduler_address).pages) == {"built"}
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


def test_a_worker_that_dies_costs_a_retry(dask, tmp_path: Path) -> None:
    folder = tmp_path / "little"
    place = folder / "build/q/.running/0"
    place.mkdir(parents=True)
    tasks = [task(place, f"import time; time.sleep(1)\n{VIEW}", f"team-{n}") for n in range(6)]
    ended = {}
    for n, outcome in run_on_cluster(tasks, dask.scheduler_address, folder):
        if not ended:
            with distributed.Client(dask.scheduler_address) as client:
                workers = client.run(os.getpid)
            os.kill(next(iter(workers.values())), signal.SIGKILL)
        ended[n] = outcome.why
    assert ended == dict.fromkeys(range(6), "")


def test_a_worker_of_another_version_is_refused(dask, build, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "hash_program", lambda: "another")
    with pytest.raises(UsageError, match="another version of this program"):
        build(on=dask.scheduler_address)


def test_where_nobody_answers_it_is_said(build, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    with pytest.raises(UsageError, match="No Dask scheduler answers at tcp://127"):
        build(on="tcp://127.0.0.1:9")
