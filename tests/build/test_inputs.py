"""What pages were made of: kept, told in words, and looked at again only where it may differ."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from inquiry.build.current.check_memory import recall_faults, remember_faults
from inquiry.build.current.currency import concerns
from inquiry.build.current.inputs import Inputs, inputs_path, read_inputs, write_inputs
from inquiry.build.current.manifest import Manifest, look_at, proven_look, sha256
from inquiry.build.current.stamps import Stamp
from inquiry.errors import Fault

QUARTER = "2026-27-Q1"
KEY = ("oak", "oak-grade-3", "1-analyze")
BOTH = {("setting", '["name"]'): "a", ("members", '["oak-grade-3"]'): "b"}


def test_they_come_back_as_they_were_written(tmp_path: Path) -> None:
    inputs = Inputs(
        {KEY: BOTH, ("oak", "x", "y"): BOTH}, {"s": Stamp("1 0 0 a", "d", "t", "p", "told", True)}
    )
    write_inputs(tmp_path, QUARTER, inputs)
    assert read_inputs(tmp_path, QUARTER) == inputs
    assert inputs_path(tmp_path, QUARTER).read_text(encoding="utf-8").count("members") == 1


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"format":1,"stamps":{},"notes":[],"pages":[["a","b","c",[7]]]}']
)
def test_damaged_ones_read_as_if_nothing_were_known(tmp_path: Path, text: str) -> None:
    write_inputs(tmp_path, QUARTER, Inputs({KEY: BOTH}))
    inputs_path(tmp_path, QUARTER).write_text(text, encoding="utf-8")
    assert read_inputs(tmp_path, QUARTER) == Inputs()


def test_names_that_are_no_valid_text_are_kept_too(tmp_path: Path) -> None:
    stamp = Stamp("0 0 0 0 ", "d", "t", "p", "told", True)
    faults = (Fault("dashboard/caf\udce9.txt", "a file", "another", "rename it"),)
    remember_faults(tmp_path, QUARTER, stamp, faults)
    assert recall_faults(tmp_path, QUARTER, stamp) == faults
    inputs = Inputs({KEY: {("file", '["district","caf\udce9.txt"]'): "a"}}, {"s": stamp})
    write_inputs(tmp_path, QUARTER, inputs)
    assert read_inputs(tmp_path, QUARTER) == inputs


def test_what_belongs_to_other_pages_is_forgotten() -> None:
    stamp = Stamp("", "", "", "", "", True)
    inputs = Inputs({KEY: BOTH, ("gone", "x", "y"): BOTH}, {"new": stamp, "old": stamp})
    assert inputs.only([KEY], ["new"]) == Inputs({KEY: BOTH}, {"new": stamp})


ANSWERED = frozenset({("team", "oak-grade-3", "focus")})


@pytest.mark.parametrize(
    ("kind", "key", "may_differ"),
    [
        ("answers", [True, True, {"owner": "oak-grade-3", "form": "focus", "scope": "team"}], True),
        ("answers", [True, True, {"owner": "oak-grade-3", "as_of": "2026-10-01"}], True),
        ("answers", [True, True, {"owner": "elm-grade-6", "form": "focus"}], False),
        ("answers", [True, True, {"owner": "oak-grade-3", "form": "gaps"}], False),
        ("lock lines", [{"owner": "oak-grade-3", "scope": "team"}], True),
        ("latest", [["oak-grade-3"], None, 5, {}], True),
        ("latest", [["oak-grade-3"], ["gaps"], 5, {}], False),
        ("evidence", [["oak-grade-3"]], False),
        ("tried", [], True),
        ("progress", ["oak-grade-3", QUARTER], True),
    ],
)
def test_an_answer_concerns_what_may_have_been_read_of_it(
    kind: str, key: list[object], may_differ: bool
) -> None:
    assert concerns(kind, key, ANSWERED) is may_differ


def test_a_file_is_known_by_size_and_time_only_where_it_is_older_than_the_manifest(tmp_path: Path) -> None:
    page = tmp_path / "page.ipynb"
    page.write_bytes(b"one")
    look, right = look_at(page), sha256(b"one")
    late, early = time.time_ns() + 10**12, 1
    assert Manifest(QUARTER, "", (), late).is_as_left(page, look, "not asked")
    assert not Manifest(QUARTER, "", (), early).is_as_left(page, look, "asked")
    assert Manifest(QUARTER, "", (), early).is_as_left(page, look, right)
    page.write_bytes(b"other")
    assert not Manifest(QUARTER, "", (), late).is_as_left(page, look, right)
    page.unlink()
    assert not Manifest(QUARTER, "", (), late).is_as_left(page, look, right)


def test_a_file_that_was_saved_before_build_looked_is_not_taken_for_builds_own(tmp_path: Path) -> None:
    page = tmp_path / "page.ipynb"
    page.write_bytes(b"the team's")
    assert not proven_look(page, sha256(b"build's"))
    assert proven_look(page, sha256(b"the team's")) == look_at(page)
    assert proven_look(page, "not asked", known=look_at(page)) == look_at(page)
    page.unlink()
    assert not proven_look(page, sha256(b"the team's"))
