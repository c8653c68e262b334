"""A page is called one thing wherever a link leads to it, and pages of one kind are laid out alike; in every edition."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from html import unescape
from itertools import combinations

import pytest

from inquiry.district import load_district

from .site_pages import EDITIONS, kind_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-editions")]
LAST = "What this page cannot tell"
# Two ways of the frame that are called by what they are for.
BY_PURPOSE = {"Overview", "all quarters, from the site’s first page"}
_ARROWS = re.compile("[←→]|^Back to ")


@dataclass(frozen=True)
class Outline:
    """What a screen reader lists of a page: its title, its headings, its links."""

    where: str
    kind: str
    title: tuple[str, ...]  # its parts, the page's own name first
    name: str  # its h1
    parts: tuple[str, ...]  # its h2
    links: tuple[tuple[str, str], ...]  # what is read out, and the page of the edition that it leads to


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def read_outline(where: str, kind: str, html: str) -> Outline:
    (title,), (name,) = (re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("title", "h1"))
    links = re.findall(
        r'<a (?:class="[^"]*" )?(?:rel="\w+" )?href="([^"#]+\.html)[^>]*>(.*?)</a>', html, re.DOTALL
    )
    here = posixpath.dirname(where)
    return Outline(
        where,
        kind,
        tuple(words(title).split(" · ")),
        words(name),
        tuple(words(each) for each in re.findall(r"<h2[^>]*>(.*?)</h2>", html, re.DOTALL)),
        tuple((words(said), posixpath.normpath(posixpath.join(here, to))) for to, said in links),
    )


@pytest.fixture(scope="module", params=EDITIONS)
def folders(request, example_editions, example_build) -> list[dict[str, Outline]]:
    """Every page of an edition, by folder: address -> outline."""
    levels = {team.team: team.level for team in load_district(example_build.folder).all_teams}
    return [
        {
            (where := page.relative_to(folder)).as_posix(): read_outline(
                where.as_posix(), kind_of(where, levels), page.read_text(encoding="utf-8")
            )
            for page in sorted(folder.rglob("*.html"))
        }
        for folder in example_editions[request.param]
    ]


def test_a_page_is_called_what_its_title_says(folders):
    for page in (page for folder in folders for page in folder.values()):
        name, title = (set(re.findall(r"\w+", text.casefold())) for text in (page.name, " ".join(page.title)))
        assert name <= title, page


def test_a_link_says_the_name_of_the_page_that_it_leads_to(folders):
    for folder in folders:
        seen = {link for page in folder.values() for link in page.links}
        assert len(seen) > len(folder)
        for said, leads_to in seen:
            plain = _ARROWS.sub("", said).strip()
            title = folder[leads_to].title
            assert plain in BY_PURPOSE or any(part in plain or plain in part for part in title), (said, title)


def test_pages_of_one_kind_have_their_parts_in_one_order(folders):
    """The h2 of each: a page may lack some, none stands twice, and no two pages have them the other way round."""
    orders: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for page in (page for folder in folders for page in folder.values() if "a-z" not in page.kind):
        assert len(page.parts) == len(set(page.parts)), page
        assert LAST in page.parts[-1:] or ":" not in page.kind, page  # of a team's notebook
        orders[page.kind] |= set(combinations(page.parts, 2))
    assert [(kind, pair) for kind, pairs in orders.items() for pair in pairs if pair[::-1] in pairs] == []
