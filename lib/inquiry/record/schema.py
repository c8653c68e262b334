"""The tables of the record as the code sees them; the migrations are what makes them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

HEAD = "0002"  # the newest migration; a test compares it with the folder

metadata = MetaData()

# One row per import: what can be withdrawn in one step. A name may come back after it was withdrawn.
batches = Table(
    "batches",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("author", Text),
    sqlite_autoincrement=True,
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("batch", Integer, ForeignKey("batches.number"), primary_key=True),
    Column("withdrawn_at", Text, nullable=False),
    Column("author", Text),
    Column("reason", Text, nullable=False),
)

# What closed a quarter, or opened it again; the last line of a quarter says which it is.
closures = Table(
    "closures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("quarter", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("at", Text, nullable=False),
    Column("author", Text),
    Column("reason", Text, nullable=False),
    sqlite_autoincrement=True,
)

# One row per revision. `seq` is the order, whatever the clocks say.
answers = Table(
    "answers",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("quarter", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("row", Text, nullable=False),
    Column("patch", Text, nullable=False),  # JSON: the fields this revision sets
    Column("author", Text),
    Column("saved_at", Text, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("position", Integer),
    Column("base", Text),  # id of the revision that the writer had seen
    Column("batch", Integer, ForeignKey("batches.number")),
    Column("content", Text, nullable=False),  # fingerprint: see Answer.content
    Column("aside", Boolean, nullable=False, server_default=text("0")),  # kept beside what stands
    Index("answers_by_id", "id"),
    Index("answers_by_owner", "owner", "form", "quarter"),
    Index("answers_by_row", "owner", "form", "row"),
    Index("answers_by_quarter", "quarter", "form"),
    Index("answers_by_batch", "batch"),
    sqlite_autoincrement=True,
)
