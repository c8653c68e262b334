"""Charts are drawn once for the same numbers, and again when anything in them differs."""

from dataclasses import replace

import pytest

from inquiry.views.charts import kept
from inquiry.views.charts.shelf import Shelf, keep_charts
from inquiry.views.charts.steps import Bar, plot_steps

BARS = [Bar("Writing", "3 tasks", (10.0, 20.0, 30.0, 40.0))]
STEPS = ["Not yet", "With support", "On their own", "In new situations"]


def draw(bars=BARS, alt="Bars."):
    return plot_steps(bars, STEPS, title="Work at each level", alt=alt)


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(Shelf, "folder", None)
    keep_charts(tmp_path)
    return Shelf.folder


def entries(shelf):
    return [path for path in shelf.rglob("*") if path.is_file()]


def test_a_chart_that_is_kept_is_the_one_that_is_drawn(shelf, monkeypatch):
    first = draw()
    assert draw() == first
    assert len(entries(shelf)) == 1
    monkeypatch.setattr(Shelf, "folder", None)
    assert draw() == first


@pytest.mark.parametrize(
    "other",
    [
        {"bars": [replace(BARS[0], shares=(10.0, 20.0, 40.0, 30.0))]},
        {"bars": [replace(BARS[0], name="Reading")]},
        {"alt": "Other words."},
    ],
)
def test_anything_else_in_it_is_another_chart(shelf, other):
    first = draw()
    assert draw(**other) != first
    assert len(entries(shelf)) == 2


def test_another_version_of_what_draws_draws_anew(shelf, monkeypatch):
    draw()
    monkeypatch.setattr(kept, "_drawing", lambda: "another")
    draw()
    assert len(entries(shelf)) == 2


def test_a_damaged_entry_is_drawn_anew_and_mended(shelf):
    first = draw()
    (entry,) = entries(shelf)
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-20])
    assert draw() == first
    assert entry.read_bytes() == whole


def test_where_nothing_can_be_written_a_chart_is_drawn_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(Shelf, "folder", tmp_path / "file" / "charts")
    assert draw().png


def test_what_cannot_be_told_apart_is_refused(shelf):
    @kept.kept
    def plot(anything):
        raise AssertionError

    with pytest.raises(TypeError, match="object is none"):
        plot(object())
