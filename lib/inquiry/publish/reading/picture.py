"""Images inside a page: proven to be PNG, and stripped of everything but the picture."""

import base64
import binascii
import struct

PREFIX = "data:image/png;base64,"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What draws the picture; text, times and other notes that a program leaves in a file are not kept.
_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"pHYs", b"sRGB", b"gAMA", b"cHRM"}


def plain_picture(address: str) -> tuple[str, int, int]:
    """Check a `data:` address and take hidden notes out of the image in it.

    Parameters
    ----------
    address : str
        `data:image/png;base64,…`

    Returns
    -------
    tuple of str, int, int
        The address of the bare image, its width and height in image pixels.

    Raises
    ------
    ValueError
        When it is no such address, or what it holds is not a whole PNG.
    """
    if not address.startswith(PREFIX):
        raise ValueError("it is not an embedded PNG image")
    try:
        data = base64.b64decode("".join(address[len(PREFIX) :].split()), validate=True)
    except binascii.Error:
        raise ValueError("its base64 is broken") from None
    bare = _bare_png(data)
    width, height = struct.unpack(">II", bare[16:24])
    return PREFIX + base64.b64encode(bare).decode("ascii"), width, height


def _bare_png(data: bytes) -> bytes:
    """Only the chunks that draw, and nothing after the end."""
    if not data.startswith(_SIGNATURE + b"\x00\x00\x00\x0dIHDR"):
        raise ValueError("it is not a PNG image")
    kept, at = [_SIGNATURE], len(_SIGNATURE)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at : at + 12 + length]
        if len(chunk) == 12 + length and kind in _KEPT:
            kept.append(chunk)
        if kind == b"IEND":
            return b"".join(kept)
        at += 12 + length
    raise ValueError("the PNG image is cut short")
