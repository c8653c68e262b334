"""What a PDF says: its pages, its bookmarks, its alternative texts, its metadata, every text in any object."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

WHOLE_PAGE = "PDF page"


def pdf_texts(content: bytes) -> Iterator[tuple[str, str, str]]:
    """Where, what stands near, what is said: line by line of each page, then each object's texts."""
    reader = PdfReader(io.BytesIO(content))
    for n, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        yield WHOLE_PAGE, f"page {n}", " ".join(text.split())  # a name may stand on two lines
        yield from (("PDF line", f"page {n}", line) for line in text.splitlines())
    for number in range(1, reader.trailer["/Size"]):
        yield from _object(reader.get_object(IndirectObject(number, 0, reader)))
    yield from _object(reader.trailer)


def _object(thing: Any, name: str = "") -> Iterator[tuple[str, str, str]]:
    if isinstance(thing, StreamObject) and thing.get("/Type") in {"/Metadata", "/EmbeddedFile"}:
        yield f"PDF {thing['/Type']}", "", thing.get_data().decode("utf-8", "replace")
    if isinstance(thing, DictionaryObject):
        for key, value in thing.items():
            yield from _object(value, key)
    elif isinstance(thing, ArrayObject):
        for each in thing:
            yield from _object(each, name)
    elif isinstance(thing, TextStringObject | ByteStringObject):
        said = thing if isinstance(thing, str) else bytes(thing).decode("latin-1")
        yield f"PDF {name}", "", str(said)
