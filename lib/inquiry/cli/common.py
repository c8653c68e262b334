"""What every command shares: its options, its messages, and words for what goes wrong."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, Literal

import click

from inquiry.cli.stopping import stoppable
from inquiry.errors import BadInput, Fault, InquiryError, SendError, UsageError

DONE, SOME_FAILED, NOTHING_STARTED = 0, 1, 2  # exit status; see the README
DEFAULT_DISTRICT = "data/example"
NO_FOLDER = (
    "There is no folder {}. Name the district's folder with -d, or make one with `inquiry init FOLDER`."
)
PATH = click.Path(path_type=Path)
Command = Callable[..., Any]


def _read_day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is no day. Write year, month and day: 2026-11-20.") from None


as_of_option = click.option(
    "--as-of", "as_of", type=_read_day, metavar="YYYY-MM-DD", help="Take this day as today."
)


def say(text: str) -> None:
    """A message for the person at the terminal; results go to standard output instead."""
    click.echo(text, err=True)


def common(
    *,
    quarter: bool = True,
    day: Literal["today", "given"] = "today",
    here: bool = False,
    folder_needed: bool = True,
) -> Callable[[Command], Command]:
    """The options that every command takes, before or after the command's name.

    Without --as-of a command gets today's date; with `day` “given” it gets None. One that writes answers must
    work `here`, in a folder; the others also take a district in an object store, and work in a copy of it.
    Where the district's folder must be there, it is looked for first: a slip in its name makes no new one.
    """

    def add(command: Command) -> Command:
        @as_of_option
        @click.option("-d", "--district", "place", help="The district's folder, or its address in a store.")
        @click.pass_context
        @wraps(command)
        def run(context: click.Context, /, place: str | None, **rest: Any) -> None:
            given = context.find_root().params
            place = place or given.get("place") or DEFAULT_DISTRICT
            asked = rest.pop("as_of") or given.get("as_of")
            if quarter:
                rest["quarter"] = rest.get("quarter") or given.get("quarter")

            def work() -> int | None:
                with _folder(place, here) as folder:
                    if folder_needed and not folder.is_dir():
                        raise UsageError(NO_FOLDER.format(folder))
                    as_of = asked or (_today(folder) if day == "today" else None)
                    done: int | None = command(folder=folder, as_of=as_of, **rest)
                    return done

            sys.exit(_guarded(work))

        option = click.option("-q", "--quarter", help="The quarter's id; else the one that today falls in.")
        return option(run) if quarter else run

    return add


def _today(folder: Path) -> dt.date:
    """Today by the district's clock; by the world's where the settings cannot be read."""
    from inquiry.district.settings import read_settings

    settings = read_settings(folder).value
    return dt.datetime.now(settings.zone if settings else dt.UTC).date()


@contextlib.contextmanager
def _folder(place: str, here: bool) -> Iterator[Path]:
    """The district's folder: the one named, or a copy of the one in a store, sent back in the end."""
    from inquiry.district.store import is_address, worked_on_here

    if not is_address(place):
        yield Path(place)
        return
    if here:
        raise UsageError(f"{place} lies in a store, where answers cannot be written. Name a folder with -d.")
    with worked_on_here(place) as folder:
        yield folder


def _guarded(work: Callable[[], int | None]) -> int:
    """Run a command; what goes wrong on purpose becomes words and an exit status."""
    _spell_any_name()
    try:
        with stoppable():
            return work() or DONE
    except BadInput as trouble:
        say(report_faults(trouble.faults))
    except SendError as trouble:
        say(str(trouble))
        return SOME_FAILED
    except InquiryError as trouble:
        say(str(trouble))
    except KeyboardInterrupt:
        say("Stopped. What was done so far is kept; run the command again to go on.")
        return SOME_FAILED
    except BrokenPipeError:  # whoever read the results, such as `head`, has enough: click ends quietly
        raise
    except OSError as trouble:
        say(f"{trouble.filename or 'A file'}: {trouble.strerror or trouble}. Mend that and run it again.")
    return NOTHING_STARTED


def _spell_any_name() -> None:
    """Have what standard output cannot spell stand as its number: a scheduler's log on Windows knows no č."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


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
    spells_all = "utf" in (sys.stdout.encoding or "").lower()
    click.echo(json.dumps(value, ensure_ascii=not spells_all, indent=indent, default=str))
