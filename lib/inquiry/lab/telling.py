"""What others changed since a browser last asked, and what a row held before."""

from __future__ import annotations

from typing import Any

from inquiry.cycle import Form, owners_for, reader_of, visible_values
from inquiry.errors import RecordError, UsageError
from inquiry.lab.ask import Refused
from inquiry.lab.desk import forms_of, open_desk
from inquiry.lab.known import Known
from inquiry.lab.notes import has_other_notes, is_newer, version_of
from inquiry.lab.opening import hub_author, say_closed
from inquiry.lab.places import Place
from inquiry.record import Record, Revision
from inquiry.record.locks import LOCKING

Changed = frozenset[tuple[str, str, str]]


def tell_changes(place: Place, mark: str, version: str, person: str | None, known: Known) -> dict[str, Any]:
    """What is new on a page since `mark`: the rows of the forms that changed, the file, the quarter.

    Parameters
    ----------
    place : Place
        The page.
    mark : str
        The record's mark that the browser knows; empty for everything.
    version : str
        The version of the file that the browser holds.
    person : str or None
        Who looks at it: what is a person's own is told to nobody else.
    known : Known
        What the server knows.
    """
    new = version_of(place.file, known)
    try:
        with known.record(place.folder) as record:
            latest = record.mark()
            changed = frozenset() if mark == latest else record.changed_since(mark)
            closed = say_closed(place, record)
            rows = _rows(place, record, changed, _viewer(place, person, known), known)
    except RecordError as trouble:
        raise Refused(503, str(trouble)) from trouble
    return {
        "mark": latest,
        "forms": rows,
        "version": new,
        "newer": is_newer(new, version),
        "notes": has_other_notes(new, version),
        "closed": closed,
    }


def tell_history(
    place: Place, form_id: str, owner: str | None, row: str, person: str | None, known: Known
) -> dict[str, Any]:
    """Every revision of a row, newest first, as far as whoever looks may see it.

    Of a form that lives on, or whose rows come along, those of all quarters, each with its quarter; of any
    other form those of the page's own quarter: the same row of another quarter is another answer.
    """
    try:
        form = known.cycle().form(form_id, place.team.level)
    except UsageError as trouble:
        raise Refused(404, "This page has no such form any more. Load the page again.") from trouble
    if form.anonymous:
        return {"revisions": []}  # nobody sees a single ballot
    owners = owners_for(form, place.team)
    if owner is None and len(owners) == 1:
        owner = owners[0]
    if owner not in owners:
        raise Refused(403, f"“{form.title}” on this page is this team's; another's is not shown here.")
    viewer = _viewer(place, person, known)
    reader = reader_of(place.district, form, owner, place.team, viewer)
    quarter = None if form.goes_on else place.quarter.id
    try:
        with known.record(place.folder) as record:
            found = record.history(owner, form.id, quarter=quarter, row=row, scope=form.scope)
    except RecordError as trouble:
        raise Refused(503, str(trouble)) from trouble
    return {"revisions": [_tell(place, form, each, reader) for each in reversed(found)]}


def _rows(
    place: Place, record: Record, changed: Changed | None, person: str | None, known: Known
) -> dict[str, Any]:
    """The rows of every form on the page that may look different now."""
    touched = [
        form for form in forms_of(place, known) if changed is None or _is_touched(place, form, changed)
    ]
    if not touched:
        return {}
    from inquiry.views.live import rows_state  # what a page shows is loaded when it is first asked for

    desk = open_desk(place, record, known)
    return {form.id: rows_state(desk, form, person) for form in touched}


def _is_touched(place: Place, form: Form, changed: Changed) -> bool:
    """Whether a form's own rows changed, or those that it links to or that settle them."""
    from inquiry.views.names import CONFIRM  # as in `_rows`: an answer's remark goes by what is said there

    others = {CONFIRM, *(each.link.form for each in form.fields if each.link)}
    if form.closed_by:
        others.add(form.closed_by.form)
    if form.locked_by:
        others |= LOCKING
    if form.suggest:
        from inquiry.views.suggest import provider_of  # as in `_rows`

        provider = provider_of(form)
        if provider and provider.forms is None:
            return True
        others |= set(provider.forms or ()) if provider else set()
    if any(touched in others for _, _, touched in changed):
        return True
    return any((form.scope, owner, form.id) in changed for owner in owners_for(form, place.team))


def _viewer(place: Place, person: str | None, known: Known) -> str | None:
    """Who looks: on a hub nobody but its user."""
    hub = hub_author(place, known)
    return hub["id"] if hub else person


def _tell(place: Place, form: Form, revision: Revision, reader: str) -> dict[str, Any]:
    answer = revision.answer
    at = answer.saved_at.astimezone(place.district.settings.zone)
    return {
        "id": answer.id,
        "at": f"{at:%Y-%m-%d %H:%M}",
        "by": place.district.name_of(answer.author),
        "values": visible_values(form, answer.values, reader),
        "before": visible_values(form, revision.before, reader),
        "removed": answer.removed,
        "aside": answer.aside,
        "withdrawn": revision.withdrawn,
        **({"quarter": answer.quarter} if form.goes_on else {}),
    }
