"""What a page shows of a phase: its station, what came up, causes, drivers, predictions, decisions."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class StationsOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def header(self) -> Faces:
        """Whose page it is, which quarter, and as of when."""
        from inquiry.views.stations.station import header_faces

        return header_faces(self._desk)

    def where_we_are(self) -> Faces:
        """How far the quarter is and how far the team is in each phase."""
        from inquiry.views.stations.station import where_faces

        return where_faces(self._desk)

    def station(self) -> Faces:
        """What this phase is for at this level: question, meeting, signs that it is done."""
        from inquiry.views.stations.station import station_faces

        return station_faces(self._desk)

    def sources(self) -> Faces:
        """The works this page's questions rest on."""
        from inquiry.views.stations.station import sources_faces

        return sources_faces(self._desk)

    def received(self) -> Faces:
        """What came up from the teams below, as this level's station looks at it."""
        from inquiry.views.stations.received import received_faces

        return received_faces(self._desk)

    def causes(self) -> Faces:
        """What might lie behind each gap: a fishbone, with evidence and in whose hands."""
        from inquiry.views.stations.causes import causes_faces

        return causes_faces(self._desk)

    def driver_diagram(self) -> Faces:
        """From the aim to what has to be different to what is tried."""
        from inquiry.views.stations.drivers import driver_faces

        return driver_faces(self._desk)

    def progression(self) -> Faces:
        """The steps to doing it alone: who thinks, and how deep the task goes."""
        from inquiry.views.stations.progression import progression_faces

        return progression_faces(self._desk)

    def supports(self) -> Faces:
        """What we asked for, what is promised to us, and what is asked of us."""
        from inquiry.views.stations.supports import support_faces

        return support_faces(self._desk)

    def predictions(self) -> Faces:
        """Predictions, open or locked; predicted beside actual; how well we predict."""
        from inquiry.views.stations.predictions import prediction_faces

        return prediction_faces(self._desk)

    def decided(self) -> Faces:
        """What becomes of each idea, and which still wait for a decision."""
        from inquiry.views.stations.decided import decided_faces

        return decided_faces(self._desk)
