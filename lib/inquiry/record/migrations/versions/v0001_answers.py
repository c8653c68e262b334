"""The record as it began: answers, the imports they came with, and what was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = ("answers", "batches", "withdrawals")

# A repeated id is refused unless the first was withdrawn, and a repeated seq always: REPLACE would delete.
NO_SECOND_ANSWER = """
CREATE TRIGGER answers_are_new BEFORE INSERT ON answers
WHEN EXISTS (SELECT 1 FROM answers WHERE seq = NEW.seq) OR EXISTS (
    SELECT 1 FROM answers WHERE id = NEW.id
    AND (batch IS NULL OR batch NOT IN (SELECT batch FROM withdrawals)))
BEGIN SELECT RAISE(ABORT, 'this answer is already in the record'); END
"""


def upgrade() -> None:
    """Make the tables, and triggers that let nobody change or delete a line."""
    _make_imports()
    _make_answers()
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the record only appends'); END"
            )
    op.execute(NO_SECOND_ANSWER)


def _make_imports() -> None:
    op.create_table(
        "batches",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "withdrawals",
        sa.Column("batch", sa.Integer, sa.ForeignKey("batches.number"), primary_key=True),
        sa.Column("withdrawn_at", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
    )


def _make_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.Column("patch", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("saved_at", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer),
        sa.Column("base", sa.Text),
        sa.Column("batch", sa.Integer, sa.ForeignKey("batches.number")),
        sa.Column("content", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("answers_by_id", "answers", ["id"])
    op.create_index("answers_by_owner", "answers", ["owner", "form", "quarter"])
    op.create_index("answers_by_quarter", "answers", ["quarter", "form"])
    op.create_index("answers_by_batch", "answers", ["batch"])
