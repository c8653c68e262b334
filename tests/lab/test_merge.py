"""A team's own cells, changed in two places: nothing typed is lost, and sending twice is harmless."""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from inquiry.lab.lines import merge_lines
from inquiry.lab.merge import merge_notes

# Of each property; INQUIRY_EXAMPLES=600 and more, where merging itself is changed.
many = settings(max_examples=int(os.environ.get("INQUIRY_EXAMPLES", "200")), deadline=None)
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "x y"]), max_size=6).map("\n".join)


def note(name: str, source: str = "", **more: object) -> dict:
    return {"id": name, "cell_type": "markdown", "source": source, "metadata": {}} | more


def locked(name: str) -> dict:
    return {"id": name, "locked": True}


def ids(cells: list[dict]) -> list[str]:
    return [cell["id"] for cell in cells]


def texts(cells: list[dict]) -> list[str]:
    return [cell["source"] for cell in cells if "source" in cell]


@st.composite
def pages(draw: st.DrawFn) -> tuple[list[dict], list[dict], list[dict]]:
    """What a browser started from, what it holds and what the file holds: each edited on its own."""
    base = [locked("L0"), *(_cell(draw, n) for n in range(draw(st.integers(0, 4)))), locked("L9")]
    return base, _edited(draw, base, "m"), _edited(draw, base, "d")


def _cell(draw: st.DrawFn, n: int) -> dict:
    return locked(f"L{n + 1}") if draw(st.booleans()) else note(f"n{n}", draw(LINES))


def _edited(draw: st.DrawFn, base: list[dict], who: str) -> list[dict]:
    cells = []
    for n, cell in enumerate(base):
        if "locked" in cell:
            cells.append(cell)
        elif (what := draw(st.sampled_from(["leave", "leave", "edit", "delete", "move"]))) == "edit":
            cells.append(cell | {"source": draw(LINES)})
        elif what == "move":
            cells.insert(draw(st.integers(0, len(cells))), cell)
        elif what == "leave":
            cells.append(cell)
        if draw(st.integers(0, 3)) == 0:
            cells.append(note(f"{who}{n}", draw(LINES)))
    return cells


@given(pages())
@many
def test_merging_twice_is_merging_once(page):
    base, mine, disk = page
    once = merge_notes(base, mine, disk)
    assert merge_notes(base, mine, once) == once
    assert merge_notes(once, once, once) == once


@given(pages())
@many
def test_no_line_that_either_typed_is_lost(page):
    base, mine, disk = page
    merged = merge_notes(base, mine, disk)
    old = {cell["id"]: cell.get("source", "") for cell in base}
    for side in (mine, disk):
        for cell in side:
            if "source" not in cell:
                continue
            typed = Counter(cell["source"].split("\n")) - Counter(old.get(cell["id"], "").split("\n"))
            near = [
                each["source"]
                for each in merged
                if each["id"] == cell["id"]
                or each.get("metadata", {}).get("inquiry", {}).get("version_of") == cell["id"]
            ]
            assert any(not typed - Counter(text.split("\n")) for text in near) or not typed


@given(pages())
@many
def test_who_comes_first_changes_no_text(page):
    base, mine, disk = page
    assert Counter(texts(merge_notes(base, mine, disk))) == Counter(texts(merge_notes(base, disk, mine)))


@given(pages())
@many
def test_where_one_side_did_nothing_the_other_stands(page):
    base, mine, disk = page
    assert merge_notes(base, base, disk) == disk
    assert merge_notes(base, mine, base) == mine


@given(pages())
@many
def test_every_cell_has_an_id_of_its_own_and_locked_ones_are_the_files(page):
    base, mine, disk = page
    merged = merge_notes(base, mine, disk)
    assert len(set(ids(merged))) == len(merged)
    assert [cell for cell in merged if "locked" in cell] == [cell for cell in disk if "locked" in cell]


@given(LINES, LINES, LINES)
@many
def test_lines_merge_the_same_whoever_comes_first(base, one, two):
    assert merge_lines(base, one, two) == merge_lines(base, two, one)


def test_changes_to_lines_that_do_not_touch_come_together():
    base, mine, disk = ([note("n", text)] for text in ("a\nb\nc\nd", "A\nb\nc\nd", "a\nb\nc\nD"))
    assert texts(merge_notes(base, mine, disk)) == ["A\nb\nc\nD"]


def test_where_both_changed_a_line_both_versions_stay_one_below_the_other():
    base, mine, disk = ([note("n", text), note("z", "end")] for text in ("a", "mine", "theirs"))
    merged = merge_notes(base, mine, disk)
    assert texts(merged) == ["mine", "theirs", "end"]
    assert merged[1]["metadata"]["inquiry"] == {"kind": "team", "version_of": "n"}


def test_a_deletion_wins_over_a_cell_left_alone_and_loses_to_an_edit():
    base = [note("kept", "a"), note("gone", "b")]
    merged = merge_notes(base, [], [note("kept", "edited"), note("gone", "b")])
    assert texts(merged) == ["edited"]


def test_a_cell_moved_in_the_browser_goes_where_it_was_moved_to():
    base = [locked("L1"), note("n", "a"), locked("L2"), note("o", "b")]
    mine = [base[0], base[2], base[1], base[3]]
    disk = [base[0], base[1], note("new", "c"), base[2], base[3]]
    assert ids(merge_notes(base, mine, disk)) == ["L1", "new", "L2", "n", "o"]


def test_a_locked_cell_is_never_the_browsers():
    disk = [locked("L1"), note("n", "a")]
    mine = [note("L1", "stolen"), note("n", "a"), locked("gone")]
    assert merge_notes(disk, mine, disk) == disk


def test_a_page_built_anew_gives_its_mark_to_an_open_cell_edited_meanwhile():
    base = [note("open", "Notes:", metadata={"inquiry": {"kind": "open", "sha": "1"}})]
    mine = [note("open", "Notes: ours", metadata={"inquiry": {"kind": "open", "sha": "1"}, "x": 1})]
    disk = [note("open", "Notes:", metadata={"inquiry": {"kind": "open", "sha": "2"}})]
    (merged,) = merge_notes(base, mine, disk)
    assert merged["source"] == "Notes: ours"
    assert merged["metadata"] == {"x": 1, "inquiry": {"kind": "open", "sha": "2"}}


def test_two_cells_with_one_id_both_stay():
    merged = merge_notes([], [note("n", "a"), note("n", "b")], [])
    assert texts(merged) == ["a", "b"]
    assert len(set(ids(merged))) == 2
