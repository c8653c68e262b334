"""A district's folder in an object store: worked on in a copy on this computer, what changed sent back.

Stores (S3, Azure, Google and the others that fsspec knows) have no locks, no renames and no SQLite. So a
command works in a copy, and its results go back file by file, each whole, the manifests last: who is cut off
in between leaves pages that the next build finds not to be those of the manifest, and makes again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import platformdirs

from inquiry.district.files import TEMP_SUFFIX, explain_refusal, write_whole
from inquiry.district.held import take_hold
from inquiry.errors import BadInput, UsageError

SIGN = "://"  # what tells an address from a folder
INDEX_FILE = ".store.json"  # in the copy: what each file was when it was last the same on both sides
# What one computer keeps for itself: caches, locks, files half written; and the record of answers, which only
# the place where teams type may change.
NEVER_SENT = (".cache/", ".lock", TEMP_SUFFIX, INDEX_FILE, "record.sqlite")
LAST = ("manifest.json", "site.json")  # what vouches for other files is sent after them
# What stores say of a file that differs whenever its content does; each store says some of these.
MARKS = ("size", "ETag", "etag", "md5Hash", "content_md5", "generation", "LastModified", "mtime", "created")


def is_address(text: str) -> bool:
    """Whether a district is named by an address in a store, such as `s3://bucket/district`."""
    return SIGN in text


@contextlib.contextmanager
def worked_on_here(address: str) -> Iterator[Path]:
    """Give a copy of a district that lies in a store; send back what has changed in it when all went well.

    Parameters
    ----------
    address : str
        The folder in the store, as fsspec writes it: `s3://bucket/district`, `memory://district`.

    Yields
    ------
    Path
        The copy, in the person's own folder for caches: the next command fetches only what is new.

    Raises
    ------
    UsageError
        When the store cannot be reached, nothing is there, or somebody else changed a file meanwhile.
    BadInput
        When the copy cannot be written to this computer's disk.
    """
    store = _open_store(address)
    with _held(store.copy, address):
        with _plainly(address):
            store.fetch()
        yield store.copy
        with _plainly(address):
            theirs = store.send()
    if theirs:
        raise UsageError(
            f"{', '.join(theirs[:5])}{' and others' if len(theirs) > 5 else ''} changed in {address} while "
            "this ran, and stayed as they are there. Run the command again to take the change in."
        )


@dataclass(frozen=True)
class Store:
    """A folder in a store and its copy here."""

    system: Any  # fsspec's file system; it has no types
    root: str
    copy: Path

    def fetch(self) -> None:
        """Make the copy what the store has: what is new or differs is fetched, what is gone is removed."""
        there, known = self._list(), self._known()
        if not there:
            raise UsageError(f"There is no district in {self.root}: the folder is empty or not there.")
        for name, mark in there.items():
            if known.get(name) != [mark, _stamp(self.copy / name)]:
                self._fetch_one(name)
        for path in _files(self.copy):
            name = path.relative_to(self.copy).as_posix()
            if name not in there and not _stays_here(name):
                path.unlink()
        self._remember(there)

    def send(self) -> list[str]:
        """Send back what has changed in the copy; give the names of files that somebody else changed too."""
        known, there = self._known(), self._list()
        here = {path.relative_to(self.copy).as_posix(): path for path in _files(self.copy)}
        theirs = []
        for name in sorted(here, key=lambda name: (PurePosixPath(name).name in LAST, name)):
            mark, stamp = known.get(name, [None, None])
            if _stays_here(name) or stamp == _stamp(here[name]):
                continue
            if there.get(name) != mark:
                theirs.append(name)
                continue
            self.system.makedirs(f"{self.root}/{PurePosixPath(name).parent}", exist_ok=True)
            self.system.put_file(str(here[name]), f"{self.root}/{name}")
        for name in known.keys() & there.keys() - here.keys():
            if not _stays_here(name) and there[name] == known[name][0]:
                self.system.rm_file(f"{self.root}/{name}")
        if not theirs:
            self._remember(self._list())
        return theirs

    def _fetch_one(self, name: str) -> None:
        target = self.copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(6)}{TEMP_SUFFIX}")
        try:
            self.system.get_file(f"{self.root}/{name}", str(temporary))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)

    def _list(self) -> dict[str, str]:
        """Every file of the folder by its name in it, with a mark that differs when the file does."""
        self.system.invalidate_cache()
        try:
            found: Mapping[str, Mapping[str, Any]] = self.system.find(self.root, detail=True)
        except FileNotFoundError:
            return {}
        names = {path.removeprefix(self.root).lstrip("/"): _mark(about) for path, about in found.items()}
        return {name: mark for name, mark in sorted(names.items()) if _is_inside(name)}

    def _known(self) -> dict[str, list[Any]]:
        """What each file was when both sides were the same; a damaged list only costs fetching again."""
        with contextlib.suppress(OSError, ValueError):
            content = json.loads((self.copy / INDEX_FILE).read_text(encoding="utf-8"))
            if isinstance(content, dict):
                return {name: each for name, each in content.items() if isinstance(each, list)}
        return {}

    def _remember(self, there: Mapping[str, str]) -> None:
        both = {
            name: [mark, _stamp(self.copy / name)]
            for name, mark in there.items()
            if (self.copy / name).is_file()
        }
        write_whole(self.copy / INDEX_FILE, json.dumps(both))


def _open_store(address: str) -> Store:
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as trouble:
        raise UsageError(
            f"{address} cannot be opened: {trouble}. Install what that kind of store needs (for s3:// `pip "
            "install s3fs`, for gs:// `gcsfs`, for az:// `adlfs`), or correct the address."
        ) from trouble
    name = hashlib.sha256(address.encode("utf-8")).hexdigest()[:16]
    copy = platformdirs.user_cache_path("inquiry-workbook", appauthor=False) / "stores" / name
    copy.mkdir(parents=True, exist_ok=True)
    return Store(system, str(root).rstrip("/"), copy)


@contextlib.contextmanager
def _held(copy: Path, address: str) -> Iterator[None]:
    """Let no second command of this person work in the same copy."""
    with copy.with_suffix(".lock").open("a+b") as file:
        if take_hold(file) is False:
            raise UsageError(f"Another command works on {address} from here. Wait until it is done.")
        yield


@contextlib.contextmanager
def _plainly(address: str) -> Iterator[None]:
    """Whatever a store's own library raises, in words."""
    try:
        yield
    except (UsageError, BadInput):
        raise
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, address)]) from trouble
    except Exception as trouble:
        raise UsageError(
            f"{address} did not answer as it should ({type(trouble).__name__}: {trouble}). Look whether it "
            "can be reached from here and you may read and write there, then run the command again."
        ) from trouble


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def _is_inside(name: str) -> bool:
    """Whether a name from a store stays inside the copy, also where it is made up to lead out of it."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and "\\" not in name and ":" not in name


def _stays_here(name: str) -> bool:
    return any(sign in name for sign in NEVER_SENT)


def _mark(about: Mapping[str, Any]) -> str:
    return json.dumps({key: str(about[key]) for key in MARKS if key in about}, sort_keys=True)


def _stamp(path: Path) -> list[int] | None:
    """A file's size and time of change; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]
