"""What the tests share: the example district, copied, and built once for all of them."""

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock

from inquiry.cli import main

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "data/example"
EXAMPLE_DAY = "2026-11-20"
QUARTER = "2026-27-Q2"
BUILT = ("workbooks", "build", "site", "disclosure", "editions", "record.sqlite*", "__pycache__")


def pytest_configure(config: pytest.Config) -> None:
    """Keep the builder's key of the tests apart from the person's own; workers inherit the folder's name."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = os.environ["INQUIRY_CONFIG"] = tempfile.mkdtemp(prefix="inquiry-config-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def inquiry(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it: its exit status, output and messages."""
    return subprocess.run(
        [sys.executable, "-m", "inquiry", *map(str, words)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONUTF8": "1"} | more,
    )


def inquiry_here(*words: str | Path, **more: str) -> subprocess.CompletedProcess[str]:
    """As `inquiry`, but in this process: without the second or two that a new one takes to load."""
    done = CliRunner().invoke(main, [*map(str, words)], env=more, catch_exceptions=False)
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def copy_example(to: Path) -> Path:
    """A copy of the example district's folder, with nothing built in it."""
    return Path(shutil.copytree(EXAMPLE, to, ignore=shutil.ignore_patterns(*BUILT)))


@dataclass(frozen=True)
class Built:
    """The example district, built by the command: its folder and what the command said."""

    folder: Path
    status: int
    output: str
    messages: str


@pytest.fixture(scope="session")
def example_build(tmp_path_factory) -> Built:
    """The whole example district, built once for all workers; tests only read it."""
    shared = (
        tmp_path_factory.getbasetemp().parent
        if "PYTEST_XDIST_WORKER" in os.environ
        else tmp_path_factory.getbasetemp()
    )
    folder = shared / "example-district"
    with FileLock(shared / "example.lock"):
        if not (shared / "built.status").exists():
            copy_example(folder)
            read = inquiry("-d", folder, "record", "import", folder / "answers.jsonl")
            assert read.returncode == 0, read.stderr
            made = inquiry("-d", folder, "--as-of", EXAMPLE_DAY, "build", "--json")
            (shared / "built.output").write_text(made.stdout, encoding="utf-8")
            (shared / "built.messages").write_text(made.stderr, encoding="utf-8")
            (shared / "built.status").write_text(str(made.returncode), encoding="utf-8")
    return Built(
        folder,
        int((shared / "built.status").read_text(encoding="utf-8")),
        (shared / "built.output").read_text(encoding="utf-8"),
        (shared / "built.messages").read_text(encoding="utf-8"),
    )
