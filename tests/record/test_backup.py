"""The record copied away and brought back while others write, and what happens when that goes wrong."""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from record.making import make_answer
from record.transfer_workers import restore_for_ever, type_until_told
from record.workers import other_processes

from inquiry.errors import RecordError, UsageError
from inquiry.record import RECORD_FILE, open_record
from inquiry.record.backup import back_up, restore
from inquiry.record.backup_beside import read_beside

processes = other_processes()
WRITERS = 5
LITTLE_SPACE = """
import resource, signal, sys
from pathlib import Path
from inquiry.errors import InquiryError
from inquiry.record.backup import back_up, restore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
try:
    {"back_up": back_up, "restore": restore}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
except InquiryError as trouble:
    sys.exit(str(trouble))
"""


def save_some(folder: Path, count: int, start: int = 0) -> None:
    with open_record(folder / RECORD_FILE) as record:
        record.save(
            [make_answer({"n": "x" * 200}, row=f"r{n}", id=f"a{n}") for n in range(start, start + count)]
        )


def ids_in(file: Path) -> set[str]:
    with open_record(file, read_only=True) as record:
        return {answer.id for answer in record.answers()}


def verdict(file: Path) -> str:
    connection = sqlite3.connect(file)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("."))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "district"
    folder.mkdir()
    save_some(folder, 30)
    return folder


@pytest.fixture
def backup(folder, tmp_path):
    back_up(folder, tmp_path / "backup.sqlite")
    return tmp_path / "backup.sqlite"


def test_a_backup_holds_every_answer_and_can_be_read(folder, backup):
    assert ids_in(backup) == ids_in(folder / RECORD_FILE)
    assert back_up(folder, backup) == 30


def test_restoring_gives_the_answers_of_the_backup_and_keeps_those_of_now(folder, backup):
    save_some(folder, 5, start=30)
    kept = restore(folder, backup)
    assert (len(ids_in(folder / RECORD_FILE)), len(ids_in(kept))) == (30, 35)
    assert kept.parent == folder
    assert kept.name.startswith("record.before-restore-20")
    assert leftovers(folder) == []


def test_what_lies_beside_the_record_is_in_the_backup_and_not_in_the_restored_record(
    folder, tmp_path, backup
):
    whole = tmp_path / "whole.sqlite"
    assert back_up(folder, whole, {"a.json": b"{}", "b.json": bytes(range(256))}) == 30
    assert read_beside(whole) == {"a.json": b"{}", "b.json": bytes(range(256))}
    kept = restore(folder, whole)
    assert [read_beside(file) for file in (folder / RECORD_FILE, kept, backup)] == [{}, {}, {}]
    assert len(ids_in(folder / RECORD_FILE)) == 30


def test_what_a_killed_run_left_is_gone_after_the_next(folder, tmp_path, backup):
    for left in (".record.sqlite.0a.inquiry-tmp", ".record.sqlite.0a.inquiry-tmp-journal"):
        (folder / left).write_bytes(b"answers")
    (tmp_path / ".backup.sqlite.0a.inquiry-tmp").write_bytes(b"answers")
    (folder / ".other.0a.inquiry-tmp").write_bytes(b"not ours")
    restore(folder, backup)
    back_up(folder, backup)
    assert leftovers(folder) == [".other.0a.inquiry-tmp"]
    assert leftovers(tmp_path) == []


def test_what_was_kept_can_be_restored_again(folder, backup):
    save_some(folder, 5, start=30)
    kept = restore(folder, backup)
    again = restore(folder, kept)
    assert again != kept
    assert len(ids_in(folder / RECORD_FILE)) == 35


def test_a_record_is_restored_where_there_is_none(folder, backup):
    (folder / RECORD_FILE).unlink()
    assert restore(folder, backup) is None
    assert len(ids_in(folder / RECORD_FILE)) == 30


def test_who_has_the_record_open_reads_and_writes_the_restored_one(folder, backup):
    with open_record(folder / RECORD_FILE) as record:
        record.save([make_answer(row="later", id="later")])
        restore(folder, backup)
        assert "later" not in {answer.id for answer in record.answers()}
        assert record.save([make_answer(row="later", id="later")]) == 1


def test_backups_made_while_five_processes_write_are_sound_and_hold_what_was_acknowledged_before(
    tmp_path, folder
):
    stop, told = processes.Event(), processes.Queue()
    path = folder / RECORD_FILE
    writers = [processes.Process(target=type_until_told, args=(path, n, stop, told)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    while len(ids_in(path)) < 30 + WRITERS:
        time.sleep(0.02)
    for n in range(8):
        before = ids_in(path)
        back_up(folder, tmp_path / f"{n}.sqlite")
        after = ids_in(path)
        assert verdict(tmp_path / f"{n}.sqlite") == "ok"
        assert before <= ids_in(tmp_path / f"{n}.sqlite") <= after
    stop.set()
    acknowledged = {id for _ in writers for id in told.get(timeout=60)}
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert acknowledged <= ids_in(path)


def test_restoring_while_five_processes_write_damages_nothing_and_loses_nothing_unkept(folder, backup):
    stop, told = processes.Event(), processes.Queue()
    path = folder / RECORD_FILE
    writers = [processes.Process(target=type_until_told, args=(path, n, stop, told)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    while len(ids_in(path)) < 30 + WRITERS:
        time.sleep(0.02)
    kept = []
    for _ in range(6):
        kept.append(restore(folder, backup))
        time.sleep(0.15)
    stop.set()
    acknowledged = {id for _ in writers for id in told.get(timeout=60)}
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * WRITERS
    assert {verdict(file) for file in (path, *kept)} == {"ok"}
    # Each answer that was acknowledged stands in the record, or in what was kept before a restore.
    assert acknowledged <= set().union(*map(ids_in, (path, *kept)))


def test_a_restore_killed_at_any_moment_leaves_the_old_record_or_the_new(tmp_path, folder, backup):
    save_some(folder, 400, start=30)
    back_up(folder, tmp_path / "more.sqlite")
    chance = random.Random(3)
    for _ in range(6):
        started = processes.Event()
        backups = [backup, tmp_path / "more.sqlite"]
        worker = processes.Process(target=restore_for_ever, args=(folder, backups, started))
        worker.start()
        assert started.wait(60)
        time.sleep(chance.uniform(0.02, 0.3))
        worker.kill()
        worker.join()
        assert len(ids_in(folder / RECORD_FILE)) in (30, 430)
        assert verdict(folder / RECORD_FILE) == "ok"
        save_some(folder, 1, start=0)
    restore(folder, backup)
    assert leftovers(folder) == []


@pytest.mark.parametrize("content", [b"", b"no database" * 500, b"SQLite format 3\x00" + b"?" * 5000])
def test_what_is_no_backup_is_not_restored(folder, tmp_path, content):
    (tmp_path / "odd.sqlite").write_bytes(content)
    with pytest.raises(RecordError, match=r"odd\.sqlite cannot be used"):
        restore(folder, tmp_path / "odd.sqlite")
    assert len(ids_in(folder / RECORD_FILE)) == 30
    assert len(list(folder.iterdir())) == 1


def test_another_database_a_damaged_backup_and_a_newer_one_are_not_restored(folder, backup, tmp_path):
    other = sqlite3.connect(tmp_path / "other.sqlite")
    other.execute("CREATE TABLE answers (x)")
    other.close()
    newer = tmp_path / "newer.sqlite"
    shutil.copy(backup, newer)
    change = sqlite3.connect(newer)
    change.execute("UPDATE alembic_version SET version_num = '9999'")
    change.commit()
    change.close()
    cut = tmp_path / "cut.sqlite"
    cut.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])
    for file, why in ((tmp_path / "other.sqlite", "not a record"), (newer, "newer"), (cut, "damaged")):
        with pytest.raises(RecordError, match=why):
            restore(folder, file)
    assert len(ids_in(folder / RECORD_FILE)) == 30


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\x00" + b"?" * 5000])
def test_a_record_that_is_broken_is_put_aside_as_it_is(folder, backup, content):
    (folder / RECORD_FILE).write_bytes(content)
    kept = restore(folder, backup)
    assert kept.read_bytes() == content
    assert len(ids_in(folder / RECORD_FILE)) == 30


def test_a_damaged_record_is_not_backed_up_over_a_good_backup(folder, backup):
    before = backup.read_bytes()
    data = bytearray((folder / RECORD_FILE).read_bytes())
    data[8192:16384] = b"?" * 8192
    (folder / RECORD_FILE).write_bytes(data)
    with pytest.raises(RecordError, match="damaged"):
        back_up(folder, backup)
    assert backup.read_bytes() == before


def test_a_backup_replaces_no_other_file_and_not_the_record(folder, tmp_path):
    (tmp_path / "list.csv").write_text("a,b\n", encoding="utf-8")
    for file, says in (
        (tmp_path / "list.csv", "is no backup"),
        (folder / RECORD_FILE, "the record itself"),
        (tmp_path, "is a folder"),
    ):
        with pytest.raises(UsageError, match=says):
            back_up(folder, file)
    assert (tmp_path / "list.csv").read_text(encoding="utf-8") == "a,b\n"


def test_what_is_not_there_is_said(tmp_path, folder):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nothing to back up"):
        back_up(tmp_path / "empty", tmp_path / "b.sqlite")
    (tmp_path / "empty" / RECORD_FILE).touch()
    with pytest.raises(UsageError, match="nothing to back up"):
        back_up(tmp_path / "empty", tmp_path / "b.sqlite")
    with pytest.raises(UsageError, match="no file"):
        restore(folder, tmp_path / "b.sqlite")
    with pytest.raises(UsageError, match="the record itself"):
        restore(folder, folder / RECORD_FILE)


def test_a_backup_that_another_program_opened_in_its_own_way_is_restored(folder, backup):
    other = sqlite3.connect(backup)
    other.execute("PRAGMA journal_mode = WAL")
    other.close()
    restore(folder, backup)
    restored = sqlite3.connect(folder / RECORD_FILE)
    assert restored.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    restored.close()


def run_with_little_space(what: str, folder: Path, file: Path, space: int) -> str:
    words = [sys.executable, "-c", LITTLE_SPACE, what, str(folder), str(file), str(space)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 1, ran.stderr
    return ran.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a file's size there")
@pytest.mark.parametrize("space", [4096, 20_000, 40_000, 60_000])
def test_on_a_full_disk_the_record_and_the_old_backup_stay(folder, tmp_path, backup, space):
    save_some(folder, 200, start=30)
    assert "no space left" in run_with_little_space("back_up", folder, backup, space)
    assert len(ids_in(backup)) == 30
    said = run_with_little_space("restore", folder, backup, space)
    assert "space" in said or "full" in said
    assert len(ids_in(folder / RECORD_FILE)) == 230
    assert verdict(folder / RECORD_FILE) == "ok"
    assert leftovers(folder) == []
