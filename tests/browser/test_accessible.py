"""Every kind of page of every edition can be read by everyone: enlarged, narrow, printed, without colors, by axe-core."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from .site_looks import DESKTOP, LOOKS, MEASURES, Faults, by_axe
from .site_pages import EDITIONS, one_of_each_kind, places_of

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CLOSED = "and asks for nothing"  # not even for a picture: a page is one file


@pytest.fixture(scope="session")
def opened_pages(example_build, example_editions) -> dict[str, dict[str, str]]:
    """What is opened of each edition: kind of page -> its address.

    Of the site for all staff every kind; of the others each kind that has an element in a place where none stood
    on the pages before. Rules that show in the file are held on every page by `publish` itself.
    """
    known: set[str] = set()
    opened: dict[str, dict[str, str]] = {}
    for edition in EDITIONS:
        opened[edition] = {}
        for kind, page in one_of_each_kind(example_editions[edition], example_build.folder).items():
            places = places_of(page)
            if edition == "staff" or not places <= known:
                opened[edition][kind] = page.as_uri()
            known |= places
    return opened


@pytest.fixture(scope="session")
def known_places() -> set[str]:
    """The places on pages whose colors axe has looked at."""
    return set()


@pytest.fixture(scope="module", params=EDITIONS)
def looked_at(request, browser, opened_pages, known_places) -> Iterator[dict[str, Faults]]:
    """Every kind of page of an edition, opened once: way of looking -> what is wrong, on which kind."""
    context = browser.new_context(viewport=DESKTOP, bypass_csp=True)
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    asked: list[str] = []
    looks = {**LOOKS, "by axe": partial(by_axe, known=known_places)}  # last: it opens whatever is folded
    found: dict[str, Faults] = {look: [] for look in (*looks, CLOSED)}
    for kind, address in opened_pages[request.param].items():
        page.goto(address)
        page.evaluate(MEASURES)
        for look, measure in looks.items():
            found[look] += [f"{kind}: {fault}" for fault in dict.fromkeys(measure(page))]
        page.emulate_media(media="screen", color_scheme="light")
        found[CLOSED] += [f"{kind}: {each}" for each in asked if each not in {address, "data:,"}]
        asked.clear()
    yield found
    context.close()


@pytest.mark.parametrize("look", [*LOOKS, "by axe", CLOSED])
def test_every_kind_of_page_can_be_read(looked_at, look):
    assert not looked_at[look], "\n".join(looked_at[look])


def test_every_edition_has_pages_of_every_level(opened_pages, example_build, example_editions):
    for edition in EDITIONS:
        kinds = one_of_each_kind(example_editions[edition], example_build.folder)
        assert {"first", "quarter", "school"} <= set(kinds)
        levels = {"principal", "slt", "teacher"} | ({"district"} if edition != "chain" else set())
        assert {kind.partition(":")[0] for kind in kinds if ":" in kind} == levels
