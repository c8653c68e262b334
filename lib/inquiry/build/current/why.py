"""Why a page is made again, in words for a coach."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from inquiry.build.current.doors import Name
from inquiry.cycle import Cycle
from inquiry.district import District

SHOWN = 3  # reasons named for one page; more say no more to a person

_PLAIN = {
    "never": "never built",
    "forced": "asked for (--force)",
    "failed": "it failed the last time",
    "unknown": "what it was made of is no longer known",
    "output": "its file in build/ was changed or is missing",
    "program": "this program or one of its libraries is another version",
    "notebook": "the page's source notebook changed",
    "asked": "other forms are asked on it",
    "language": "the language of the pages changed",
    "day": "it shows another day",
    "place": "it lies in another place",
    "builder": "it was signed by another builder",
    "everything": "something changed, and what it was made of is not known in detail",
    "record": "an answer was added",
    "any evidence": "the first evidence came in, or the last was taken out",
    "accountability": "the state's indicators or cut scores changed (templates/accountability)",
    "questions": "the guiding questions changed (templates/cycle/questions.yaml)",
    "local indicators": "local_indicators.csv changed",
    "tried": "what was tried in the district changed",
    "told": "what staff may be told of the district's own figures changed",
    "levels": "the levels changed (templates/cycle/levels.yaml)",
    "schools": "schools.csv: the list of schools changed",
    "teams": "teams.csv: the list of teams changed",
    "people": "members.csv changed",
}


class Words:
    """Says why in the district's own names."""

    def __init__(self, district: District, cycle: Cycle) -> None:
        """Keep the names of teams, people, schools and forms."""
        self._names = {team.team: f"{team.name} ({team.team})" for team in district.all_teams}
        self._names |= {person: member.name for person, member in district.people.items()}
        self._names |= {school.school: school.name for school in district.all_schools}
        self._names["district"] = "the district"
        self._forms = {form.id: form.title for form in cycle.forms.values()}

    def say(self, reasons: Sequence[Name]) -> str:
        """All reasons of one page in one line; empty for a page that is current."""
        said = list(dict.fromkeys(self._one(kind, key) for kind, key in reasons))
        more = f" and {len(said) - SHOWN} more" if len(said) > SHOWN else ""
        return "; ".join(said[:SHOWN]) + more

    def _one(self, kind: str, text: str) -> str:
        if kind in _PLAIN:
            return _PLAIN[kind]
        key = json.loads(text)
        if kind in {"answers", "lines", "lock lines"}:
            return self._answers(key[-1])
        if kind == "latest":
            return f"what was written last by {self._whose(key[0])} changed"
        if kind in {"cycle", "form", "translation", "forms for", "agenda"}:
            return self._question(kind, key)
        if kind in {"surveys", "measures", "scores"}:
            return f"{kind}.csv: rows of {self._whose(key) or 'some school'} changed"
        if kind in {"file", "folder"}:
            return f"{'/'.join(key)} changed"
        return self._other(kind, key)

    def _answers(self, filters: dict[str, str]) -> str:
        owner, form = filters.get("owner"), filters.get("form")
        whose = f" of {self._name(owner)}" if owner else ""
        return f"answers{whose}{f' to “{self._forms.get(form, form)}”' if form else ''} changed"

    def _question(self, kind: str, key: list[Any]) -> str:
        if kind == "agenda":
            return f"the agenda changed (templates/agenda/{key[0]}.yaml)"
        if kind == "forms for":
            return "other forms are asked on it"
        form = {"form": key[0], "translation": key[-1]}.get(kind) or (key[1] if key[1:] else "")
        if kind != "cycle" or key[0] == "forms":
            return (
                f"the form “{self._forms.get(form, form)}” changed" if form else "the list of forms changed"
            )
        return f"the questions changed (templates/cycle/{key[0]}.yaml)"

    def _other(self, kind: str, key: list[Any]) -> str:
        whose = self._whose(key[0] if key and isinstance(key[0], list) else key[:1])
        about = {
            "evidence": f"evidence of {whose} changed",
            "evidence days": f"the days of the evidence of {whose} changed",
            "doubts": f"what is doubtful about the evidence of {whose} changed",
            "list": f"{key[0] if key else 'a list'}.csv changed",
            "published": "the state's published files changed (dashboard/)",
            "setting": f"district.toml: “{key[0] if key else ''}” changed",
            "name": f"members.csv: the name of {whose} changed",
            "members": f"members.csv: the members of {whose} changed",
            "team": f"teams.csv: the line of {whose} changed",
            "teams of": f"teams.csv: the teams of {whose} changed",
            "teams with": f"members.csv: the teams of {whose} changed",
            "above": f"teams.csv: the teams that {whose} serves changed",
            "below": f"teams.csv: the teams that serve {whose} changed",
            "school": f"schools.csv: the line of {whose} changed",
            "named": f"how many answers of {whose} may name a student changed",
            "names": f"which answers of {whose} may name a student changed",
            "whys": f"the board of whys of {whose} changed",
            "why writers": f"how many of {whose} wrote a why changed",
            "progress": f"how far {whose} is changed",
            "signs": f"what {whose} has done of a phase changed",
            "next sign": f"what comes next for {whose} changed",
        }
        return about.get(kind, f"{kind} changed")

    def _name(self, name: Any) -> str:
        return self._names.get(str(name), str(name))

    def _whose(self, names: Sequence[Any]) -> str:
        told = [self._name(name) for name in names[:SHOWN]]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        return ", ".join(told) + more
