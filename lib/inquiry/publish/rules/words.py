"""Rules about words: which language and direction they are in, and that no color speaks without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem, problem
from inquiry.views.look import SWATCHES

# BCP 47, as far as a page needs it: a language, perhaps a script, a region, a variant.
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
# Hebrew, Arabic, Syriac, Thaana, N'Ko and their like run from right to left (Unicode, classes R and AL).
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ALONE = {"title", "style", "text"}  # nothing stands in one line with them; a drawing's words take no <bdi>
_VAGUE = {"details", "more", "show", "show more", "open", "numbers", "table"}
_COLORS = {swatch.css: swatch.name for swatch in SWATCHES.values() if swatch.css != "none"}
# Classes that the style sheet gives a look with a meaning: whoever cannot see it reads the words.
_MEANING = {*_COLORS, "colour", "verdict", "done", "now", "next", "here", "withheld"}


def languages_are_named(page: Page) -> Iterator[Problem]:
    """What is in another language says in which, so that a screen reader changes its voice."""
    for element in page.elements:
        if "lang" in element.attrs and not _LANGUAGE.fullmatch(element.attrs["lang"]):
            yield problem(element, "lang names a language, such as es (WCAG 3.1.2)", "mend the view")
        if "also" in element.classes and "lang" not in element.attrs:
            rule = "words in the second language say which it is (WCAG 3.1.2)"
            yield problem(element, rule, "add lang=")


def words_find_their_direction(page: Page) -> Iterator[Problem]:
    """What people typed runs the way it was written."""
    for element in page.elements:
        if "typed" in element.classes and element.attrs.get("dir") != "auto":
            yield problem(element, "what people typed finds its own direction (WCAG 1.3.2)", 'add dir="auto"')
    if _RIGHT_TO_LEFT.search(page.text):
        yield from (_stray(element) for element in page.elements if _strays(page, element))


def _strays(page: Page, element: Element) -> bool:
    """Whether an element holds letters that run from right to left among those that do not."""
    own = "".join(child for child in element.children if isinstance(child, str))
    if not _RIGHT_TO_LEFT.search(own) or element.tag in _ALONE:
        return False
    return not any(each.tag == "bdi" or "dir" in each.attrs for each in (element, *page.above(element)))


def _stray(element: Element) -> Problem:
    rule = "words that run from right to left are set apart (WCAG 1.3.2)"
    return problem(f"{element} “{element.text()[:40]}”", rule, 'put them into <bdi>, or add dir="auto"')


def colors_have_names(page: Page) -> Iterator[Problem]:
    """No color and no look says what the words do not say too."""
    for element in page.elements:
        if element.tag in {"table", "ol", "ul"}:
            continue
        meant = _MEANING.intersection(element.classes)
        if not meant:
            continue
        words = element.text()
        names = [_COLORS[each] for each in meant if each in _COLORS]
        if not words:
            yield problem(element, "no look stands for words (WCAG 1.4.1)", "say in words what it means")
        elif not any(re.search(rf"\b{name}\b", words) for name in names) and names:
            rule = f"the color {' and '.join(names)} is named in words (WCAG 1.4.1)"
            yield problem(f"{element} “{words[:40]}”", rule, "write the color's name into it")


def abbreviations_are_explained(page: Page) -> Iterator[Problem]:
    """An abbreviation that is marked as one says what it is short for."""
    for short in page.all("abbr"):
        if not short.attrs.get("title", "").strip():
            yield problem(short, "an <abbr> says what it is short for (WCAG 3.1.4)", "add title=")


def what_opens_says_what_it_opens(page: Page) -> Iterator[Problem]:
    """Whatever can be opened begins with words that say what is inside."""
    for details in page.all("details"):
        first = next((each for each in details.children if isinstance(each, Element)), None)
        words = first.text().strip() if first is not None and first.tag == "summary" else ""
        is_typed = first is not None and bool(first.all("bdi"))  # then the words are what they are
        if not words or (words.lower() in _VAGUE and not is_typed):
            rule = "what opens says what it opens (WCAG 2.4.6, 4.1.2)"
            yield problem(details, rule, "begin it with <summary> and words for what is inside")


WORD_RULES = (
    languages_are_named,
    words_find_their_direction,
    colors_have_names,
    abbreviations_are_explained,
    what_opens_says_what_it_opens,
)
