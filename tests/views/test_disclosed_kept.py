"""The plans are kept for ever: in every backup, missed where they are gone, never put back to a day before."""

from __future__ import annotations

import datetime as dt

import pytest
from views.test_disclosed import DAY, QUARTER, decide, district, grown

from inquiry.record import RECORD_FILE, open_record
from inquiry.record.backup import back_up
from inquiry.record.backup_beside import read_beside
from inquiry.views.disclosed.backup import bring_back, plans_to_keep
from inquiry.views.disclosed.exported import NOTE, find_missing, note_of
from inquiry.views.disclosed.keys import READINGS
from inquiry.views.disclosed.memory import plan_path, read_plan, write_plan

LATER = DAY + dt.timedelta(days=40)


@pytest.fixture
def kept(tmp_path):
    """A district with a record and the plan of a quarter, and its backup."""
    folder = tmp_path / "district"
    folder.mkdir()
    open_record(folder / RECORD_FILE).close()
    write_plan(folder, decide(grown(40, 80), name=QUARTER))
    back_up(folder, tmp_path / "backup.sqlite", plans_to_keep(folder))
    return folder, tmp_path / "backup.sqlite"


def test_a_plan_that_is_gone_comes_back_from_the_backup_byte_by_byte(kept):
    folder, backup = kept
    path = plan_path(folder, QUARTER)
    before = path.read_bytes()
    path.unlink()
    assert bring_back(folder, read_beside(backup)) == []
    assert path.read_bytes() == before
    assert bring_back(folder, read_beside(backup)) == []


def test_a_damaged_plan_is_kept_beside_the_one_that_comes_back(kept):
    folder, backup = kept
    path = plan_path(folder, QUARTER)
    path.write_bytes(path.read_bytes()[:-50])
    damaged = path.read_bytes()
    (left,) = bring_back(folder, read_beside(backup))
    assert left.read_bytes() == damaged
    assert read_plan(folder, QUARTER) is not None
    assert left.suffix != ".json"


def test_a_plan_that_knows_of_later_exports_is_not_put_back_to_a_day_before(kept):
    folder, backup = kept
    newer = decide(grown(90, 180), read_plan(folder, QUARTER), day=LATER, name=QUARTER)
    assert len(newer.prints) == 2
    write_plan(folder, newer)
    assert bring_back(folder, read_beside(backup)) == []
    assert read_plan(folder, QUARTER).prints == newer.prints


def test_a_plan_made_anew_gives_way_to_the_one_that_knows_what_was_exported(kept):
    folder, backup = kept
    write_plan(folder, decide(grown(44, 88), day=LATER, name=QUARTER))
    (left,) = bring_back(folder, read_beside(backup))
    assert read_plan(folder, QUARTER).prints[0].day == DAY
    assert left.exists()


def test_a_backup_leads_nowhere_out_of_the_folder(kept, tmp_path):
    bring_back(kept[0], {"../../out.json": b"{}", "/tmp/out.json": b"{}", "a b.json": b"{}"})
    assert not list(tmp_path.rglob("out.json"))
    assert plans_to_keep(kept[0]).keys() == {f"{QUARTER}.json"}


@pytest.mark.parametrize("place", ["site", "editions/chain/oak"])
def test_a_plan_that_is_gone_while_its_pages_are_out_is_missed(tmp_path, place):
    write_plan(tmp_path, decide(district()))
    note = tmp_path / place / QUARTER / NOTE
    note.parent.mkdir(parents=True)
    note.write_text(note_of([READINGS]), encoding="utf-8")
    assert find_missing(tmp_path) == []
    plan_path(tmp_path, READINGS).unlink()
    (fault,) = find_missing(tmp_path)
    assert fault.stops_everything
    assert f"{place}/{QUARTER}" in fault.found
    assert "inquiry restore" in fault.cure
    note.unlink()
    assert find_missing(tmp_path) == []
