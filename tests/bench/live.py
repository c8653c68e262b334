"""How soon a page is live: `make bench`. Nothing here is a test.

    python tests/bench/live.py [ROUNDS]

Pages of the example district in a real JupyterLab: a browser that has the lab loaded goes from one page to the
next. Two labs take turns, one with Jupyter's plain kernels and one whose kernels are forked. Printed are medians
and spread, and the memory of many open pages.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from browser.conftest import ARGUMENTS, find_chromium  # noqa: E402
from browser.lab_server import Lab  # noqa: E402
from jupyter_client.manager import KernelManager  # noqa: E402
from jupyter_client.provisioning import KernelProvisionerFactory  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from inquiry.build.notebook.notebooks import mark_of, read_notebook  # noqa: E402
from inquiry.lab.opening import PRELUDE  # noqa: E402
from inquiry.lab.warm_kernels.ask import parent  # noqa: E402

DAY, TEAM = "2026-11-20", "alder-creek-2-3"
PAGES = {"1-analyze": "Analyze", "2-design": "Design", "3-implement": "Implement", "4-refine": "Refine"}
PLAIN = "--KernelProvisionerFactory.default_provisioner_name=local-provisioner"
KERNELS = {"plain kernels": (PLAIN,), "warm kernels": ()}
OPEN_PAGES = {"plain kernels": 5, "warm kernels": 20}  # open at the same time, to weigh them
MARKS = """() => Object.fromEntries(['clicked', 'inquiry-opened', 'inquiry-kernel', 'inquiry-live']
    .map(name => [name, performance.getEntriesByName(name).at(-1)?.startTime]))"""
STEPS = {
    "click to live": ("clicked", "inquiry-live"),
    "  click to the page's frame": ("clicked", "inquiry-opened"),
    "  frame to the kernel's first answer": ("inquiry-opened", "inquiry-kernel"),
    "  the kernel's answer to live": ("inquiry-kernel", "inquiry-live"),
}
Times = dict[tuple[str, str], list[float]]


def build(folder: Path) -> Path:
    """The example district with one team's pages built."""
    ignore = shutil.ignore_patterns("workbooks", "build", "site", "record.sqlite*")
    shutil.copytree(ROOT / "data/example", folder, ignore=ignore)
    for words in (["record", "import", str(folder / "answers.jsonl")], ["build", "--team", TEAM]):
        subprocess.run([sys.executable, "-m", "inquiry", "-d", folder, "--as-of", DAY, *words], check=True)
    return folder


@contextmanager
def labs(folder: Path, temporary: Path) -> Iterator[dict[str, Lab]]:
    """One lab of each kind on the same district."""
    started = {name: Lab(folder, temporary / "server.log", *options) for name, options in KERNELS.items()}
    try:
        for lab in started.values():
            lab.start()
        yield started
    finally:
        for lab in started.values():
            lab.stop()


def sit_down(browser: Browser, lab: Lab) -> Page:
    """A browser at the team's start page, its writer named."""
    page = browser.new_page()
    page.goto(lab.url(TEAM))
    page.wait_for_selector(".inq-bar[data-state=live]", timeout=60_000)
    who = page.locator("dialog.inq-dialog")
    who.get_by_role("radio").first.check()
    who.get_by_role("button", name="That is me").click()
    return page


def go(page: Page, name: str) -> dict[str, float]:
    """Click to another page: the seconds that each step took until it is live."""
    page.evaluate("performance.clearMarks(); performance.mark('clicked')")
    page.locator(".inq-bar-pages:visible").get_by_role("link", name=PAGES[name]).click()
    page.wait_for_function(
        "performance.getEntriesByName('inquiry-live').length > 0", timeout=60_000, polling=20
    )
    marks = page.evaluate(MARKS)
    return {step: (marks[end] - marks[begin]) / 1000 for step, (begin, end) in STEPS.items()}


def take_turns(browser: Browser, labs: dict[str, Lab], rounds: int) -> Times:
    """Every page with a fresh kernel, then again with the one that still runs, in one lab and in the other."""
    found: Times = defaultdict(list)
    pages = {name: sit_down(browser, lab) for name, lab in labs.items()}
    for _ in range(rounds):
        for name, lab in labs.items():
            settle(lab)
            lab.kill_kernels()
            for how in ("fresh", "still there"):
                for title in PAGES:
                    for step, seconds in go(pages[name], title).items():
                        found[f"{name}, {how}", step].append(seconds)
                    settle(lab)
    return found


def settle(lab: Lab, quiet: float = 0.2, patience: float = 30.0) -> None:
    """Wait until the kernels have drawn what comes after live: it is not to slow down the next page."""
    deadline, before = time.monotonic() + patience, -1.0
    while time.monotonic() < deadline and (used := cpu_seconds(lab)) - before > 0.05:
        before = used
        time.sleep(quiet)


def cpu_seconds(lab: Lab) -> float:
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in lab.kernels() if psutil.pid_exists(pid))


def tell(found: Times) -> None:
    """Print medians and spread, step by step."""
    for step in STEPS:
        print(step)
        for (name, each), seconds in found.items():
            if each == step:
                middle, low, high = statistics.median(seconds), min(seconds), max(seconds)
                print(f"    {name:28} {middle:6.2f} s  ({low:.2f} to {high:.2f}; {len(seconds)} times)")


def weigh(folder: Path, name: str, many: int) -> None:
    """Print the memory of kernels that have run their pages; what they share is divided among them."""
    provisioner = "local-provisioner" if name == "plain kernels" else "inquiry-warm"
    KernelProvisionerFactory.instance().default_provisioner_name = provisioner
    files = [file for page in PAGES for file in folder.glob(f"workbooks/*/*/{TEAM}/{page}.ipynb")]
    managers = [open_kernel(files[n % len(files)]) for n in range(many)]
    processes = [manager.provisioner.pid for manager in managers] + [parent.pid] * (parent.pid is not None)
    total = sum(psutil.Process(pid).memory_full_info().pss for pid in processes) / 1e6
    print(f"    {name:28} {total:6.0f} MB for {many} pages, {total / many:.0f} MB each")
    for manager in managers:
        manager.shutdown_kernel(now=True)
    parent.end()


def open_kernel(file: Path) -> KernelManager:
    """A kernel that has run what a live page runs."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=os.environ | {"JPY_SESSION_NAME": str(file)}, cwd=str(file.parent))
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    cells = [cell for cell in read_notebook(file)["cells"] if cell["cell_type"] == "code"]
    live = [cell["source"] for cell in cells if mark_of(cell).get("live") is not False]
    for code in [PRELUDE.format(as_of=repr(DAY)), *live]:
        client.execute_interactive(code, timeout=60, output_hook=lambda message: None)
    client.stop_channels()
    return manager


def main(rounds: int = 3) -> None:
    """Every page of a team, again and again, with plain and with forked kernels."""
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        os.environ["INQUIRY_CONFIG"] = str(Path(temporary) / "config")
        folder = build(Path(temporary) / "example")
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        try:
            with labs(folder, Path(temporary)) as started:
                print(f"\nA page in JupyterLab ({rounds} rounds of {len(PAGES)} pages)")
                tell(take_turns(browser, started, rounds))
            print("memory of open pages")
            for name, many in OPEN_PAGES.items():
                weigh(folder, name, many)
        finally:
            browser.close()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
