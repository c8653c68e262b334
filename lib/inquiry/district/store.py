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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import platformdirs

from inquiry.district.files import TEMP_SUFFIX, explain_refusal, is_of_disk, write_whole
from inquiry.district.held import take_hold
from inquiry.errors import BadInput, InquiryError, SendError, UsageError

SIGN = "://"  # what tells an address from a folder
INDEX_FILE = ".store.json"  # in the copy: what each file was when it was last the same on both sides
CACHE, LOCK = ".cache", ".lock"  # with the index, what each computer keeps for itself
RECORD = "record.sqlite"  # and what SQLite puts beside it: only the place where teams type may change answers
# What a command may remove from the store: what it can make again, nothing that people put there.
MADE_AGAIN = ("build/", "site/")
LAST = ("manifest.json", "site.json")  # what vouches for other files is sent after them
# What stores say of a file that differs whenever its content does; each store says some of these.
MARKS = (
    *("ETag", "etag", "md5Hash", "content_md5", "generation", "created"),
    *("LastModified", "last_modified", "modificationTime", "modify", "mtime"),
)
WHOLE = PurePosixPath()  # the folder with all in it
NO_MARK = ""  # of a file whose store says none of these: it is fetched each time
NEW = [None, None]  # what is known of a file that was on neither side
Known = dict[str, list[Any]]  # name -> the store's mark and the stamp of the copy, when both were the same


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
        When the store cannot be reached, or nothing is there.
    BadInput
        When the copy cannot be written to this computer's disk.
    SendError
        When the work was done but not all of it went back: the store was lost, somebody else changed a file
        meanwhile, or the command was stopped.
    """
    with _plainly(address):
        store = _open_store(address)
    with _held(store.copy, address):
        with _plainly(address):
            store.fetch()
        try:
            yield store.copy
        except KeyboardInterrupt:
            raise SendError(f"Stopped. Nothing was sent to {address}: it is as it was.") from None
        try:
            with _plainly(address):
                theirs = store.send()
        except InquiryError as trouble:
            raise SendError(f"Not all that was made could be sent to {address}. {trouble}") from trouble
    if theirs:
        raise SendError(
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
            if mark == NO_MARK or known.get(name) != [mark, _stamp(self.copy / name)]:
                self._fetch_one(name)
        for name, path in self._here().items():
            # A journal that SQLite left beside an earlier record would be played into the one just fetched.
            if name not in there and (not _is_own(name) or name.endswith(TEMP_SUFFIX)):
                path.unlink()
        self._remember({name: [mark, _stamp(self.copy / name)] for name, mark in there.items()})

    def send(self) -> list[str]:
        """Send back what has changed in the copy; give the names of files that somebody else changed too."""
        known, here = self._known(), self._here()
        changed = [
            PurePosixPath(name)
            for name in here
            if not _stays_here(name) and known.get(name, NEW)[1] != _stamp(here[name])
        ]
        changed.sort(key=lambda name: (name.name in LAST, name.parent, name))
        theirs: list[str] = []
        try:
            for place, names in groupby(changed, key=lambda name: name.parent):
                theirs += self._send_folder(place, [name.as_posix() for name in names], known)
            self._remove(known.keys() - here.keys(), known)
        finally:  # also of a sending that was cut off
            self._remember(known)
        return theirs

    def _send_folder(self, place: PurePosixPath, names: list[str], known: Known) -> list[str]:
        """Send files of one folder, and note them; give the names of those that somebody else changed.

        Stores have no locks: so we look just before and just after, and note nothing else of what we see.
        What others changed meanwhile is new to the next command.
        """
        there = self._list(place)
        mine = [name for name in names if there.get(name) == known.get(name, NEW)[0]]
        ours = {name: _stamp(self.copy / name) for name in mine}
        self.system.makedirs(f"{self.root}/{place}", exist_ok=True)
        for name in ours:
            self.system.put_file(str(self.copy / name), f"{self.root}/{name}")
        there = self._list(place)
        known.update({name: [there[name], stamp] for name, stamp in ours.items() if name in there})
        return [name for name in names if name not in ours]

    def _remove(self, gone: Iterable[str], known: Known) -> None:
        """Remove what a command removed in the copy, unless somebody else changed it."""
        made = sorted(name for name in gone if name.startswith(MADE_AGAIN))
        there = self._list() if made else {}
        for name in made:
            if there.get(name) == known.pop(name)[0]:
                self.system.rm_file(f"{self.root}/{name}")

    def _fetch_one(self, name: str) -> None:
        target = self.copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{secrets.token_hex(6)}{TEMP_SUFFIX}")
        try:
            self.system.get_file(f"{self.root}/{name}", str(temporary))
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)

    def _here(self) -> dict[str, Path]:
        """Every file of the copy by its name in it."""
        files = (path for path in sorted(self.copy.rglob("*")) if path.is_file())
        return {path.relative_to(self.copy).as_posix(): path for path in files}

    def _list(self, place: PurePosixPath = WHOLE) -> dict[str, str]:
        """Every file of the folder by its name in it, with a mark that differs when the file does."""
        self.system.invalidate_cache()
        root = f"{self.root}/{place}" if place.parts else self.root
        try:
            found: Mapping[str, Mapping[str, Any]] = self.system.find(root, detail=True)
        except FileNotFoundError:
            return {}
        names = {path.removeprefix(f"{self.root}/"): _mark(about) for path, about in found.items()}
        return {name: mark for name, mark in sorted(names.items()) if _is_inside(name) and not _is_own(name)}

    def _known(self) -> Known:
        """What each file was when both sides were the same; a damaged list only costs fetching again."""
        with contextlib.suppress(OSError, ValueError):
            content = json.loads((self.copy / INDEX_FILE).read_text(encoding="utf-8"))
            if isinstance(content, dict):
                return {
                    name: each for name, each in content.items() if isinstance(each, list) and len(each) == 2
                }
        return {}

    def _remember(self, both: Known) -> None:
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
    copy.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers and evidence are no business of others here
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
    except Exception as trouble:
        if isinstance(trouble, OSError) and is_of_disk(trouble):
            place = str(trouble.filename or f"the copy of {address} on this computer")
            raise BadInput([explain_refusal(trouble, place)]) from trouble
        raise UsageError(
            f"{address} did not answer as it should ({type(trouble).__name__}: {trouble}). Look whether it "
            "can be reached from here and you may read and write there, then run the command again."
        ) from trouble


def _is_inside(name: str) -> bool:
    """Whether a name from a store is a plain one inside the copy, also where it is made up to lead out."""
    path = PurePosixPath(name)
    plain = path.as_posix() == name and not path.is_absolute() and bool(path.parts)
    return plain and ".." not in path.parts and "\\" not in name and ":" not in name


def _is_own(name: str) -> bool:
    """Whether a file is each computer's own: caches, locks, files half written, the index."""
    path = PurePosixPath(name)
    return CACHE in path.parts or path.name == INDEX_FILE or name.endswith((LOCK, TEMP_SUFFIX))


def _stays_here(name: str) -> bool:
    return _is_own(name) or PurePosixPath(name).name.startswith(RECORD)


def _mark(about: Mapping[str, Any]) -> str:
    """What tells a file from what it was; `NO_MARK` where the store says nothing that does."""
    told = {key: str(about[key]) for key in MARKS if key in about}
    return json.dumps(told | {"size": str(about.get("size"))}, sort_keys=True) if told else NO_MARK


def _stamp(path: Path) -> list[int] | None:
    """A file's size and time of change; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]
