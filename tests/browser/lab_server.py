"""A real `inquiry lab` on a district's folder, for the browser tests: started, stopped, its kernels killed."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil

TOKEN = "a-token-for-the-tests"
PATIENCE = 60.0  # seconds; two cores are shared with the other tests


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Lab:
    """One server; `stop` and `start` again on the same port, as after a computer's sleep or an update."""

    def __init__(self, folder: Path, log: Path, *options: str) -> None:
        self.folder, self.log, self.port, self.options = folder, log, free_port(), options
        self.address = f"http://localhost:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, "-m", "inquiry", "-d", str(self.folder), "lab", "--no-browser"]
        options = [f"--IdentityProvider.token={TOKEN}"]
        root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--port", str(self.port), "--", *options, *root, *self.options],
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            with (
                contextlib.suppress(urllib.error.URLError, ConnectionError),
                urllib.request.urlopen(f"{self.address}/api/status?token={TOKEN}", timeout=5),
            ):
                return
            assert self._process.poll() is None, self.log.read_text(errors="replace")
            time.sleep(0.2)
        raise AssertionError(f"the server did not answer: {self.log.read_text(errors='replace')}")

    def stop(self) -> None:
        """End it with its kernels, as when the computer is switched off."""
        if self._process is None:
            return
        with contextlib.suppress(psutil.NoSuchProcess):
            family = [
                psutil.Process(self._process.pid),
                *psutil.Process(self._process.pid).children(recursive=True),
            ]
            for process in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
        self._process.wait()
        self._process = None

    def processes(self, words: str) -> list[int]:
        """The processes below the server with these words in their command."""
        assert self._process is not None
        found = []
        for process in psutil.Process(self._process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                if words in " ".join(process.cmdline()):
                    found.append(process.pid)
        return found

    def warm_parent(self) -> int | None:
        """The process that kernels are forked from; those it forked show its command."""
        family = self.processes("warm_kernels.parent")
        return min(family, key=lambda pid: psutil.Process(pid).create_time(), default=None)

    def kernels(self) -> list[int]:
        """The processes of the kernels that run, forked or started as usual."""
        forked = [pid for pid in self.processes("warm_kernels.parent") if pid != self.warm_parent()]
        return forked + self.processes("ipykernel_launcher")

    def kill_kernels(self) -> int:
        """Kill every kernel, as a computer short of memory does; how many there were."""
        pids = self.kernels()
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        return len(pids)

    def page(self, team: str, page: str = "0-start-here", quarter: str = "2026-27-Q2") -> Path:
        """The file of a team's page."""
        (found,) = self.folder.glob(f"workbooks/{quarter}/*/{team}/{page}.ipynb")
        return found

    def url(self, team: str, page: str = "0-start-here", workspace: str = "one") -> str:
        """The address of a team's page in JupyterLab, single-document mode."""
        path = self.page(team, page).relative_to(self.folder / "workbooks").as_posix()
        return f"{self.address}/doc/workspaces/{workspace}/tree/{path}?token={TOKEN}"


def copy_district(built: Path, to: Path, teams: tuple[str, ...]) -> Path:
    """A copy of a built district with the pages of some teams: quick to make, and to build again."""
    unwanted = re.compile(r"workbooks/[^/]+/[^/]+/([^/]+)$")

    def leave_out(folder: str, names: list[str]) -> set[str]:
        inside = Path(folder).relative_to(built).as_posix()
        gone = {name for name in names if name == "site"} if inside == "." else set()
        for name in names:
            match = unwanted.search(f"{inside}/{name}")
            if match and match[1] not in teams:
                gone.add(name)
        return gone

    return Path(shutil.copytree(built, to, ignore=leave_out))
