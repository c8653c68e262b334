"""Rules about what stands on a page: images, tables, links, lists, ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from inquiry.publish.element import Element
from inquiry.publish.page import Page
from inquiry.publish.problems import Problem, problem

_FILE_NAME = re.compile(r"[\w-]+\.(png|jpe?g|svg|gif|webp)", re.IGNORECASE)
_SAYS_NOTHING = {"image", "img", "chart", "figure", "graph", "picture", "plot"}
_VAGUE = {"here", "click here", "more", "read more", "link", "this", "this link"}
_PARENTS = {
    "li": {"ul", "ol"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "caption": {"table"},
    "thead": {"table"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "tr": {"table", "thead", "tbody", "tfoot"},
    "td": {"tr"},
    "th": {"tr"},
    "figcaption": {"figure"},
    "summary": {"details"},
}
_REFERRING = ("aria-labelledby", "aria-describedby", "headers", "for")


def images_have_alternatives(page: Page) -> Iterator[Problem]:
    """Each image has an alternative text that says something."""
    for image in page.all("img"):
        alt = image.attrs.get("alt", "").strip()
        if not alt or alt.lower() in _SAYS_NOTHING or _FILE_NAME.fullmatch(alt):
            rule = "an image has a text that says what it shows (WCAG 1.1.1)"
            yield problem(image, rule, "write alt= from the data the chart shows")


def tables_are_labelled(page: Page) -> Iterator[Problem]:
    """Each table has a caption, and heading cells that say what they head."""
    for table in page.all("table"):
        captions = table.all("caption")
        if len(captions) != 1 or not captions[0].text():
            yield problem(table, "a table has a caption (WCAG 1.3.1)", "add <caption> as its first child")
        heads = table.all("th")
        if not heads:
            yield problem(
                table, "a table has heading cells (WCAG 1.3.1)", "make the first row and column <th>"
            )
        for head in heads:
            if head.attrs.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                rule = "a heading cell says whether it heads a row or a column (WCAG 1.3.1)"
                yield problem(f"{head} “{head.text()[:40]}”", rule, 'add scope="col" or scope="row"')


def table_rows_are_even(page: Page) -> Iterator[Problem]:
    """Each row of a table covers the same number of columns."""
    for table in page.all("table"):
        widths = {sum(_span(cell) for cell in row.all("td", "th")) for row in table.all("tr")}
        if len(widths) > 1 and not any("rowspan" in cell.attrs for cell in table.all("td", "th")):
            found = f"{table} with rows of {', '.join(map(str, sorted(widths)))} columns"
            yield problem(found, "every row has the same columns (WCAG 1.3.1)", "fill the missing cells")


def _span(cell: Element) -> int:
    return int(cell.attrs.get("colspan", "1") or "1")


def links_say_where(page: Page) -> Iterator[Problem]:
    """Each link has words that make sense on their own, and leads somewhere."""
    for link in page.all("a"):
        words = (link.text() or link.attrs.get("aria-label", "")).strip()
        if not words or words.lower() in _VAGUE:
            found = f"{link} “{words}”"
            yield problem(found, "a link says where it leads (WCAG 2.4.4)", "name the page it leads to")
        address = link.attrs.get("href", "")
        if address.startswith("#") and address[1:] not in page.ids:
            yield problem(link, "the place on the page that it leads to exists", "mend the address")
        elif not page.leads_somewhere(address):
            yield problem(link, "the page that it leads to is on the site", "mend the address")


def ids_are_unique(page: Page) -> Iterator[Problem]:
    """No id twice, and whatever is referred to is there."""
    for name, count in Counter(page.ids).items():
        if count > 1:
            yield problem(f'id="{name}"', "an id stands once on a page (WCAG 4.1.1)", "give each its own id")
    known = set(page.ids)
    for element in page.elements:
        for attribute in _REFERRING:
            for name in element.attrs.get(attribute, "").split():
                if name not in known:
                    rule = f"what {attribute} names is on the page (WCAG 1.3.1)"
                    yield problem(element, rule, f"give the element it means id={name}")


def parts_stand_where_they_belong(page: Page) -> Iterator[Problem]:
    """List items in lists, cells in rows, captions in what they describe."""
    for parent in (page.root, *page.elements):
        for child in parent.children:
            if isinstance(child, Element) and parent.tag not in _PARENTS.get(child.tag, {parent.tag}):
                inside = " or ".join(f"<{tag}>" for tag in sorted(_PARENTS[child.tag]))
                yield problem(child, f"<{child.tag}> stands in {inside} (WCAG 1.3.1)", "mend the view")


def order_is_not_forced(page: Page) -> Iterator[Problem]:
    """The Tab key follows the page; hidden things cannot be reached."""
    for element in page.elements:
        if element.attrs.get("tabindex", "0") not in {"0", "-1"}:
            yield problem(element, "tabindex is 0 or -1 (WCAG 2.4.3)", "let the order of the page decide")
        hidden = element.attrs.get("aria-hidden") == "true"
        if hidden and (element.tag == "a" or element.all("a", "summary")):
            yield problem(element, "what can be reached is not hidden (WCAG 4.1.2)", "take aria-hidden off")


CONTENT_RULES = (
    images_have_alternatives,
    tables_are_labelled,
    table_rows_are_even,
    links_say_where,
    ids_are_unique,
    parts_stand_where_they_belong,
    order_is_not_forced,
)
