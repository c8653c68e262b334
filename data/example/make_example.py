"""Make Example Unified, a district that does not exist: the same bytes every time it is run.

    python data/example/make_example.py [--into FOLDER]

writes the settings, lists, Dashboard files, evidence and answers of the example into its own folder, or
into another one. Nothing in it is taken from a real district. How it is made is in `making/`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from making.dashboard_files import make_dashboard
from making.evidence import make_evidence
from making.local_data import make_measures, make_scores, make_surveys
from making.names import make_students
from making.roster import make_lists, make_settings
from making.stories import make_answers


def make_files() -> Iterator[tuple[str, bytes]]:
    """Every file of the example: its path in the district's folder, and its content."""
    texts = [
        ("district.toml", make_settings()),
        *make_lists(),
        ("students.csv", make_students()),
        ("evidence.csv", make_evidence()),
        ("surveys.csv", make_surveys()),
        ("measures.csv", make_measures()),
        ("scores.csv", make_scores()),
        ("answers.jsonl", make_answers()),
    ]
    yield from ((name, text.encode("utf-8")) for name, text in texts)
    yield from ((f"dashboard/{name}", content) for name, content in make_dashboard())


def write_example(folder: Path) -> list[Path]:
    """Write the example's files into a folder, which is made if need be; what else is in it stays."""
    written = []
    for name, content in make_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written


def main(arguments: Sequence[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="Make the example district.")
    parser.add_argument("--into", type=Path, default=Path(__file__).parent, help="the folder to write to")
    files = write_example(parser.parse_args(arguments).into)
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files):,} bytes")


if __name__ == "__main__":
    main()
