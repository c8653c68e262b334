"""The record of answers: append-only, with history, in one SQLite file per district.

answer.py    one answer: what it holds, what is allowed in it
moments.py   times as the record keeps them
schema.py    the tables                     migrate.py   a record made, or brought up to date
engine.py    connections and their errors   lines.py     answers into the tables and out of them
fold.py      revisions -> rows              batches.py   imports listed and withdrawn
record.py    open, save, read               jsonl.py     answers as a readable file
check.py     answers against the questions  transfer.py  answers into the record, once
folder.py    a district's folder: what is brought in and taken out
"""

from inquiry.record.answer import SCOPES, Answer
from inquiry.record.batches import Batch
from inquiry.record.check import check_answers
from inquiry.record.fold import Revision, Row
from inquiry.record.jsonl import read_answers, write_answers
from inquiry.record.record import RECORD_FILE, Record, open_record
from inquiry.record.transfer import Imported, import_answers

__all__ = [
    "RECORD_FILE",
    "SCOPES",
    "Answer",
    "Batch",
    "Imported",
    "Record",
    "Revision",
    "Row",
    "check_answers",
    "import_answers",
    "open_record",
    "read_answers",
    "write_answers",
]
