"""The Inquiry Cycle Workbook: a district's folder in, workbooks and a staff site out.

Everything between flows one way; a folder imports only from those before it.

    district   1  the district's folder: settings, schools, teams, calendar
    sources    2  a published or exported file -> a checked frame
    measures   3  frame -> frame: rate, compare, detect, suppress
    cycle      4  the questions, read from templates/cycle
    record     5  the answers: append-only, with history
    views      6  charts, tables, forms: what a page shows
    build      7  papermill: plan, keep what teams wrote, run, remember
    publish    8  nbconvert: the site and its checks
    lab        9  JupyterLab: pages live on opening, answers saved as they are typed

A notebook needs one name of it:

    from inquiry import open_page
    page = open_page(district, team, quarter, as_of=as_of)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from inquiry.views.page import open_page

__all__ = ["open_page"]


def __getattr__(name: str) -> Any:
    # Read when first asked for: the command and the build need none of what a page shows.
    if name == "open_page":
        from inquiry.views.page import open_page

        return open_page
    raise AttributeError(f"module “inquiry” has no “{name}”")
