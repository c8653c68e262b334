"""What a page shows of meetings, plans, reviews, and whom the team asks and invites."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class MeetingsOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def dialogues(self) -> Faces:
        """The dialogues that the team invites to, and others' to come."""
        from inquiry.views.meetings.invited import dialogues_faces

        return dialogues_faces(self._desk)

    def asked_first(self) -> Faces:
        """Each change idea with the partners who were asked about it before it began."""
        from inquiry.views.meetings.invited import asked_first_faces

        return asked_first_faces(self._desk)

    def meetings(self) -> Faces:
        """The quarter's meetings by the calendar: held, missed, to come."""
        from inquiry.views.meetings.meetings import meetings_faces

        return meetings_faces(self._desk)

    def agenda(self) -> Faces:
        """The next meeting's agenda, made from the record."""
        from inquiry.views.meetings.agenda import agenda_faces

        return agenda_faces(self._desk)

    def summary(self) -> Faces:
        """The last meeting in a few lines, for those who could not come."""
        from inquiry.views.meetings.summary import summary_faces

        return summary_faces(self._desk)

    def confidence(self) -> Faces:
        """How sure the team is of its next steps, as counts."""
        from inquiry.views.meetings.confidence import confidence_faces

        return confidence_faces(self._desk)

    def rounds(self) -> Faces:
        """The next learning round's look-for, and what the rounds so far saw."""
        from inquiry.views.meetings.rounds import rounds_faces

        return rounds_faces(self._desk)

    def review(self) -> Faces:
        """The quarterly review, gathered from this team and the teams below."""
        from inquiry.views.meetings.review import review_faces

        return review_faces(self._desk)

    def told_outside(self) -> Faces:
        """What can be told to boards, councils and the state, from the same record."""
        from inquiry.views.meetings.told_outside import told_outside_faces

        return told_outside_faces(self._desk)

    def plan(self) -> Faces:
        """The whole plan on one page."""
        from inquiry.views.meetings.plan import plan_faces

        return plan_faces(self._desk)
