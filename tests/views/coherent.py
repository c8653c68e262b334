"""A copy of the small district with further answers, without the state's files, for the coherence page."""

import shutil
from pathlib import Path

from views.making import NOW, answer

from inquiry.record import open_record
from inquiry.views.page import Page, open_page


def open_with(district: Path, folder: Path, *answers, team="cabinet", quarter=NOW, people=()) -> Page:
    """Open the coherence page of a copy that also has these answers and members."""
    copy = folder / "copy"
    shutil.copytree(district, copy, ignore=shutil.ignore_patterns("dashboard"))
    if people:
        with (copy / "members.csv").open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{person},{of},{person.title()},teacher\n" for person, of in people)
    with open_record(copy / "record.sqlite") as record:
        record.save(answers)
    return open_page(copy, team, quarter, "coherence", "2026-11-20")


def by_school(school, form, rows, **more):
    """Rows of a form that a whole school (or the district) answers together."""
    return [answer(school, form, values, row=row, scope="school", **more) for row, values in rows.items()]
