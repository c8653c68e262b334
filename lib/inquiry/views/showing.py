"""The ground of everything a page shows: it stands on one team's desk, and says whose it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces


class Showing:
    """What can be shown of one subject. Each public method gives one thing to show, marked as the team's.

    What a section needs (charts, tables, the state's files) is loaded when it is first asked for: a page
    without charts opens without them.
    """

    def __init__(self, desk: Desk) -> None:
        """Keep what lies before the team."""
        self._desk = desk

    def __init_subclass__(cls) -> None:
        """Let everything it shows say whose it is: build refuses a page with a part of another team's."""
        for name, show in list(vars(cls).items()):
            if not name.startswith("_"):
                setattr(cls, name, _says_whose(show))


def _says_whose(show: Callable[..., Faces]) -> Callable[..., Faces]:
    @wraps(show)
    def shown(page: Showing, *args: Any, **kwargs: Any) -> Faces:
        team = page._desk.team
        return replace(show(page, *args, **kwargs), whose=(team.school, team.team))

    return shown
