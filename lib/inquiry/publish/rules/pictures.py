"""Rules about pictures: the words that stand for each, and the numbers that follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inquiry.publish.reading.element import Element, write_tree
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem
from inquiry.views.parts import MOST_ALT

_FILE_NAME = re.compile(r"\S+\.(png|jpe?g|svg|gif|webp)", re.IGNORECASE)
_SAYS_NOTHING = {"image", "img", "chart", "figure", "graph", "picture", "plot"}
# Without a figure, one of these says what a reader would see: which way it went, how things compare.
_WAYS = re.compile(
    r"\b(up|down|better|worse|more|less|most|least|higher|lower|highest|lowest|rose|fell|rising|falling|"
    r"grew|shrank|same|level|alone|none|all|every|no)\b",
    re.IGNORECASE,
)
# What a chart's numbers may stand beside: the innermost of these that holds both.
_PARTS = {"section", "article", "main"}


def images_have_alternatives(page: Page) -> Iterator[Problem]:
    """Each picture has words, and they are no file name and not just “chart” (without any: `drawings.py`)."""
    for image in _pictures(page):
        alt = _alt(image)
        if (
            (not alt and image.tag == "img")
            or alt.lower().rstrip(".") in _SAYS_NOTHING
            or _FILE_NAME.fullmatch(alt)
        ):
            rule = "an image has a text that says what it shows (WCAG 1.1.1)"
            yield problem(image, rule, f"write {_where(image)} from the data the chart shows")


def charts_say_their_data(page: Page) -> Iterator[Problem]:
    """A chart's text has a figure or a direction in it, and can be read aloud in one breath or two."""
    for image in _pictures(page):
        alt = _alt(image)
        if alt and not any(letter.isdigit() for letter in alt) and not _WAYS.search(alt):
            rule = "a chart's text says a figure or a direction (WCAG 1.1.1)"
            yield problem(
                image, rule, f"say in {_where(image)} where the values begin and end, or how many there are"
            )
        if len(alt) > MOST_ALT:
            rule = f"a chart's text is at most a paragraph ({MOST_ALT} characters; WCAG 1.1.1)"
            yield problem(image, rule, "say the most telling values; the table beneath has them all")


def no_two_pictures_share_a_text(page: Page) -> Iterator[Problem]:
    """Two different pictures of a page never have the same words; a panel's words begin with its name."""
    seen: dict[str, Element] = {}
    for picture in _pictures(page):
        other = seen.setdefault(_told(page, picture), picture)
        if other is not picture and _drawn(other) != _drawn(picture):
            rule = "two charts of a page have two texts (WCAG 1.1.1)"
            yield problem(
                picture, rule, f"say in {_where(picture)} in what this chart differs from the other"
            )


def numbers_follow_each_chart(page: Page) -> Iterator[Problem]:
    """A table stands after each chart, in the same part of the page."""
    charts = _pictures(page)
    if not charts:
        return
    place = {id(each): n for n, each in enumerate(page.elements)}
    for chart in charts:
        tables = _part(page, chart).all("table")
        if not any(place[id(table)] > place[id(chart)] for table in tables):
            rule = "a table with its numbers follows each chart, in the same section (WCAG 1.1.1)"
            yield problem(chart, rule, "put the numbers under the chart (views: `numbers`)")


def _part(page: Page, chart: Element) -> Element:
    """The part of the page that a chart stands in: its section, or what one view shows."""
    for above in page.above(chart):
        if above.tag in _PARTS or "face" in above.classes:
            return above
    return page.root


def _pictures(page: Page) -> list[Element]:
    """Images, and drawings that are not just ornament beside words."""
    drawings = [each for each in page.all("svg") if each.attrs.get("aria-hidden") != "true"]
    return [*page.all("img"), *drawings]


def _alt(picture: Element) -> str:
    return picture.attrs.get("alt" if picture.tag == "img" else "aria-label", "").strip()


def _drawn(picture: Element) -> str:
    return picture.attrs.get("src") or write_tree(list(picture.children))


def _where(picture: Element) -> str:
    return "alt=" if picture.tag == "img" else "aria-label="


def _told(page: Page, picture: Element) -> str:
    """A picture's words with the name of the panel that it stands in."""
    above = next(page.above(picture), None)
    name = above.text() if above is not None and above.tag == "li" else ""
    return f"{name}: {_alt(picture)}"


PICTURE_RULES = (
    images_have_alternatives,
    charts_say_their_data,
    no_two_pictures_share_a_text,
    numbers_follow_each_chart,
)
