"""What a page shows of the district's own figures: metrics, surveys, measures, gaps, variation."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class LocalOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def metrics(self) -> Faces:
        """The state's indicators, our own measures and the teams' evidence, side by side."""
        from inquiry.views.local.metrics import metrics_faces

        return metrics_faces(self._desk)

    def surveys(self) -> Faces:
        """What families, students and staff answered, and how many did."""
        from inquiry.views.local.surveys import surveys_faces

        return surveys_faces(self._desk)

    def local_measures(self) -> Faces:
        """Our own measures, reading by reading."""
        from inquiry.views.local.measures import local_measures_faces

        return local_measures_faces(self._desk)

    def group_gaps(self) -> Faces:
        """Each student group beside everyone else, in our own measures and counts."""
        from inquiry.views.local.group_gaps import group_gap_faces

        return group_gap_faces(self._desk)

    def variation(self) -> Faces:
        """How much of the variation in results lies within schools, and between them."""
        from inquiry.views.local.variation import variation_faces

        return variation_faces(self._desk)
