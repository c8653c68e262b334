"""What a page shows of coherence: links, the map, clarity, the four elements, testing time, look-fors."""

from __future__ import annotations

from inquiry.views.faces import Faces
from inquiry.views.showing import Showing


class CoherenceOnPage(Showing):
    """Each method gives one thing to show; what it needs is loaded when it is first asked for."""

    def our_links(self) -> Faces:
        """What our focus serves, and who serves it."""
        from inquiry.views.coherence.our_links import our_links_faces

        return our_links_faces(self._desk)

    def coherence(self) -> Faces:
        """Every focus, up to the district's goals."""
        from inquiry.views.coherence.map import map_faces

        return map_faces(self._desk)

    def clarity(self) -> Faces:
        """Whether people say the priority alike: by level, and from quarter to quarter."""
        from inquiry.views.coherence.clarity import clarity_faces

        return clarity_faces(self._desk)

    def four_elements(self) -> Faces:
        """The four elements of coherence as each level rates them, in a circle."""
        from inquiry.views.coherence.four_elements import four_elements_faces

        return four_elements_faces(self._desk)

    def roles(self) -> Faces:
        """Who holds what, filled in for this district."""
        from inquiry.views.coherence.roles import roles_faces

        return roles_faces(self._desk)

    def testing_time(self) -> Faces:
        """How much time assessments take, and what keep, change and drop make of it."""
        from inquiry.views.coherence.testing_time import testing_time_faces

        return testing_time_faces(self._desk)

    def curriculum(self) -> Faces:
        """Each book or program against the criteria that were agreed first."""
        from inquiry.views.coherence.curriculum import curriculum_faces

        return curriculum_faces(self._desk)

    def look_fors(self) -> Faces:
        """What is looked for in every room, in how many it was seen, and which help followed."""
        from inquiry.views.coherence.look_fors import look_for_faces

        return look_for_faces(self._desk)

    def voices(self) -> Faces:
        """Who was asked about the priority, how many answered, and who not yet."""
        from inquiry.views.coherence.voices import voices_faces

        return voices_faces(self._desk)
