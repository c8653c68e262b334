"""The quarterly review: it gathers itself from what this team and the teams below wrote and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from inquiry.district import Quarter, Team
from inquiry.views.answers import Reading, linked_words
from inquiry.views.desk import Desk
from inquiry.views.faces import Face, Faces, make_faces
from inquiry.views.html import Child, Node, el
from inquiry.views.meetings.review_results import say_results, say_targets
from inquiry.views.meetings.review_verdicts import verdicts_of
from inquiry.views.others import all_below, say_field, team_label
from inquiry.views.parts import item_list
from inquiry.views.readable import Said, read_rows
from inquiry.views.words import count_of, join_words, say_day

LOOKING_BACK, DECISIONS, REVIEW = "looking-back", "decisions", "review"
REVIEWED = (REVIEW, LOOKING_BACK, DECISIONS)  # a row in one of these says that a team looked back
REQUESTS, PROBLEMS, CHECK_INS = "support-requests", "problems-of-practice", "check-ins"


@dataclass(frozen=True)
class _Review:
    """What is read for one quarter and one face: our own team first, then those below."""

    desk: Desk  # in front of the quarter that is reviewed
    face: Face
    now: bool = True  # the quarter of the page, and not one that is over

    @property
    def quarter(self) -> Quarter:
        return self.desk.quarter

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """Our own team and those below; the district reads schools' leaders, and teacher teams as counts."""
        below = all_below(self.desk)
        if self.desk.level == "district":
            below = tuple(team for team in below if team.level != "teacher")
        return (self.desk.team, *below)

    def rows(self, form: str) -> list[Said]:
        return read_rows(self.desk, form, self.teams, face=self.face)

    def looked_back(self) -> set[str]:
        """The teams that wrote something of their review."""
        return {said.team.team for form in REVIEWED for said in self.rows(form)}


def review_faces(desk: Desk) -> Faces:
    """Indicators, verdicts, successes, barriers, decisions, requests and problems, team by team.

    Staff see results, decisions and successes that are meant for them, without names; the teams above also
    what got in the way and what is asked of them. What was counted they see as staff do.
    """
    counted = cache(lambda: _counted(desk))
    return make_faces(
        lambda face: _team(desk) if face == "team" else _outside(_Review(desk, face), counted()), chain=True
    )


def _team(desk: Desk) -> Node:
    now = _Review(desk, "team")
    looked = now.looked_back()
    parts: list[Node | None] = [el("p", _lead(now, looked), cls="lead"), *_themes(now)]
    if not looked and desk.previous:
        before = _Review(desk.in_quarter(desk.previous), "team", now=False)
        inside = list(_themes(before, "h4"))
        if inside:
            parts.append(el("h3", f"The review of {desk.previous.id}"))
            parts.append(el("details", el("summary", f"What {desk.previous.id} brought"), inside))
    return el("div", parts)


def _lead(review: _Review, looked: set[str]) -> str:
    desk = review.desk
    below = [team for team in review.teams if team != desk.team]
    if not looked:
        return (
            f"Nobody has looked back on {desk.quarter.id} yet; it ends on {say_day(desk.quarter.end)}. What "
            f"stands so far is gathered here, and fills up as teams write on their page Refine."
        )
    told = sum(team.team in looked for team in below)
    if not told:
        return f"We have looked back on {desk.quarter.id}; no team below us has yet."
    of = f"{told} of {count_of(len(below), 'team')} below us"
    if desk.team.team in looked:
        return f"We and {of} have looked back on {desk.quarter.id}."
    return f"{of} have looked back on {desk.quarter.id}; we have not yet."


def _themes(review: _Review, tag: str = "h3") -> Iterator[Node]:
    """Each theme that has something to show."""
    for title, build in THEMES:
        inside = build(review)
        if inside is not None:
            yield el(tag, title)
            yield inside


def _results(review: _Review) -> Node | None:
    build = say_targets if review.face == "staff" else say_results
    return build(review.desk, review.teams)


def _verdicts(review: _Review) -> Node | None:
    """What the run charts tell by now: they go on across quarters, an earlier one needs none of its own."""
    return verdicts_of(review.desk, review.teams, review.face) if review.now else None


def _list(review: _Review, pairs: Sequence[tuple[str, str]]) -> Node | None:
    """Team by team, what it answered to some questions; a team that said several things stands once."""
    given: dict[str, list[Child]] = {}
    for form, field in pairs:
        for said in review.rows(form):
            words = _in_line(review, said, field)
            if words is not None:
                given.setdefault(said.team.team, []).append(words)
    lines = [_said_by(review.desk, team, given[team.team]) for team in review.teams if team.team in given]
    return item_list(lines) if lines else None


def _in_line(review: _Review, said: Said, field: str) -> Child:
    """An answer beside the name of its team; several lines, or too many for staff, as a block."""
    words = say_field(review.desk, said, field, review.face)
    text = str(said.values.get(field) or "").strip()
    if words is None or "\n" in text or len(text) > said.form.field(field).chars:
        return words
    return el("bdi", text)


def _said_by(desk: Desk, team: Team, words: list[Child]) -> Child:
    return [el("strong", team_label(desk, team)), ": ", words[0] if len(words) == 1 else item_list(words)]


def _successes(review: _Review) -> Node | None:
    return _list(review, [(LOOKING_BACK, "successes"), ("successes", "success")])


def _barriers(review: _Review) -> Node | None:
    return _list(review, [(LOOKING_BACK, "barriers"), (CHECK_INS, "barrier")])


def _decisions(review: _Review) -> Node | None:
    lines = [_decision(review, said) for said in review.rows(DECISIONS)]
    lines += list(_of_teacher_teams(review)) if review.desk.level == "district" else []
    return item_list(lines) if lines else None


def _of_teacher_teams(review: _Review) -> Iterator[Child]:
    """What teacher teams decided, counted over the district."""
    desk = review.desk
    teams = [team for team in all_below(desk) if team.level == "teacher"]
    said = read_rows(desk, DECISIONS, teams, face=review.face)
    kinds = Counter(str(each.values.get("decision")) for each in said if each.has("decision"))
    if kinds:
        options = said[0].form.field("decision").options
        told = [f"{kinds[option.id]} × {option.label.lower()}" for option in options if kinds[option.id]]
        yield [el("strong", "Teacher teams of all schools"), f": {join_words(told)}."]


def _decision(review: _Review, said: Said) -> Child:
    desk = review.desk
    reading = Reading(desk, review.face, said.row.quarter)
    idea = linked_words(reading, str(said.values.get("idea", ""))) or "an idea that is no longer there"
    decision = say_field(desk, said, "decision", review.face) or "not decided yet"
    return [
        el("strong", team_label(desk, said.team)),
        ": ",
        el("strong", decision),
        ": ",
        el("bdi", idea),
        say_field(desk, said, "reason", review.face),
        say_field(desk, said, "change", review.face),
    ]


def _requests(review: _Review) -> Node | None:
    lines: list[Child] = [
        [
            el("strong", team_label(review.desk, said.team)),
            ": ",
            say_field(review.desk, said, "need", review.face),
            [
                " (",
                _of_whom(review, said),
                say_field(review.desk, said, "status", review.face) or "Asked",
                ")",
            ],
        ]
        for said in review.rows(REQUESTS)
        if said.has("need")
    ]
    return item_list(lines) if lines else None


def _of_whom(review: _Review, said: Said) -> Child:
    whom = say_field(review.desk, said, "from_whom", review.face)
    return [whom, ": "] if whom is not None else None


def _problems(review: _Review) -> Node | None:
    lines: list[Child] = [
        [
            el("strong", team_label(review.desk, said.team)),
            ": ",
            say_field(review.desk, said, "problem", review.face),
            say_field(review.desk, said, "question", review.face),
        ]
        for said in review.rows(PROBLEMS)
        if said.has("problem") and said.row.values.get("standing") != "solved"
    ]
    return item_list(lines) if lines else None


THEMES: tuple[tuple[str, Callable[[_Review], Node | None]], ...] = (
    ("What we set out to reach, and what came", _results),
    ("Can we tell yet?", _verdicts),
    ("What went well", _successes),
    ("What got in the way", _barriers),
    ("What was decided", _decisions),
    ("Requests for support", _requests),
    ("Problems we still work on", _problems),
)
STAFF_TITLES = {THEMES[0][0]: "What we set out to reach"}  # what came is the team's to tell
FOR_STAFF = (_results, _verdicts, _successes, _decisions)
COUNTED = (_results, _verdicts)  # what rests on counts of students


def _counted(desk: Desk) -> Mapping[Callable[[_Review], Node | None], Node | None]:
    """What rests on counts, as everybody outside the team sees it."""
    return {build: build(_Review(desk, "staff")) for build in COUNTED}


def _outside(review: _Review, counted: Mapping[Callable[[_Review], Node | None], Node | None]) -> Node | None:
    """What others may read; the team's own wherever it says something, never that somebody is silent."""
    themes = [(title, build) for title, build in THEMES if review.face == "chain" or build in FOR_STAFF]
    told = [
        (STAFF_TITLES.get(title, title), counted[build] if build in counted else build(review))
        for title, build in themes
    ]
    shown = [[el("h3", title), inside] for title, inside in told if inside is not None]
    return el("div", shown) if shown else None
