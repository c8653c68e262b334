"""A new district's folder: settings and lists with comments that say what to fill in."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import tomlkit

from inquiry.district.lists import Column
from inquiry.district.rosters import MEMBERS, MEMBERS_FILE, SCHOOLS, SCHOOLS_FILE, TEAMS, TEAMS_FILE
from inquiry.district.settings import SETTINGS_FILE, TIMEZONE, Quarter, Settings, Thresholds
from inquiry.errors import UsageError

DASHBOARD_FOLDER = "dashboard"
GUIDE_FILE = "HOW-TO-FILL-IN.txt"
SCHOOL_YEAR_BEGINS = 7  # California's school year runs from 1 July (Education Code 37200)
# Day and month of each quarter's start and end in a calendar a district has yet to correct.
_USUAL_QUARTERS = (((8, 10), (10, 16)), ((10, 19), (12, 18)), ((1, 11), (3, 19)), ((3, 29), (6, 4)))


@dataclass(frozen=True)
class NewDistrict:
    """What is known of a district before anyone filled anything in."""

    name: str = "Name of the district"
    cds: str = "00000000000000"
    schools: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[c.name for c in SCHOOLS]))
    teams: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=[c.name for c in TEAMS]))
    dashboard_files: tuple[Path, ...] = ()


def propose_quarters(as_of: dt.date) -> tuple[Quarter, ...]:
    """Four quarters of the school year that a day falls in, to be corrected by the district.

    >>> [quarter.id for quarter in propose_quarters(dt.date(2026, 11, 20))]
    ['2026-27-Q1', '2026-27-Q2', '2026-27-Q3', '2026-27-Q4']
    """
    first = as_of.year if as_of.month >= SCHOOL_YEAR_BEGINS else as_of.year - 1

    def day(month: int, date: int) -> dt.date:
        return dt.date(first if month >= SCHOOL_YEAR_BEGINS else first + 1, month, date)

    return tuple(
        Quarter(id=f"{first}-{(first + 1) % 100:02}-Q{n}", start=day(*start), end=day(*end))
        for n, (start, end) in enumerate(_USUAL_QUARTERS, start=1)
    )


def write_new_district(folder: Path, new: NewDistrict, as_of: dt.date) -> tuple[str, ...]:
    """Make a district's folder, whole or not at all.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    new : NewDistrict
        What is known; the rest is left for people to fill in.
    as_of : date
        Decides the school year of the proposed calendar.

    Returns
    -------
    tuple of str
        The files made, relative to the folder.

    Raises
    ------
    UsageError
        When there is something in the folder already, or it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder} exists and is not empty. Name a new folder; nothing was changed.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=".new-", ignore_cleanup_errors=True
        ) as temporary:
            made = Path(temporary) / "district"
            _fill(made, new, as_of)
            files = tuple(
                sorted(path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file())
            )
            if folder.exists():
                folder.rmdir()
            made.rename(folder)
    except OSError as trouble:
        why = trouble.strerror or str(trouble)
        raise UsageError(
            f"{folder} cannot be made: {why}. Nothing was left behind; name another folder."
        ) from None
    return files


def _fill(folder: Path, new: NewDistrict, as_of: dt.date) -> None:
    folder.mkdir()
    (folder / DASHBOARD_FOLDER).mkdir()
    for source in new.dashboard_files:
        shutil.copyfile(source, folder / DASHBOARD_FOLDER / source.name)
    texts = {SETTINGS_FILE: _settings_text(new, propose_quarters(as_of)), GUIDE_FILE: _guide_text()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    members = pd.DataFrame(columns=[column.name for column in MEMBERS])
    for name, frame in ((SCHOOLS_FILE, new.schools), (TEAMS_FILE, new.teams), (MEMBERS_FILE, members)):
        frame.to_csv(folder / name, index=False, encoding="utf-8", lineterminator="\n")


def _settings_text(new: NewDistrict, quarters: Iterable[Quarter]) -> str:
    """`district.toml` with each key's meaning above it, from the settings' own descriptions."""
    given = {"name": new.name, "cds": new.cds, "language": "en", "timezone": TIMEZONE}
    document = tomlkit.document()
    document.add(tomlkit.comment(f"The district's settings. What the other files hold: {GUIDE_FILE}."))
    for key, value in given.items():
        document.add(tomlkit.nl())
        document.add(tomlkit.comment(str(Settings.model_fields[key].description)))
        document.add(key, tomlkit.item(value))
        if key == "language":
            second = str(Settings.model_fields["second_language"].description)
            document.add(tomlkit.comment(f"{second}:"))
            document.add(tomlkit.comment('second_language = "es"'))
    document.add(tomlkit.nl())
    document.add(tomlkit.comment(str(Settings.model_fields["thresholds"].description)))
    document.add("thresholds", _thresholds_table())
    document.add(tomlkit.nl())
    document.add(tomlkit.comment("The calendar. These dates are a guess: put the district's own."))
    blocks = tomlkit.aot()
    for quarter in quarters:
        blocks.append(tomlkit.item(quarter.model_dump()))
    document.add("quarters", blocks)
    return tomlkit.dumps(document)


def _thresholds_table() -> tomlkit.items.Table:
    table = tomlkit.table()
    for key, setting in Thresholds.model_fields.items():
        table.add(tomlkit.comment(str(setting.description)))
        table.add(key, setting.default)
    return table


def _guide_text() -> str:
    lists = ((SCHOOLS_FILE, SCHOOLS), (TEAMS_FILE, TEAMS), (MEMBERS_FILE, MEMBERS))
    parts = ["What to fill in. Each list opens in a spreadsheet; save it as “CSV UTF-8”.\n"]
    parts += [_describe_list(name, columns) for name, columns in lists]
    parts.append(
        f"{DASHBOARD_FOLDER}/\n  the state's Dashboard files as downloaded, such as eladownload2025.txt\n"
    )
    parts.append("When all is filled in: inquiry -d FOLDER check, then inquiry -d FOLDER build\n")
    return "\n".join(parts)


def _describe_list(name: str, columns: Sequence[Column]) -> str:
    lines = [name]
    lines += [f"  {c.name}: {c.about}{'' if c.required else ' (may be left out)'}" for c in columns]
    return "\n".join(lines) + "\n"
