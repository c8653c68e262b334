"""What a picture's file says beside the picture: notes, times, profiles, anything after its end."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
DRAWS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA", b"cHRM"})
DRAWS_WEBP = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
PACKED = re.compile(rb"x[\x01\x5e\x9c\xda]")  # how a zlib stream begins


def picture_texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Each part of a picture's file that draws nothing, as text; all of a file that is no picture we know."""
    if content.startswith(PNG):
        yield from _png(content)
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        yield from _webp(content)
    else:
        yield "a file that is no picture", _read(content)


def _png(content: bytes) -> Iterator[tuple[str, str]]:
    at, drawn = len(PNG), b""
    while at + 12 <= len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        drawn += data if kind == b"IDAT" else b""
        if kind not in DRAWS:
            yield f"PNG {kind.decode('latin-1')}", _read(data)
        at += 12 + length
        if kind == b"IEND":
            break
    unpacked = zlib.decompressobj()
    unpacked.decompress(drawn)
    for what, rest in (("after the picture", content[at:]), ("after the drawing", unpacked.unused_data)):
        if rest:
            yield f"PNG {what}", _read(rest)


def _webp(content: bytes) -> Iterator[tuple[str, str]]:
    at, end = 12, 8 + struct.unpack("<I", content[4:8])[0]
    while at + 8 <= end:
        kind, length = struct.unpack("<4sI", content[at : at + 8])
        if kind not in DRAWS_WEBP:
            yield f"WebP {kind.decode('latin-1')}", _read(content[at + 8 : at + 8 + length])
        at += 8 + length + length % 2
    if content[end:]:
        yield "WebP after the picture", _read(content[end:])


def _read(data: bytes) -> str:
    """Bytes as text, and whatever is packed in them unpacked."""
    texts = [data.decode("utf-8", "replace"), data.decode("latin-1")]
    for start in (each.start() for each in PACKED.finditer(data)):
        try:
            texts.append(zlib.decompressobj().decompress(data[start:]).decode("utf-8", "replace"))
        except zlib.error:
            continue
    return " ".join(dict.fromkeys(texts))
