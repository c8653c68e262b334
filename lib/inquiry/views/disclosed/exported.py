"""Which plans the exported pages follow: noted beside the pages, so that a plan that is gone is missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from inquiry.errors import Fault
from inquiry.views.disclosed.memory import FOLDER, plan_path

NOTE = "told-by.txt"  # in each quarter's folder of the site, or of another edition
WHERE = (f"site/*/{NOTE}", f"editions/*/*/*/{NOTE}")
WORDS = (
    "What these pages tell of the district's own figures was decided by these files of its disclosure folder:"
)
CURE = (
    "bring the one of your backup back (`inquiry restore`). A new one would be made of today's figures "
    "alone, and together with the pages that are out it could give away what they withhold. Only if nobody "
    "was ever given them, nor a copy: remove {places}, and build again"
)


def note_of(plans: Iterable[str]) -> str:
    """What is noted beside a quarter's pages: the plans that tell something on them."""
    return "\n".join([WORDS, *(f"{name}.json" for name in plans), ""])


def find_missing(folder: Path) -> list[Fault]:
    """A fault for each plan that exported pages follow and that is gone.

    Parameters
    ----------
    folder : Path
        The district's folder.
    """
    followed: dict[str, list[str]] = {}
    for note in sorted(each for pattern in WHERE for each in folder.glob(pattern)):
        for name in _plans_in(note):
            followed.setdefault(name, []).append(note.parent.relative_to(folder).as_posix())
    return [
        Fault(
            f"{FOLDER}/{name}.json",
            f"no such file, but pages in {', '.join(places)} tell what it decided",
            "the file as `inquiry build` wrote it",
            CURE.format(places=", ".join(places)),
        )
        for name, places in sorted(followed.items())
        if not plan_path(folder, name).exists()
    ]


def _plans_in(note: Path) -> Iterator[str]:
    """The plans that a note names; none where it cannot be read."""
    try:
        lines = note.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    yield from (line.removesuffix(".json") for line in lines[1:] if line.endswith(".json"))
