"""What publishing remembers of a quarter's site, so that a page that still stands is not made again.

The memory only saves work. It says what a page was made of and which file that gave; whether both are still
so is looked up each time, and a memory that is missing or damaged in any way is an empty one.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from inquiry.build import PageRecord
from inquiry.build.current.manifest import manifest_path
from inquiry.district.files import write_if_changed
from inquiry.publish.keeping.marks import Mark, recognise
from inquiry.publish.lists.facts import facts_from_json
from inquiry.publish.lists.model import About
from inquiry.publish.reading.pristine import Source

FORMAT = 3
SITE_MEMORY = "site.json"


@dataclass(frozen=True)
class Standing:
    """A page of the site as it was written: what it was made of, its file, the pages that it leads to."""

    made_of: str
    file: Mark
    links: frozenset[str]


@dataclass
class Memory:
    """What earlier runs wrote down about one quarter."""

    noted_ns: int = 0  # when it was written down
    pages: dict[str, Standing] = field(default_factory=dict)  # by address inside the site
    sources: dict[str, tuple[Mark, About]] = field(default_factory=dict)  # by the pristine page's file
    made_from: str = ""  # the digest of the pages of the build; empty where a run did not come to its end
    record: str = ""  # the moment of the record that its pages were held against

    def source(self, folder: Path, record: PageRecord) -> Source | None:
        """A page of the build that was read before and is still that file; None when it must be read."""
        known = self.sources.get(record.pristine)
        if known is None or record.state == "failed" or known[0].sha256 != record.sha256:
            return None
        mark = recognise(folder / record.pristine, known[0], self.noted_ns)
        return Source(record, known[1], pieces=None, file=mark) if mark else None

    def standing(self, file: Path, address: str, made_of: str, known: frozenset[str]) -> Standing | None:
        """A page of the site that need not be made: of the same things, the same file, no link of it dead."""
        page = self.pages.get(address)
        if page is None or page.made_of != made_of or not page.links <= known:
            return None
        mark = recognise(file, page.file, self.noted_ns)
        return Standing(made_of, mark, page.links) if mark else None


def memory_path(folder: Path, quarter: str, name: str = SITE_MEMORY) -> Path:
    """Where the memory of a quarter's site, or of another edition, lies: beside the manifest."""
    return manifest_path(folder, quarter).with_name(name)


def read_memory(folder: Path, quarter: str, makers: str, name: str = SITE_MEMORY) -> Memory:
    """What was written down about a quarter's site by this version of everything that makes pages.

    Parameters
    ----------
    folder, quarter
        The district's folder and the quarter's id.
    makers : str
        The digest of what makes pages: what another version wrote down is worth nothing.
    name : str
        The file's name: each edition has a memory of its own.
    """
    path = memory_path(folder, quarter, name)
    try:
        noted_ns = path.stat().st_mtime_ns
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") != _head(makers, body):
            return Memory()
        raw = json.loads(body)
        addresses = raw["addresses"]
        pages = {each["page"]: _standing(each, addresses) for each in raw["pages"]}
        sources = {each["file"]: (_mark(each), _about(each["about"])) for each in raw["sources"]}
        made_from, record = str(raw["made_from"]), str(raw["record"])
    except (OSError, ValueError, TypeError, KeyError, IndexError, RecursionError):
        return Memory()
    return Memory(noted_ns, pages, sources, made_from, record)


def write_memory(folder: Path, quarter: str, makers: str, memory: Memory, name: str = SITE_MEMORY) -> None:
    """Write the memory whole; `BadInput` when the disk does not take it."""
    addresses = sorted(set().union(*(page.links for page in memory.pages.values())))
    places = {address: n for n, address in enumerate(addresses)}
    raw = {
        "made_from": memory.made_from,
        "record": memory.record,
        "addresses": addresses,
        "pages": [_page_line(name, page, places) for name, page in sorted(memory.pages.items())],
        "sources": [
            {"file": name, "sha256": mark.sha256, "stamp": mark.stamp, "about": asdict(about)}
            for name, (mark, about) in sorted(memory.sources.items())
        ],
    }
    body = json.dumps(raw, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    path = memory_path(folder, quarter, name)
    content = _head(makers, body).encode("ascii") + b"\n" + body
    write_if_changed(path, content, shown_as=path.relative_to(folder).as_posix())


def _head(makers: str, body: bytes) -> str:
    """The first line: it fits this body, by this version, and no other."""
    seal = hashlib.sha256(makers.encode("ascii") + body).hexdigest()
    return f'{{"format": {FORMAT}, "sha256": "{seal}"}}'


def _page_line(name: str, page: Standing, places: dict[str, int]) -> dict[str, Any]:
    return {
        "page": name,
        "made_of": page.made_of,
        "sha256": page.file.sha256,
        "stamp": page.file.stamp,
        "links": sorted(places[link] for link in page.links),
    }


def _standing(raw: dict[str, Any], addresses: list[str]) -> Standing:
    return Standing(raw["made_of"], _mark(raw), frozenset(addresses[n] for n in raw["links"]))


def _mark(raw: dict[str, Any]) -> Mark:
    size, content_ns, entry_ns = raw["stamp"]
    return Mark(raw["sha256"], (size, content_ns, entry_ns))


def _about(raw: dict[str, Any]) -> About:
    sections = tuple((name, words) for name, words in raw["sections"])
    return About(**raw | {"sections": sections, "facts": facts_from_json(raw["facts"])})
