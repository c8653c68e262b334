"""What a view returns: one object with a team face and, only if it is meant for staff, a staff face."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from inquiry.views.html import Node, plain, write
from inquiry.views.look import TEAM_STYLES

STAFF_MIME = "application/vnd.inquiry.staff+html"  # publish takes this and nothing else
WHOSE_MIME = "application/vnd.inquiry.whose+json"  # the team before which it was shown; build compares
WIDGET_MIME = "application/vnd.jupyter.widget-view+json"

Face = Literal["team", "staff"]


@dataclass(frozen=True)
class Faces:
    """A display object: JupyterLab shows the team face, publish takes the staff face.

    `staff` is None where staff are not meant to see anything; then the exporter finds nothing to take.
    `live` is the state of a form that can be written in; JupyterLab then shows its widget. `whose` are the
    school and the team on whose page it is shown, where it is on one.
    """

    team: Node
    staff: Node | None = None
    live: Mapping[str, Any] | None = None
    whose: tuple[str, str] | None = None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/html": write(self.team, TEAM_STYLES), "text/plain": plain(self.team)}
        if self.staff is not None:
            bundle[STAFF_MIME] = write(self.staff)
        if self.whose is not None:
            bundle[WHOSE_MIME] = dict(zip(("school", "team"), self.whose, strict=True))
        if self.live is not None:
            # Loaded for a live form alone: a page that is built has no widgets and does not pay for them.
            from inquiry.views.widget import view_form

            bundle[WIDGET_MIME] = view_form(self.live)
        return bundle

    def __repr__(self) -> str:
        """The team face as plain text."""
        return plain(self.team)


def make_faces(build: Callable[[Face], Node | None]) -> Faces:
    """Both faces of one view, from the function that builds either."""
    team = build("team")
    if team is None:
        raise ValueError("a view shows its team something, in words where there is no data")
    return Faces(team, build("staff"))


def same_for_all(node: Node) -> Faces:
    """One content on both faces: public figures, and words that are no secret."""
    return Faces(node, node)
