"""The district's settings: `district.toml`, every key documented, unknown ones refused."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from inquiry.district.ids import ID_LENGTH, QUARTER_PATTERN, is_id
from inquiry.district.noting import note
from inquiry.district.shipped import templates_folder
from inquiry.errors import Checked, Fault

SETTINGS_FILE = "district.toml"
SUPPRESS_BELOW = 11  # California reports no group of fewer than 11 students (Dashboard technical guide)
MAX_PRIORITIES = 3  # a strategic focus is a few things; more is the whirlwind (InnovateEd, four disciplines)
TIMEZONE = "America/Los_Angeles"  # California's
CDS_DIGITS = 14  # county 2, district 5, school 7
LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z]+)?$"

Cds = Annotated[str, Field(pattern=r"^\d{14}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Quarter(_Strict):
    """One quarter of the district's calendar."""

    id: str = Field(
        description="the quarter's id, such as 2026-27-Q1; it names a folder", max_length=ID_LENGTH
    )
    start: dt.date = Field(description="its first day")
    end: dt.date = Field(description="its last day")

    def holds(self, day: dt.date) -> bool:
        """Whether a day falls in this quarter."""
        return self.start <= day <= self.end


class Thresholds(_Strict):
    """Numbers a district may set for itself."""

    suppress_below: int = Field(
        SUPPRESS_BELOW,
        ge=SUPPRESS_BELOW,
        le=100,
        description="staff pages withhold groups of fewer students than this",
    )
    max_priorities: int = Field(
        MAX_PRIORITIES,
        ge=1,
        le=10,
        description="with more priorities than this, the workbook asks which one waits",
    )


class Settings(_Strict):
    """All of `district.toml`."""

    name: str = Field(description="the district's name, as staff read it", min_length=1, max_length=200)
    cds: Cds = Field(description="the district's 14-digit CDS code; it ends in seven zeros")
    language: str = Field("en", description="the language of the pages, such as en", pattern=LANGUAGE)
    second_language: str | None = Field(
        None,
        description="a language that forms are shown in as well where they are translated, such as es",
        pattern=LANGUAGE,
    )
    timezone: str = Field(
        TIMEZONE,
        description="where the district's clocks stand, such as America/Los_Angeles; decides what a day is",
    )
    quarters: tuple[Quarter, ...] = Field(
        description="the calendar: one [[quarters]] block each", min_length=1, strict=False
    )
    thresholds: Thresholds = Field(Thresholds(), description="numbers a district may set for itself")

    def __getattribute__(self, name: str) -> Any:
        """A setting, noted: a page is made again only where one that it reads has changed."""
        value = super().__getattribute__(name)
        if name in type(self).__dict__.get("__pydantic_fields__", ()):
            note("setting", (name,), lambda: value)
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The district's clock."""
        return ZoneInfo(self.timezone)

    def end_of(self, day: dt.date) -> dt.datetime:
        """The last moment of a day in the district."""
        return dt.datetime.combine(day, dt.time.max, self.zone)


def read_settings(folder: Path) -> Checked[Settings | None]:
    """Read `district.toml` of a district's folder.

    Returns
    -------
    Checked of Settings or None
        None when anything in it is wrong; every fault names the key.
    """
    path = folder / SETTINGS_FILE
    if not path.is_file():
        cure = "make a district's folder with `inquiry init FOLDER`, or name another with -d"
        return Checked(None, (Fault(SETTINGS_FILE, "no such file", "the district's settings", cure),))
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        cure = "open it in a text editor and save it again with the encoding UTF-8"
        return Checked(None, (Fault(SETTINGS_FILE, "text in another encoding", "text in UTF-8", cure),))
    except tomllib.TOMLDecodeError as trouble:
        cure = "mend that line; texts and dates are written as in the example district's file"
        return Checked(None, (Fault(SETTINGS_FILE, f"text that is no TOML ({trouble})", "valid TOML", cure),))
    try:
        settings = Settings.model_validate(raw)
    except ValidationError as trouble:
        return Checked(None, tuple(_key_fault(error) for error in trouble.errors()))
    faults = (
        *_calendar_faults(settings.quarters),
        *_cds_faults(settings.cds),
        *_zone_faults(settings.timezone),
        *_language_faults(settings),
    )
    return Checked(None if faults else settings, faults)


# What pydantic says of a wrong value, in a coach's words: allowed, cure.
_VALUES = {
    "date_type": ("a day, written 2026-10-19, without quotes", "write the day as year-month-day"),
    "string_type": ("a text in quotes", "put it in quotes"),
    "int_type": ("a whole number, without quotes", "write a whole number"),
    "string_too_long": ("a shorter text", "shorten it"),
    "string_too_short": ("a text", "fill it in"),
}


def _key_fault(error: Any) -> Fault:
    key = ".".join(str(part + 1) if isinstance(part, int) else part for part in error["loc"])
    if error["type"] == "extra_forbidden":
        cure = "mend its name or take it out"
        return Fault(SETTINGS_FILE, "an unknown key", "the keys the README lists", cure, column=key)
    if error["type"] == "missing":
        return Fault(SETTINGS_FILE, "no such key", "this key is needed", f"add {key} = …", column=key)
    found = str(error["input"])[:80]
    if key == "cds":
        return _cds_fault(found)
    limits = error.get("ctx", {})
    if error["type"] in {"greater_than_equal", "less_than_equal"}:
        allowed = f"{limits['ge']} or more" if "ge" in limits else f"{limits['le']} or less"
        return Fault(SETTINGS_FILE, f"“{found}”", allowed, f"write {allowed}", column=key)
    allowed, cure = _VALUES.get(error["type"], (error["msg"].lower(), "write it as in the example's file"))
    return Fault(SETTINGS_FILE, f"“{found}”", allowed, cure, column=key)


def _cds_fault(found: str) -> Fault:
    lost = found.isdigit() and len(found) == CDS_DIGITS - 1
    cure = (
        f"a leading zero is lost: write “0{found}”"
        if lost
        else "copy the code from the state's directory, in quotes"
    )
    return Fault(SETTINGS_FILE, f"“{found}”", "14 digits, in quotes, the last seven zero", cure, column="cds")


def _cds_faults(cds: str) -> Iterator[Fault]:
    if not cds.endswith("0000000") or not cds.strip("0"):
        yield _cds_fault(cds)


def _zone_faults(timezone: str) -> Iterator[Fault]:
    if timezone not in available_timezones():
        allowed = "a name of the IANA time zone database"
        yield Fault(
            SETTINGS_FILE, f"“{timezone}”", allowed, f"write for example {TIMEZONE}", column="timezone"
        )


def _language_faults(settings: Settings) -> Iterator[Fault]:
    """A second language that nobody has translated anything into, or that is the first one again."""
    second = settings.second_language
    if second is None:
        return
    files = (templates_folder() / "cycle" / "translations").glob("*.yaml")
    there = sorted({path.stem for path in files} - {settings.language})
    if second not in there:
        cure = f"write one of these, add templates/cycle/translations/{second}.yaml, or take the key out"
        if second == settings.language:
            cure = "take the key out: the pages are in this language already"
        yield Fault(
            SETTINGS_FILE, f"“{second}”", ", ".join(there) or "none so far", cure, column="second_language"
        )


def _calendar_faults(quarters: tuple[Quarter, ...]) -> Iterator[Fault]:
    for n, quarter in enumerate(quarters):
        if not is_id(quarter.id, QUARTER_PATTERN):
            allowed = f"letters, digits and single hyphens, at most {ID_LENGTH} characters"
            yield Fault(
                SETTINGS_FILE,
                f"“{quarter.id}”",
                allowed,
                "use an id such as 2026-27-Q1",
                column=f"quarters.{n + 1}.id",
            )
        if quarter.end <= quarter.start:
            found = f"{quarter.end}, not after the start {quarter.start}"
            yield Fault(
                SETTINGS_FILE,
                found,
                "a day after the start",
                "mend the dates",
                column=f"quarters.{n + 1}.end",
            )
    folded = [quarter.id.lower() for quarter in quarters]
    for again in sorted({i for i in folded if folded.count(i) > 1}):
        yield Fault(
            SETTINGS_FILE, f"“{again}” twice", "each quarter once", "rename one", column="quarters.id"
        )
    for one, two in pairwise(sorted(quarters, key=lambda quarter: quarter.start)):
        if two.start <= one.end:
            found = f"{two.id} begins on {two.start}, before {one.id} ends on {one.end}"
            yield Fault(
                SETTINGS_FILE, found, "quarters that do not overlap", "mend the dates", column="quarters"
            )
