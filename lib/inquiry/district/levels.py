"""The levels of the district, as templates/cycle/levels.yaml lists them from the top down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from inquiry.district.kept import read_once
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model

LEVELS_FILE = "cycle/levels.yaml"  # in the folder of templates


class _Level(BaseModel):
    """What a district's lists need of a level; cycle/stations.py has the whole, and checks it."""

    id: str
    serves: str | None = None
    pages: tuple[str, ...] = ()


class _LevelsFile(BaseModel):
    levels: tuple[_Level, ...]


@dataclass(frozen=True)
class Levels:
    """The levels from the widest view to the classroom; none where the file cannot be read.

    `serves` and `pages` stand in the order of `ids`: the level above (None for the highest), and the pages
    that not every level has.
    """

    ids: tuple[str, ...] = ()
    serves: tuple[str | None, ...] = ()
    pages: tuple[tuple[str, ...], ...] = ()

    def above(self, level: str) -> Iterator[str]:
        """The levels that a level serves, the nearest first.

        Examples
        --------
        >>> list(Levels(("district", "slt", "teacher"), (None, "district", "slt")).above("teacher"))
        ['slt', 'district']
        """
        serves = dict(zip(self.ids, self.serves, strict=True))
        seen = {level}  # the questions' own check names a circle; here it only must not go round
        at = serves.get(level)
        while at in serves and at not in seen:
            seen.add(at)
            yield at
            at = serves[at]

    def is_lowest(self, level: str) -> bool:
        """Whether no level serves this one, as nobody serves the classroom's."""
        return level not in self.serves

    def is_at_or_below(self, level: str, other: str) -> bool:
        """Whether a level is this one or stands further down in the list."""
        return self.ids.index(level) >= self.ids.index(other)

    def pages_of(self, level: str) -> tuple[str, ...]:
        """The pages of a level that not every level has, by short name."""
        return dict(zip(self.ids, self.pages, strict=True)).get(level, ())

    def named(self, text: str) -> str:
        """The id of a level however its capitals are typed; the text itself where there is no such level."""
        return {level.lower(): level for level in self.ids}.get(text.lower(), text)


def load_levels(folder: Path | None = None) -> Levels:
    """The levels, read again only after the file has changed.

    Parameters
    ----------
    folder : Path, optional
        A folder laid out as `templates` (default: the one that comes with the workbook).

    Returns
    -------
    Levels
        Empty where the file cannot be read: what is wrong with it is told where the questions are read.
    """
    path = (folder or templates_folder()) / LEVELS_FILE
    return read_once("levels", path.parent, (path,), lambda: _read(path)) if path.is_file() else Levels()


def _read(path: Path) -> Levels:
    file = read_yaml_model(path, _LevelsFile).value
    if file is None:
        return Levels()
    by_id = {level.id: level for level in reversed(file.levels)}  # of two with the same id, the first
    rows = [by_id[level] for level in dict.fromkeys(each.id for each in file.levels)]
    return Levels(
        tuple(row.id for row in rows), tuple(row.serves for row in rows), tuple(row.pages for row in rows)
    )
