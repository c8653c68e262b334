"""What a view returns: one object with a face for each kind of reader; none where they see nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from inquiry.cycle import Face
from inquiry.views.html import Node, plain, write
from inquiry.views.look import TEAM_STYLES

STAFF_MIME = "application/vnd.inquiry.staff+html"  # the staff site takes this and nothing else
CHAIN_MIME = "application/vnd.inquiry.chain+html"  # for the teams above, where it is not as the staff face
TEAM_MIME = (
    "application/vnd.inquiry.team+html"  # for the team's own edition: the team face without inline styles
)
WHOSE_MIME = "application/vnd.inquiry.whose+json"  # the team before which it was shown; build compares
WIDGET_MIME = "application/vnd.jupyter.widget-view+json"

__all__ = [
    "CHAIN_MIME",
    "STAFF_MIME",
    "TEAM_MIME",
    "WHOSE_MIME",
    "WIDGET_MIME",
    "Face",
    "Faces",
    "make_faces",
    "same_for_all",
]


@dataclass(frozen=True)
class Faces:
    """A display object: JupyterLab shows the team face, publish takes the staff face.

    `staff` is None where staff are not meant to see anything; then the exporter finds nothing to take.
    `chain` is for the teams above that this one serves; None where they see what staff see. `live` is the
    state of a form that can be written in; JupyterLab then shows its widget. `whose` are the school and the
    team on whose page it is shown, where it is on one.
    """

    team: Node
    staff: Node | None = None
    live: Mapping[str, Any] | None = None
    whose: tuple[str, str] | None = None
    chain: Node | None = None

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/html": write(self.team, TEAM_STYLES), "text/plain": plain(self.team)}
        if self.staff is not None:
            bundle[STAFF_MIME] = write(self.staff)
        if self.chain is not None:
            bundle[CHAIN_MIME] = write(self.chain)
        if self.team is not self.staff and self.live is None:
            bundle[TEAM_MIME] = write(self.team)
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


def make_faces(build: Callable[[Face], Node | None], *, chain: bool = False) -> Faces:
    """The faces of one view, from the function that builds each of them.

    With `chain`, one for the teams above is built as well, and kept where it is not as staff see it: for
    views of answers, whose words cost little. Without, the teams above see what staff see.
    """
    team = build("team")
    if team is None:
        raise ValueError("a view shows its team something, in words where there is no data")
    staff = build("staff")
    above = build("chain") if chain else None
    return Faces(team, staff, chain=None if above == staff else above)


def same_for_all(node: Node) -> Faces:
    """One content on both faces: public figures, and words that are no secret."""
    return Faces(node, node)
