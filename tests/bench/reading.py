"""How fast eight files of a whole state are read, 200,000 rows each.

    python tests/bench/reading.py [ROUNDS]

Reading first from the files, then from what is kept; `inquiry check` the same; beside them pandas, which reads
the files whole.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Run, compare, run_command
from state_files import STATE_ROWS, make_state_files

EXAMPLE = Path(__file__).resolve().parents[2] / "data/example"
CDS = "99100170000000"
SETTLE_SECONDS = 2.5  # a file that was written just now is not yet trusted by its date
READ = """
import sys
from pathlib import Path
from inquiry.sources.dashboard import read_dashboards
found = read_dashboards(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]) if sys.argv[3] else None)
assert [file.rows_read for file in found.value.files] == [int(sys.argv[4])] * 8
"""
WHOLE = """
import sys
from pathlib import Path
import pandas as pd
for path in sorted(Path(sys.argv[1]).glob("*.txt")):
    frame = pd.read_csv(path, sep="|", dtype=str, keep_default_na=False)
    frame.groupby(["rtype", "studentgroup"]).size()
"""


def make_district(folder: Path) -> Path:
    """The example with the eight files in place of its own."""
    ignore = shutil.ignore_patterns("workbooks", "build", "site", "record.sqlite*", "dashboard")
    shutil.copytree(EXAMPLE, folder, ignore=ignore)
    make_state_files(EXAMPLE / "dashboard", folder / "dashboard")
    answers = folder / "answers.jsonl"
    command = [sys.executable, "-m", "inquiry", "-d", str(folder), "record", "import", str(answers)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def main(rounds: int = 3) -> None:
    """Each way in a process of its own, imports included."""
    with tempfile.TemporaryDirectory() as temporary:
        district = make_district(Path(temporary) / "district")
        state, cache = district / "dashboard", Path(temporary) / "cache"
        time.sleep(SETTLE_SECONDS)

        def read(kept: bool, first: bool) -> Run:
            if first:
                shutil.rmtree(cache, ignore_errors=True)
            where = str(cache) if kept else ""
            return run_command([sys.executable, "-c", READ, state, CDS, where, str(STATE_ROWS)])

        def check(first: bool) -> Run:
            if first:
                shutil.rmtree(district / "build", ignore_errors=True)
            command = [sys.executable, "-m", "inquiry", "-d", str(district), "check"]
            return run_command(command, stderr=subprocess.DEVNULL)

        compare(
            f"Eight files of a state, {STATE_ROWS:,} rows each, imports included",
            rounds,
            {
                "inquiry, first": lambda: read(kept=True, first=True),
                "inquiry, from what is kept": lambda: read(kept=True, first=False),
                "inquiry check, first": lambda: check(first=True),
                "inquiry check, from what is kept": lambda: check(first=False),
                "pandas, whole files": lambda: run_command([sys.executable, "-c", WHOLE, state]),
            },
        )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
