"""Answers as CSV and XLSX: they come back exactly, and what is no such file is said."""

import csv
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from record.making import any_answer, at, make_answer

from inquiry.errors import BadInput
from inquiry.record import open_record
from inquiry.record.flat import COLUMNS, write_flat
from inquiry.record.flat_read import read_flat

NASTY = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "'", '"', "_x000D_", "x005F_", " spaced ",
    "a\r\nb", "a\nb", "a;=1", "", "0012", "1e5", "TRUE", "2026-01-02", "\x00\x07", "\ud83d", "😀", "\ufeff",
    "\u2028", "x" * 100_000, "=" * 100_000, "é\n" * 20_000, "\x01" * 12_000, "ﬁ", "e\u0301",
]  # fmt: skip


def back(tmp_path, answers, ending):
    file = tmp_path / f"answers{ending}"
    assert write_flat(file, answers) == len(answers)
    return read_flat(file).or_raise()


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_odd_texts_come_back_exactly(tmp_path, ending):
    answers = [
        make_answer({"text": text, text[:50].strip() or "f": [text[:100]]}, row=f"r{n}")
        for n, text in enumerate(NASTY)
        if not set(text) & set("\x00\x01\r\n\t\ud83d\ufeff\u2028")
    ]
    answers += [
        make_answer({"text": text, "list": [text], "map": {text: 1}}, row=f"q{n}")
        for n, text in enumerate(NASTY)
    ]
    assert back(tmp_path, answers, ending) == answers


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_every_part_of_an_answer_comes_back(tmp_path, ending):
    answers = [
        make_answer(
            {"a": 1, "b": 1.0, "c": True, "d": None, "e": "1", "f": [], "g": {"x": None}, "h": 10**200}
        ),
        make_answer({}, removed=True, author=None),
        make_answer({}, position=3, base="before", batch="autumn.jsonl"),
        make_answer({"a": "mine"}, aside=True, scope="person", owner="ana"),
        make_answer({"a": "=1"}, id="=id", author="-ana", form='"form'),
    ]
    assert back(tmp_path, answers, ending) == answers


@given(st.lists(any_answer, max_size=5, unique_by=lambda answer: answer.id))
@settings(deadline=None, max_examples=60)
def test_any_answers_come_back(tmp_path_factory, answers):
    folder = tmp_path_factory.mktemp("flat")
    assert back(folder, answers, ".csv") == answers
    assert back(folder, answers, ".xlsx") == answers


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_no_cell_looks_like_a_formula(tmp_path, ending):
    answers = [
        make_answer({"text": text, "more": text * 9000}, row=f"r{n}")
        for n, text in enumerate(NASTY)
        if len(text) < 100
    ]
    write_flat(tmp_path / f"a{ending}", answers)
    if ending == ".csv":
        lines = csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8-sig"), newline=""))
        cells = [cell for line in lines for cell in line]
    else:
        rows = load_workbook(tmp_path / "a.xlsx").worksheets[0].iter_rows()
        cells = [str(cell.value) for row in rows for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n")]
    assert max(map(len, cells)) < 32_767


def test_a_table_that_was_sorted_comes_back_in_order(tmp_path):
    answers = [make_answer({"a": str(n), "b": n}, row=f"r{n}", saved_at=at(n)) for n in range(12)]
    write_flat(tmp_path / "a.csv", answers)
    lines = (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()
    (tmp_path / "a.csv").write_text("\n".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    read = read_flat(tmp_path / "a.csv").or_raise()
    assert [(answer.row, dict(answer.values)) for answer in read] == [
        (each.row, dict(each.values)) for each in answers
    ]


def test_a_table_that_a_spreadsheet_saved_its_own_way_is_read(tmp_path):
    text = "N;Quarter;Owner;Form;Saved_at;Field;Value;;\n1;2026-27-Q1;oak-g3;focus;2026-09-10T22:30:00Z;priority;Wörter;;\n;;;;;;;;\n"
    (tmp_path / "a.csv").write_bytes(text.encode("cp1252"))
    (answer,) = read_flat(tmp_path / "a.csv").or_raise()
    assert (answer.values, answer.scope, answer.author) == ({"priority": "Wörter"}, "team", None)


HEADER = ",".join(COLUMNS) + "\n"
GOOD = "1,a1,2026-27-Q1,team,oak-g3,focus,p1,,,,ana,2026-09-10T22:30:00Z,,,priority,text,,Words\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "an empty file"),
        ("date,team,class\n1,2,3\n", "no column “n”"),
        (HEADER.replace("batch", "colour") + GOOD, "the unknown column “colour”"),
        (HEADER + GOOD.replace("2026-09-10T22:30:00Z", "yesterday"), "“yesterday”"),
        (HEADER + GOOD.replace("p1,,,", "p1,first,,"), "“first”"),
        (HEADER + GOOD.replace("text,,Words", "json,,Words"), "cannot be read"),
        (HEADER + GOOD.replace("text,,Words", "json,,NaN"), "cannot be read"),
        (HEADER + GOOD.replace("text,,Words", "sound,,Words"), "“sound”"),
        (HEADER + GOOD.replace("text,,Words", 'text,1 of 2,"""Wo"""'), "parts"),
        (HEADER + GOOD + GOOD.replace("Words", "Other"), "two lines"),
        (HEADER + GOOD + GOOD.replace("oak-g3", "oak-g4"), "“oak-g4”"),
        (HEADER + GOOD.replace("team", "town"), "“town”"),
        (HEADER + GOOD.replace("2026-27-Q1", ""), "quarter"),
        (HEADER + GOOD.replace("Words", '"Words'), "breaks off"),
        (HEADER + GOOD.replace("Words", "x" * 200_000), "breaks off"),
        ("\x00\x01\x02", "no text"),
    ],
)
def test_each_fault_of_a_table_is_named(tmp_path, text, says):
    (tmp_path / "bad.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=says) as refused:
        read_flat(tmp_path / "bad.csv").or_raise()
    assert {fault.file for fault in refused.value.faults} == {"bad.csv"}


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b" " * 450_000_000)
    return data.getvalue()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda: b"quarter,owner\n", "no Excel workbook"),
        (lambda: b"PK\x03\x04 broken", "no Excel workbook"),
        (lambda: b"\xd0\xcf\x11\xe0" + b"x" * 600, "password"),
        (lambda: b"", "no Excel workbook"),
        (bomb, "no Excel workbook"),
    ],
)
def test_a_file_that_is_no_workbook_is_said_to_be_none(tmp_path, make, says):
    (tmp_path / "bad.xlsx").write_bytes(make())
    with pytest.raises(BadInput, match=says):
        read_flat(tmp_path / "bad.xlsx")


def test_a_formula_in_a_table_is_named_by_its_cell(tmp_path):
    book = Workbook()
    book.worksheets[0].append(list(COLUMNS))
    book.worksheets[0].append(["1", "=1+1"])
    book.save(tmp_path / "f.xlsx")
    with pytest.raises(BadInput, match="B2"):
        read_flat(tmp_path / "f.xlsx")


def test_a_missing_file_is_said(tmp_path):
    for name in ("no.csv", "no.xlsx"):
        with pytest.raises(BadInput, match="no such file"):
            read_flat(tmp_path / name)


def test_the_record_gives_the_same_answers_after_either_way(tmp_path, record):
    record.save([make_answer({"a": text}, row=f"r{n}") for n, text in enumerate(NASTY)])
    for ending in (".csv", ".xlsx"):
        write_flat(tmp_path / f"a{ending}", record.answers())
        with open_record(tmp_path / f"{ending}.sqlite") as other:
            other.save(read_flat(tmp_path / f"a{ending}").or_raise())
            assert other.digest() == record.digest()
