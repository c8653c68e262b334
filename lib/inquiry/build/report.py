"""What a build came to, in lines that stay readable for one school as for a thousand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from inquiry.build.results import PageResult

MOST_SCHOOL_LINES = 60  # schools with a line each; of more, those without a failure share one
MOST_NAMES = 8  # names in one line, so that it stays a line
STATES = ("built", "unchanged", "failed")
# What differs between two pages that fail for the same reason: quoted words, numbers, paths.
_OWN = re.compile(r"“[^”]*”|'[^']*'|\"[^\"]*\"|\S*[/\\]\S*|\d+")


def tell_schools(pages: Sequence[PageResult]) -> list[str]:
    """A line for each school with its pages by state; in a large district, only for those with failures."""
    schools: dict[str, list[PageResult]] = {}
    for page in pages:
        schools.setdefault(page.school, []).append(page)
    own = schools
    if len(schools) > MOST_SCHOOL_LINES:
        own = {name: group for name, group in schools.items() if any(p.state == "failed" for p in group)}
    lines = [f"  {name}: {_count_states(group)}" for name, group in own.items()]
    rest = [page for page in pages if page.school not in own]
    if rest:
        count = len(schools) - len(own)
        lines.append(f"  {'the other ' if own else ''}{count} schools: {_count_states(rest)}")
    return lines


def tell_failures(pages: Sequence[PageResult], logs: Path) -> list[str]:
    """The pages that failed, those with the same reason together, the reason with the most pages first.

    Parameters
    ----------
    pages : sequence of PageResult
        All pages of a build.
    logs : Path
        The folder with the quarter's logs: DISTRICT/build/QUARTER.

    Returns
    -------
    list of str
        For a page that failed alone: its file, why, and its log if there is one. For several: how many and
        why, in which schools, and one of them to look into.
    """
    reasons: dict[str, list[PageResult]] = {}
    for page in pages:
        if page.state == "failed":
            reasons.setdefault(_reason(page), []).append(page)
    groups = sorted(reasons.values(), key=len, reverse=True)
    return [line for group in groups for line in _tell_group(group, logs)]


def _tell_group(group: list[PageResult], logs: Path) -> list[str]:
    first, *more = group
    if not more:
        return [f"  failed: {first.file}: {first.why}{_log_of(first, logs)}"]
    schools = list(dict.fromkeys(page.school for page in group))
    where = "" if len(schools) == 1 else f" of {len(schools)} schools"
    named = ", ".join(schools[:MOST_NAMES])
    others = f" and {len(schools) - MOST_NAMES} more" if len(schools) > MOST_NAMES else ""
    return [
        f"  failed: {len(group)} pages{where}: {first.why}",
        f"    in {named}{others}; for example {first.file}{_log_of(first, logs)}",
    ]


def _reason(page: PageResult) -> str:
    """A failure's reason without what is the page's own."""
    text = page.why
    for name in sorted({page.file, page.team, page.school, page.page}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", "…", text)
    return _OWN.sub("…", text)


def _log_of(page: PageResult, logs: Path) -> str:
    log = logs / page.school / page.team / f"{page.page}.log"
    return f" (log: {log})" if log.exists() else ""


def _count_states(pages: Sequence[PageResult]) -> str:
    states = [page.state for page in pages]
    return ", ".join(f"{states.count(state)} {state}" for state in STATES if state in states)
