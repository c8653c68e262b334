"""What a text may stand for: base64, hexadecimal, entities, escapes, backwards, spaced out, with invisible signs."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, unquote_to_bytes

DATA_URL = re.compile(r"data:([^,;\"']*)((?:;[^,;\"']*)*),([^\"'\s)>]*)")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00]")
BASE64 = re.compile(r"[A-Za-z0-9+/_-]{4,}={0,2}")
HEX = re.compile(r"(?:(?:\\x|0x)?[0-9a-fA-F]{2}[ :,-]?){4,}")
ESCAPED = re.compile(r"\\(?:u\{?|x)?([0-9a-fA-F]{2,6})\}? ?")
SPACED_OUT = re.compile(r"(?<=\b\w)[\s.,_/|·-](?=\w\b)")
DEEPEST = 2  # how often what was decoded is decoded again


def readings(said: str, depth: int = DEEPEST) -> Iterator[str]:
    """What is said, as it stands and as anybody could decode it."""
    yield said
    plain = INVISIBLE.sub("", said)
    others = {plain, said[::-1], unescape(said), unquote(said), ESCAPED.sub(_sign, said)}
    others |= {SPACED_OUT.sub("", each) for each in (plain, plain[::-1])}
    others |= {text for raw in _decoded(plain) if (text := _text(raw))} if depth else set()
    for each in others - {said}:
        if depth and each not in {said[::-1], plain[::-1]}:
            yield from readings(each, depth - 1)
        else:
            yield each


def data_bytes(address: re.Match[str]) -> bytes:
    """What a `data:` address holds."""
    raw = unquote_to_bytes(address[3])
    if "base64" not in address[2]:
        return raw
    return base64.b64decode(raw + b"=" * (-len(raw) % 4))


def _sign(escaped: re.Match[str]) -> str:
    number = int(escaped[1], 16)
    return chr(number) if number < 0x110000 else ""


def _decoded(said: str) -> Iterator[bytes]:
    for run in BASE64.findall(said):
        bare = run.rstrip("=").replace("-", "+").replace("_", "/")
        try:
            yield base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)
        except binascii.Error:
            continue
    for run in HEX.findall(said):
        digits = re.sub(r"\\x|0x|[^0-9a-fA-F]", "", run)
        yield bytes.fromhex(digits[: len(digits) // 2 * 2])


def _text(raw: bytes) -> str:
    """Bytes as text of our alphabet, if they are any: UTF-8, or UTF-16 either way round."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        if text and all((sign.isprintable() or sign.isspace()) and ord(sign) < 0x2100 for sign in text):
            return text
    return ""
