"""A folder of pages that was moved by hand is told, and its team can have its notes back."""

from __future__ import annotations

import shutil
from pathlib import Path

from build.conftest import Build
from build.little import QUARTER, TRENDS, edit
from inquiry.build.notebook.notebooks import read_notebook


def test_a_team_folder_that_was_renamed_is_told_and_can_be_put_back(build: Build, district: Path) -> None:
    build(teams=["oak-grade-3"])
    edit(district / TRENDS, "Our own thoughts.")
    team = (district / TRENDS).parent
    renamed = team.rename(team.with_name("grade three"))
    result = build(teams=["oak-grade-3"])
    (note,) = [fault for fault in result.faults if fault.file.startswith("workbooks")]
    assert note.file == f"workbooks/{QUARTER}/oak/grade three"
    assert note.severity == "note"
    assert result.all_well
    shutil.copytree(renamed, team, dirs_exist_ok=True)
    shutil.rmtree(renamed)
    result = build(teams=["oak-grade-3"])
    assert not [fault for fault in result.faults if fault.file.startswith("workbooks")]
    assert "Our own thoughts." in [cell["source"] for cell in read_notebook(district / TRENDS)["cells"]]
