"""What a teacher team teaches: whether a figure about some grades or a subject is about its students."""

from __future__ import annotations

import re
from collections.abc import Iterable

from inquiry.district import Team
from inquiry.sources.cells import parse_grades


def teaches(team: Team, grades: frozenset[int] | None, subjects: Iterable[str] = ()) -> bool:
    """Whether a team teaches any of these grades, and any of these subjects.

    What is not known excludes nothing: a team without a subject teaches all of them, and grades that a list
    does not name may be any.

    Parameters
    ----------
    team : Team
        Its `grades` such as K-1 and its `subject` such as “English, mathematics and science”.
    grades : frozenset of int, optional
        TK is −1, K is 0.
    subjects : iterable of str
        Names the subject may have. Whole names are compared: social science is not science.
    """
    own = parse_grades(team.grades)
    if grades and own and not own & grades:
        return False
    mine, wanted = subjects_in(team.subject), {each for name in subjects for each in subjects_in(name)}
    return not mine or not wanted or bool(mine & wanted)


def subjects_in(text: str) -> set[str]:
    """The subjects that a text names.

    Examples
    --------
    >>> sorted(subjects_in("English, mathematics and Science"))
    ['english', 'mathematics', 'science']
    """
    return {part.strip() for part in re.split(r"[,;&/]| and ", text.casefold()) if part.strip()}
