"""Reading the pages that build itself ran; anything else is not read at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from inquiry.build import PageRecord
from inquiry.publish.content import Content, read_content
from inquiry.publish.problems import Problem

NOT_MADE = "It could not be made when the workbooks were last built."
ALTERED = "Its file is missing, or was altered after it was built."
NOT_FIT = "It did not pass the site’s own checks."


@dataclass(frozen=True)
class Source:
    """A page of the build, and what staff may see of it, or why they see nothing."""

    record: PageRecord
    content: Content
    not_shown: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def label(self) -> str:
        """The page's title; without one, its id in words."""
        return self.content.title or self.record.page.lstrip("0123456789-").replace("-", " ").capitalize()


def read_source(folder: Path, record: PageRecord) -> Source:
    """Read one page of the manifest.

    Parameters
    ----------
    folder : Path
        The district's folder.
    record : PageRecord
        The page's line in the manifest; its digest must be that of the file, so that a page altered after
        build ran it is not published.

    Returns
    -------
    Source
        With `not_shown` set, and no content, when there is nothing fit to be shown.
    """
    if record.state == "failed":
        return Source(record, Content(), NOT_MADE)
    try:
        data = (folder / record.pristine).read_bytes()
        if hashlib.sha256(data).hexdigest() != record.sha256:
            return Source(record, Content(), ALTERED)
        notebook = json.loads(data)
        if notebook["metadata"].get("inquiry", {}).get("failed"):
            return Source(record, Content(), NOT_MADE)
        content = read_content(notebook)
    except (OSError, ValueError, AttributeError, TypeError, KeyError):
        return Source(record, Content(), ALTERED)
    return withheld(record, content, content.problems) if content.problems else Source(record, content)


def withheld(record: PageRecord, content: Content, problems: tuple[Problem, ...]) -> Source:
    """A page that does not pass: its title, and nothing else of it."""
    return Source(record, Content(title=content.title, as_of=content.as_of), NOT_FIT, problems)
