"""A page's desk for the server: what is kept of district and questions, and the record as it is now."""

from __future__ import annotations

from inquiry.cycle import PAGES, Form
from inquiry.lab.known import Known
from inquiry.lab.places import Place
from inquiry.record import Record
from inquiry.views.desk import Desk

_NAMES = {file: name for name, file in PAGES.items()}


def open_desk(place: Place, record: Record, known: Known) -> Desk:
    """What lies before a team on a page now; nothing is read again that the server has read already."""
    from inquiry.views.live import open_live  # what a page shows is loaded when it is first asked for

    team, quarter, district = place.team.team, place.quarter.id, place.district
    desk = open_live(place.folder, team, quarter, place.page, known.today(place.district), district=district)
    desk.__dict__["record"] = record  # in place of one that it would open
    return desk


def forms_of(place: Place, known: Known) -> list[Form]:
    """The forms that a page asks its team to fill in, in order and in its level's words."""
    return known.cycle().forms_for(place.team.level, _NAMES[place.page])
