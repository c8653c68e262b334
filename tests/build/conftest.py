"""Fixtures: the tiny district of `little`, ready to be built."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import pytest

from build.little import AS_OF, DISTRICT, MEMBERS, SCHOOLS, TEAMS, source_page, write_source
from inquiry.build import BuildResult, build_district
from inquiry.build.plan import PAGES
from inquiry.cycle import read_cycle
from inquiry.cycle.pages import PAGE_KINDS
from inquiry.sources import read_accountability

CYCLE_ONCE, ACCOUNTABILITY_ONCE = lru_cache(read_cycle), lru_cache(read_accountability)


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny source pages, in place of the workbook's own."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for page in PAGES:
        write_source(folder, page, source_page(page))
    for reader in ("check.preflight", "current.stamps"):
        monkeypatch.setattr(f"inquiry.build.{reader}.notebooks_folder", lambda: folder)
    return folder


@pytest.fixture(autouse=True)
def questions_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the questions and cut scores takes half a second, and they do not change between these tests."""
    monkeypatch.setattr("inquiry.build.check.preflight.read_cycle", CYCLE_ONCE)
    monkeypatch.setattr("inquiry.build.check.preflight.read_accountability", ACCOUNTABILITY_ONCE)


@pytest.fixture(autouse=True)
def damaged_files_rest_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is saving the damaged files of these tests; the one test where somebody is says so."""
    monkeypatch.setattr("inquiry.build.keeping.shelf.SAVE_SECONDS", 0.05)


@pytest.fixture
def district(tmp_path: Path, notebooks: Path) -> Path:
    """A district's folder with two schools and four teams; it has no published files."""
    folder = tmp_path / "little"
    folder.mkdir()
    for name, text in {
        "district.toml": DISTRICT,
        "schools.csv": SCHOOLS,
        "teams.csv": TEAMS,
        "members.csv": MEMBERS,
    }.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return folder


Build = Callable[..., BuildResult]


@pytest.fixture
def few_pages(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pages for each team are enough for most tests."""
    if "all_pages" not in request.fixturenames:
        few = {page: PAGE_KINDS[page] for page in ("analyze", "design")}
        monkeypatch.setattr("inquiry.cycle.pages.PAGE_KINDS", few)


@pytest.fixture
def all_pages() -> None:
    """Asked for by a test that needs every page there is."""


@pytest.fixture
def build(district: Path, few_pages: None) -> Build:
    """Build the tiny district; options as for `build_district`."""

    def run(**options: object) -> BuildResult:
        return build_district(district, **({"as_of": AS_OF} | options))  # type: ignore[arg-type]

    return run
