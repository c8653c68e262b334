"""One built workbook per level runs again in a plain kernel and shows the same (nbval)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import QUARTER, ROOT

pytestmark = pytest.mark.xdist_group("example")
SANITIZE = Path(__file__).with_name("sanitize.cfg")
LEVELS = ("district", "principal", "slt", "teacher")


def test_a_built_workbook_of_each_level_shows_the_same_in_a_plain_kernel(example_build, tmp_path):
    teams = (example_build.folder / "teams.csv").read_text(encoding="utf-8").splitlines()
    first = [next(line.split(",")[0] for line in teams[1:] if f",{level}," in line) for level in LEVELS]
    built = example_build.folder / "workbooks" / QUARTER
    pages = [page for team in first for page in built.glob(f"*/{team}/1-analyze.ipynb")]
    assert len(pages) == len(LEVELS)
    settings = tmp_path / "pytest.ini"
    settings.write_text("[pytest]\n", encoding="utf-8")
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            settings,
            f"--rootdir={built}",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:xdist",
            "-p",
            "no:playwright",
            "--nbval",
            "--nbval-sanitize-with",
            SANITIZE,
            "-q",
            *pages,
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")},
    )
    assert ran.returncode == 0, ran.stdout[-5000:]
    assert "passed" in ran.stdout
