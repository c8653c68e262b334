"""What a program can tell about a page from its file: read by everyone, closed to the outside.

Every page of every build goes through here before it is written. The rules are those of WCAG 2.1 AA that show
in the file, and the site's own: no script, no outside address, no page that search engines list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from inquiry.publish.rules.closed import CLOSED_RULES
from inquiry.publish.rules.drawings import DRAWING_RULES
from inquiry.publish.rules.frame import FRAME_RULES
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.parts import PART_RULES
from inquiry.publish.rules.pictures import PICTURE_RULES
from inquiry.publish.rules.problems import Problem, problem
from inquiry.publish.rules.tables import TABLE_RULES
from inquiry.publish.rules.weight import is_light
from inquiry.publish.rules.words import WORD_RULES

Rule = Callable[[Page], Iterator[Problem]]
RULES: tuple[Rule, ...] = (
    *FRAME_RULES,
    *PART_RULES,
    *WORD_RULES,
    *PICTURE_RULES,
    *DRAWING_RULES,
    *TABLE_RULES,
    *CLOSED_RULES,
    is_light,
)


def check_html(text: str, page: str = "", known: Collection[str] | None = None) -> list[Problem]:
    """Check one page of the site.

    Parameters
    ----------
    text : str
        The whole page.
    page : str
        Its address inside the site, such as `2026-27-Q1/oak/index.html`; names it in the report.
    known : collection of str, optional
        The addresses of all pages of the site; when given, every link must lead to one of them.

    Returns
    -------
    list of Problem
        Every broken rule: element, rule, cure. Empty when the page may be published.

    Source
    ------
    WCAG 2.1, levels A and AA; the criteria are named in each rule.
    """
    return check_page(Page.read(text, page, known))


def check_page(read: Page) -> list[Problem]:
    """Check one page that has been read: every broken rule."""
    found = [
        problem(t.what, "well-formed HTML (WCAG 4.1.1)", "mend the view or template") for t in read.troubles
    ]
    found += [each for rule in RULES for each in rule(read)]
    return [replace(each, page=read.address) for each in found]


def check_titles(titles: Mapping[str, str]) -> list[Problem]:
    """Check that no two pages of a site share a title.

    Parameters
    ----------
    titles : Mapping
        Each page's address inside the site -> its title.
    """
    first: dict[str, str] = {}
    twins = [address for address, title in titles.items() if first.setdefault(title, address) != address]
    return [
        Problem(
            f"<title>{titles[address]}</title>",
            f"no two pages share a title (WCAG 2.4.2); {first[titles[address]]} has this one too",
            "give each its own “# Title”, and teams and schools their own names",
            page=address,
        )
        for address in twins
    ]
