"""A district's folder in an object store: worked on in a copy on this computer, what changed sent back.

Stores (S3, Azure, Google and the others that fsspec knows) have no locks, no renames and no SQLite. So a
command works in a copy, and its results go back file by file, each whole, the manifests last: who is cut off
in between leaves pages that the next build finds not to be those of the manifest, and makes again.
"""

from __future__ import annotations

import contextlib
import hashlib
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

import platformdirs

from inquiry.district.files import TEMP_SUFFIX, explain_refusal, is_of_disk
from inquiry.district.held import take_hold
from inquiry.district.store_files import (
    MADE_AGAIN,
    NEW,
    NO_MARK,
    Known,
    is_inside,
    is_own,
    is_sure,
    mark_of,
    read_index,
    stamp_of,
    stays_here,
    write_index,
)
from inquiry.errors import BadInput, InquiryError, SendError, UsageError

SIGN = "://"  # what tells an address from a folder
PLANS = PurePosixPath("disclosure")  # what staff are told: sent first, since pages must not tell otherwise
LAST = ("manifest.json", "site.json")  # what vouches for other files is sent after them
WHOLE = PurePosixPath()  # the folder with all in it
# FTP and SFTP tell a file's time by the second, some servers by the minute: one that is changed again within
# that looks the same. So a file seen for the first time is fetched once more after this.
TICK_SECONDS = 60.0


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
        there, known = self._list(), read_index(self.copy)
        if not there:
            raise UsageError(f"There is no district in {self.root}: the folder is empty or not there.")
        for name, mark in there.items():
            if mark == NO_MARK or known.get(name) != [mark, stamp_of(self.copy / name), None]:
                self._fetch_one(name)
        for name, path in self._here().items():
            # A journal that SQLite left beside an earlier record would be played into the one just fetched.
            if name not in there and (not is_own(name) or name.endswith(TEMP_SUFFIX)):
                path.unlink()
        write_index(self.copy, {name: self._noted(name, mark, known) for name, mark in there.items()})

    def send(self) -> list[str]:
        """Send back what has changed in the copy; give the names of files that somebody else changed too."""
        known, here = read_index(self.copy), self._here()
        changed = [
            PurePosixPath(name)
            for name in here
            if not stays_here(name) and known.get(name, NEW)[1] != stamp_of(here[name])
        ]
        changed.sort(key=lambda name: (name.parent != PLANS, name.name in LAST, name.parent, name))
        theirs: list[str] = []
        try:
            for place, names in groupby(changed, key=lambda name: name.parent):
                theirs += self._send_folder(place, [name.as_posix() for name in names], known)
                if theirs and place == PLANS:
                    raise UsageError(
                        "Somebody else's build decided meanwhile what staff are told, so nothing of this one "
                        "was sent. Run the command again: it goes by what was decided."
                    )
            self._remove(known.keys() - here.keys(), known)
        finally:  # also of a sending that was cut off
            write_index(self.copy, known)
        return theirs

    def _send_folder(self, place: PurePosixPath, names: list[str], known: Known) -> list[str]:
        """Send files of one folder, and note them; give the names of those that somebody else changed.

        Stores have no locks: so we look just before and just after, and note nothing else of what we see.
        What others changed meanwhile is new to the next command.
        """
        there = self._list(place)
        mine = [name for name in names if there.get(name) == known.get(name, NEW)[0]]
        ours = {name: stamp_of(self.copy / name) for name in mine}
        self.system.makedirs(f"{self.root}/{place}", exist_ok=True)
        for name in ours:
            self.system.put_file(str(self.copy / name), f"{self.root}/{name}")
        there = self._list(place)
        for name, stamp in ours.items():
            if name in there:
                known[name] = [there[name], stamp, None if is_sure(name, there[name]) else time.time()]
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

    def _noted(self, name: str, mark: str, known: Known) -> list[Any]:
        """What is known of a file just fetched, or found to be the same as before."""
        before, now = known.get(name, NEW), time.time()
        since = None if is_sure(name, mark) else before[2] if before[0] == mark else now
        # Fetched so long after it was first seen, it is what it will be until the store tells another time.
        proven = since is None or now - since > TICK_SECONDS
        return [mark, stamp_of(self.copy / name), None if proven else since]

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
        names = {path.removeprefix(f"{self.root}/"): mark_of(about) for path, about in found.items()}
        return {name: mark for name, mark in sorted(names.items()) if is_inside(name) and not is_own(name)}


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
