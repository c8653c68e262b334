"""How soon a page is live: `make bench`. Nothing here is a test.

    python tests/bench/live.py [ROUNDS]

Pages of the example district in a real JupyterLab: a browser that has the lab loaded goes from one page to the
next. Printed are medians and spread.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser.conftest import ARGUMENTS, find_chromium  # noqa: E402
from browser.lab_server import Lab  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

DAY, TEAM = "2026-11-20", "alder-creek-2-3"
PAGES = {"1-analyze": "Analyze", "2-design": "Design", "3-implement": "Implement", "4-refine": "Refine"}
MARKS = """() => Object.fromEntries(['inquiry-opened', 'inquiry-kernel', 'inquiry-live']
    .map(name => [name, performance.getEntriesByName(name).at(-1)?.startTime]))"""


def build(folder: Path) -> Path:
    """The example district with one team's pages built."""
    ignore = shutil.ignore_patterns("workbooks", "build", "site", "record.sqlite*")
    shutil.copytree(ROOT / "data/example", folder, ignore=ignore)
    for words in (["record", "import", str(folder / "answers.jsonl")], ["build", "--team", TEAM]):
        subprocess.run([sys.executable, "-m", "inquiry", "-d", folder, "--as-of", DAY, *words], check=True)
    return folder


def go(page: Page, name: str) -> tuple[float, float]:
    """Click to another page: seconds from the click until it is live, and from its kernel's answer."""
    page.evaluate("performance.clearMarks(); performance.mark('clicked')")
    page.locator(".inq-bar-pages:visible").get_by_role("link", name=PAGES[name]).click()
    page.wait_for_function(
        "performance.getEntriesByName('inquiry-live').length > 0", timeout=60_000, polling=20
    )
    clicked = page.evaluate("performance.getEntriesByName('clicked')[0].startTime")
    marks = page.evaluate(MARKS)
    return (marks["inquiry-live"] - clicked) / 1000, (marks["inquiry-live"] - marks["inquiry-kernel"]) / 1000


def open_pages(page: Page, lab: Lab, rounds: int) -> dict[str, list[float]]:
    """Every page with a fresh kernel, then again with the kernel that still runs."""
    found: dict[str, list[float]] = {}
    page.goto(lab.url(TEAM))
    page.wait_for_selector(".inq-bar[data-state=live]", timeout=60_000)
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="That is me").click()
    for _ in range(rounds):
        lab.kill_kernels()
        for how in ("fresh kernel", "kernel still there"):
            for name in PAGES:
                click, ready = go(page, name)
                found.setdefault(f"click to live, {how}", []).append(click)
                found.setdefault(f"kernel's answer to live, {how}", []).append(ready)
    return found


def tell(title: str, seconds: list[float]) -> None:
    middle, low, high = statistics.median(seconds), min(seconds), max(seconds)
    print(f"  {title:44} {middle:7.2f} s  ({low:.2f} to {high:.2f}; {len(seconds)} times)")


def main(rounds: int = 3) -> None:
    """Every page of a team, again and again."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        os.environ["INQUIRY_CONFIG"] = str(Path(temporary) / "config")
        lab = Lab(build(Path(temporary) / "example"), Path(temporary) / "server.log")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        lab.start()
        try:
            print(f"\nA page in JupyterLab ({rounds} rounds of {len(PAGES)} pages)")
            for title, seconds in open_pages(browser.new_page(), lab, rounds).items():
                tell(title, seconds)
        finally:
            lab.stop()
            browser.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
