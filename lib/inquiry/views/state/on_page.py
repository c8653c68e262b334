"""What a page shows of the state's published figures."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class StateOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def priority_table(self) -> Faces:
        """The state's priorities: status, change and color; the district's local indicators."""
        from inquiry.views.state.priorities import priority_faces

        return priority_faces(self._desk)

    def schools(self) -> Faces:
        """The district's schools side by side."""
        from inquiry.views.state.schools import schools_faces

        return schools_faces(self._desk)

    def five_by_five(self, indicator: str | None = None) -> Faces:
        """The five-by-five of each indicator, or of one."""
        from inquiry.views.state.five_by_five import five_by_five_faces

        return five_by_five_faces(self._desk, indicator)

    def trends(self) -> Faces:
        """Each indicator over the years, group by group."""
        from inquiry.views.state.trends import trend_faces

        return trend_faces(self._desk)

    def gaps(self) -> Faces:
        """Each student group beside everyone else."""
        from inquiry.views.state.gaps import gap_faces

        return gap_faces(self._desk)

    def what_it_means(self) -> Faces:
        """What each data point means, and how it is used."""
        from inquiry.views.state.meaning import meaning_faces

        return meaning_faces(self._desk)

    def what_would_move(self) -> Faces:
        """What would move each result to its next level or color."""
        from inquiry.views.state.moves import move_faces

        return move_faces(self._desk)
