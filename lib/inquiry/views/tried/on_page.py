"""What a page shows of what was tried before, here and elsewhere."""

from __future__ import annotations

from typing import Literal

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class TriedOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def tried_here(self) -> Faces:
        """What was tried before, here and at other schools, and what came of it."""
        from inquiry.views.tried.here import tried_here_faces

        return tried_here_faces(self._desk)

    def tried_by(self, what: Literal["school", "skill", "cause"]) -> Faces:
        """Everything that was tried, A to Z by “school”, “skill” or “cause”."""
        from inquiry.views.tried.by import tried_by_faces

        return tried_by_faces(self._desk, what)
