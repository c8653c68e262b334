"""What is in git is what the script makes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

BUDGET_BYTES = 1_500_000  # the Dashboard folder stays small enough for git


@pytest.fixture(scope="module")
def made(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("example")
    command = [sys.executable, str(folder / "make_example.py"), "--into", str(into)]
    # Another order of hashes than the one the files were first made with must not show.
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": "7"})
    return into


def _files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def test_the_script_makes_the_files_that_are_in_git_byte_for_byte(made: Path, folder: Path) -> None:
    differ = [name for name, content in _files(made).items() if (folder / name).read_bytes() != content]
    assert differ == []


def test_no_dashboard_file_is_there_that_the_script_does_not_make(made: Path, folder: Path) -> None:
    assert sorted(_files(folder / "dashboard")) == sorted(_files(made / "dashboard"))


def test_the_dashboard_folder_stays_small(folder: Path) -> None:
    assert sum(len(content) for content in _files(folder / "dashboard").values()) < BUDGET_BYTES


def test_no_module_that_makes_the_example_is_long(folder: Path) -> None:
    long = [p.name for p in (folder / "making").glob("*.py") if len(p.read_text("utf-8").splitlines()) > 250]
    assert long == []
