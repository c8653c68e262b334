"""Ballots and suggestions as a file declares them: what does not fit together is told."""

import pytest

VOTE = """\
id: vote
title: Vote
intro: i
levels: all
page: analyze
order: 30
scope: team
cadence: quarterly
carry: fresh
framework: ours
anonymous: yes
rows: {label: ballot}
fields:
  - id: ready
    type: choice
    label: Ready?
    options:
      - {id: yes, label: "Yes"}
      - {id: no, label: "No"}
"""
SUGGESTED = """\
suggest: words
refused: {field: ready, value: no}
"""


def test_a_vote_is_right_as_it_stands(small):
    small.write("forms/vote.yaml", VOTE)
    assert small.cycle().form("vote").anonymous


@pytest.mark.parametrize(
    ("old", "new", "column"),
    [
        ("rows: {label: ballot}\n", "", "anonymous"),
        ("scope: team", "scope: person", "scope"),
        ("cadence: quarterly", "cadence: yearly", "cadence"),
        ("carry: fresh", "carry: carried", "carry"),
        ("rows: {label: ballot}", f"rows: {{label: ballot}}\n{SUGGESTED}", "suggest"),
        ("type: choice", "type: short_text", "fields.0.type"),
    ],
)
def test_what_a_ballot_cannot_be_is_a_fault(small, old, new, column):
    small.write("forms/vote.yaml", VOTE.replace(old, new))
    assert column in {fault.column for fault in small.faults() if fault.file.endswith("vote.yaml")}


def test_no_form_may_link_to_a_ballot(small):
    small.write("forms/vote.yaml", VOTE)
    small.replace("forms/focus.yaml", "link: {form: focus, where: above}", "link: {form: vote, where: own}")
    assert [(fault.column, "link to it" in fault.found) for fault in small.faults()] == [("anonymous", True)]


def suggested(text: str) -> str:
    return VOTE.replace("anonymous: yes\n", text)


def test_suggestions_with_a_way_to_decline_them_are_right(small):
    small.write("forms/vote.yaml", suggested(SUGGESTED))
    assert small.cycle().form("vote").refused.value == "no"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("suggest: words\n", "suggest"),
        ("refused: {field: ready, value: no}\n", "refused"),
        ("suggest: words\nrefused: {field: ready, value: gone}\n", "refused.value"),
        ("suggest: words\nrefused: {field: gone, value: no}\n", "refused.field"),
    ],
)
def test_suggestions_without_a_way_to_decline_them_are_a_fault(small, text, column):
    small.write("forms/vote.yaml", suggested(text))
    assert [fault.column for fault in small.faults()] == [column]


def test_suggestions_need_rows_to_go_into(small):
    small.write("forms/vote.yaml", suggested(SUGGESTED).replace("rows: {label: ballot}\n", ""))
    assert "suggest" in [fault.column for fault in small.faults()]


def test_how_to_spend_the_time_may_differ_by_level(small):
    steps = (
        "protocol: [{minutes: 5, step: Look}]\nwording: {district: {protocol: [{minutes: 9, step: Ask}]}}\n"
    )
    small.write("forms/vote.yaml", suggested(steps))
    cycle = small.cycle()
    told = [cycle.form("vote", level).protocol[0].step for level in ("teacher", "district")]
    assert told == ["Look", "Ask"]
