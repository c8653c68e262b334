"""The commands that make a district's folder and build it: init, check, build, publish, audit."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inquiry.cli.common import DONE, NOTHING_STARTED, PATH, SOME_FAILED, common, report_faults, say, say_json
from inquiry.cli.progress import ShowProgress, say_time
from inquiry.errors import InquiryError

if TYPE_CHECKING:
    from inquiry.build import BuildResult
    from inquiry.publish import PublishResult

MOST_NAMED = 3  # editions that are out of date: a line at the terminal has room for so many


@click.command()
@click.argument("where", type=PATH, nargs=-1, required=True, metavar="FOLDER [FILE]...")
@click.option("--cds", help="The district's 14-digit CDS code.")
@click.option("--dashboard", type=PATH, multiple=True, help="Published Dashboard files.")
@common(quarter=False, folder_needed=False)
def init(
    where: tuple[Path, ...], cds: str | None, dashboard: tuple[Path, ...], folder: Path, as_of: dt.date
) -> None:
    """Make a new district's folder.

    From the state's Dashboard files: inquiry init FOLDER --cds CODE --dashboard FILE...

    From scratch: inquiry init FOLDER
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


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Every fault as data.")
@common()
def check(folder: Path, quarter: str | None, as_of: dt.date, as_json: bool) -> int:
    """Check everything a build would need; all faults together."""
    from inquiry.build import check_district

    checked = check_district(folder, quarter=quarter, as_of=as_of)
    if as_json:
        say_json({"faults": [vars(fault) | {"where": fault.where} for fault in checked.faults]})
    elif checked.faults:
        click.echo(report_faults(checked.faults))
    errors = [fault for fault in checked.faults if fault.severity == "error"]
    say("Mend these, then check again." if errors else "Nothing to mend: ready to build.")
    if any(fault.stops_everything for fault in errors):
        return NOTHING_STARTED
    return SOME_FAILED if errors else DONE


@click.command()
@click.option("--school", "schools", multiple=True, help="Only this school's pages (may be given again).")
@click.option("--team", "teams", multiple=True, help="Only this team's pages (may be given again).")
@click.option("--jobs", type=click.IntRange(min=1), help="How many pages at once [all processors].")
@click.option("--on", metavar="ADDRESS", help="Let the workers of this Dask scheduler run the pages.")
@click.option("--force", is_flag=True, help="Run every page, changed or not.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.option("--why", is_flag=True, help="Say of each page that is made why it is.")
@click.option("--quiet", is_flag=True, help="Say only what failed and the sum, as a scheduler wants it.")
@click.option("--json", "as_json", is_flag=True, help="Each page's state as data.")
@common()
def build(folder: Path, as_of: dt.date, as_json: bool, why: bool, quiet: bool, **options: Any) -> int:
    """Build every page of every team, then the staff site."""
    from inquiry.build import build_district
    from inquiry.publish import publish_district

    with ShowProgress(quiet) as progress:
        result = build_district(folder, as_of=as_of, progress=progress, **options)
    if dry := options["dry_run"]:
        say("Nothing is made. A build now would give:")
    if as_json:
        say_json(result.to_json())
    elif why:
        _tell_why(result)
    if not quiet:
        _say_summary(folder, result)
    elif errors := tuple(fault for fault in result.faults if fault.severity == "error"):
        say(report_faults(errors))
    say(f"{result.counted}{'' if dry else f' in {say_time(progress.seconds)}'}.")
    well = result.all_well
    if not dry:
        try:
            site = publish_district(folder, quarter=result.quarter, as_of=as_of)
        except (InquiryError, OSError) as trouble:  # the pages are built all the same
            say(f"The site could not be made. {trouble}")
            return SOME_FAILED
        if not (quiet and site.is_whole):
            _say_site(folder, site)
        if not quiet:
            _say_older(folder, result.quarter, as_of)
        well = well and site.is_whole
    return DONE if well else SOME_FAILED


@click.command()
@click.option(
    "--for",
    "face",
    type=click.Choice(["staff", "team", "chain"]),
    default="staff",
    help="For all staff (site), for each team, or for the leaders whom teams serve (editions).",
)
@click.option("--school", "schools", multiple=True, help="Only for this school (may be given again).")
@click.option("--team", "teams", multiple=True, help="Only for this team (may be given again).")
@click.option("--pdf", is_flag=True, help="Also each school's quarter as a PDF for the board's binder.")
@common()
def publish(as_of: dt.date, folder: Path, **options: Any) -> int:
    """Make the staff site or other editions from the last build."""
    from inquiry.publish import publish_editions

    editions = publish_editions(folder, as_of=as_of, **options)
    for each in editions:
        if each.files:
            click.echo(folder / each.folder / "index.html")
        _say_site(folder, each)
    if not editions:
        say("There is nothing to publish for these readers: no team of the lists has a page yet.")
    if options["face"] == "staff":
        _say_older(folder, editions[0].quarter, as_of)
    return DONE if all(each.is_whole for each in editions) else SOME_FAILED


@click.command()
@click.argument("files", type=PATH, nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="Counts and each mismatch as data.")
@common(quarter=False, folder_needed=False)
def audit(files: tuple[Path, ...], as_json: bool, folder: Path, as_of: dt.date) -> None:
    """Recompute every level and colour of published Dashboard files."""
    from inquiry.measures.audit import audit_rows
    from inquiry.sources.accountability import load_accountability
    from inquiry.sources.dashboard import read_dashboard_files

    found = audit_rows(read_dashboard_files(files).or_raise(), load_accountability())
    if as_json:
        say_json(found.to_json())
    else:
        click.echo(found.to_text())


def _tell_why(result: BuildResult) -> None:
    """For each page that was made, or would be, what of it changed."""
    for page in result.pages:
        if page.because:
            click.echo(f"{page.file}: {page.because}")


def _say_site(folder: Path, site: PublishResult) -> None:
    """Where the site or an edition is, each page that it could not show, each binder that is gone."""
    if not site.files:
        say(f"Taken away: {folder / site.folder}: the lists no longer have it.")
        return
    name = "Site" if site.folder == "site" else "Edition"
    say(f"{name}: {folder / site.folder / 'index.html'} ({len(site.files)} pages)")
    for each in site.not_shown:
        say(f"  not shown: {each.page}: {each.why}")
    for problem in site.problems:
        say(f"    {problem}")
    if site.binders_removed:
        say(f"  taken away, for their pages or the program changed: {', '.join(site.binders_removed)}")
        say(f"  To make binders again: {_command(folder, site.quarter, 'publish --pdf')}")


def _say_older(folder: Path, quarter: str, as_of: dt.date) -> None:
    """Which editions show older pages, and the commands that renew them."""
    from inquiry.publish import find_older

    for older in find_older(folder, quarter, as_of):
        more = len(older.folders) - MOST_NAMED
        named = ", ".join(older.folders[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
        say(f"Older than these pages: {named}")
        say(f"  To renew: {_command(folder, quarter, older.renew)}")


def _command(folder: Path, quarter: str, words: str) -> str:
    return f"inquiry -d {shlex.quote(str(folder))} -q {quarter} {words}"


def _say_summary(folder: Path, result: BuildResult) -> None:
    """The schools' pages by state, what is to know, then the pages that failed with their logs."""
    from inquiry.build.report import tell_failures, tell_schools

    for line in tell_schools(result.pages):
        say(line)
    for page in result.pages:
        if page.why and page.state != "failed":
            say(f"  to know: {page.file}: {page.why}")
    for line in tell_failures(result.pages, folder / "build" / result.quarter):
        say(line)
    if result.faults:
        say(report_faults(result.faults))


COMMANDS = (init, check, build, publish, audit)
