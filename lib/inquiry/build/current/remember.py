"""What a page is made of beside what it reads: program, notebook, parameters, the builder's key."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from inquiry.build.current.manifest import sha256
from inquiry.build.plan import Page
from inquiry.build.running.task import Notes
from inquiry.district.digests import digest

# Folders and files in a district's folder that pages do not read: what is built from it, and the record,
# whose answers are asked for their own digest.
OUTPUTS = frozenset({"workbooks", "build", "site", "editions"})
NOT_READ = frozenset({".sqlite", ".sqlite-wal", ".sqlite-shm", ".sqlite-journal", ".jsonl", ".md", ".zip"})
# Parts of the library that pages cannot reach: the layers above `build` (a test walks the imports).
ABOVE_PAGES = frozenset({"publish", "lab", "cli", "__main__.py", "__pycache__", "_shipped"})
PACKAGES = (
    "ipython",
    "matplotlib",
    "nbformat",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "pillow",
    "pydantic",
    "python-calamine",
    "pyyaml",
    "ruamel.yaml",
    "scikit-learn",
    "scipy",
    "sqlalchemy",
    "statsmodels",
)
_CHUNK = 1 << 20


def own_notes(page: Page, asked: Sequence[str], source: str, language: str, builder: str) -> Notes:
    """What a page is made of beside what it reads while it runs, as notes.

    Parameters
    ----------
    asked : sequence of str
        The ids of the forms on it.
    source : str
        The digest of its source notebook.
    language : str
        The language of the pages.
    builder : str
        The key with which it is signed: another builder's page is another page.
    """
    return {
        ("program", ""): hash_program(),
        ("notebook", page.page): source,
        ("asked", f"{page.level} {page.page}"): digest(list(asked)),
        ("language", ""): digest(language),
        ("day", ""): page.as_of.isoformat(),
        ("place", page.file): digest((page.file, page.level)),
        ("builder", ""): digest(builder),
    }


@cache
def hash_program() -> str:
    """One hash of all that makes pages: our own code, as far as pages can reach it, and the libraries."""
    library = Path(__file__).resolve().parents[2]
    parts = (versions(), _hash_files(library, files_in(library, skip=ABOVE_PAGES)))
    return sha256(json.dumps(parts).encode("utf-8"))


def hash_templates(templates: Path) -> str:
    """One hash of the questions, cut scores and agendas; the site's own template (`html`) is left out."""
    return sha256(json.dumps(_hash_files(templates, files_in(templates, skip={"html"}))).encode("utf-8"))


def fingerprint(notes: Notes) -> str:
    """One hash of all that a page was made of."""
    lines = sorted(f"{kind} {key} {value}\n" for (kind, key), value in notes.items())
    return sha256("".join(lines).encode("utf-8", "surrogatepass"))


def versions() -> list[str]:
    """The versions of Python and of the libraries whose change may change a page."""
    return [platform.python_version(), *(f"{name} {metadata.version(name)}" for name in PACKAGES)]


def district_files(folder: Path) -> Iterator[Path]:
    """The files of a district's folder that pages read, in order."""
    for path in files_in(folder, skip=OUTPUTS):
        if path.suffix.lower() not in NOT_READ:
            yield path


def files_in(folder: Path, skip: Iterable[str]) -> Iterator[Path]:
    """Every file under a folder, in order, but for hidden ones and what is to be skipped at its top.

    A folder that cannot be listed stands for itself: it counts as a file that cannot be read.
    """
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    for path in entries:
        if path.name in skip or path.name.startswith((".", "~$")) or _leads_back(path):
            continue
        yield from files_in(path, {"__pycache__"}) if path.is_dir() else [path]


def _leads_back(path: Path) -> bool:
    """Whether a link leads to a folder that it lies in."""
    return path.is_symlink() and path.parent.resolve().is_relative_to(path.resolve())


def _hash_files(root: Path, files: Iterable[Path]) -> list[tuple[str, str]]:
    return [(path.relative_to(root).as_posix(), _hash_file(path)) for path in files]


def _hash_file(path: Path) -> str:
    """A file's hash, read in parts: a state's file is large.

    One that cannot be read counts as that; whoever needs it says so.
    """
    total = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                total.update(part)
    except OSError as trouble:
        return f"not readable ({trouble.errno})"
    return total.hexdigest()
