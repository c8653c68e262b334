"""Editions that show other pages than those last built: which they are, and the command that renews them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inquiry.cycle import Face
from inquiry.district import load_district
from inquiry.publish.editions import EDITIONS_FOLDER, Edition, left_behind, plan_editions
from inquiry.publish.keeping.memory import read_memory
from inquiry.publish.keeping.shelf import INDEX
from inquiry.publish.opening import made_from, makers_of, open_edition, open_site
from inquiry.publish.site import Site

FACES_OF_EDITIONS: tuple[Face, ...] = ("team", "chain")


@dataclass(frozen=True)
class Older:
    """Editions of one kind that are older than the pages; how to renew them, as words of the command."""

    folders: tuple[str, ...]  # inside the district's folder
    renew: str


def find_older(folder: Path, quarter: str, as_of: dt.date) -> tuple[Older, ...]:
    """The editions that show other pages of a quarter than those last built, or by older rules.

    A build renews the site for staff alone: an edition holds what is for few, and is made when a coach asks
    for it. One that was never made is none of these.

    Parameters
    ----------
    folder, quarter, as_of
        As of `publish_editions`; the quarter has been built.

    Raises
    ------
    BadInput
        When the district's settings or questions cannot be read.
    """
    if not (folder / EDITIONS_FOLDER).is_dir():
        return ()
    every = open_site(load_district(folder), quarter, as_of)
    return tuple(found for face in FACES_OF_EDITIONS if (found := _older(every, face)))


def _older(every: Site, face: Face) -> Older | None:
    folder = every.district.folder
    planned = plan_editions(every.district, every.manifest, face)
    there = [each for each in planned if (folder / each.folder / every.quarter / INDEX).is_file()]
    old = [each for each in there if not _is_current(every, each)]
    gone = left_behind(every.district, face)
    if not old and not gone:
        return None
    named = [] if gone or len(there) == len(planned) else [*_name(face, old)]
    return Older((*(each.folder for each in old), *gone), " ".join(("publish", "--for", face, *named)))


def _is_current(every: Site, edition: Edition) -> bool:
    site = open_edition(every, edition)
    memory = read_memory(site.district.folder, site.quarter, makers_of(site), edition.memory)
    return memory.made_from == made_from(site)


def _name(face: Face, editions: Sequence[Edition]) -> Iterator[str]:
    """The options that name these editions alone."""
    option = "--team" if face == "team" else "--school"
    for each in editions:
        yield from (option, each.whose)
