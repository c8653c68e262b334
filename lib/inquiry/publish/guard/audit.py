"""The audit of an edition: no page of it holds an answer, or a form, that is not meant for its readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from pathlib import Path

from inquiry.cycle import Cycle, Face, Form, fields_outside, visible_fields
from inquiry.district import District
from inquiry.district.digests import digest
from inquiry.district.rosters import DISTRICT
from inquiry.district.shipped import notebooks_folder, templates_folder
from inquiry.publish.editions import Edition
from inquiry.publish.guard.names import NameSearch, digest_names
from inquiry.publish.guard.spoken import Source, Spoken, words_of, written
from inquiry.publish.reading.element import Element
from inquiry.publish.rules.page import Page
from inquiry.publish.rules.problems import Problem
from inquiry.record import RECORD_FILE, open_record
from inquiry.record.board import read_whys, whys_on_board

# Lists whose words may stand on any page, beside the words of the workbook itself.
OPEN_LISTS = ("district.toml", "schools.csv", "teams.csv", "surveys.csv", "measures.csv")
_UNHEARD = frozenset({"src", "class", "id", "href", "headers", "content"})  # attributes that hold no words
WHOM: dict[Face, str] = {"staff": "all staff", "chain": "those who lead here", "team": "this team"}
FORM_MARK = "form-"  # the id of a form's part of a page begins with it (views/forms.py)


@dataclass
class Audit:
    """Holds the pages of one edition against the record.

    Parameters
    ----------
    district, cycle : whose record it is; what is asked, and for whom.
    edition : who reads.
    spoken : all that was written, which several editions share.
    """

    district: District
    cycle: Cycle
    edition: Edition
    spoken: Spoken
    _seen: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def check_page(self, page: Page) -> list[Problem]:
        """What is not meant for a page's readers: which form and question, and the cure; never the words."""
        named = () if self.edition.face == "team" else self._names.check_page(page)
        return [*self._forms(page), *self._answers(page), *named]

    @cached_property
    def _names(self) -> NameSearch:
        return NameSearch(self.district, self.cycle)

    def may_stand(self, source: Source) -> bool:
        """Whether the readers of the edition may see an owner's answers to a question."""
        form = self.cycle.forms.get(source.form)
        if form is None or all(each.id != source.question for each in form.fields):
            return source.owner in self._own  # no longer asked: the team's own, and nobody else's
        place = (source.form, source.owner)
        if place not in self._seen:
            self._seen[place] = self._fields(form, source.owner)
        return source.question in self._seen[place]

    def _fields(self, form: Form, owner: str) -> frozenset[str]:
        if form.anonymous:
            return frozenset()  # nobody is shown a single ballot
        reader = self.edition.reader(self.district, form, owner)
        seen = visible_fields if self.edition.face == "team" else fields_outside
        return frozenset(each.id for each in seen(form, reader))

    @cached_property
    def _own(self) -> frozenset[str]:
        """The owners whose answers the team of the edition gives: itself, its members, its school."""
        teams = self.edition.readers if self.edition.face == "team" else ()
        people = (member.person for team in teams for member in team.members)
        return frozenset([*people, *(name for team in teams for name in (team.team, team.school))])

    def _answers(self, page: Page) -> Iterator[Problem]:
        leaks: set[Source] = set()
        answers = (" ".join(_spoken_on(each)) for each in page.elements if shows_answer(each))
        for run, sources in chain(self.spoken.find(texts_on(page.root)), self.spoken.find_whole(answers)):
            if not any(map(self.may_stand, sources)) and run not in self._open_words:
                leaks |= sources
        for source in sorted(leaks):
            yield self._problem(page, source)

    def _problem(self, page: Page, source: Source) -> Problem:
        form = self.cycle.forms.get(source.form)
        whose = "a person" if form is None or form.scope == "person" else source.owner
        return Problem(
            f"an answer of {whose} in the form “{source.form}”, question “{source.question}”",
            f"only answers that are meant for {WHOM[self.edition.face]} stand on their pages",
            f"run `inquiry build` again, so that the page follows today’s rules; if it stays, see who "
            f"may read the question (`audience` in templates/cycle/forms/{source.form}.yaml)",
            page=page.address,
        )

    def _forms(self, page: Page) -> Iterator[Problem]:
        for name in page.ids:
            form_id = name.removeprefix(FORM_MARK)
            if name != form_id and not is_meant(self.cycle.forms.get(form_id), self.edition.face):
                yield Problem(
                    f"the form “{form_id}”",
                    f"only forms that are meant for {WHOM[self.edition.face]} stand on their pages",
                    f"run `inquiry build` again; if it stays, see `audience` and `scope` in "
                    f"templates/cycle/forms/{form_id}.yaml",
                    page=page.address,
                )

    @cached_property
    def _open_words(self) -> str:
        """All that may stand on these pages anyway; read only when something was found."""
        texts = [text for text, source in written(self.district.folder, self.cycle) if self.may_stand(source)]
        lists = [path for name in OPEN_LISTS if (path := self.district.folder / name).is_file()]
        texts += [*_given_whys(self.district, self.edition), *map(_read, lists)]
        return _in_words(texts) + _own_words()


def is_meant(form: Form | None, face: Face) -> bool:
    """Whether readers of an edition may see anything of a form; nothing of one that is no longer asked."""
    if form is None:
        return False
    return bool(visible_fields(form, "team") if face == "team" else fields_outside(form, face))


def shows_answer(element: Element) -> bool:
    """Whether views show a typed answer, or a name, in such an element and nothing beside it."""
    return element.tag == "bdi" or "typed" in element.classes


def texts_on(root: Element) -> Iterator[str]:
    """All that a page says, in its order, and then what its attributes say."""
    yield from _spoken_on(root)
    for element in root.walk():
        yield from (value for name, value in element.attrs.items() if name not in _UNHEARD)


def _spoken_on(element: Element) -> Iterator[str]:
    if element.tag == "style":
        return
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _spoken_on(child)


def _given_whys(district: District, edition: Edition) -> list[str]:
    """The whys on the boards that a team reads: put there by those who wrote them."""
    if edition.face != "team":
        return []
    with open_record(district.folder / RECORD_FILE, read_only=True) as record:
        rows = read_whys(record)
    places = {place for team in edition.readers for place in (team.school, DISTRICT)}
    return [why.words for place in places for why in whys_on_board(district, rows, place)]


@cache
def _own_words() -> str:
    """The words of the workbook itself: its questions, pages and views."""
    folders = ((templates_folder(), "*.yaml"), (templates_folder(), "*.j2"), (notebooks_folder(), "*.ipynb"))
    shipped = [path for folder, pattern in folders for path in sorted(folder.rglob(pattern))]
    return _in_words(map(_read, [*shipped, *sorted(Path(__file__).parents[2].rglob("*.py"))]))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _in_words(texts: Iterable[str]) -> str:
    """Texts as they are looked through: each on a line of its own, so that none runs into the next."""
    return "".join(f" {' '.join(words_of(text))} \n" for text in texts)


def digest_readers(district: District, cycle: Cycle, edition: Edition) -> str:
    """The digest of who may read what: when it changes, no page of an edition may stand unlooked at."""
    asked = [
        [form.id, form.scope, form.levels, form.anonymous]
        + [[each.id, each.type, form.audience_of(each.id)] for each in form.fields]
        for form in cycle.forms.values()
    ]
    teams = [[team.team, [up.team for up in district.serves(team)]] for team in district.all_teams]
    readers = [team.team for team in edition.readers]
    return digest([asked, teams, edition.face, edition.whose, readers, digest_names(district)])
