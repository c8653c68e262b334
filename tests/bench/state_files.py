"""Eight files of a whole state, made up: the example's own rows, and as many of other places as a state has."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

STATE_ROWS = 200_000  # more than the longest of the state's files, suspension, has
YEAR = "2024"
FOREIGN_COUNTIES = 57  # the example's own county, 99, is none of them
FIGURES = ("currstatus", "priorstatus", "change", "statuslevel", "changelevel", "color", "box")


def make_state_files(example: Path, folder: Path, rows: int = STATE_ROWS) -> list[Path]:
    """Write one file for each of the eight indicators, as long as a whole state's; always the same bytes.

    Parameters
    ----------
    example : Path
        The example's `dashboard` folder: its files of 2024 give columns, and the district's own rows.
    folder : Path
        Where the files are written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_make(path, folder / path.name, rows) for path in sorted(example.glob(f"*{YEAR}.txt"))]


def _make(source: Path, target: Path, rows: int) -> Path:
    header, *own = source.read_text(encoding="utf-8").splitlines()
    columns = [column.lower() for column in header.split("|")]
    patterns = [line.split("|") for line in own]
    schools = [cells for cells in patterns if cells[1] == "S"]
    with target.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write("\n".join([header, *own]) + "\n")
        stream.writelines(_others(columns, schools, rows - len(own)))
    return target


def _others(columns: Sequence[str], patterns: Sequence[Sequence[str]], count: int) -> Iterator[str]:
    """Rows of other counties' schools: no two of one school and group, figures of another row."""
    chance = random.Random(7)
    figures = [n for n, name in enumerate(columns) if name in FIGURES]
    for n in range(count):
        turn, pattern = divmod(n, len(patterns))
        cells, other = list(patterns[pattern]), chance.choice(patterns)
        cells[0] = f"{turn % FOREIGN_COUNTIES + 1:02}{turn:05}{cells[0][7:]}"
        cells[2] += f" {turn}"
        for place in figures:
            cells[place] = other[place]
        yield "|".join(cells) + "\n"
