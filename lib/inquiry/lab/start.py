"""`inquiry lab`: JupyterLab on a district's workbooks, for one person or for everybody in the building."""

from __future__ import annotations

import datetime as dt
import os
import socket
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inquiry.district import District, load_district
from inquiry.errors import UsageError
from inquiry.lab.places import WORKBOOKS
from inquiry.record.where import describe_risk

FIRST_PORT = 8888  # Jupyter's own
PORTS_TRIED = 50
IDLE_SECONDS = 600  # a kernel that no browser is connected to ends after this
PASSWORD = "INQUIRY_PASSWORD"  # the environment variable that holds the password
LEAST_CHARACTERS = 8  # of a password: NIST SP 800-63B
ANYWHERE = "0.0.0.0"  # every network of this computer
# A document address that nothing listens on: asking the way there names this computer in its network.
_ELSEWHERE = ("192.0.2.1", 9)


@dataclass(frozen=True)
class Opening:
    """How JupyterLab is to be opened.

    Parameters
    ----------
    team : whose page opens first; None opens the page with all teams.
    as_of : the day that counts as today; None is today.
    share : let others in the network in, with a password.
    port : None is the first free one from 8888.
    browser : open it in the browser.
    extra : further options for Jupyter.
    """

    team: str | None = None
    as_of: dt.date | None = None
    share: bool = False
    port: int | None = None
    browser: bool = True
    extra: Sequence[str] = ()


def run_lab(folder: Path, asked: Opening) -> int:
    """Run JupyterLab on a district's workbooks until it is stopped; its exit status.

    Raises
    ------
    UsageError
        When there is no such team, nothing is built, the folder is on a network, or a password is missing.
    BadInput
        When the district's folder cannot be used.
    """
    folder = folder.resolve()
    district = load_district(folder)
    _refuse_unready(folder, district, asked.team)
    port = asked.port if asked.port is not None else find_port(ANYWHERE if asked.share else "127.0.0.1")
    options = [*make_options(folder, asked, port), *(_share_options() if asked.share else [])]
    if asked.share:
        say(describe_sharing(district, own_addresses(), port))
    if asked.as_of:
        say(describe_day(asked.as_of, dt.datetime.now(district.settings.zone).date()))
    # The folder of a page is not where its program is looked for: whatever lies there is not ours.
    os.environ.setdefault("PYTHONSAFEPATH", "1")
    return launch([*options, *asked.extra])


def _refuse_unready(folder: Path, district: District, team: str | None) -> None:
    if team is not None:
        district.team(team)
    if not (folder / WORKBOOKS).is_dir():
        raise UsageError("There are no workbooks to open yet. Run `inquiry build` first.")
    _refuse_risk(folder)


def make_options(folder: Path, asked: Opening, port: int) -> list[str]:
    """Jupyter's options for a district's workbooks."""
    return [
        f"--ServerApp.root_dir={folder / WORKBOOKS}",
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        # A closed page needs no kernel any more: forms save without one, an open page starts its own again.
        f"--MappingKernelManager.cull_idle_timeout={IDLE_SECONDS}",
        f"--MappingKernelManager.cull_interval={IDLE_SECONDS // 5}",
        f"--LabApp.default_url=/inquiry{f'/open/{asked.team}' if asked.team else ''}",
        *([f"--InquiryLab.as_of={asked.as_of}"] if asked.as_of else []),
        *([] if asked.browser else ["--ServerApp.open_browser=False"]),
    ]


def describe_day(as_of: dt.date, today: dt.date) -> str:
    """What it means to look at the pages as of another day; the record never takes a time that was not."""
    if as_of >= today:
        return f"The pages show {as_of} as today."
    return (
        f"The pages show the record as it stood on {as_of}. What somebody types is saved all the same, with "
        f"the time it really is ({today}): these pages do not show it again. To work on, leave --as-of out."
    )


def describe_sharing(district: District, addresses: Iterable[str], port: int) -> str:
    """What sharing exposes, and the address of each team."""
    home = next(iter(addresses))
    lines = [
        "Others in your network reach the workbook in a browser, with the password you set:",
        f"  all teams: http://{home}:{port}/inquiry",
        *(f"  {team.name}: http://{home}:{port}/inquiry/open/{team.team}" for team in district.all_teams),
        "What this opens: whoever has the password can read and write every team's pages, and can run",
        "programs on this computer as you. The connection is not encrypted: use it only in a network you",
        "trust, give the password to nobody else, and stop the command (Ctrl-C) when the meeting is over.",
    ]
    return "\n".join(lines)


def find_port(host: str, first: int = FIRST_PORT) -> int:
    """The first port that is free, from 8888 on."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket() as tried:
            try:
                tried.bind((host, port))
            except OSError:
                continue
            return port
    raise UsageError(
        f"The ports {first} to {first + PORTS_TRIED - 1} are all taken. Name another with --port."
    )


def own_addresses() -> list[str]:
    """What others in the network call this computer: its address, then its name."""
    names = [socket.gethostname()]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(_ELSEWHERE)  # sends nothing
            names.insert(0, asking.getsockname()[0])
        except OSError:
            pass  # no network: then the name is all there is
    return names


def say(text: str) -> None:
    """Tell whoever started it."""
    print(text, file=sys.stderr, flush=True)


def launch(options: list[str]) -> int:
    """Run JupyterLab until it is stopped."""
    from jupyterlab.labapp import LabApp  # takes a second to load

    try:
        LabApp.launch_instance(argv=options)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0


def choose_password() -> str:
    """The password's hash: of `INQUIRY_PASSWORD`, else of what is typed twice.

    Raises
    ------
    UsageError
        When it is too short, or nobody can be asked.
    """
    given = os.environ.get(PASSWORD)
    if given is None and not sys.stdin.isatty():
        raise UsageError(f"Sharing needs a password. Run it in a terminal, or set {PASSWORD}.")
    if given is not None and len(given) < LEAST_CHARACTERS:
        raise UsageError(
            f"The password in {PASSWORD} is too short: use at least {LEAST_CHARACTERS} characters."
        )
    if given is None:
        say("Others need a password to get in. Choose one for this meeting.")
    try:
        return _hash(given)
    except (ValueError, EOFError) as trouble:
        raise UsageError("No password was set. Run the command again.") from trouble


def _hash(password: str | None) -> str:
    """A password's hash; without one it is asked for twice, and again where the two differ."""
    from jupyter_server.auth import security

    functions: Any = security
    hashed: str = functions.passwd(password)
    return hashed


def _share_options() -> list[str]:
    """Jupyter's options to let others in: on every network of this computer, with a password only."""
    options = [f"--ServerApp.ip={ANYWHERE}", "--ServerApp.allow_remote_access=True"]
    if not _has_password():
        options.append(f"--PasswordIdentityProvider.hashed_password={choose_password()}")
    return options


def _has_password() -> bool:
    """Whether the person's own configuration of Jupyter sets one; `INQUIRY_PASSWORD` goes before it."""
    if PASSWORD in os.environ:
        return False
    from jupyter_server.serverapp import ServerApp

    app = ServerApp()
    app.load_config_file(suppress_errors=True)
    old = app.config.get("ServerApp", {}).get("password")
    return bool(old or app.config.get("PasswordIdentityProvider", {}).get("hashed_password"))


def _refuse_risk(folder: Path) -> None:
    """Refuse a folder in which answers could be damaged; warn of one that is copied behind our back."""
    risk = describe_risk(folder)
    if risk is None:
        return
    if risk.refuse:
        raise UsageError(str(risk))
    say(f"Warning: {risk}")
