"""What the builds of a quarter made, in one file: read with distrust, written whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from functools import cached_property
from pathlib import Path

from inquiry.district.files import write_if_changed

FORMAT = 2
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
    fingerprint: str  # of everything the page was made of (see inputs.py)
    sha256: str  # of the pristine page
    workbook_sha256: str  # of the team's file as build last left it
    stamp: str = ""  # the look at all inputs that it is known to be current with (see stamps.py)
    look: str = ""  # size and time of the pristine page, as build left it
    workbook_look: str = ""  # of the team's file

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
    written_ns: int = field(default=0, compare=False)  # when its file was written

    def page(self, school: str, team: str, page: str) -> PageRecord | None:
        """One page's record, if it was ever built."""
        return self._by_key.get((school, team, page))

    @cached_property
    def _by_key(self) -> dict[tuple[str, str, str], PageRecord]:
        return {each.key: each for each in self.pages}

    def is_as_left(self, path: Path, look: str, wanted: str) -> bool:
        """Whether a file is as build left it: by size and time where they prove it, else by its hash."""
        now = look_at(path)
        if now and now == look and int(now.split()[1]) < self.written_ns:
            return True
        try:
            return sha256(path.read_bytes()) == wanted
        except OSError:
            return False

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
        path = manifest_path(folder, quarter)
        written, raw = path.stat().st_mtime_ns, json.loads(path.read_text(encoding="utf-8"))
        if raw["format"] != FORMAT or raw["quarter"] != quarter:
            return empty
        return Manifest(quarter, str(raw["as_of"]), tuple(_record(page) for page in raw["pages"]), written)
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


def look_at(path: Path) -> str:
    """A file's size and time as the manifest keeps them; empty where there is no such file."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    return f"{stat.st_size} {stat.st_mtime_ns}"


def proven_look(path: Path, wanted: str, known: str = "") -> str:
    """A file's look where its content is the wanted one; empty where somebody changed it meanwhile.

    A team may save between build's writing and its looking: the look of what it saved must not pass for ours.
    One that is `known` to be of that content is not read again.
    """
    look = look_at(path)
    try:
        return look if look == known or sha256(path.read_bytes()) == wanted else ""
    except OSError:
        return ""


def sha256(content: bytes) -> str:
    """The hash by which the manifest knows a file."""
    return hashlib.sha256(content).hexdigest()


def _record(raw: dict[str, object]) -> PageRecord:
    """One page's record; anything missing, unknown or of another type makes the whole manifest worthless."""
    for each in fields(PageRecord):
        if not isinstance(raw[each.name], _TYPES[str(each.type)]):
            raise TypeError(each.name)
    return PageRecord(**raw)  # type: ignore[arg-type]
