"""A record on the disk for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inquiry.record import Record, open_record


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "record.sqlite"


@pytest.fixture
def record(path: Path) -> Iterator[Record]:
    with open_record(path) as opened:
        yield opened
