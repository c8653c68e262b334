"""What a page shows of the shared purpose, and of agreements and goals."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class PurposeOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def agreements(self) -> Faces:
        """The team's agreements for the six Cs, and how it kept them quarter by quarter."""
        from inquiry.views.purpose.agreements import agreements_faces

        return agreements_faces(self._desk)

    def goals(self) -> Faces:
        """Each member's own goal, and where it stands."""
        from inquiry.views.purpose.agreements import goals_faces

        return goals_faces(self._desk)

    def our_purpose(self) -> Faces:
        """The school's purpose and values, and the district's purpose."""
        from inquiry.views.purpose.sections import our_purpose_faces

        return our_purpose_faces(self._desk)

    def purpose(self) -> Faces:
        """The words agreed on, or the draft; for the district each school's too."""
        from inquiry.views.purpose.sections import purpose_faces

        return purpose_faces(self._desk)

    def whys(self) -> Faces:
        """The board: whys without names, grouped by people."""
        from inquiry.views.purpose.board import whys_faces

        return whys_faces(self._desk)

    def heard(self) -> Faces:
        """Who was heard on the purpose, and who not yet."""
        from inquiry.views.purpose.heard import heard_faces

        return heard_faces(self._desk)

    def drafts(self) -> Faces:
        """Every draft beside the one before it."""
        from inquiry.views.purpose.drafts import drafts_faces

        return drafts_faces(self._desk)

    def traits(self) -> Faces:
        """What made people succeed, and what we do with it."""
        from inquiry.views.purpose.use import traits_faces

        return traits_faces(self._desk)

    def articulation(self) -> Faces:
        """How many could say the purpose, over time."""
        from inquiry.views.purpose.polls import articulation_faces

        return articulation_faces(self._desk)

    def vote(self) -> Faces:
        """What is put to the vote, and how it stands."""
        from inquiry.views.purpose.votes import vote_faces

        return vote_faces(self._desk)

    def what_drives_us(self) -> Faces:
        """What drives the adults, and how they learn here."""
        from inquiry.views.purpose.votes import drives_faces

        return drives_faces(self._desk)

    def purpose_in_use(self) -> Faces:
        """Decisions read against the purpose and the values."""
        from inquiry.views.purpose.use import decisions_faces

        return decisions_faces(self._desk)

    def past_change(self) -> Faces:
        """What changes that lasted here had in common."""
        from inquiry.views.purpose.use import past_change_faces

        return past_change_faces(self._desk)

    def commitments(self) -> Faces:
        """What every level takes on."""
        from inquiry.views.purpose.use import commitments_faces

        return commitments_faces(self._desk)
