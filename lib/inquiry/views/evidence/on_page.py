"""What a page shows of the teams' own counts."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class EvidenceOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def evidence(self) -> Faces:
        """The teams' own evidence of the six skills."""
        from inquiry.views.evidence.work import evidence_faces

        return evidence_faces(self._desk)

    def run_charts(self) -> Faces:
        """Can we tell yet: a run chart for each indicator and skill, across quarters."""
        from inquiry.views.evidence.run_charts import run_charts_faces

        return run_charts_faces(self._desk)
