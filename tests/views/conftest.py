"""One small district for all tests of the views; they only read it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from views.making import DAY, NOW, decide_told, make_district
from views.meeting_making import make_met_district

from inquiry.views.page import Page, open_page

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made district's folder."""
    return decide_told(make_district(tmp_path_factory.mktemp("views") / "río"))


@pytest.fixture(scope="session")
def open_team(district: Path) -> Open:
    """Open a page of one of its teams; the same page again for the same question, since nobody changes it."""

    @cache
    def open_(team: str, page: str = "1-analyze", quarter: str = NOW, as_of: str = DAY) -> Page:
        return open_page(district, team, quarter, page, as_of)

    return open_


@pytest.fixture(scope="session")
def open_met(tmp_path_factory: pytest.TempPathFactory) -> Open:
    """Open a page of a team of the same district, after some weeks of meetings."""
    folder = decide_told(make_met_district(tmp_path_factory.mktemp("met") / "río"))

    @cache
    def open_(team: str, page: str = "3-implement", quarter: str = NOW, as_of: str = DAY) -> Page:
        return open_page(folder, team, quarter, page, as_of)

    return open_
