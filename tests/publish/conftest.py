"""A small district, built by hand, and its site."""

import datetime as dt
from pathlib import Path

import pytest
from publish.making import every_page, make_build, make_district

from inquiry.cycle import read_cycle
from inquiry.publish import PublishResult, publish_district
from inquiry.publish.reading.exporter import StaffExporter

DAY = dt.date(2026, 9, 18)


@pytest.fixture(scope="session")
def questions():
    """The questions, read once: publishing needs only the names of levels and phases."""
    return read_cycle()


@pytest.fixture(scope="session")
def exporter():
    """The exporter, made once: compiling the templates takes longer than a small page."""
    return StaffExporter()


@pytest.fixture(autouse=True)
def _read_and_made_once(monkeypatch, questions, exporter):
    monkeypatch.setattr("inquiry.publish.opening.read_cycle", lambda: questions)
    monkeypatch.setattr("inquiry.publish.reading.exporter.StaffExporter", lambda: exporter)


@pytest.fixture
def district(tmp_path) -> Path:
    """A district whose lists are written and of which nothing is built."""
    return make_district(tmp_path / "district")


@pytest.fixture
def publish(district):
    """Publish the district (or one team of it) with some of its pages replaced; the result."""

    def run(changed=None, only=None, **options) -> PublishResult:
        pages = every_page() | (changed or {})
        make_build(district, {key: page for key, page in pages.items() if only in {None, key[1]}})
        return publish_district(district, **({"as_of": DAY} | options))

    return run


@pytest.fixture
def page_of(district, publish):
    """The published text of one page made of these cells: (notebook) -> html."""

    def run(page) -> str:
        publish({("oak", "oak-g3", "1-analyze"): page}, only="oak-g3")
        return (district / "site/2026-27-Q1/oak/oak-g3/1-analyze.html").read_text(encoding="utf-8")

    return run
