"""What the tests of a broken build share: the command run with a fault in it, and what must hold afterwards."""

from __future__ import annotations

import difflib
import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from build.little import DISTRICT, MEMBERS, QUARTER, SCHOOLS, SETUP, TEAMS, tree
from inquiry.build import read_manifest
from inquiry.build.notebook.notebooks import notebook_bytes, parse_notebook, read_notebook
from inquiry.district.files import TEMP_SUFFIX
from inquiry.record import Answer, open_record

BEFORE, AFTER = "2026-10-01", "2026-10-02"  # the day of the build before the fault, and of the broken one
# The tiny pages, but one that reads a file of the district.
READING = SETUP.replace("'district.toml').exists()", "'members.csv').read_text()")


@dataclass
class Bench:
    """Runs the command on copies of the tiny district, with and without faults."""

    root: Path
    runner: subprocess.Popen[str]
    expected: dict[str, bytes]
    steps: int  # on the disk, that an undisturbed build takes
    seconds: float  # that it takes

    def run(self, district: Path, *faults: dict[str, Any], day: str = AFTER) -> list[dict[str, Any]]:
        """Run `inquiry build` once for each fault, all at the same time."""
        words = ["-d", str(district), "--as-of", day, "build"]
        common = {"district": str(district), "notebooks": str(self.root / "notebooks"), "words": words}
        tmp = district.parent / f"tmp-{district.name}"
        tmp.mkdir(exist_ok=True)
        asked = [common | {"tmp": str(tmp)} | fault for fault in faults or ({},)]
        assert self.runner.stdin is not None
        assert self.runner.stdout is not None
        print(json.dumps(asked), file=self.runner.stdin, flush=True)
        ran: list[dict[str, Any]] = json.loads(self.runner.stdout.readline())
        return ran


def make_district(folder: Path) -> None:
    folder.mkdir()
    texts = {
        "district.toml": DISTRICT,
        "schools.csv": SCHOOLS,
        "teams.csv": TEAMS,
        "members.csv": MEMBERS,
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    with open_record(folder / "record.sqlite") as record:
        saved = datetime(2026, 9, 30, tzinfo=UTC)
        record.save([Answer(QUARTER, "team", "oak-grade-3", "focus", "f", {"focus": "Ratios"}, None, saved)])


def write_notes(folder: Path) -> None:
    """What each team adds and edits in each of its pages."""
    for path in (folder / "workbooks").rglob("*.ipynb"):
        path.write_bytes(with_note(path, f"Ours: {path.parent.name}"))


def with_note(path: Path, note: str) -> bytes:
    notebook = read_notebook(path)
    notebook["cells"].insert(2, nbformat.v4.new_markdown_cell(note, id="5f3a"))
    notes = next(cell for cell in notebook["cells"] if cell["source"].startswith("Our notes:"))
    notes["source"] += f"\n\nEdited, {note}"
    return notebook_bytes(notebook)


def made(folder: Path) -> dict[str, bytes]:
    """All that a build makes, but for how long it took and what else differs from run to run."""
    files = tree(folder, "workbooks", "build", "site")
    return {
        name: content for name, content in files.items() if Path(name).suffix in {".ipynb", ".html", ".log"}
    }


def differing(found: dict[str, bytes], expected: dict[str, bytes]) -> dict[str, list[str]]:
    """The files that differ, each with its lines that differ."""
    both = {name: (found.get(name, b""), expected.get(name, b"")) for name in found.keys() | expected.keys()}
    return {
        name: [*difflib.unified_diff(*(text.decode("utf-8").splitlines() for text in pair), n=0, lineterm="")]
        for name, pair in sorted(both.items())
        if pair[0] != pair[1]
    }


def digest(folder: Path) -> str:
    with open_record(folder / "record.sqlite", read_only=True) as record:
        return record.digest()


def assert_nothing_is_half_written_or_lost(folder: Path, ran: list[dict[str, Any]]) -> None:
    for run in ran:
        assert run["left"] == [], run
        assert "Traceback" not in run["said"], run["said"]
    for name, content in tree(folder, "workbooks", "build", "site").items():
        if name.endswith(TEMP_SUFFIX):
            continue
        if name.endswith(".ipynb"):
            parse_notebook(content)
        if name.endswith("manifest.json"):
            assert read_manifest(folder, QUARTER).pages, name
        if name.endswith(".html"):
            assert content.rstrip().endswith(b"</html>"), name
    for path in (folder / "workbooks").rglob("*.ipynb"):
        assert path.read_text(encoding="utf-8").count(f"Ours: {path.parent.name}") == 2, path


def assert_the_next_build_finishes(
    bench: Bench, folder: Path, expected: dict[str, bytes] | None = None
) -> None:
    (run,) = bench.run(folder)
    assert run["status"] == 0, run["said"]
    assert_nothing_is_half_written_or_lost(folder, [run])
    assert differing(made(folder), bench.expected if expected is None else expected) == {}
    assert digest(folder) == digest(bench.root / "reference")
    litter = [path for path in folder.rglob("*") if path.name.endswith(TEMP_SUFFIX)]
    assert litter == []
    strays = [path for path in folder.parent.glob("tmp-*/*") if path.suffix not in {".out", ".steps"}]
    assert strays == []
