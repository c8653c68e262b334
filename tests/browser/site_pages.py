"""The pages that a browser opens: of each edition of the example's site one of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import EXAMPLE_DAY, Built, inquiry_here
from filelock import FileLock

from inquiry.district import load_district
from inquiry.publish.reading.tree import read_tree

# One school that has everything, and a team of each level: what their editions show, those of others do too.
SCHOOL = "cordillera"
TEAMS = ("district-leadership", "cordillera-principal", "cordillera-slt", "cordillera-english")
EDITIONS = ("staff", "team", "chain")


@pytest.fixture(scope="session")
def example_editions(example_build: Built) -> dict[str, list[Path]]:
    """The folders of each edition of the example's site; those for teams and for leaders are made in a copy."""
    folder = example_build.folder.with_name("editions")
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            shutil.copytree(example_build.folder, folder, ignore=shutil.ignore_patterns("workbooks", "site"))
            words = ("-d", folder, "publish", "--as-of", EXAMPLE_DAY, "--for")
            teams = [part for team in TEAMS for part in ("--team", team)]
            for made in (
                inquiry_here(*words, "team", *teams),
                inquiry_here(*words, "chain", "--school", SCHOOL),
            ):
                assert made.returncode == 0, made.stderr
    made = {face: sorted((folder / "editions" / face).iterdir()) for face in EDITIONS if face != "staff"}
    return {"staff": [example_build.folder / "site"], **made}


@dataclass(frozen=True)
class Kind:
    """A kind of page in an edition, by one page of it."""

    name: str
    page: Path
    new: frozenset[str]  # the places on it where no element stands on the pages before


def kinds_of_pages(editions: Mapping[str, Iterable[Path]], district: Path) -> dict[str, tuple[Kind, ...]]:
    """Every kind of page of each edition, in the order of `EDITIONS`."""
    known: set[str] = set()
    found: dict[str, tuple[Kind, ...]] = {}
    for edition in EDITIONS:
        kinds = []
        for name, page in one_of_each_kind(editions[edition], district).items():
            places = places_of(page)
            kinds.append(Kind(name, page, frozenset(places - known)))
            known |= places
        found[edition] = tuple(kinds)
    return found


def one_of_each_kind(folders: Iterable[Path], district: Path) -> dict[str, Path]:
    """Kind of page -> the heaviest of the kind: every list, and every page of a workbook at every level."""
    levels = {team.team: team.level for team in load_district(district).all_teams}
    heaviest: dict[str, Path] = {}
    for folder in folders:
        for page in sorted(folder.rglob("*.html")):
            kind = kind_of(page.relative_to(folder), levels)
            if kind not in heaviest or page.stat().st_size > heaviest[kind].stat().st_size:
                heaviest[kind] = page
    return heaviest


def kind_of(page: Path, levels: dict[str, str]) -> str:
    """What kind of page an address is of: its level and its notebook, or which list."""
    match page.parts:
        case (_, _, team, _):
            return f"{levels[team]}: {page.stem}"
        case (_, school, _):
            return "the district’s teams" if school == "district" else "school"
        case (_, _):
            return "quarter" if page.stem == "index" else page.stem
    return "first"


def places_of(page: Path) -> set[str]:
    """Every place on a page where an element stands: what it is and what it stands in, by tag and class."""
    root, _ = read_tree(page.read_text(encoding="utf-8"))
    found, ahead = set(), [("", root)]
    while ahead:
        above, element = ahead.pop()
        place = f"{above} {element.tag}.{element.attrs.get('class', '')}"
        found.add(place)
        ahead += [(place, child) for child in element.children if not isinstance(child, str)]
    return found
