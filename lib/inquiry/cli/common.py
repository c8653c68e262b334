"""What every command shares: its options, its messages, and words for what goes wrong."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Literal

import click

from inquiry.errors import BadInput, Fault, InquiryError

DONE, SOME_FAILED, NOTHING_STARTED = 0, 1, 2  # exit status; see the README
DEFAULT_DISTRICT = Path("data/example")
PATH, DAY = click.Path(path_type=Path), click.DateTime(["%Y-%m-%d"])
Command = Callable[..., Any]


def say(text: str) -> None:
    """A message for the person at the terminal; results go to standard output instead."""
    click.echo(text, err=True)


def common(*, quarter: bool = True, day: Literal["today", "given"] = "today") -> Callable[[Command], Command]:
    """The options that every command takes, before or after the command's name.

    Without --as-of a command gets today's date; with `day` “given” it gets None.
    """

    def add(command: Command) -> Command:
        @click.option("--as-of", "as_of", type=DAY, help="Take this day as today.")
        @click.option("-d", "--district", "folder", type=PATH, help="The district's folder.")
        @click.pass_context
        @wraps(command)
        def run(context: click.Context, /, folder: Path | None, **rest: Any) -> None:
            given = context.find_root().params
            folder = folder or given.get("folder") or DEFAULT_DISTRICT
            asked = rest.pop("as_of") or given.get("as_of")
            as_of = asked.date() if asked else _today(folder) if day == "today" else None
            if quarter:
                rest["quarter"] = rest.get("quarter") or given.get("quarter")
            sys.exit(_guarded(command, folder=folder, as_of=as_of, **rest))

        option = click.option("-q", "--quarter", help="The quarter's id; else the one that today falls in.")
        return option(run) if quarter else run

    return add


def _today(folder: Path) -> dt.date:
    """Today by the district's clock; by the world's where the settings cannot be read."""
    from inquiry.district.settings import read_settings

    settings = read_settings(folder).value
    return dt.datetime.now(settings.zone if settings else dt.UTC).date()


def _guarded(command: Callable[..., int | None], **arguments: Any) -> int:
    """Run a command; what goes wrong on purpose becomes words and an exit status."""
    try:
        return command(**arguments) or DONE
    except BadInput as trouble:
        say(report_faults(trouble.faults))
    except InquiryError as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("Stopped. What was done so far is kept; run the command again to go on.")
        return SOME_FAILED
    except OSError as trouble:
        say(f"{trouble.filename or 'A file'}: {trouble.strerror or trouble}. Mend that and run it again.")
    return NOTHING_STARTED


def report_faults(faults: tuple[Fault, ...]) -> str:
    """All faults as a coach reads them, errors first, each with its place and cure; alike ones once."""
    lines: list[str] = []
    for severity, title in (("error", "to mend"), ("note", "to know")):
        alike: dict[Fault, list[Fault]] = {}
        for fault in faults:
            if fault.severity == severity:
                alike.setdefault(replace(fault, row=None), []).append(fault)
        lines += [f"{sum(map(len, alike.values()))} {title}:"] if alike else []
        for first, *more in alike.values():
            lines += _describe_fault(first, more)
    return "\n".join(lines)


def _describe_fault(fault: Fault, more: list[Fault]) -> list[str]:
    whose = fault.team or fault.school
    rows = f" (and {len(more)} more rows, the last {more[-1].row})" if more else ""
    return [
        f"  {fault.where}{rows}{f' ({whose} only)' if whose else ''}",
        f"    found:   {fault.found}",
        f"    allowed: {fault.allowed}",
        f"    cure:    {fault.cure}",
    ]


def say_json(value: object, indent: int | None = 1) -> None:
    """A result as JSON on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=indent, default=str))
