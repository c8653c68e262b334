"""The commands for live pages: lab, and the keys of those who may build them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inquiry.cli.common import common, say


@click.command()
@click.option("--team", help="Open this team's start page.")
@click.option("--share", is_flag=True, help="Let other computers of the network in, with a password.")
@click.option("--port", type=click.IntRange(1, 65535), help="The port to listen on [8888, or the next free].")
@click.option("--no-browser", is_flag=True, help="Open no browser; the address is printed.")
@click.argument("extra", nargs=-1, metavar="[-- JUPYTER OPTIONS]")
@common(quarter=False, day="given", here=True)
def lab(
    team: str | None,
    share: bool,
    port: int | None,
    no_browser: bool,
    extra: tuple[str, ...],
    folder: Path,
    as_of: dt.date | None,
) -> int:
    """Open the workbooks in JupyterLab, where teams fill in the forms.

    With --share, those on the same network reach it by browser; it asks for a password and prints the address
    of each team. With --as-of, the pages show that day; what is typed keeps the time it really is.
    """
    from inquiry.lab.start import Opening, run_lab

    return run_lab(folder, Opening(team, as_of, share, port, not no_browser, extra))


@click.group()
def key() -> None:
    """The keys of those who build pages.

    A lab runs only pages that were built with a key it trusts.
    """


@key.command("show")
@common(quarter=False, folder_needed=False)
def key_show(folder: Path, as_of: dt.date) -> None:
    """Print this computer's public key, for others to trust."""
    from inquiry.build.notebook.keys import public_key

    click.echo(public_key())


@key.command("trust")
@click.argument("words", metavar="KEY", nargs=-1, required=True)
@click.option("--name", default="", help="Whose key it is.")
@common(quarter=False, folder_needed=False)
def key_trust(words: tuple[str, ...], name: str, folder: Path, as_of: dt.date) -> None:
    """Trust another builder's key.

    The pages built with it run in this computer's lab.
    """
    from inquiry.build.notebook.keys import trust_key

    say(f"Trusted; the list is {trust_key(' '.join(words), name)}.")


COMMANDS = (lab, key)
