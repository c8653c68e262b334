"""A Jupyter server with our extension, and a browser's half of the conversation."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

TOKEN = "a-token-for-the-tests"
PATIENCE = 60.0  # seconds, on a busy computer


@dataclass
class Browser:
    """Speaks to a server as a browser does: logged in by cookie, with the XSRF token in a header."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _wire: http.client.HTTPConnection | None = None

    def log_in(self) -> Browser:
        self.send("GET", f"/inquiry?token={TOKEN}")
        return self

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes, dict[str, str]]:
        """One request: its status, body and headers."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            sent |= {"Content-Type": "application/json", "X-XSRFToken": self.cookies.get("_xsrf", "")}
        if self._wire is None:
            self._wire = http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        try:
            self._wire.request(method, path, body, {**sent, **(headers or {})})
            answer = self._wire.getresponse()
            content = answer.read()
        except (ConnectionError, http.client.HTTPException):
            self.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer.status, content, dict(answer.headers.items())

    def close(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None

    def begin(self, what: str, **asked: Any) -> None:
        """Send a request, and wait for no answer."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        sent |= {"Content-Type": "application/json", "X-XSRFToken": self.cookies.get("_xsrf", "")}
        self._wire = self._wire or http.client.HTTPConnection("localhost", self.port, timeout=PATIENCE)
        self._wire.request("POST", f"/inquiry/api/{what}", json.dumps(asked).encode(), sent)
        time.sleep(1)  # until the server is at it

    def post(self, what: str, **asked: Any) -> tuple[int, Any]:
        status, content, _ = self.send("POST", f"/inquiry/api/{what}", json.dumps(asked).encode())
        return status, json.loads(content)

    def get(self, what: str, **asked: str) -> tuple[int, Any]:
        status, content, _ = self.send("GET", f"/inquiry/api/{what}?{urlencode(asked)}")
        return status, json.loads(content)


class Server:
    """One server on a folder."""

    def __init__(self, root: Path, log: Path, *options: str, **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root, self.log = root, log
        settings = [f"--port={self.port}", "--no-browser", "--allow-root", f"--ServerApp.root_dir={root}"]
        settings += [f"--IdentityProvider.token={TOKEN}", "--ServerApp.port_retries=0", *options]
        with log.open("ab") as file:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "jupyter", "server", *settings],
                stdout=file,
                stderr=file,
                env=os.environ | {"JUPYTER_CONFIG_DIR": str(log.parent / "no-config")} | environment,
            )
        self._wait()

    def browser(self) -> Browser:
        return Browser(self.port).log_in()

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            assert self._process.poll() is None, self.log.read_text(errors="replace")
            asking = Browser(self.port)
            with contextlib.suppress(OSError), contextlib.closing(asking):
                if asking.send("GET", "/api")[0] == 200:
                    return
            time.sleep(0.1)
        raise AssertionError(self.log.read_text(errors="replace"))
