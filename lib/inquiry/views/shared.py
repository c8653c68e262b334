"""What all pages of a district show parts of, read once in a process and again once a file of it has changed.

A build reads it in the process that pages are forked from (see `read_ahead`); a page then finds it here, and
reads again only what has changed meanwhile.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from inquiry.district import CACHE_FOLDER, District, load_district
from inquiry.district.digests import digest_once
from inquiry.district.levels import LEVELS_FILE
from inquiry.district.noting import noting_nothing
from inquiry.district.rosters import DISTRICT, STUDENTS_FILE
from inquiry.district.shipped import templates_folder
from inquiry.errors import Checked, InquiryError

if TYPE_CHECKING:
    import pandas as pd

    from inquiry.measures.names import Names
    from inquiry.sources import Dashboard
    from inquiry.sources.evidence_days import EvidenceDay

T = TypeVar("T")
Stamp = tuple[tuple[str, int, int, int, int] | None, ...]

LISTS = ("district.toml", "schools.csv", "teams.csv", "members.csv")  # what a district is read from
SETTLED_SECONDS = 2.0  # the coarsest clock of a file system (FAT): a younger file may change under its stamp
MOST_KEPT = 64  # readings: some ten for a district; a long-lived process may see many districts

_kept: dict[tuple[str, str], tuple[Stamp, object, Any]] = {}


def read_once(
    what: str, folder: Path, files: Iterable[Path], read: Callable[[], T], held_against: object = None
) -> T:
    """What `read` makes of some files, kept until one of them changes. Nobody may change it.

    Parameters
    ----------
    what : str
        What is read; with the folder it tells one reading from others.
    folder : Path
        The district's folder.
    files : iterable of Path
        All that it is read from. A file that changed in the last seconds, or while it was read, is not kept.
    read : callable
        Reads it.
    held_against : object
        What else it depends on; compared with what it was.
    """
    key, paths = (what, os.path.realpath(folder)), tuple(files)
    stamp = _stamp(paths)
    known = _kept.get(key)
    if known is not None and known[:2] == (stamp, held_against):
        found: T = known[2]
        return found
    found = read()
    if _is_settled(stamp) and _stamp(paths) == stamp:
        _kept.pop(key, None)
        _kept[key] = (stamp, held_against, found)
        while len(_kept) > MOST_KEPT:
            _kept.pop(next(iter(_kept)), None)
    return found


def read_district_once(folder: Path) -> District:
    """The district of a folder; `BadInput` as from `load_district`."""
    found = read_once("district", folder, _lists(folder), lambda: load_district(folder))
    return found if found.folder == folder else replace(found, folder=folder)


def read_dashboards_once(folder: Path, cds: str) -> Dashboard:
    """The state's published files in a district's folder: the district's rows, the counts of all."""
    from inquiry.sources.dashboard import FOLDER, read_dashboards

    place = folder / FOLDER
    files = (place, *(sorted(place.iterdir()) if place.is_dir() else ()))
    return read_once(
        f"dashboards of {cds}",
        folder,
        files,
        lambda: read_dashboards(place, cds, cache=folder / CACHE_FOLDER).value,
    )


def read_list_once(
    path: Path, district: District, read: Callable[[Path, District], Checked[pd.DataFrame]]
) -> pd.DataFrame:
    """An optional list of a district's folder, held against its schools and teams; empty without the file."""
    import pandas as pd

    def rows() -> pd.DataFrame:
        return read(path, district).value if path.is_file() else pd.DataFrame()

    held_against = (district.settings.quarters, district.all_schools, district.all_teams)
    return read_once(path.name, path.parent, (path,), rows, held_against)


def names_of_students(folder: Path, district: District) -> Names | None:
    """The district's students, made ready to be looked for; None where it gives no list.

    Raises
    ------
    BadInput
        The list cannot be read: nobody on it would be found.
    """
    path = folder / STUDENTS_FILE
    if not path.is_file():
        return None
    # Loaded where there is a list: a page of a district without one does not pay for it.
    from inquiry.measures.names import Adult, Names, make_roster
    from inquiry.sources.name_words import WORDS_FILE, load_name_words
    from inquiry.sources.students import read_roster

    adults, public = adults_of(district), public_names(district)

    def make() -> Names:
        roster = make_roster(read_roster(path, district), load_name_words())
        return Names(roster, (Adult(*each) for each in adults), public)

    files = (path, templates_folder() / WORDS_FILE)
    return read_once("names", folder, files, make, (adults, public))


def adults_of(district: District) -> tuple[tuple[str, str], ...]:
    """Everybody on a team, with the school (none for the district's own teams)."""
    return tuple(
        (member.name, "" if team.school == DISTRICT else team.school)
        for team in district.all_teams
        for member in team.members
    )


def public_names(district: District) -> tuple[str, ...]:
    """Names that everybody knows: of the district, its schools, its teams."""
    schools = (school.name for school in district.all_schools)
    return (district.settings.name, *schools, *(team.name for team in district.all_teams))


def evidence_days_once(folder: Path) -> tuple[EvidenceDay, ...]:
    """On which days which team counted which skill, by its file; whoever asks for a team notes it."""
    from inquiry.sources.evidence import EVIDENCE_FILE
    from inquiry.sources.evidence_days import read_evidence_days  # most pages lock nothing: do not load it

    with noting_nothing():
        return read_once("days", folder, (folder / EVIDENCE_FILE,), lambda: read_evidence_days(folder))


def read_ahead(folder: Path) -> None:
    """Read all of it; what cannot be read whoever needs it tells."""
    from inquiry.sources import local_measures, scores, surveys

    with noting_nothing(), contextlib.suppress(InquiryError, OSError):
        district = read_district_once(folder)
        digest_once(read_dashboards_once(folder, district.settings.cds))
        evidence_days_once(folder)
        read_list_once(folder / surveys.SURVEYS_FILE, district, surveys.read_surveys)
        read_list_once(folder / local_measures.MEASURES_FILE, district, local_measures.read_measures)
        read_list_once(folder / scores.SCORES_FILE, district, scores.read_scores)
        names_of_students(folder, district)


def _lists(folder: Path) -> tuple[Path, ...]:
    """Every file that a district is read from; which levels there are the templates say."""
    return (*(folder / name for name in LISTS), templates_folder() / LEVELS_FILE)


def _stamp(paths: Iterable[Path]) -> Stamp:
    """What tells changed files from those that were read; None for one that is not there."""
    return tuple(map(_stamp_of, paths))


def _stamp_of(path: Path) -> tuple[str, int, int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return path.name, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _is_settled(stamp: Stamp) -> bool:
    newest = max((each[3] for each in stamp if each), default=0)
    return time.time() - newest / 1e9 > SETTLED_SECONDS
