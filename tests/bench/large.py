"""A large made-up district for benchmarks: the example's five schools over and over, under other names.

    python tests/bench/large.py FOLDER COPIES

Every copy has its own schools, teams, people, published rows, evidence and answers, so that nothing is shared
between two copies but the shape.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "data/example"
DAY = "2026-11-20"
DISTRICT = "district"  # the school that the district's own teams stand under; there is one of them


def make_large(folder: Path, copies: int) -> Path:
    """Make a district of five times `copies` schools in `folder`, its answers in the record; return it."""
    ignore = shutil.ignore_patterns(
        "workbooks", "build", "site", "disclosure", "record.sqlite*", "making", "*.py"
    )
    shutil.copytree(EXAMPLE, folder, ignore=ignore)
    schools, teams = _rows("schools.csv"), _rows("teams.csv")
    own = {team["team"] for team in teams if team["school"] != DISTRICT}
    people = {member["person"] for member in _rows("members.csv") if member["team"] in own}
    at_district = {member["person"] for member in _rows("members.csv") if member["team"] not in own}
    ids = {school["school"] for school in schools} | own | (people - at_district)
    codes = {school["cds"] for school in schools}
    with (folder / "answers.jsonl").open("w", encoding="utf-8") as answers:
        answers.write((EXAMPLE / "answers.jsonl").read_text(encoding="utf-8"))
        for n in range(1, copies):
            rename = _renaming(ids, codes, n)
            answers.writelines(_copied_answers(ids, rename))
    for path in sorted(folder.glob("*.csv")):
        _copy_rows(path, ids, codes, copies)
    for path in sorted((folder / "dashboard").glob("*.txt")):
        _copy_published(path, codes, copies)
    subprocess.run(
        [sys.executable, "-m", "inquiry", "-d", folder, "record", "import", folder / "answers.jsonl"],
        check=True,
    )
    return folder


def _rows(name: str) -> list[dict[str, str]]:
    with (EXAMPLE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _renaming(ids: set[str], codes: set[str], n: int):
    """A function that gives the n-th copy's ids and codes to a text."""
    every = sorted(ids | codes, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])({'|'.join(map(re.escape, every))})(?![\w-])")

    def renamed(found: re.Match[str]) -> str:
        name = found[1]
        return f"{int(name) + 1000 * n:014}" if name in codes else f"{name}-{n}"

    return lambda text: pattern.sub(renamed, text)


def _copied_answers(ids: set[str], rename) -> list[str]:
    lines = (EXAMPLE / "answers.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    return [rename(line) for line in lines if json.loads(line)["owner"] in ids]


def _copy_rows(path: Path, ids: set[str], codes: set[str], copies: int) -> None:
    """Copy each row that belongs to a school or a team; the district's own rows stay as they are."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    place = {"members.csv": "team", "teams.csv": "team"}.get(path.name)
    mine = [row for row in rows if (row[head.index(place)] in ids if place else ids & set(row))]
    with path.open("a", encoding="utf-8", newline="") as file:
        for n in range(1, copies):
            rename = _renaming(ids, codes, n)
            for row in mine:
                copied = [rename(value) for value in row]
                if path.name == "students.csv":
                    copied[0] = f"EX{n:03}{copied[0][3:]}"
                if "name" in head:
                    copied[head.index("name")] += f" {n}"
                csv.writer(file, lineterminator="\n").writerow(copied)


def _copy_published(path: Path, codes: set[str], copies: int) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    mine = [line for line in lines if line[:14] in codes]
    for n in range(1, copies):
        lines += [f"{int(line[:14]) + 1000 * n:014}{line[14:]}" for line in mine]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")


if __name__ == "__main__":
    make_large(Path(sys.argv[1]), int(sys.argv[2]))
