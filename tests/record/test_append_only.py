"""The file itself refuses to change or to lose a line, whoever asks."""

import sqlite3
from contextlib import closing

import pytest
from record.making import make_answer


@pytest.fixture
def raw(record, path):
    record.save([make_answer(id="a", batch="autumn"), make_answer(id="b", batch="spring")])
    record.withdraw("spring")
    record.close_quarter("2026-27-Q1")
    with closing(sqlite3.connect(path)) as connection:
        yield connection


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answers SET author = 'eve'",
        "DELETE FROM answers",
        "UPDATE batches SET name = 'x'",
        "DELETE FROM batches",
        "UPDATE withdrawals SET reason = 'x'",
        "DELETE FROM withdrawals",
        "UPDATE closures SET closed = 0",
        "DELETE FROM closures",
        "REPLACE INTO answers SELECT * FROM answers WHERE id = 'a'",
        "REPLACE INTO answers SELECT seq, 'new', quarter, scope, owner, form, row, patch, author, saved_at,"
        " removed, position, base, batch, content, aside FROM answers WHERE id = 'b'",
        "INSERT INTO answers SELECT 99, id, quarter, scope, owner, form, row, patch, author, saved_at,"
        " removed, position, base, batch, content, aside FROM answers WHERE id = 'a'",
    ],
)
def test_a_statement_that_would_change_the_past_fails(raw, statement):
    with pytest.raises(sqlite3.IntegrityError, match=r"only appends|already in the record"):
        raw.execute(statement)


def test_the_numbers_of_lines_are_never_used_again(raw):
    names = raw.execute("SELECT name FROM sqlite_sequence ORDER BY name").fetchall()
    assert ("answers",) in names
