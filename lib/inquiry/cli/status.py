"""The command that says who is where in the cycle, what is due and who is stuck."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from inquiry.cli.common import DONE, PATH, SOME_FAILED, common, say, say_json


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Every team's status as data.")
@click.option("--page", type=PATH, metavar="FILE", help="Write it as a web page too, for the coach alone.")
@common()
def status(folder: Path, quarter: str | None, as_of: dt.date, as_json: bool, page: Path | None) -> int:
    """Who is where in the cycle, what is late, who is stuck.

    For the coach: the site has nothing of it.
    """
    from inquiry.views.status.gather import read_status
    from inquiry.views.status.page import write_status
    from inquiry.views.status.text import say_status

    found = read_status(folder, as_of, quarter)
    if as_json:
        say_json(found.to_json())
    else:
        click.echo(say_status(found))
    if page is not None:
        write_status(found, page)
        say(f"Page: {page}. It is for coaches: it names teams that are stuck.")
    return DONE if found.is_whole else SOME_FAILED


COMMANDS = (status,)
