"""Answers kept beside what stands, and quarters that are closed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column, the table and its triggers, and an index for one row; no line is written anew."""
    op.add_column("answers", sa.Column("aside", sa.Boolean, nullable=False, server_default=sa.text("0")))
    op.create_index("answers_by_row", "answers", ["owner", "form", "row"])
    op.create_table(
        "closures",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("quarter", sa.Text, nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("author", sa.Text),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER closures_no_{verb.lower()} BEFORE {verb} ON closures "
            "BEGIN SELECT RAISE(ABORT, 'the record only appends'); END"
        )
