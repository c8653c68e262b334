"""Whose pages may run by themselves: the key this builder signs with, and the keys this computer trusts.

The keys lie in the person's own folder for settings, never in a district's: a folder that came by mail
cannot say of itself that it is to be trusted.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import platformdirs
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from inquiry.district.files import explain_refusal, write_whole
from inquiry.errors import BadInput, UsageError

KEY_FILE = "builder.key"
TRUSTED_FILE = "trusted-keys"  # a line for each: ed25519 BASE64 NAME
KIND = "ed25519"
KEY_BYTES, KEY_CHARACTERS = 32, 44  # of a public key (RFC 8032), and of that in base64
NAME_LENGTH = 100
PATIENCE_SECONDS = 5.0  # for another build that is just writing the key
_WAIT_SECONDS = 0.05


def config_folder() -> Path:
    """The person's folder for settings of this program; `INQUIRY_CONFIG` names another."""
    named = os.environ.get("INQUIRY_CONFIG")
    return Path(named) if named else platformdirs.user_config_path("inquiry-workbook", appauthor=False)


def builder_key() -> Ed25519PrivateKey:
    """The key that builds of this person sign with; made when it is first asked for.

    Raises
    ------
    BadInput
        When it cannot be written.
    UsageError
        When it cannot be read, or is no key.
    """
    path = config_folder() / KEY_FILE
    if not path.exists():
        _make_key(path)
    return _read_key(path)


def known_key() -> str | None:
    """The public half of the builder's key where there is one; None before the first build."""
    path = config_folder() / KEY_FILE
    return name_key(_read_key(path)) if path.exists() else None


def public_key() -> str:
    """The public half of the builder's key as a line to hand on: `ed25519 BASE64`."""
    return f"{KIND} {name_key(builder_key())}"


def name_key(key: Ed25519PrivateKey) -> str:
    """A key's public half in base64: what it is known by."""
    return base64.b64encode(key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode("ascii")


def trust_key(text: str, name: str = "") -> Path:
    """Trust pages signed with another builder's key from now on.

    Parameters
    ----------
    text : str
        The line that `inquiry key show` prints there: `ed25519 BASE64`, a name behind it or not.
    name : str
        Whose key it is, for whoever reads the list.

    Returns
    -------
    Path
        The list of trusted keys. A key that is in it already is not added again.

    Raises
    ------
    UsageError
        When the text is no such key.
    """
    found = _parse_line(text)
    if found is None:
        raise UsageError(
            f"“{text.strip()[:80]}” is no key. Copy the whole line that `inquiry key show` prints on the "
            f"computer that builds the pages: {KIND}, a space, and {KEY_CHARACTERS} characters."
        )
    path = config_folder() / TRUSTED_FILE
    key, named = found
    said = " ".join((name or named).split())[:NAME_LENGTH]
    before = _read_text(path)
    if key not in dict(_keys_in(before)):
        lines = [*before.splitlines(), f"{KIND} {key} {said}".rstrip()]
        write_whole(path, "\n".join(lines) + "\n", shown_as=str(path))
    return path


def trusted_keys() -> dict[str, str]:
    """The keys whose pages run by themselves here, and whose they are.

    Those are the person's own, those in the person's list, and those in the list of the environment that
    this program is installed in (`etc/inquiry/trusted-keys`): who looks after a server writes that one.
    """
    lists = (Path(sys.prefix, "etc", "inquiry", TRUSTED_FILE), config_folder() / TRUSTED_FILE)
    trusted = {key: name for path in lists for key, name in _keys_in(_read_text(path))}
    with contextlib.suppress(UsageError):  # a damaged key of one's own: build says so
        own = known_key()
        if own:
            trusted[own] = "your own builds"
    return trusted


def _make_key(path: Path) -> None:
    """Write a new key whole, readable by its owner alone, unless another process was faster."""
    key = Ed25519PrivateKey.generate()
    text = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_private(temporary, text)
        with contextlib.suppress(FileExistsError):
            _name_once(temporary, path, text)
    except OSError as trouble:
        raise BadInput([explain_refusal(trouble, str(path))]) from trouble
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _name_once(temporary: Path, path: Path, text: bytes) -> None:
    """Give the finished file its name; `FileExistsError` where another process did so first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: then who comes next waits until it is whole
        _write_private(path, text)


def _write_private(path: Path, text: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _read_key(path: Path) -> Ed25519PrivateKey:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            content = path.read_bytes()
            key = load_pem_private_key(content, password=None)
        except OSError as trouble:
            raise UsageError(
                f"The builder's key ({path}) cannot be read: {trouble.strerror or trouble}. "
                "Give yourself the right to read it."
            ) from trouble
        except (ValueError, TypeError) as trouble:
            if not _young(path) or time.monotonic() > deadline:
                raise _damaged(path) from trouble
            time.sleep(_WAIT_SECONDS)
            continue
        if not isinstance(key, Ed25519PrivateKey):
            raise _damaged(path)
        return key


def _young(path: Path) -> bool:
    """Whether a file was written just now, perhaps not to its end."""
    try:
        return time.time() - path.stat().st_mtime < PATIENCE_SECONDS
    except OSError:
        return False


def _damaged(path: Path) -> UsageError:
    return UsageError(
        f"The builder's key ({path}) is damaged. Put it back from a backup; or move it elsewhere: the next "
        "build makes a new one, builds every page again, and other computers have to trust the new one."
    )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _keys_in(text: str) -> Iterator[tuple[str, str]]:
    """The keys of a list; comments and lines that hold no key are passed over."""
    for line in text.splitlines():
        found = _parse_line(line)
        if found is not None:
            yield found


def _parse_line(line: str) -> tuple[str, str] | None:
    parts = re.split(r"\s+", line.strip(), maxsplit=2)
    if len(parts) < 2 or parts[0].lower() != KIND:
        return None
    try:
        raw = base64.b64decode(parts[1], validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(raw) != KEY_BYTES:
        return None
    return base64.b64encode(raw).decode("ascii"), parts[2] if len(parts) == 3 else ""
