"""A district in an object store: fetched, worked on, sent back; nobody's change is written over."""

from __future__ import annotations

import os
from pathlib import Path

import fsspec
import pytest

from inquiry.district.store import TICK_SECONDS, worked_on_here
from inquiry.district.store_files import INDEX_FILE
from inquiry.errors import SendError, UsageError

ADDRESS = "memory://county/little"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pipe({"/county/little/district.toml": b"one", "/county/little/build/Q1/manifest.json": b"{}"})
    yield system
    system.store.clear()


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != INDEX_FILE)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_what_a_command_writes_goes_back_and_what_it_removes_goes(store):
    with worked_on_here(ADDRESS) as folder:
        assert content(folder) == {"district.toml": b"one", "build/Q1/manifest.json": b"{}"}
        (folder / "site").mkdir()
        (folder / "site/index.html").write_bytes(b"<p>hello")
        (folder / "build/Q1/manifest.json").unlink()
    assert store.cat("/county/little/site/index.html") == b"<p>hello"
    assert not store.exists("/county/little/build/Q1/manifest.json")
    assert store.cat("/county/little/district.toml") == b"one"


def test_only_what_is_new_is_fetched(store, monkeypatch):
    with worked_on_here(ADDRESS):
        pass
    fetched: list[str] = []
    get = type(store).get_file
    monkeypatch.setattr(
        type(store), "get_file", lambda self, a, b, **o: (fetched.append(a), get(self, a, b, **o))
    )
    store.pipe("/county/little/teams.csv", b"team")
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "teams.csv").read_bytes() == b"team"
    assert fetched == ["/county/little/teams.csv"]


def test_an_edition_that_was_taken_away_goes_from_the_store_too(store):
    store.pipe("/county/little/editions/team/gone/index.html", b"a team's")
    with worked_on_here(ADDRESS) as folder:
        (folder / "editions/team/gone/index.html").unlink()
    assert not store.exists("/county/little/editions/team/gone/index.html")


def test_a_file_changed_twice_in_one_second_of_a_stores_clock_is_fetched_once_more(store, monkeypatch):
    find, now, fetched = type(store).find, [1000.0], []

    def tell_seconds(self, path, **more):
        found = find(self, path, **more)
        return {name: {"size": about["size"], "modify": "20261122100000"} for name, about in found.items()}

    monkeypatch.setattr(type(store), "find", tell_seconds)
    monkeypatch.setattr("inquiry.district.store.time.time", lambda: now[0])
    with worked_on_here(ADDRESS):
        pass
    store.pipe("/county/little/district.toml", b"two")  # as long as before, and in the same second
    now[0] += TICK_SECONDS + 1
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"two"
    monkeypatch.setattr(type(store), "get_file", lambda self, a, b, **o: fetched.append(a))
    with worked_on_here(ADDRESS):
        pass
    assert fetched == []


def test_no_page_is_sent_where_another_build_decided_what_staff_are_told(store):
    store.pipe("/county/little/disclosure/Q1.json", b"plan")

    def decide_both() -> None:
        with worked_on_here(ADDRESS) as folder:
            for name in ("disclosure/Q1.json", "build/page.ipynb"):
                (folder / name).write_bytes(b"ours")
            store.pipe("/county/little/disclosure/Q1.json", b"theirs")

    with pytest.raises(SendError, match="decided meanwhile what staff are told"):
        decide_both()
    assert store.cat("/county/little/disclosure/Q1.json") == b"theirs"
    assert not store.exists("/county/little/build/page.ipynb")


def test_a_file_that_somebody_else_changed_meanwhile_is_left_alone_and_said(store):
    def change_both() -> None:
        with worked_on_here(ADDRESS) as folder:
            (folder / "district.toml").write_bytes(b"ours")
            (folder / "other.txt").write_bytes(b"new")
            store.pipe("/county/little/district.toml", b"theirs")

    with pytest.raises(SendError, match=r"district\.toml changed in memory://county/little"):
        change_both()
    assert store.cat("/county/little/district.toml") == b"theirs"
    assert store.cat("/county/little/other.txt") == b"new"
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"theirs"


def test_a_file_that_changed_while_the_command_ran_is_new_to_the_next_one(store):
    with worked_on_here(ADDRESS) as folder:
        (folder / "site").mkdir()
        (folder / "site/index.html").write_bytes(b"<p>one")
        store.pipe("/county/little/district.toml", b"two")
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"two"


def test_a_file_that_changes_while_others_are_sent_is_new_to_the_next_command(store, monkeypatch):
    put = type(store).put_file

    def put_and_be_overtaken(self, here, there, **more):
        put(self, here, there, **more)
        store.pipe("/county/little/district.toml", b"two")
        store.pipe("/county/little/workbooks/page.ipynb", b"a team's")

    def work() -> None:
        with worked_on_here(ADDRESS) as folder:
            for name in ("build/page.ipynb", "workbooks/page.ipynb"):
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(b"built")

    monkeypatch.setattr(type(store), "put_file", put_and_be_overtaken)
    with pytest.raises(SendError, match=r"workbooks/page\.ipynb changed"):
        work()
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"two"
        assert (folder / "workbooks/page.ipynb").read_bytes() == b"a team's"


def test_what_was_sent_before_the_store_was_lost_is_not_fetched_again(store, monkeypatch):
    put = type(store).put_file

    def put_or_fail(self, here, there, **more):
        if there.endswith("b.html"):
            raise ConnectionResetError("reset by peer")
        put(self, here, there, **more)

    def work() -> None:
        with worked_on_here(ADDRESS) as folder:
            for name in ("build/a.html", "site/b.html"):
                (folder / name).parent.mkdir(exist_ok=True)
                (folder / name).write_bytes(b"built")

    monkeypatch.setattr(type(store), "put_file", put_or_fail)
    with pytest.raises(SendError, match="did not answer as it should"):
        work()
    fetched: list[str] = []
    monkeypatch.setattr(type(store), "get_file", lambda self, a, b, **o: fetched.append(a))
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "build/a.html").read_bytes() == b"built"
        assert not (folder / "site/b.html").exists()
    assert fetched == []


def test_what_people_put_there_is_never_removed(store):
    with worked_on_here(ADDRESS) as folder:
        (folder / "district.toml").unlink()
    assert store.cat("/county/little/district.toml") == b"one"
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"one"


def test_what_one_computer_keeps_is_not_taken_from_the_store_either(store):
    for name in ("build/.cache/chart", "build/Q1/.lock", INDEX_FILE, "half.inquiry-tmp"):
        store.pipe(f"/county/little/{name}", b"another's")
    with worked_on_here(ADDRESS) as folder:
        assert content(folder) == {"district.toml": b"one", "build/Q1/manifest.json": b"{}"}


def test_a_journal_left_beside_an_earlier_record_is_not_played_into_the_next(store):
    store.pipe("/county/little/record.sqlite", b"answers")
    with worked_on_here(ADDRESS) as folder:
        (folder / "record.sqlite-journal").write_bytes(b"left by a killed command")
        (folder / ".half.inquiry-tmp").write_bytes(b"so was this")
    store.pipe("/county/little/record.sqlite", b"more answers")
    with worked_on_here(ADDRESS) as folder:
        there = content(folder)
        assert there["record.sqlite"] == b"more answers"
        assert set(there) == {"district.toml", "build/Q1/manifest.json", "record.sqlite"}


def test_a_stopped_command_sends_nothing_and_says_so(store):
    def stop() -> None:
        with worked_on_here(ADDRESS) as folder:
            (folder / "district.toml").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(SendError, match="Nothing was sent"):
        stop()
    assert store.cat("/county/little/district.toml") == b"one"


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_nobody_else_on_this_computer_reads_the_copy(store):
    with worked_on_here(ADDRESS) as folder:
        assert folder.stat().st_mode & 0o077 == 0


def test_after_a_failure_nothing_goes_back(store):
    def fail() -> None:
        with worked_on_here(ADDRESS) as folder:
            (folder / "district.toml").write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.cat("/county/little/district.toml") == b"one"
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"one"


def test_the_record_and_what_one_computer_keeps_are_never_sent(store):
    store.pipe("/county/little/record.sqlite", b"answers")
    with worked_on_here(ADDRESS) as folder:
        (folder / "record.sqlite").write_bytes(b"migrated")
        (folder / "build/.cache").mkdir()
        (folder / "build/.cache/chart").write_bytes(b"picture")
    assert store.cat("/county/little/record.sqlite") == b"answers"
    assert store.find("/county/little/build") == ["/county/little/build/Q1/manifest.json"]


def test_the_manifest_is_sent_after_the_pages_it_vouches_for(store, monkeypatch):
    sent: list[str] = []
    put = type(store).put_file
    monkeypatch.setattr(
        type(store), "put_file", lambda self, a, b, **o: (sent.append(b), put(self, a, b, **o))
    )
    with worked_on_here(ADDRESS) as folder:
        (folder / "build/Q1/manifest.json").write_bytes(b"{ }")
        (folder / "build/Q1/page.ipynb").write_bytes(b"page")
    assert [Path(each).name for each in sent] == ["page.ipynb", "manifest.json"]


def test_a_name_that_leads_out_of_the_copy_is_not_fetched(store, tmp_path):
    for name in ("../../evil.txt", "/etc/evil.txt", "build/./evil.txt", "C:/evil.txt", "..\\evil.txt"):
        store.store[f"/county/little/{name}"] = store.store["/county/little/district.toml"]
    with worked_on_here(ADDRESS) as folder:
        assert set(content(folder)) == {"district.toml", "build/Q1/manifest.json"}


def test_a_damaged_index_only_costs_fetching_again(store):
    with worked_on_here(ADDRESS) as folder:
        pass
    (folder / INDEX_FILE).write_text("[", encoding="utf-8")
    os.utime(folder / "district.toml", (1, 1))
    with worked_on_here(ADDRESS) as folder:
        assert (folder / "district.toml").read_bytes() == b"one"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("s3://bucket/x", "pip install s3fs"),
        ("nope://x/y", "correct the address"),
        ("memory://none", "no district"),
    ],
)
def test_a_store_that_is_not_there_is_told_in_words(store, address, words):
    with pytest.raises(UsageError, match=words), worked_on_here(address):
        pass


def test_two_commands_do_not_work_in_one_copy(store):
    with worked_on_here(ADDRESS), pytest.raises(UsageError, match="Another command"), worked_on_here(ADDRESS):
        pass
