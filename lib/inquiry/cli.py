"""The command: parse, one call, a readable error."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inquiry.errors import BadInput, Fault, InquiryError

if TYPE_CHECKING:
    from inquiry.build import BuildResult, PageResult
    from inquiry.publish import PublishResult

DONE, SOME_FAILED, NOTHING_STARTED = 0, 1, 2  # exit status; see the README
DEFAULT_DISTRICT = Path("data/example")
PATH, DAY = click.Path(path_type=Path), click.DateTime(["%Y-%m-%d"])
Command = Callable[..., Any]


def say(text: str) -> None:
    """A message for the person at the terminal; results go to standard output instead."""
    click.echo(text, err=True)


def common(*, quarter: bool = True) -> Callable[[Command], Command]:
    """The options that every command takes, before or after the command's name."""

    def add(command: Command) -> Command:
        @click.option("--as-of", "as_of", type=DAY, help="Take this day as today.")
        @click.option("-d", "--district", "folder", type=PATH, help="The district's folder.")
        @click.pass_context
        @wraps(command)
        def run(context: click.Context, /, folder: Path | None, **rest: Any) -> None:
            given = context.find_root().params
            folder = folder or given.get("folder") or DEFAULT_DISTRICT
            day = rest.pop("as_of") or given.get("as_of")
            if quarter:
                rest["quarter"] = rest.get("quarter") or given.get("quarter")
            sys.exit(_guarded(command, folder=folder, as_of=day.date() if day else _today(folder), **rest))

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


def _json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "-d",
    "--district",
    "folder",
    type=PATH,
    help="The district's folder [data/example].",
)
@click.option("-q", "--quarter", help="The quarter's id; else the one that today falls in.")
@click.option("--as-of", "as_of", type=DAY, help="Take this day as today.")
@click.version_option(package_name="inquiry-cycle-workbook")
def main(folder: Path | None, quarter: str | None, as_of: dt.datetime | None) -> None:
    """Workbooks for cycles of inquiry: Analyze, Design, Implement, Refine.

    Exit status: 0 all done; 1 done, but some pages failed; 2 nothing was started.
    """


@main.command()
@click.argument("where", type=PATH, nargs=-1, required=True, metavar="FOLDER [FILE]...")
@click.option("--cds", help="The district's 14-digit CDS code.")
@click.option("--dashboard", type=PATH, multiple=True, help="Published Dashboard files.")
@common(quarter=False)
def init(
    where: tuple[Path, ...], cds: str | None, dashboard: tuple[Path, ...], folder: Path, as_of: dt.date
) -> None:
    """Make a new district's folder, from the state's Dashboard files or from scratch.

    inquiry init FOLDER --cds CODE --dashboard FILE...
    """
    from inquiry.district.new import write_new_district
    from inquiry.sources.proposal import propose_district

    # A shell's *.txt after --dashboard leaves all but the first file among the arguments.
    target, *more = sorted(where, key=lambda path: path.is_file())
    new = propose_district(cds, [*dashboard, *more])
    for name in write_new_district(target, new, as_of):
        click.echo(target / name)
    say(f"Made {target}: {len(new.schools)} schools, {len(new.teams)} teams proposed.")
    say("Next: put names in members.csv, correct the lists and the calendar in district.toml,")
    say(f"then: inquiry -d {target} check")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Every fault as data.")
@common()
def check(folder: Path, quarter: str | None, as_of: dt.date, as_json: bool) -> int:
    """Check everything a build would need; all faults together."""
    from inquiry.build import check_district

    checked = check_district(folder, quarter=quarter, as_of=as_of)
    if as_json:
        _json({"faults": [vars(fault) | {"where": fault.where} for fault in checked.faults]})
    elif checked.faults:
        click.echo(report_faults(checked.faults))
    errors = [fault for fault in checked.faults if fault.severity == "error"]
    say(f"{len(errors)} to mend." if errors else "Nothing to mend: ready to build.")
    if any(fault.stops_everything for fault in errors):
        return NOTHING_STARTED
    return SOME_FAILED if errors else DONE


@main.command()
@click.option("--school", "schools", multiple=True, help="Only this school's pages (may be given again).")
@click.option("--team", "teams", multiple=True, help="Only this team's pages (may be given again).")
@click.option("--jobs", type=click.IntRange(min=1), help="How many pages at once [all processors].")
@click.option("--force", is_flag=True, help="Run every page, changed or not.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--json", "as_json", is_flag=True, help="Each page's state as data.")
@common()
def build(folder: Path, as_of: dt.date, as_json: bool, **options: Any) -> int:
    """Build every page of every team, then the staff site."""
    from inquiry.build import build_district
    from inquiry.publish import publish_district

    with _Progress() as progress:
        result = build_district(folder, as_of=as_of, progress=progress, **options)
    if as_json:
        _json(result.to_json())
    _say_summary(folder, result)
    well = result.all_well
    if not options["dry_run"]:
        try:
            site = publish_district(folder, quarter=result.quarter, as_of=as_of)
        except InquiryError as trouble:  # the pages are built all the same
            say(f"The site could not be made. {trouble}")
            return SOME_FAILED
        _say_site(folder, site)
        well = well and site.is_whole
    return DONE if well else SOME_FAILED


@main.command()
@common()
def publish(folder: Path, quarter: str | None, as_of: dt.date) -> int:
    """Make the staff site alone, from the pages as last built."""
    from inquiry.publish import publish_district

    site = publish_district(folder, quarter=quarter, as_of=as_of)
    click.echo(folder / "site" / "index.html")
    _say_site(folder, site)
    return DONE if site.is_whole else SOME_FAILED


@main.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Counts and each mismatch as data.")
@common(quarter=False)
def audit(files: tuple[Path, ...], as_json: bool, folder: Path, as_of: dt.date) -> None:
    """Recompute every level and colour of published Dashboard files."""
    from inquiry.measures.audit import audit_rows
    from inquiry.sources.accountability import load_accountability
    from inquiry.sources.dashboard import read_dashboard_files

    found = audit_rows(read_dashboard_files(files).or_raise(), load_accountability())
    if as_json:
        _json(found.to_json())
    else:
        click.echo(found.to_text())


@main.group()
def record() -> None:
    """The record of answers: import, export, history."""


@record.command("import")
@click.argument("file", type=PATH)
@common(quarter=False)
def record_import(file: Path, folder: Path, as_of: dt.date) -> None:
    """Add the answers of a JSON Lines file; those already there are skipped."""
    from inquiry.record.folder import import_file

    imported = import_file(folder, file)
    if imported.faults:
        say(report_faults(imported.faults))
    counts = imported.value
    left = f", {counts.left_out} left out because newer ones stand" if counts.left_out else ""
    say(f"{counts.added} answers added, {counts.skipped} were there already{left}.")


@record.command("export")
@click.argument("file", type=PATH)
@common()
def record_export(file: Path, folder: Path, quarter: str | None, as_of: dt.date) -> None:
    """Write the answers as JSON Lines, in the order they were saved."""
    from inquiry.record.folder import export_file

    say(f"{export_file(folder, file, quarter=quarter)} answers written to {file}.")


@record.command("history")
@click.option("--team", "owner", required=True, help="Whose answers: a team, school or person by id.")
@click.option("--form", required=True, help="The form's id.")
@common()
def record_history(folder: Path, quarter: str | None, as_of: dt.date, owner: str, form: str) -> None:
    """Who answered a form, when, and what it was before; one line of JSON a revision."""
    from inquiry.record.folder import describe_history

    lines = list(describe_history(folder, owner, form, quarter=quarter))
    for line in lines:
        click.echo(json.dumps(line, ensure_ascii=False, default=str))
    if not lines:
        say(f"The record holds no answer of “{owner}” to the form “{form}”.")


def _say_site(folder: Path, site: PublishResult) -> None:
    """Where the site is, and each page that it could not show."""
    say(f"Site: {folder / 'site' / 'index.html'} ({len(site.files)} pages)")
    for each in site.not_shown:
        say(f"  not on the site: {each.page}: {each.why}")
    for problem in site.problems:
        say(f"    {problem}")


def _say_summary(folder: Path, result: BuildResult) -> None:
    """A line for each school, then each failed page with its log."""
    for school in dict.fromkeys(page.school for page in result.pages):
        states = [page.state for page in result.pages if page.school == school]
        counts = ", ".join(f"{states.count(s)} {s}" for s in ("built", "unchanged", "failed") if s in states)
        say(f"  {school}: {counts}")
    for page in result.pages:
        if page.why and page.state != "failed":
            say(f"  to know: {page.file}: {page.why}")
    for page in result.failed:
        log = folder / "build" / result.quarter / page.school / page.team / f"{page.page}.log"
        say(f"  failed: {page.file}: {page.why}{f' (log: {log})' if log.exists() else ''}")
    if result.faults:
        say(report_faults(result.faults))


class _Progress:
    """Pages done of all with the time left; plain lines where there is no terminal."""

    def __init__(self) -> None:
        self.bar: Any = None

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *problem: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def __call__(self, done: int, total: int, page: PageResult) -> None:
        from tqdm import tqdm

        if self.bar is None:
            quiet = not sys.stderr.isatty()
            self.bar = tqdm(
                total=total, unit="page", file=sys.stderr, mininterval=10 if quiet else 0.1, desc="Pages"
            )
        self.bar.update(done - self.bar.n)
        if page.state == "failed":
            self.bar.write(f"failed: {page.file}: {page.why}", file=sys.stderr)


if __name__ == "__main__":
    main()
