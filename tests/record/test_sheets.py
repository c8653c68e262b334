"""A team's workbook: filled in away from the network and brought back, over nobody's words."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from record.making import at, make_answer
from record.small_district import write_small_district

from inquiry.cycle import load_cycle
from inquiry.errors import BadInput, UsageError
from inquiry.record import RECORD_FILE, open_record
from inquiry.record.folder import describe_imports, export_fill_in, import_file, withdraw_import

DAY = dt.date(2026, 9, 20)
Q1 = "2026-27-Q1"
CYCLE = load_cycle()
# Those that a test fills in, and one of another length: a workbook of all of them takes a second to open and save.
FEW = {
    "focus",
    "my-why",
    "norms",
    "predictions",
    "skills-snapshot",
    "success-indicators",
    "supports",
    "whirlwind",
}
SMALL = replace(
    CYCLE, forms={name: form for name, form in CYCLE.forms.items() if name in {*FEW, "action-plan"}}
)
SAID = "=HYPERLINK(1) is what\nour students\tsay"


class Filling:
    """A team's workbook, open: cells are named by form, line (0 is the first) and question."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.book = load_workbook(file)

    def sheet(self, form: str):
        return next(s for s in self.book.worksheets if f"|{form}|" in str(s.cell(1, 1).value))

    def column(self, form: str, key: str) -> int:
        sheet = self.sheet(form)
        row = next(r for r in sheet.iter_rows() if "#row" in [cell.value for cell in r])
        return next(cell.column for cell in row if cell.value == key)

    def first_line(self, form: str) -> int:
        sheet = self.sheet(form)
        return next(r[0].row for r in sheet.iter_rows() if "#row" in [cell.value for cell in r]) + 2

    def cell(self, form: str, line: int, key: str):
        return self.sheet(form).cell(self.first_line(form) + line, self.column(form, key))

    def fill(self, form: str, line: int, **values):
        for key, value in values.items():
            self.cell(form, line, key.replace("__", "/")).value = value
        return self

    def save(self) -> Path:
        self.book.save(self.file)
        return self.file


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A district with some answers, and its team's workbook: made once, copied for each test."""
    folder = write_small_district(tmp_path_factory.mktemp("made"))
    with open_record(folder / RECORD_FILE) as record:
        record.save(
            [
                make_answer({"priority": SAID, "students": "All"}, row="p1", id="first", position=1),
                make_answer({"priority": "Second"}, row="p2", id="second", position=2),
                make_answer(
                    {"work": "Tickets", "levels": {}}, form="skills-snapshot", row="answer", id="snap"
                ),
                make_answer({"norm": "x" * 40_000}, form="norms", row="n1", id="long"),
            ]
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("inquiry.record.folder.load_cycle", lambda: SMALL)
        export_fill_in(folder, folder / "g3.xlsx", "oak-g3", Q1, DAY)
    return folder


@pytest.fixture
def folder(made, tmp_path, monkeypatch):
    monkeypatch.setattr("inquiry.record.folder.load_cycle", lambda: SMALL)
    return Path(shutil.copytree(made, tmp_path / "small"))


@pytest.fixture
def filling(folder):
    return Filling(folder / "g3.xlsx")


def bring(folder, filling, author="ana"):
    return import_file(folder, filling.save(), author)


def values(folder, form, row=None, owner="oak-g3"):
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        rows = {each.row: each.values for each in record.rows(owner, form)}
    return rows if row is None else rows.get(row)


def count(folder):
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        return len(list(record.answers()))


def refused(folder, filling, says, author="ana"):
    before = count(folder)
    with pytest.raises(BadInput, match=says) as trouble:
        bring(folder, filling, author)
    assert count(folder) == before
    return trouble.value.faults


def test_what_was_not_changed_adds_nothing(folder, filling):
    assert bring(folder, filling).value.added == 0
    assert count(folder) == 4


def test_a_text_that_looks_like_a_formula_is_a_text(folder, filling):
    cell = filling.cell("focus", 0, "priority")
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (SAID, "s", True)
    bring(folder, filling.fill("focus", 0, students="Some"))
    assert values(folder, "focus", "p1") == {"priority": SAID, "students": "Some"}


def test_a_changed_cell_becomes_an_answer_of_its_author(folder, filling):
    bring(folder, filling.fill("focus", 1, priority="Better"))
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        last = record.history("oak-g3", "focus", row="p2")[-1].answer
    assert (last.values, last.author, last.base, last.quarter) == (
        {"priority": "Better"},
        "ana",
        "second",
        Q1,
    )


def test_an_emptied_cell_takes_the_answer_away(folder, filling):
    bring(folder, filling.fill("focus", 0, students=None))
    assert values(folder, "focus", "p1") == {"priority": SAID}


def test_a_new_line_becomes_a_row_once(folder, filling):
    filling.fill("focus", 2, priority="Third")
    filling.fill("norms", 40, norm="Far below the lines that were there")
    assert bring(folder, filling).value.added == 2
    assert bring(folder, filling).value.skipped == 2
    assert [each["priority"] for each in values(folder, "focus").values()] == [SAID, "Second", "Third"]
    assert len(values(folder, "norms")) == 2


def test_the_same_workbook_filled_further_goes_over_its_own_words(folder, filling):
    bring(folder, filling.fill("focus", 0, students="Some").fill("focus", 2, priority="New"))
    again = bring(folder, filling.fill("focus", 0, students="None").fill("focus", 2, priority="Newer"))
    assert (again.value.added, again.value.beside) == (2, 0)
    assert [each.get("students") for each in values(folder, "focus").values()] == ["None", None, None]
    assert len(values(folder, "focus")) == 3


def test_what_somebody_answered_meanwhile_stands_and_both_are_kept(folder, filling):
    with open_record(folder / RECORD_FILE) as record:
        record.save(
            [make_answer({"students": "Newcomers"}, row="p1", author="ben", base="first", saved_at=at(9))]
        )
    told = bring(folder, filling.fill("focus", 0, students="Some", why="Because"))
    assert values(folder, "focus", "p1")["students"] == "Newcomers"
    assert values(folder, "focus", "p1")["why"] == "Because"
    (note,) = [fault for fault in told.faults if "meanwhile" in fault.found]
    for words in ("“Some”", "Ben Oh", "“Newcomers”"):
        assert words in note.found
    assert filling.cell("focus", 0, "students").coordinate in note.column
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        (row,) = [row for row in record.rows("oak-g3", "focus") if row.row == "p1"]
    assert [(aside.field, aside.value) for aside in row.asides] == [("students", "Some")]


def test_each_type_of_question_is_read(folder, filling):
    filling.fill("skills-snapshot", 0, date=dt.date(2026, 9, 12))
    ratings = [key for key in column_keys(filling, "skills-snapshot") if key.startswith("levels/")]
    filling.cell("skills-snapshot", 0, ratings[0]).value = 2
    filling.cell("skills-snapshot", 0, ratings[1]).value = filling_step(ratings[1], 3)
    people = [(f.id, each.id) for f in CYCLE.forms.values() for each in f.fields if each.type == "person"]
    form, field = next((f, each) for f, each in people if f == "whirlwind")
    filling.fill(form, 0, **{field: "ana peña"})
    bring(folder, filling)
    snapshot = values(folder, "skills-snapshot", "answer")
    assert snapshot["date"] == "2026-09-12"
    assert snapshot["levels"] == {ratings[0].split("/")[1]: 2, ratings[1].split("/")[1]: 3}
    assert list(values(folder, form).values()) == [{field: "ana"}]


def test_several_choices_are_ticked(folder, tmp_path):
    export_fill_in(folder, tmp_path / "p.xlsx", "oak-p", Q1, DAY)
    filling = Filling(tmp_path / "p.xlsx")
    ticks = [key for key in column_keys(filling, "supports") if "/" in key]
    filling.cell("supports", 0, ticks[1]).value = "x"
    filling.cell("supports", 0, ticks[0]).value = "yes"
    bring(folder, filling, author="ben")
    (row,) = values(folder, "supports", owner="oak-p").values()
    assert row == {ticks[0].split("/")[0]: [key.split("/")[1] for key in ticks[:2]]}


def column_keys(filling, form):
    sheet = filling.sheet(form)
    row = next(r for r in sheet.iter_rows() if "#row" in [cell.value for cell in r])
    return [cell.value for cell in row if cell.value and not cell.value.startswith("#")]


def filling_step(key, step):
    form = CYCLE.form("skills-snapshot", "teacher")
    return f"{step}: {form.field(key.split('/')[0]).steps[step - 1]}"


@pytest.mark.parametrize(
    ("typed", "number_format", "read"),
    [
        ("1,234.5", "General", 1234.5),
        ("12", "General", 12),
        (" 12 ", "General", 12),
        (45.0, "General", 45),
        ("−3", "General", -3),
    ],
)
def test_numbers_are_read_as_people_write_them(folder, filling, typed, number_format, read):
    key = next(each.id for each in CYCLE.form("predictions", "teacher").fields if each.type == "number")
    cell = filling.cell("predictions", 0, key)
    cell.value, cell.number_format = typed, number_format
    bring(folder, filling)
    assert next(iter(values(folder, "predictions").values()))[key] == read


@pytest.mark.parametrize("typed", ["10/6/2026", "2026-10-06", dt.date(2026, 10, 6), 46301])
def test_dates_are_read_as_people_write_them(folder, filling, typed):
    cell = filling.cell("skills-snapshot", 0, "date")
    cell.value, cell.number_format = typed, "General" if isinstance(typed, int) else cell.number_format
    bring(folder, filling)
    assert values(folder, "skills-snapshot", "answer")["date"] == "2026-10-06"


@pytest.mark.parametrize(
    ("form", "key", "typed", "says"),
    [
        ("focus", "students", "=1+1", "formula"),
        ("focus", "students", "#REF!", "formula"),
        ("focus", "skill", "Precise acedemic language", "did you mean “Precise academic language”"),
        ("focus", "skill", "Skateboarding", "choose from the cell's list"),
        ("focus", "serves", "nothing like it", "one of nothing so far"),
        ("skills-snapshot", "date", "yesterday", "“yesterday”"),
        ("skills-snapshot", "date", "13/45/2026", "13/45/2026"),
        ("predictions", "NUMBER", "1,23", "“1,23”"),
        ("predictions", "NUMBER", "about ten", "about ten"),
        ("predictions", "NUMBER", "1.234,5", "1.234,5"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_cell(folder, filling, form, key, typed, says):
    if key == "NUMBER":
        key = next(each.id for each in CYCLE.form(form, "teacher").fields if each.type == "number")
    cell = filling.cell(form, 0, key)
    cell.value = typed
    if typed.startswith("#"):
        cell.data_type = "e"
    faults = refused(folder, filling, says)
    assert any(
        f"cell {cell.coordinate}" in fault.column and filling.sheet(form).title in fault.column
        for fault in faults
    )


def test_a_text_too_long_for_a_cell_stays_as_it_is(folder, filling):
    assert "too long for a spreadsheet" in filling.cell("norms", 0, "norm").value
    bring(folder, filling.fill("norms", 0, looks_like="Seen"))
    assert values(folder, "norms", "n1") == {"norm": "x" * 40_000, "looks_like": "Seen"}


def test_all_cells_that_cannot_be_read_come_in_one_report(folder, filling):
    filling.fill("focus", 0, skill="Nonsense").fill("skills-snapshot", 0, date="soon")
    faults = refused(folder, filling, "Nonsense")
    assert len([fault for fault in faults if fault.severity == "error"]) == 2


def test_a_date_outside_the_quarter_and_a_long_text_are_saved_with_a_note(folder, filling):
    told = bring(
        folder, filling.fill("skills-snapshot", 0, date="2027-02-02").fill("focus", 0, students="s" * 900)
    )
    assert len([fault for fault in told.faults if fault.severity == "note"]) == 2
    assert values(folder, "skills-snapshot", "answer")["date"] == "2027-02-02"


def test_columns_may_be_moved_and_deleted_and_lines_sorted_or_inserted(folder, filling):
    sheet = filling.sheet("focus")
    filling.fill("focus", 0, students="Some")
    deleted = filling.column("focus", "standing")
    sheet.delete_cols(deleted)
    sheet.insert_cols(3)
    sheet.insert_rows(1)
    sheet.cell(1, 1).value, sheet.cell(2, 1).value = sheet.cell(2, 1).value, None
    first, second = (filling.first_line("focus") + n for n in (0, 1))
    for column in range(1, sheet.max_column + 1):
        one, two = sheet.cell(first, column), sheet.cell(second, column)
        one.value, two.value = two.value, one.value
        one.data_type = two.data_type = "s"
    told = bring(folder, filling)
    assert any("no column" in fault.found for fault in told.faults)
    assert values(folder, "focus") == {
        "p1": {"priority": SAID, "students": "Some"},
        "p2": {"priority": "Second"},
    }


def test_a_line_copied_within_the_sheet_is_refused(folder, filling):
    sheet = filling.sheet("focus")
    first = filling.first_line("focus")
    for column in range(1, sheet.max_column + 1):
        sheet.cell(first + 9, column).value = sheet.cell(first, column).value
        sheet.cell(first + 9, column).data_type = sheet.cell(first, column).data_type
    filling.fill("focus", 9, students="Copied")
    refused(folder, filling, "second line")


def test_a_sheet_without_its_hidden_lines_is_refused(folder, filling):
    filling.sheet("focus").delete_rows(3)
    refused(folder, filling, "no hidden line")
    del filling.book["inquiry-before"]
    refused(folder, filling, "no hidden sheet")


def test_a_sheet_of_another_team_is_refused(folder, filling):
    cell = filling.sheet("focus").cell(1, 1)
    cell.value = cell.value.replace("oak-g3", "oak-p")
    refused(folder, filling, "a sheet of the team “oak-p”")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("oak-g3", "oak-g9", "teams.csv"),
        (Q1, "2020-21-Q1", "the quarter “2020-21-Q1”"),
        ("99100170000000", "11111110000000", "the district 11111110000000"),
    ],
)
def test_a_workbook_of_another_place_is_refused(folder, filling, old, new, says):
    for sheet in filling.book.worksheets:
        if str(sheet.cell(1, 1).value).startswith("inquiry-fill-in|"):
            sheet.cell(1, 1).value = sheet.cell(1, 1).value.replace(old, new)
    refused(folder, filling, says)


def test_a_closed_quarter_takes_no_workbook(folder, filling):
    with open_record(folder / RECORD_FILE) as record:
        record.close_quarter(Q1)
    refused(folder, filling.fill("focus", 0, students="Some"), "closed")


@pytest.mark.parametrize("author", [None, "nobody"])
def test_the_author_must_be_known(folder, filling, author):
    with pytest.raises(UsageError, match=r"ana \(Ana Peña\)"):
        bring(folder, filling.fill("focus", 0, students="Some"), author)


def test_each_person_answers_for_themselves_and_what_is_private_is_not_there(folder, tmp_path):
    with open_record(folder / RECORD_FILE) as record:
        record.save(
            [
                make_answer(
                    {"why": "W", "private": "P"},
                    scope="person",
                    owner="ben",
                    form="my-why",
                    row="answer",
                    author="ben",
                )
            ]
        )
    export_fill_in(folder, tmp_path / "p.xlsx", "oak-p", Q1, DAY)
    filling = Filling(tmp_path / "p.xlsx")
    assert column_keys(filling, "my-why") == ["why", "board"]
    assert "P" not in {
        cell.value for sheet in filling.book.worksheets for row in sheet.iter_rows() for cell in row
    }
    bring(folder, filling.fill("my-why", 0, why="Now"), author="ana")
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        last = record.history("ben", "my-why")[-1].answer
    assert (last.owner, last.author, last.values) == ("ben", "ben", {"why": "Now"})


def test_a_link_is_chosen_by_its_words_even_after_they_changed(folder, filling):
    key = next(each.id for each in CYCLE.form("success-indicators", "teacher").fields if each.type == "link")
    filling.cell("success-indicators", 0, key).value = "Second"
    with open_record(folder / RECORD_FILE) as record:
        record.save([make_answer({"priority": "Other words"}, row="p2", base="second", saved_at=at(9))])
    bring(folder, filling)
    assert list(values(folder, "success-indicators").values()) == [{key: "oak-g3/focus/p2"}]


def test_what_came_along_into_a_quarter_is_there_and_is_changed_in_it(folder, tmp_path):
    export_fill_in(folder, tmp_path / "q2.xlsx", "oak-g3", "2026-27-Q2", DAY)
    filling = Filling(tmp_path / "q2.xlsx")
    assert filling.cell("focus", 1, "priority").value == "Second"
    bring(folder, filling.fill("focus", 1, priority="In the second quarter"))
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        (row,) = record.rows("oak-g3", "focus", quarter="2026-27-Q2")
    assert (row.row, row.values, row.asides) == ("p2", {"priority": "In the second quarter"}, ())


def test_a_workbook_of_something_else_is_no_table_of_answers(folder, tmp_path):
    Workbook().save(tmp_path / "empty.xlsx")
    with pytest.raises(BadInput, match="no column"):
        import_file(folder, tmp_path / "empty.xlsx")


def test_wrong_endings_are_said(folder, tmp_path):
    with pytest.raises(UsageError, match=r"ends in \.xlsx"):
        export_fill_in(folder, tmp_path / "a.csv", "oak-g3", Q1, DAY)
    with pytest.raises(UsageError, match="should end in"):
        import_file(folder, tmp_path / "a.ods")


@pytest.mark.parametrize(
    ("form", "key"), [("focus", "oak-p/p1"), ("focus", "oak-g3/"), ("skills-snapshot", "oak-g3/other")]
)
def test_a_line_whose_hidden_id_was_changed_answers_for_nobody_else(folder, filling, form, key):
    filling.cell(form, 0, "#row").value = key
    refused(folder, filling.fill(form, 0, **{column_keys(filling, form)[0]: "Ours"}), f"entry of “{key}”")


def imports(folder):
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        return [(each.name, each.answers, each.author) for each in record.batches()]


def test_a_filled_workbook_is_one_import_that_is_withdrawn_in_one_step(folder, filling):
    before = {form: values(folder, form) for form in ("focus", "norms")}
    filling.fill("focus", 0, students="Some").fill("focus", 2, priority="Third").fill("norms", 3, norm="Ours")
    assert bring(folder, filling).value.added == 3
    assert imports(folder) == [("g3.xlsx", 3, "ana")]
    (line,) = describe_imports(folder)
    assert "g3.xlsx" in line
    assert "3 answers" in line
    assert withdraw_import(folder, "1", "wrong file") == 3
    assert {form: values(folder, form) for form in before} == before
    assert bring(folder, filling).value.added == 3
    assert values(folder, "focus", "p1")["students"] == "Some"
    assert [each[1] for each in imports(folder)] == [3, 3]


def test_only_an_import_that_added_something_is_listed(folder, filling):
    bring(folder, filling)
    assert imports(folder) == []
    filling.fill("focus", 0, students="Some")
    assert [bring(folder, filling).value.added for _ in range(2)] == [1, 0]
    assert len(imports(folder)) == 1
    bring(folder, filling.fill("focus", 1, students="All"))
    assert [each[1] for each in imports(folder)] == [1, 1]


def test_what_was_only_kept_beside_is_withdrawn_too_and_counted_once(folder, filling):
    theirs = make_answer({"students": "Newcomers"}, row="p1", author="ben", base="first", saved_at=at(9))
    with open_record(folder / RECORD_FILE) as record:
        record.save([theirs])
    filling.fill("focus", 0, students="Some")
    assert [bring(folder, filling).value.added for _ in range(2)] == [1, 0]
    assert [each[1] for each in imports(folder)] == [1]
    withdraw_import(folder, "g3.xlsx")
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        assert [row.asides for row in record.rows("oak-g3", "focus")] == [(), ()]


def test_another_quarters_answer_does_not_come_between_a_workbook_and_its_own_words(folder, filling):
    bring(folder, filling.fill("skills-snapshot", 0, work="Essays"))
    other = make_answer(
        {"work": "Posters"}, form="skills-snapshot", row="answer", quarter="2026-27-Q2", author="ben"
    )
    with open_record(folder / RECORD_FILE) as record:
        record.save([other])
    assert bring(folder, filling.fill("skills-snapshot", 0, work="Longer essays")).value.beside == 0
    with open_record(folder / RECORD_FILE, read_only=True) as record:
        (row,) = record.rows("oak-g3", "skills-snapshot", quarter=Q1)
    assert (row.values["work"], row.asides) == ("Longer essays", ())
