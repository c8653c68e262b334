"""For whom the pages of one folder are: all staff, one team, or the leaders whom a school's teams serve."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inquiry.build import Manifest, PageRecord
from inquiry.build.plan import refuse_unknown
from inquiry.cycle import Face, Form, farthest, reader_of, teams_above
from inquiry.district import District, Team
from inquiry.district.rosters import DISTRICT
from inquiry.errors import UsageError
from inquiry.publish.keeping.shelf import SITE_FOLDER
from inquiry.publish.lists.pieces import Readers

EDITIONS_FOLDER = "editions"
MEMORY = "site"  # the beginning of the names under which it is remembered how each edition stands

AS_STAFF = (
    "Of this team only what all staff may read stands here: not everybody who reads these pages is above it."
)


@dataclass(frozen=True)
class Edition:
    """One folder of pages, whole in itself, and who reads it.

    Parameters
    ----------
    face : whom it is for.
    whose : id of the team, or of the school (`district`: of every school); empty for the staff site.
    readers : the teams that read it; none are named for the staff site, which everybody reads.
    """

    face: Face = "staff"
    whose: str = ""
    readers: tuple[Team, ...] = ()

    @property
    def folder(self) -> str:
        """Where it lies in the district's folder."""
        return SITE_FOLDER if self.face == "staff" else f"{EDITIONS_FOLDER}/{self.face}/{self.whose}"

    @property
    def memory(self) -> str:
        """The name of what is remembered of it; ids have no dots."""
        return ".".join(part for part in (MEMORY, self.face * bool(self.whose), self.whose, "json") if part)

    def has(self, record: PageRecord) -> bool:
        """Whether a page belongs into it."""
        if self.face == "team":
            return record.team == self.whose
        return self.face == "staff" or self.whose in (DISTRICT, record.school)

    def face_of(self, district: District, team: Team | None) -> Face:
        """Which face of a team's pages stands in it: the wider one, unless all readers may see the nearer.

        A leadership team reads its school's folder, and is not above its principal: there the principal's
        pages stand as all staff see them. So do those of a team that the lists no longer have.
        """
        if self.face != "chain":
            return self.face
        if team is None:
            return "staff"
        return "chain" if {team, *teams_above(district, [team])}.issuperset(self.readers) else "staff"

    def reader(self, district: District, form: Form, owner: str) -> str:
        """How near its readers stand to an owner's answers to a form: all of them, so the farthest counts."""
        if self.face == "staff":
            return "staff"
        near = [reader_of(district, form, owner, team) for team in self.readers]
        return farthest(near if self.face == "team" else [*near, "chain"])


STAFF_SITE = Edition()


def plan_editions(
    district: District,
    manifest: Manifest,
    face: Face,
    *,
    schools: Sequence[str] = (),
    teams: Sequence[str] = (),
) -> tuple[Edition, ...]:
    """The editions of one kind: one for each team, or for each school and one of the whole district.

    Parameters
    ----------
    manifest : Manifest
        What was built of the quarter: a team or school without a page has no edition.
    schools, teams : sequence of str
        Only those of these schools and teams (both empty: all); for leaders, of these teams' schools.

    Raises
    ------
    UsageError
        When there is no such school or team, nothing of one that is named was built, or nobody is above it.
    """
    if face == "staff":
        if schools or teams:
            raise UsageError("The site for staff is made whole. Leave --school and --team out.")
        return (STAFF_SITE,)
    refuse_unknown("school", schools, [DISTRICT, *(each.school for each in district.all_schools)])
    refuse_unknown("team", teams, [each.team for each in district.all_teams])
    named = bool(schools or teams)
    chosen = [t for t in district.all_teams if not named or t.school in schools or t.team in teams]
    found = _for_teams(chosen) if face == "team" else _for_leaders(district, chosen)
    built = tuple(each for each in found if any(map(each.has, manifest.pages)))
    if named and not found:
        raise UsageError("No team stands above these teams, so there is nobody to make an edition for.")
    if named and len(built) < len(found):
        names = ", ".join(each.whose for each in found if each not in built)
        raise UsageError(f"Nothing of {names} has been built in {manifest.quarter} yet. Build it first.")
    return built


def _for_teams(teams: Iterable[Team]) -> list[Edition]:
    return [Edition("team", team.team, (team,)) for team in teams]


def _for_leaders(district: District, teams: Iterable[Team]) -> list[Edition]:
    """One for the leaders of each school; the district's own find every school in theirs."""
    found: list[Edition] = []
    for school in dict.fromkeys(team.school for team in teams):
        everything = school == DISTRICT
        above = set(teams_above(district, district.all_teams if everything else district.teams_of(school)))
        readers = tuple(
            team
            for team in district.all_teams
            if team in above and (team.school == DISTRICT or not everything)
        )
        found += [Edition("chain", school, readers)] if readers else []
    return found


def left_behind(district: District, face: Face) -> list[str]:
    """The folders of editions whose team or school the lists no longer have."""
    there = district.folder / EDITIONS_FOLDER / face
    known = {each.team for each in district.all_teams}
    if face == "chain":
        known = {DISTRICT, *(each.school for each in district.all_schools)}
    folders = sorted(path.name for path in there.iterdir() if path.is_dir()) if there.is_dir() else []
    return [f"{EDITIONS_FOLDER}/{face}/{name}" for name in folders if name not in known]


def say_whom(edition: Edition, district: District) -> Readers:
    """For whom an edition is, as each of its pages says it."""
    if edition.face == "staff":
        return Readers("staff of the district")
    names = ", ".join(team.name for team in edition.readers)
    if edition.face == "team":
        (team,) = edition.readers
        place = _place(district, team.school)
        whom = f"the team “{team.name}” ({place}) alone"
        holds = "It shows small groups of students, and what the team wrote for itself."
        return Readers(whom, f"For {whom}. {holds} Please do not pass it on.", withholds=False)
    whom = f"those who lead here alone ({names})"
    holds = "It holds what teams wrote for those they serve, and not for all staff."
    return Readers(whom, f"For {whom}. {holds} Please do not pass it on.")


def _place(district: District, school: str) -> str:
    return district.settings.name if school == DISTRICT else district.school(school).name
