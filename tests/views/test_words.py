"""Numbers as a page says them."""

import pytest

from inquiry.sources import load_accountability
from inquiry.views.state.bands import say_band, say_change_band
from inquiry.views.words import count_of, join_words, say_change, say_short, say_value, signed, span_years

INDICATORS = load_accountability().indicators


@pytest.mark.parametrize(
    ("indicator", "value", "words"),
    [
        ("ELA", -31.04, "31.0 points below standard"),
        ("ELA", 4.2, "4.2 points above standard"),
        ("MATH", 0.0, "at standard"),
        ("CHRO", 12.0, "12.0%"),
        ("SCIENCE", 48.25, "48.2 points"),
        ("SUSP", float("nan"), "not shown"),
    ],
)
def test_a_value_names_its_unit_and_side(indicator, value, words):
    assert say_value(INDICATORS[indicator], value) == words


def test_a_short_value_leaves_the_unit_to_the_heading():
    assert say_short(INDICATORS["ELA"], -31.0) == "31.0 below standard"


def test_words_for_counts_changes_and_lists():
    assert (count_of(1, "school"), count_of(2, "focus", "focuses")) == ("1 school", "2 focuses")
    assert (say_change(2.0), say_change(-0.1), say_change(0)) == ("up 2.0", "down 0.1", "no change")
    assert (signed(-1.0), join_words(["a", "b", "c"]), join_words([])) == ("−1.0", "a, b and c", "")
    assert span_years([2025, 2020, 2021]) == "2020 to 2021 and 2025".replace("2020 to 2021", "2020 and 2021")


@pytest.mark.parametrize("name", ["ELA", "CHRO", "SUSP", "GRAD"])
def test_every_band_is_said_in_words(name):
    table = load_accountability().table_for(2025, name, {"type": "ES", "rtype": "S"})
    assert table is not None
    status = [say_band(INDICATORS[name], band) for band in table.status]
    change = [say_change_band(band) for band in table.change]
    assert all("None" not in words and "-" not in words for words in [*status, *change])
    assert any(words.startswith("within") for words in change)


def test_a_rates_band_has_its_percent_sign():
    table = load_accountability().table_for(2025, "CHRO")
    assert table is not None
    assert [say_band(INDICATORS["CHRO"], band) for band in table.status] == [
        "2.5% or less",
        "2.6% to 5.0%",
        "5.1% to 10.0%",
        "10.1% to 20.0%",
        "20.1% or more",
    ]
