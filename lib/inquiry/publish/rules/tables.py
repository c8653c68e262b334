"""Rules about tables: each reads well line by line, to the eye and to the ear."""

from __future__ import annotations

from collections.abc import Iterator

from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem

_SCOPES = {"col", "row", "colgroup", "rowgroup"}
_SHOWN = 40  # characters of a cell that a report quotes


def tables_have_captions(page: Page) -> Iterator[Problem]:
    """Each table says first what it holds."""
    for table in page.all("table"):
        captions = table.all("caption")
        if len(captions) != 1 or not captions[0].text():
            yield problem(table, "a table has a caption (WCAG 1.3.1)", "add <caption> as its first child")


def heading_cells_say_what_they_head(page: Page) -> Iterator[Problem]:
    """A heading cell has words, and says whether it heads a row or a column."""
    for head in page.all("th"):
        if not head.text():
            rule = "no heading cell is empty (WCAG 1.3.1)"
            yield problem(head, rule, "name the column or row; class “sr” keeps words for the ear alone")
        elif head.attrs.get("scope") not in _SCOPES:
            rule = "a heading cell says whether it heads a row or a column (WCAG 1.3.1)"
            yield problem(_quoted(head), rule, 'add scope="col" or scope="row"')


def rows_begin_with_their_name(page: Page) -> Iterator[Problem]:
    """Columns are headed in the head, and each row below begins with its own heading cell."""
    for table in page.all("table"):
        if not any(head.attrs.get("scope", "").startswith("col") for head in table.all("th")):
            rule = "a table has heading cells (WCAG 1.3.1)"
            yield problem(table, rule, "make the first row and column <th>")
        for body in table.all("tbody"):
            for row in body.all("tr"):
                first = next(iter(row.all("th", "td")), None)
                if first is not None and first.tag != "th":
                    rule = "each row begins with what it is about, a heading cell (WCAG 1.3.1)"
                    yield problem(_quoted(first), rule, 'make it <th scope="row">')


def rows_are_even(page: Page) -> Iterator[Problem]:
    """Each row of a table has the same number of cells, one under the other."""
    for table in page.all("table"):
        widths = {len(row.all("td", "th")) for row in table.all("tr")}
        if len(widths) > 1:
            found = f"{table} with rows of {', '.join(map(str, sorted(widths)))} columns"
            yield problem(found, "every row has the same columns (WCAG 1.3.1)", "fill the missing cells")


def cells_stand_alone(page: Page) -> Iterator[Problem]:
    """Read line by line, each cell has words, one row and one column."""
    for row in page.all("tr"):
        for cell in row.children:
            if not isinstance(cell, Element):
                continue
            if "colspan" in cell.attrs or "rowspan" in cell.attrs:
                yield problem(_quoted(cell), "no cell is merged (WCAG 1.3.1)", "write each cell out")
            if cell.tag == "td" and not cell.text():
                found = f"{cell} in the row “{row.text()[:_SHOWN]}”"
                rule = "no cell is blank: to the ear that is a hole (WCAG 1.3.1)"
                yield problem(found, rule, "write “–”, or why there is nothing")


def _quoted(cell: Element) -> str:
    return f"{cell} “{cell.text()[:_SHOWN]}”"


TABLE_RULES = (
    tables_have_captions,
    heading_cells_say_what_they_head,
    rows_begin_with_their_name,
    rows_are_even,
    cells_stand_alone,
)
