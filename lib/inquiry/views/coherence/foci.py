"""The coherence map: every team's focus linked to the priority it serves, up to a district goal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inquiry.cycle import is_blank
from inquiry.district import Team
from inquiry.errors import UsageError
from inquiry.record import Row
from inquiry.views.answers import cut_text, shown_fields
from inquiry.views.coherence.trouble import FOCUS, WAITS, Trouble, find_trouble, link_of
from inquiry.views.desk import Desk
from inquiry.views.faces import Face

SPEAK_FOR_SCHOOL = frozenset({"principal", "slt"})  # where a school has one such team, it is the school's


@dataclass
class Focus:
    """One team's focus, and the foci of the level below that serve it.

    `withheld`: it is also served by foci that the face may not show. `most`: so many characters of its words
    are shown; None for all. `trouble`: why it is linked to nothing; None where it is linked, and for a goal.
    """

    team: Team
    row: Row
    serves: tuple[str, str] | None
    served_by: list[Focus] = field(default_factory=list)
    linked: bool = False
    withheld: bool = False
    most: int | None = None
    trouble: Trouble | None = None

    @property
    def key(self) -> tuple[str, str]:
        """The team and the row: what a link names."""
        return self.team.team, self.row.row

    @property
    def unserved(self) -> bool:
        """Whether nobody serves it, shown or not."""
        return not self.served_by and not self.withheld

    @property
    def words(self) -> str:
        """The focus in the team's words."""
        said = str(self.row.values.get("priority", ""))
        return " ".join((said if self.most is None else cut_text(said, self.most)).split())


Known = Mapping[tuple[str, str], Focus]


def find_foci(desk: Desk, face: Face = "team") -> list[Focus]:
    """Every focus of the quarter that a team works on now, in the order of levels and teams, linked up.

    A focus whose link leads nowhere (none given, deleted, waiting, in a circle) is left unlinked; `trouble`
    says why. All of them are there for either face; for staff, words longer than the question takes are cut.
    """
    desk = desk.for_face(face)
    levels = desk.district.levels
    foci = [focus for level in levels.ids for team in _of_level(desk, level) for focus in _foci(desk, team)]
    known = {focus.key: focus for focus in foci}
    most = desk.cycle.form(FOCUS).field("priority").chars if foci and face == "staff" else None
    for focus in foci:
        focus.most = most
        above = known.get(focus.serves) if focus.serves else None
        # A link only ever leads upward, so that no chain can turn back on itself.
        if above is not None and not levels.is_at_or_below(above.team.level, focus.team.level):
            above.served_by.append(focus)
            focus.linked = True
        elif focus.team.level != levels.ids[0]:
            focus.trouble = find_trouble(focus.row.values, focus.key, known, _rows(desk))
    return foci


def foci_for(desk: Desk, face: Face) -> list[Focus]:
    """The foci a face may show; what serves one that is left out counts for the next one above it."""
    foci = find_foci(desk, face)
    if face == "team":
        return foci
    levels = {level for level in desk.district.levels.ids if is_for_staff(desk, level)}
    kept = [focus for focus in foci if focus.team.level in levels]
    for focus in kept:
        focus.withheld = any(each.team.level not in levels for each in focus.served_by)
        focus.served_by = list(_shown_below(focus, levels))
    return kept


def is_for_staff(desk: Desk, level: str) -> bool:
    """Whether the words of a level's focus are meant for staff."""
    try:
        form = desk.cycle.form(FOCUS, level)
    except UsageError:
        return False
    return any(field.id == "priority" for field in shown_fields(form, "staff"))


def _shown_below(focus: Focus, levels: Iterable[str]) -> Iterator[Focus]:
    for each in focus.served_by:
        if each.team.level in levels:
            yield each
        else:
            yield from _shown_below(each, levels)


def _of_level(desk: Desk, level: str) -> Iterable[Team]:
    return (team for team in desk.district.all_teams if team.level == level)


def _foci(desk: Desk, team: Team) -> list[Focus]:
    rows = _rows(desk).get(team.team, ())
    now = [
        row
        for row in rows
        if not is_blank(row.values.get("priority")) and row.values.get("standing") != WAITS
    ]
    return [Focus(team, row, link_of(row.values)) for row in now]


def _rows(desk: Desk) -> Mapping[str, Sequence[Row]]:
    """Team -> its focus rows as they stand in this quarter, what came along into it included."""

    def read() -> dict[str, Sequence[Row]]:
        form = desk.cycle.forms.get(FOCUS)
        if form is None:
            return {}
        teams = [team.team for team in desk.district.all_teams]
        desk.read_ahead(form, teams)
        return {team: desk.standing(team, form, desk.quarter) for team in teams}

    return desk.once("foci", read)


def chain_up(focus: Focus, known: Known) -> Iterator[Focus]:
    """What a focus serves, step by step up to the goal."""
    above = known.get(focus.serves) if focus.linked and focus.serves else None
    if above is not None:
        yield above
        yield from chain_up(above, known)


def under(focus: Focus) -> Iterator[Focus]:
    """Every focus that serves this one, directly or through others, each before those that serve it."""
    for each in focus.served_by:
        yield each
        yield from under(each)


def count_serving(focus: Focus) -> int:
    """How many foci below serve this one, directly or through others."""
    return sum(1 + count_serving(each) for each in focus.served_by)


def whose(desk: Desk, focus: Focus) -> str:
    """Whose focus it is: the school, and for one of several teams of a level its name."""
    if focus.team.level == "district":
        return desk.district.settings.name
    school = desk.district.school(focus.team.school).name
    one_of_several = len(desk.district.teams_of(focus.team.school, focus.team.level)) > 1
    named = one_of_several or focus.team.level not in SPEAK_FOR_SCHOOL
    return f"{focus.team.name}, {school}" if named else school
