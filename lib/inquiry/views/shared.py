"""What all pages of a district show parts of, read once in a process (see `district/kept.py`).

A build reads all of it in the process that pages are forked from (`read_ahead`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.district import CACHE_FOLDER, District, load_district
from inquiry.district.digests import digest_once
from inquiry.district.kept import read_once
from inquiry.district.model import district_files
from inquiry.district.noting import noting_nothing
from inquiry.district.rosters import DISTRICT, STUDENTS_FILE
from inquiry.district.shipped import templates_folder
from inquiry.errors import Checked, InquiryError

if TYPE_CHECKING:
    import pandas as pd

    from inquiry.measures.names import Names
    from inquiry.sources import Dashboard


def read_district_once(folder: Path) -> District:
    """The district of a folder; `BadInput` as from `load_district`."""
    found = read_once("district", folder, district_files(folder), lambda: load_district(folder))
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


def read_ahead(folder: Path) -> None:
    """Read all of it; what cannot be read whoever needs it tells."""
    from inquiry.sources import local_measures, scores, surveys
    from inquiry.sources.evidence_days import read_evidence_days

    with noting_nothing(), contextlib.suppress(InquiryError, OSError):
        district = read_district_once(folder)
        digest_once(read_dashboards_once(folder, district.settings.cds))
        read_evidence_days(folder)
        read_list_once(folder / surveys.SURVEYS_FILE, district, surveys.read_surveys)
        read_list_once(folder / local_measures.MEASURES_FILE, district, local_measures.read_measures)
        read_list_once(folder / scores.SCORES_FILE, district, scores.read_scores)
        names_of_students(folder, district)
