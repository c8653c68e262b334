"""What the builds of a quarter made, in one file: read with distrust, written whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from inquiry.district.files import write_if_changed

FORMAT = 1
_TYPES: dict[str, tuple[type, ...]] = {"str": (str,), "float": (int, float)}


@dataclass(frozen=True)
class PageRecord:
    """One page's last run: paths are as seen from the district's folder, hashes are SHA-256."""

    school: str
    team: str
    page: str
    file: str
    pristine: str
    log: str
    state: str
    why: str
    seconds: float
    fingerprint: str  # of everything the page could have read
    sha256: str  # of the pristine page
    workbook_sha256: str  # of the team's file as build last left it

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells a page from the others of its quarter."""
        return self.school, self.team, self.page


@dataclass(frozen=True)
class Manifest:
    """All pages that builds of a quarter made or failed to make, in reading order."""

    quarter: str
    as_of: str
    pages: tuple[PageRecord, ...] = ()

    def page(self, school: str, team: str, page: str) -> PageRecord | None:
        """One page's record, if it was ever built."""
        return next((each for each in self.pages if each.key == (school, team, page)), None)

    def updated(self, records: Iterable[PageRecord], order: Iterable[tuple[str, str, str]]) -> Manifest:
        """With newer records, in this order; pages that are not in it are forgotten."""
        known = {each.key: each for each in (*self.pages, *records)}
        return Manifest(self.quarter, self.as_of, tuple(known[key] for key in order if key in known))


def manifest_path(folder: Path, quarter: str) -> Path:
    """Where the manifest of a quarter lies."""
    return folder / "build" / quarter / "manifest.json"


def read_manifest(folder: Path, quarter: str) -> Manifest:
    """Read what builds of this quarter made; a missing or damaged manifest reads as an empty one.

    Then the next build simply makes every page again, and writes it anew.
    """
    empty = Manifest(quarter, "")
    try:
        raw = json.loads(manifest_path(folder, quarter).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT or raw["quarter"] != quarter:
            return empty
        return Manifest(quarter, str(raw["as_of"]), tuple(_record(page) for page in raw["pages"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return empty


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest whole; `BadInput` when the disk does not take it."""
    raw = {
        "format": FORMAT,
        "quarter": manifest.quarter,
        "as_of": manifest.as_of,
        "pages": [asdict(page) for page in manifest.pages],
    }
    text = json.dumps(raw, indent=1, ensure_ascii=False) + "\n"
    path = manifest_path(folder, manifest.quarter)
    write_if_changed(path, text, shown_as=path.relative_to(folder).as_posix())


def sha256(content: bytes) -> str:
    """The hash by which the manifest knows a file."""
    return hashlib.sha256(content).hexdigest()


def _record(raw: dict[str, object]) -> PageRecord:
    """One page's record; anything missing, unknown or of another type makes the whole manifest worthless."""
    for field in fields(PageRecord):
        if not isinstance(raw[field.name], _TYPES[str(field.type)]):
            raise TypeError(field.name)
    return PageRecord(**raw)  # type: ignore[arg-type]
