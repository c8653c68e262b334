"""What each page of a quarter was made of, kept in one file; read with distrust, written whole.

Most pages read the same things: each (kind, key, digest) stands in the file once, a page names it by number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from inquiry.build.current.stamps import Stamp
from inquiry.build.running.task import Notes
from inquiry.district.files import write_if_changed

FORMAT = 1
PageKey = tuple[str, str, str]


@dataclass
class Inputs:
    """The notes of each page, and the looks at all inputs (see stamps.py) by their names."""

    pages: dict[PageKey, Notes] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)

    def only(self, keys: Iterable[PageKey], stamps: Iterable[str]) -> Inputs:
        """The same, what belongs to other pages forgotten."""
        return Inputs(
            {key: self.pages[key] for key in keys if key in self.pages},
            {name: self.stamps[name] for name in sorted(set(stamps)) if name in self.stamps},
        )


def inputs_path(folder: Path, quarter: str) -> Path:
    """Where the inputs of a quarter's pages are kept."""
    return folder / "build" / quarter / "inputs.json"


def read_inputs(folder: Path, quarter: str) -> Inputs:
    """What the pages of a quarter were made of; a missing or damaged file reads as if nothing were known."""
    try:
        raw = json.loads(inputs_path(folder, quarter).read_text(encoding="utf-8"))
        if raw["format"] != FORMAT:
            return Inputs()
        table = [((str(kind), str(key)), str(value)) for kind, key, value in raw["notes"]]
        pages = {(str(s), str(t), str(p)): dict(table[n] for n in at) for s, t, p, at in raw["pages"]}
        return Inputs(pages, {str(name): Stamp(**each) for name, each in raw["stamps"].items()})
    except (OSError, ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return Inputs()


def write_inputs(folder: Path, quarter: str, inputs: Inputs) -> None:
    """Write them whole; `BadInput` when the disk does not take it."""
    places: dict[tuple[tuple[str, str], str], int] = {}
    pages = [
        [*key, sorted(places.setdefault(note, len(places)) for note in notes.items())]
        for key, notes in inputs.pages.items()
    ]
    table = [[kind, key, value] for (kind, key), value in places]
    stamps = {name: asdict(stamp) for name, stamp in inputs.stamps.items()}
    content = {"format": FORMAT, "stamps": stamps, "notes": table, "pages": pages}
    path = inputs_path(folder, quarter)
    text = json.dumps(content, separators=(",", ":")) + "\n"  # file names need not be valid text
    write_if_changed(path, text, shown_as=path.relative_to(folder).as_posix())
