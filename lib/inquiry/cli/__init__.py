"""The command: parse, one call, a readable error."""

from __future__ import annotations

import datetime as dt

import click

from inquiry.cli import district, keeping, lab, record, status
from inquiry.cli.common import as_of_option


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-d",
    "--district",
    "place",
    help="The district's folder [data/example], or its address in a store (s3://bucket/district).",
)
@click.option("-q", "--quarter", help="The quarter's id; else the one that today falls in.")
@as_of_option
@click.version_option(package_name="inquiry-cycle-workbook")
def main(place: str | None, quarter: str | None, as_of: dt.date | None) -> None:
    """Workbooks for cycles of inquiry: Analyze, Design, Implement, Refine.

    Exit status: 0 all done; 1 done, but some pages failed; 2 nothing was started.
    """


for part in (
    *district.COMMANDS,
    *status.COMMANDS,
    *record.COMMANDS,
    *keeping.COMMANDS,
    *lab.COMMANDS,
):
    main.add_command(part)
