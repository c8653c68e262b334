"""A record is made, brought up to date, or refused; it is never left half way."""

import multiprocessing
import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from record.making import make_answer
from record.workers import die_while_migrating, migrate_until_killed

from inquiry.errors import RecordError
from inquiry.record import open_record
from inquiry.record.engine import make_engine
from inquiry.record.migrate import MIGRATIONS, bring_up_to_date
from inquiry.record.schema import HEAD, metadata

OLD = Path(__file__).with_name("record_0001.sql")  # made by the program as it was before the migration 0002
OLD_DIGEST = "444c2fc3833f45d9aeba53a025d19469e177abc5760475876fdb1ae10282c8c7"  # as that program told it
STEP = '''"""A step of the test."""
from alembic import op
revision = "{revision}"
down_revision = "{before}"
def upgrade():
    op.execute("CREATE TABLE extra_{revision} (n INTEGER)")
    {then}
'''


def further(tmp_path, then):
    """The migrations with two more, the second of which goes wrong."""
    folder = tmp_path / "100% further" / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for revision, before, what in (("0003", "0002", "pass"), ("0004", "0003", then)):
        text = STEP.format(revision=revision, before=before, then=what)
        (folder / "versions" / f"v{revision}.py").write_text(text, encoding="utf-8")
    return folder


def tables_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def test_the_code_knows_the_newest_migration():
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_the_migrations_make_the_tables_that_the_code_sees(record, path):
    engine = make_engine(path, 1.0)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_an_empty_file_becomes_a_record(path):
    path.touch()
    with open_record(path, read_only=True) as reading:
        assert list(reading.answers()) == []
    with open_record(path) as record:
        assert record.save([make_answer()]) == 1


def test_opening_again_changes_nothing(path, record):
    record.save([make_answer()])
    before = path.read_bytes()
    with open_record(path) as again:
        assert len(again.rows("oak-g3", "focus")) == 1
    assert path.read_bytes() == before


def test_a_record_of_a_newer_version_is_refused_and_left_alone(path, record):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    before = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(RecordError, match=r"newer version.*Update the program"):
            open_record(path, read_only=read_only).rows("oak-g3", "focus")
    with pytest.raises(RecordError, match="newer version"):
        record.save([make_answer()])
    assert path.read_bytes() == before


def test_a_record_of_an_older_version_says_how_to_bring_it_up_to_date(path, record):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with open_record(path, read_only=True) as reading, pytest.raises(RecordError, match="older version"):
        reading.rows("oak-g3", "focus")


def test_an_old_record_is_brought_up_to_date_with_all_its_answers(tmp_path, path, record):
    record.save([make_answer()])
    bring_up_to_date(make_engine(path, 1.0), path, further(tmp_path, "pass"), head="0004")
    assert {"extra_0003", "extra_0004"} <= tables_of(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (1,)


def test_a_migration_that_fails_leaves_the_old_record_usable(tmp_path, path, record):
    record.save([make_answer()])
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError):
        bring_up_to_date(make_engine(path, 1.0), path, further(tmp_path, "1 / 0"), head="0004")
    assert path.read_bytes() == before
    assert record.save([make_answer(row="p2")]) == 1


def test_a_migration_that_is_killed_leaves_the_old_record_usable(tmp_path, path, record):
    record.save([make_answer()])
    migrations = further(tmp_path, "import os; os._exit(9)")
    killed = multiprocessing.get_context("spawn").Process(target=die_while_migrating, args=(path, migrations))
    killed.start()
    killed.join()
    assert killed.exitcode == 9
    assert record.save([make_answer(row="p2")]) == 1
    assert [row.row for row in record.rows("oak-g3", "focus")] == ["p1", "p2"]
    assert "extra_0003" not in tables_of(path)


@pytest.fixture
def old(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(OLD.read_text(encoding="utf-8"))
    return path


def version_of(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def lines_of(path):
    with closing(sqlite3.connect(path)) as connection:
        columns = "seq, id, quarter, scope, owner, form, row, patch, author, saved_at, removed, position"
        return connection.execute(f"SELECT {columns}, base, batch, content FROM answers").fetchall()


def test_a_record_from_before_there_were_asides_says_what_it_said(old):
    before = lines_of(old)
    with open_record(old) as record:
        assert lines_of(old) == before
        assert record.digest() == OLD_DIGEST
        assert [(batch.name, batch.withdrawn_by) for batch in record.batches()] == [
            ("wrong.jsonl", "coach"),
            ("right.jsonl", None),
        ]
        (row,) = record.rows("oak-g3", "focus", quarter="2026-27-Q1")
        assert (row.values, row.asides) == ({"priority": "Arguments", "why": "Señal 👩🏽‍🏫"}, ())
        assert not any(answer.aside for answer in record.answers())
        assert all(answer.content == line[-1] for answer, line in zip(
            record.answers(), [line for line in before if line[-2] != 1], strict=True))  # fmt: skip
        (taken,) = record.save_typed([make_answer({"why": "mine"}, base="o1")])
        assert (taken.state, taken.seq) == ("aside", 9)
        record.close_quarter("2026-27-Q1")


def test_an_old_record_opened_for_reading_stays_as_it_is(old):
    before = old.read_bytes()
    with open_record(old, read_only=True) as reading, pytest.raises(RecordError, match="older version"):
        reading.rows("oak-g3", "focus")
    assert old.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_bringing_an_old_record_up_to_date_may_be_killed_before_any_statement(old):
    before, done = lines_of(old), 0
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    for statement in range(60):
        process = context.Process(target=migrate_until_killed, args=(old, statement))
        process.start()
        process.join()
        assert lines_of(old) == before
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL
        assert version_of(old) == "0001"
        with closing(sqlite3.connect(old)) as connection, connection:  # as the old program would write
            assert "closures" not in tables_of(old)
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
        done = statement
    assert version_of(old) == HEAD
    assert done >= 8
    with open_record(old) as record:
        assert record.digest() == OLD_DIGEST
