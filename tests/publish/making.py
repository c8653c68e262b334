"""A small made district as build leaves it: lists, pristine pages, manifest. No build is run."""

from __future__ import annotations

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from inquiry.build import Manifest, PageRecord
from inquiry.build.current.manifest import write_manifest

STAFF = "application/vnd.inquiry.staff+html"
QUARTER = "2026-27-Q1"
OLD_QUARTER = "2025-26-Q4"
SETTINGS = """\
name = "{name}"
cds = "19123450000000"

[[quarters]]
id = "2025-26-Q4"
start = 2026-03-30
end = 2026-06-05

[[quarters]]
id = "2026-27-Q1"
start = 2026-08-10
end = 2026-10-16
"""
SCHOOLS = (
    ("oak", "19123456000001", "Oak Elementary", "ES", "K-5"),
    ("rio", "19123456000002", "Río Middle School", "MS", "6-8"),
)
TEAMS = (
    ("cabinet", "district", "district", "Superintendent’s cabinet", "", ""),
    ("oak-principal", "oak", "principal", "Principal’s team", "", ""),
    ("oak-slt", "oak", "slt", "Leadership team", "", ""),
    ("oak-g3", "oak", "teacher", "Grade 3", "3", ""),
    ("rio-ela", "rio", "teacher", "English department", "6-8", "English"),
)


def make_png(width: int = 320, height: int = 160, note: bytes = b"") -> bytes:
    """A real PNG of one grey, with a text chunk when a note is given."""
    row = b"\x00" + b"\xcc" * width
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        *([(b"tEXt", b"Comment\x00" + note)] if note else []),
        (b"IDAT", zlib.compress(row * height)),
        (b"IEND", b""),
    ]
    body = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(body)


def png_address(png: bytes | None = None) -> str:
    return "data:image/png;base64," + base64.b64encode(png or make_png()).decode("ascii")


def prose(source: str, cell: str = "prose", kind: str = "locked", **about: str) -> dict[str, Any]:
    """A markdown cell of the workbook."""
    return {
        "cell_type": "markdown",
        "id": cell,
        "metadata": {"inquiry": {"kind": kind, **about}},
        "source": source,
    }


def view(
    staff: str | None, cell: str = "view", kind: str | None = "locked", team: str = "<p>team only</p>"
) -> dict[str, Any]:
    """A code cell that build ran, with a team face and perhaps a staff face."""
    data = {"text/html": team, "text/plain": "team only"} | ({STAFF: staff} if staff is not None else {})
    return code([{"output_type": "display_data", "data": data, "metadata": {}}], cell, kind)


def code(outputs: list[dict[str, Any]], cell: str = "view", kind: str | None = "locked") -> dict[str, Any]:
    """A code cell with these outputs."""
    about = {"inquiry": {"kind": kind}} if kind else {}
    return {
        "cell_type": "code",
        "id": cell,
        "metadata": about,
        "source": "secret_source = page.view()",
        "outputs": outputs,
        "execution_count": 1,
    }


def notebook(*cells: dict[str, Any], **about: Any) -> dict[str, Any]:
    """A pristine page."""
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"inquiry": {"as_of": "2026-09-18", **about}},
        "cells": list(cells),
    }


def simple_page(title: str) -> dict[str, Any]:
    """A page with one section and one face."""
    face = f"<p class='lead'>What {title} is for.</p>"
    return notebook(prose(f"# {title}\n\n## The question\n\nLook at this first:"), view(face))


GOOD_FACE = (
    '<figure class="chart">'
    f'<img src="{png_address()}" alt="Reading rose from 3 to 5: &quot;more than half&quot;">'
    "<figcaption>Río &amp; Oak</figcaption></figure>"
    '<table class="data"><caption>Gaps</caption><thead><tr><th scope="col">Group</th></tr></thead>'
    '<tbody><tr><th scope="row">3 &lt; 5</th></tr></tbody></table>'
    "<details open><summary>More numbers</summary><p>1<br>2</p></details>"
)
PAGE_TITLES = {"0-start-here": "Start here", "1-analyze": "Analyze", "2-design": "Design"}


def make_district(
    folder: Path, name: str = "Example Unified", teams: Iterable[tuple[str, ...]] = TEAMS
) -> Path:
    """Write the settings and the lists of a small district."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "district.toml").write_text(
        SETTINGS.format(name=name.replace("\\", "\\\\").replace('"', '\\"')), encoding="utf-8"
    )
    write_csv(folder / "schools.csv", ("school", "cds", "name", "type", "grades"), SCHOOLS)
    write_csv(folder / "teams.csv", ("team", "school", "level", "name", "grades", "subject"), teams)
    write_csv(folder / "members.csv", ("person", "team", "name", "role"), ())
    return folder


def write_csv(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    import csv

    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def make_build(
    folder: Path,
    pages: Mapping[tuple[str, str, str], dict[str, Any] | None],
    quarter: str = QUARTER,
) -> None:
    """Write pristine pages and their manifest; a page that is None failed."""
    records = tuple(_write_page(folder, quarter, key, page) for key, page in pages.items())
    write_manifest(folder, Manifest(quarter, "2026-09-18", records))


def _write_page(
    folder: Path, quarter: str, key: tuple[str, str, str], page: dict[str, Any] | None
) -> PageRecord:
    school, team, name = key
    stem = f"{quarter}/{school}/{team}/{name}"
    data = json.dumps(page, ensure_ascii=False).encode() if page else b""
    if page:
        path = folder / "build" / f"{stem}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:  # as build: a page that stays keeps its date
            path.write_bytes(data)
    return PageRecord(
        school=school,
        team=team,
        page=name,
        file=f"workbooks/{stem}.ipynb",
        pristine=f"build/{stem}.ipynb",
        log=f"build/{stem}.log",
        state="built" if page else "failed",
        why="" if page else "ValueError: secret traceback",
        seconds=1.0,
        fingerprint="f" * 64,
        sha256=hashlib.sha256(data).hexdigest(),
        workbook_sha256=hashlib.sha256(data).hexdigest(),
    )


def every_page(teams: Iterable[tuple[str, ...]] = TEAMS) -> dict[tuple[str, str, str], dict[str, Any]]:
    """A simple page of each kind for each team."""
    return {
        (school, team, page): simple_page(title)
        for team, school, *_ in teams
        for page, title in PAGE_TITLES.items()
    }
