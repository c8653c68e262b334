"""Reading the pages that build itself ran; anything else is not read at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from inquiry.build import PageRecord
from inquiry.cycle import Face
from inquiry.publish.keeping.marks import Mark, stamp_of
from inquiry.publish.lists.model import About
from inquiry.publish.rules.problems import Problem

if TYPE_CHECKING:
    from inquiry.publish.reading.content import Piece

NOT_MADE = "It could not be made when the workbooks were last built."
ALTERED = "Its file is missing, or was altered after it was built."
NOT_FIT = "It did not pass the site’s own checks."


@dataclass(frozen=True)
class Source:
    """A page of the build, and what staff may see of it, or why they see nothing."""

    record: PageRecord
    about: About = field(default_factory=About)
    pieces: tuple[Piece, ...] | None = ()  # None: an earlier run read them, and this one has not needed to
    not_shown: str = ""
    problems: tuple[Problem, ...] = ()
    file: Mark | None = None  # of the page that was read

    @property
    def label(self) -> str:
        """The page's title; without one, its id in words."""
        return self.about.title or self.record.page.lstrip("0123456789-").replace("-", " ").capitalize()


def read_source(folder: Path, record: PageRecord, face: Face = "staff") -> Source:
    """Read one page of the manifest.

    Parameters
    ----------
    folder : Path
        The district's folder.
    record : PageRecord
        The page's line in the manifest; its digest must be that of the file, so that a page altered after
        build ran it is not published.
    face : Face
        For whom it is read.

    Returns
    -------
    Source
        With `not_shown` set, and no content, when there is nothing fit to be shown.
    """
    from inquiry.publish.guard.disclosed import hold
    from inquiry.publish.reading.content import read_content  # nbconvert takes half a second to load

    if record.state == "failed":
        return Source(record, not_shown=NOT_MADE)
    try:
        path = folder / record.pristine
        file = Mark(record.sha256, stamp_of(path))
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != record.sha256:
            return Source(record, not_shown=ALTERED)
        notebook = json.loads(data)
        if notebook["metadata"].get("inquiry", {}).get("failed"):
            return Source(record, not_shown=NOT_MADE)
        content = read_content(notebook, face)
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return Source(record, not_shown=ALTERED)
    source = Source(record, content.about, content.pieces, file=file)
    problems = (*content.problems, *hold(folder, content.pieces))
    return withheld(source, problems) if problems else source


def withheld(source: Source, problems: tuple[Problem, ...]) -> Source:
    """A page that does not pass: its title, and nothing else of it."""
    about = About(title=source.about.title, as_of=source.about.as_of)
    return Source(source.record, about, not_shown=NOT_FIT, problems=problems)
