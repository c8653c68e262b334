"""Decide what a second build may skip: a page is current when nothing it could have read has changed.

The rule is coarse on purpose: one fingerprint over everything that any page of the district could read. It
may run a page too often, never too seldom.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from inquiry.build.manifest import PageRecord, sha256
from inquiry.build.plan import Page
from inquiry.build.shelf import read_or_none
from inquiry.errors import PageError

# Folders and files in a district's folder that pages do not read: what is built from it, and the record,
# whose answers are asked for their own digest.
OUTPUTS = frozenset({"workbooks", "build", "site"})
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


def hash_inputs(district: Path, templates: Path, record_digest: str) -> str:
    """One hash of all that any page of a district could read, but for its own notebook and parameters.

    Parameters
    ----------
    district : Path
        The district's folder.
    templates : Path
        The folder of questions and cut scores; the site's own template in it (`html`) is left out.
    record_digest : str
        The digest of the answers in the record.
    """
    library = Path(__file__).resolve().parents[1]
    total = hashlib.sha256()
    for part in (
        ["record", record_digest],
        _versions(),
        _hash_files(district, _district_files(district)),
        _hash_files(templates, _files(templates, skip={"html"})),
        _hash_files(library, _files(library, skip=ABOVE_PAGES)),
    ):
        total.update(json.dumps(part).encode("utf-8"))
    return total.hexdigest()


def fingerprint(inputs: str, notebook: bytes, page: Page, key: str = "") -> str:
    """The fingerprint of one page: the common inputs, its notebook as it will run, its parameters.

    `key` is the builder's, with which it is signed: another builder's page is another page.
    """
    own = json.dumps([inputs, sha256(notebook), page.file, page.parameters, key], sort_keys=True)
    return sha256(own.encode("utf-8"))


def is_current(record: PageRecord | None, page: Page, wanted: str) -> bool:
    """Whether a page need not run: built from the same inputs, and its pristine file is still that page."""
    if record is None or record.state != "built" or record.fingerprint != wanted:
        return False
    try:
        content = read_or_none(page.pristine, page.pristine_file)
    except PageError:
        return False
    return content is not None and sha256(content) == record.sha256


def _versions() -> list[str]:
    return [platform.python_version(), *(f"{name} {metadata.version(name)}" for name in PACKAGES)]


def _district_files(folder: Path) -> Iterator[Path]:
    for path in _files(folder, skip=OUTPUTS):
        if path.suffix.lower() not in NOT_READ:
            yield path


def _files(folder: Path, skip: Iterable[str]) -> Iterator[Path]:
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
        yield from _files(path, {"__pycache__"}) if path.is_dir() else [path]


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
