"""From the state's published files to the staff site: a school of each type and the district show its colors."""

from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from conftest import EXAMPLE_DAY, QUARTER, inquiry_here

from inquiry.cycle.pages import PAGE_KINDS

REAL = Path(__file__).resolve().parents[3] / "shared/data/dashboard"
MONTEREY = "27660920000000"
NAMES = {
    "ela": "English language arts",
    "math": "Mathematics",
    "elpi": "English learner progress",
    "grad": "Graduation rate",
    "cci": "College and career readiness",
    "chronic": "Chronic absenteeism",
    "susp": "Suspension rate",
}
COLOURS = {"1": "Red", "2": "Orange", "3": "Yellow", "4": "Green", "5": "Blue"}
PLACES = {
    "district": ("district", "district-leadership", MONTEREY),
    "elementary": ("del-rey-woods-elementary", "del-rey-woods-elementary-slt", "27660926026181"),
    "middle": ("los-arboles-middle", "los-arboles-middle-slt", "27660926058713"),
    "high": ("seaside-high", "seaside-high-slt", "27660922735348"),
    "alternative": ("central-coast-high", "central-coast-high-slt", "27660922732253"),
}
pytestmark = [
    pytest.mark.skipif(not REAL.is_dir(), reason="the published files are not beside the project"),
    pytest.mark.xdist_group("published"),
]


@pytest.fixture(scope="module")
def monterey(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "monterey"
    made = inquiry_here("init", folder, "--cds", MONTEREY, "--dashboard", *sorted(REAL.glob("*.txt")))
    assert made.returncode == 0, made.stderr
    teams = [word for _, team, _ in PLACES.values() for word in ("--team", team)]
    with pytest.MonkeyPatch.context() as patch:  # the one page that is looked at
        patch.setattr("inquiry.cycle.pages.PAGE_KINDS", {"analyze": PAGE_KINDS["analyze"]})
        built = inquiry_here("build", "-d", folder, "--as-of", EXAMPLE_DAY, *teams)
    assert built.returncode == 0, built.stderr
    return folder


def published_colours(cds: str) -> dict[str, str]:
    """Each indicator's color in the newest file that has the place's own row, read plainly."""
    found: dict[str, str] = {}
    for path in sorted(REAL.glob("*.txt"), key=lambda path: path.stem[-4:]):
        indicator = path.stem.removesuffix(path.stem[-4:]).removesuffix("download")
        rows = pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
        own = rows[
            rows["cds"].eq(cds) & rows["studentgroup"].isin(["ALL", "EL"] if indicator == "elpi" else ["ALL"])
        ]
        if len(own) and own.iloc[0].get("color", "0") in COLOURS:
            found[NAMES[indicator]] = COLOURS[own.iloc[0]["color"]]
        elif len(own) and own.iloc[0].get("statuslevel", "0") not in {"", "0"}:
            found.pop(NAMES[indicator], None)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_the_site_shows_the_colors_that_the_state_published(monterey, place):
    school, team, cds = PLACES[place]
    page = monterey / "site" / QUARTER / school / team / "1-analyze.html"
    html = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    table = next(t for t in html.find_all("table") if "by the state's priorities" in t.caption.get_text())
    shown = {}
    for row in table.tbody.find_all("tr"):
        cells = [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        shown |= {cells[1]: cells[3]} if cells[3] in COLOURS.values() else {}
    assert shown == published_colours(cds)
    assert shown or place == "alternative"
