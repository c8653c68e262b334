"""Every kind of page of every edition can be read by everyone: enlarged, narrow, printed, without colors, by axe-core."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .site_looks import LOOKS, Faults, by_axe, lay_out, reading_room
from .site_pages import EDITIONS, Kind, kinds_of_pages

AXE, CLOSED = "by axe", "and asks for nothing"  # not even for a picture: a page is one file
pytestmark = pytest.mark.browser
# Two halves of about the same length, for two workers.
GROUPS = {"staff": "browser-staff", "team": "browser-editions", "chain": "browser-editions"}


@pytest.fixture(scope="session")
def kinds(example_build, example_editions) -> dict[str, tuple[Kind, ...]]:
    return kinds_of_pages(example_editions, example_build.folder)


@pytest.fixture(
    scope="module",
    params=[pytest.param(each, marks=pytest.mark.xdist_group(GROUPS[each])) for each in EDITIONS],
)
def looked_at(request, browser, kinds) -> Iterator[dict[str, Faults]]:
    """Every kind of page of an edition, opened once: way of looking -> what is wrong, on which kind.

    axe-core looks at each; our own measures at each kind of the site for all staff, and in the other editions at
    each kind that has an element in a place where none stood before, for which alone the layout may differ.
    """
    found: dict[str, Faults] = {look: [] for look in (*LOOKS, AXE, CLOSED)}
    with reading_room(browser, kinds[request.param][0].page) as page:
        for kind in kinds[request.param]:
            lay_out(page, kind.page)
            for look, measure in LOOKS.items() if kind.new or request.param == "staff" else ():
                found[look] += [f"{kind.name}: {fault}" for fault in measure(page)]
            # last: it opens whatever is folded
            found[AXE] += [f"{kind.name}: {fault}" for fault in by_axe(page, kind.new)]
            found[CLOSED] += [f"{kind.name}: {each}" for each in page.asked if each != "data:,"]
            page.asked.clear()
        yield found


@pytest.mark.parametrize("look", [*LOOKS, AXE, CLOSED])
def test_every_kind_of_page_can_be_read(looked_at, look):
    assert not looked_at[look], "\n".join(looked_at[look])


@pytest.mark.xdist_group(GROUPS["team"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_has_pages_of_every_level(kinds, edition):
    names = {kind.name for kind in kinds[edition]}
    assert {"first", "quarter", "school"} <= names
    levels = {"principal", "slt", "teacher"} | ({"district"} if edition != "chain" else set())
    assert {name.partition(":")[0] for name in names if ":" in name} == levels
