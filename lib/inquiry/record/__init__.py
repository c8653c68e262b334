"""The record of answers: append-only, with history, in one SQLite file per district.

answer.py    one answer: what it holds, what is allowed in it
moments.py   times as the record keeps them
schema.py    the tables                     migrate.py   a record made, or brought up to date
engine.py    connections and their errors   lines.py     answers into the tables and out of them
fold.py      revisions -> rows              batches.py   imports listed and withdrawn
typed.py     what people type, side by side changes.py   what is new since a moment
ballots.py   votes without a name           ballot_box.py  mixed among each other
board.py     whys put on a board without a name
closing.py   quarters closed and reopened   reading.py   the record, read
record.py    the record, opened and saved   jsonl.py     answers as a readable file
check.py     answers against the questions  transfer.py  answers into the record, once
folder.py    a district's folder: what is brought in and taken out
backup*.py   the whole record copied and restored     where.py  where a record must not lie
flat.py, flat_read.py      answers as a table, CSV or XLSX, on spreadsheet.py
sheets*.py, cells.py       a workbook that a team fills in   filled.py  its changes into the record
laying.py    rows that came along, with a quarter's own over them
standing.py  rows as they stand in a quarter
lock.py      one lock in words              lock_lines.py  the lines as locks read them
locks.py     predictions that evidence has locked              locked.py  what that refuses
"""

from inquiry.record.answer import SCOPES, Answer
from inquiry.record.batches import Batch
from inquiry.record.check import check_answers
from inquiry.record.closing import Closure
from inquiry.record.fold import Aside, Revision, Row
from inquiry.record.jsonl import read_answers, write_answers
from inquiry.record.record import RECORD_FILE, Record, open_record, update_record
from inquiry.record.transfer import Imported, import_answers
from inquiry.record.typed import Taken

__all__ = [
    "RECORD_FILE",
    "SCOPES",
    "Answer",
    "Aside",
    "Batch",
    "Closure",
    "Imported",
    "Record",
    "Revision",
    "Row",
    "Taken",
    "check_answers",
    "import_answers",
    "open_record",
    "read_answers",
    "update_record",
    "write_answers",
]
