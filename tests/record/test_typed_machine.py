"""Several people type in the same rows, each with what they had seen: the rules hold whatever the order."""

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from record.making import at, make_answer
from sqlalchemy import event

from inquiry.record import open_record

Q1, Q2 = "2026-27-Q1", "2026-27-Q2"
LASTING = {"shared-purpose"}
PEOPLE = ("ana", "ben", None)
people = st.sampled_from(range(len(PEOPLE)))
# (form, row): the second form lives on over all quarters
rows = st.sampled_from([("focus", "p1"), ("focus", "p2"), ("shared-purpose", "answer")])
names = st.sampled_from(["why", "skill"])
words = st.sampled_from(["a", "b", "", None, 1, True])
quarters = st.sampled_from([Q1, Q2])


def say(value):
    """Two blanks say the same; 1 and true do not."""
    return None if value in ("", None) else repr(value)


@dataclass
class Line:
    """What the model knows of one line of the record; its place is its index."""

    id: str
    author: str | None
    values: dict
    removed: bool = False
    position: int | None = None
    aside: bool = False
    seen: int = 0  # everything up to this place was before its writer
    moved: bool = False


@dataclass
class Paper:
    """One row: its lines by their place in the record."""

    lines: dict[int, Line] = field(default_factory=dict)

    def standing(self):
        """{field: (place, value)} of what was set last and stands."""
        return {
            name: (place, value)
            for place, line in self.lines.items()
            for name, value in line.values.items()
            if not line.aside
        }

    def removed(self):
        said = [line.removed for line in self.lines.values() if not line.aside]
        return bool(said) and said[-1]

    def removed_after(self, place):
        later = [
            line for seq, line in self.lines.items() if seq > place and not line.aside and not line.moved
        ]
        return bool(later) and later[-1].removed

    def waiting(self):
        """What is kept beside and nobody who saw it, or says the same, has settled, nor typed on."""
        found = set()
        for place, line in self.lines.items():
            for name, value in line.values.items() if line.aside else ():
                later = [
                    (seq, each) for seq, each in self.lines.items() if seq > place and name in each.values
                ]
                settled = any(
                    not each.aside and (each.seen >= place or say(each.values[name]) == say(value))
                    for _, each in later
                )
                typed_on = line.author is not None and any(
                    each.aside and each.author == line.author and each.seen in {0, line.seen}
                    for _, each in later
                )
                if not settled and not typed_on:
                    found.add((name, repr(value), line.author, line.id))
        return found


@dataclass
class Sight:
    """What one person has before them of a row: per field the last line seen and the base that says so."""

    looked: tuple[int, str | None] = (0, None)
    fields: dict[str, tuple[int, str | None]] = field(default_factory=dict)

    def of(self, name):
        return self.fields.get(name, self.looked)


class Typing(RuleBasedStateMachine):
    """The record beside a model that knows what each person has really been shown."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.record = open_record(Path(self.folder.name) / "record.sqlite")
        # what the disk keeps is tested elsewhere; without waiting for it there is time for more examples
        event.listen(self.record._engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous = OFF"))
        self.papers = {}
        self.sights = {}
        self.sent = {}
        self.count = self.places = 0
        self.closed = False

    def teardown(self):
        self.record.close()
        self.folder.cleanup()

    def paper(self, row):
        return self.papers.setdefault(row, Paper())

    def sight(self, person, row):
        return self.sights.setdefault((person, row), Sight())

    def write(self, row, line):
        self.places += 1
        self.paper(row).lines[self.places] = line
        return self.places

    def send(self, person, row, values, base, *, quarter=Q1, **more):
        self.count += 1
        quarter = quarter if row[0] in LASTING else Q1
        answer = make_answer(
            values,
            form=row[0],
            row=row[1],
            author=PEOPLE[person],
            quarter=quarter,
            id=f"n{self.count}",
            base=base,
            saved_at=at(self.count),
            **more,
        )
        (taken,) = self.record.save_typed([answer], lasting=LASTING)
        if quarter == Q2 and self.closed:
            assert (taken.state, taken.seq) == ("refused", 0)
        else:
            assert "closed" not in taken.why
        if taken.state != "refused":
            self.sent[answer.id] = (answer, taken)
        return answer, taken

    @rule(person=people, row=rows)
    def look(self, person, row):
        """Read the row as it stands now."""
        found = {each.row: each for each in self.record.all_rows(form=row[0], with_removed=True)}.get(row[1])
        if found:
            assert found.seq == max(self.paper(row).lines)
            self.sights[person, row] = Sight((found.seq, found.revision))

    @rule(
        person=people,
        row=rows,
        values=st.dictionaries(names, words, min_size=1),
        position=st.none() | st.integers(0, 3),
        quarter=quarters,
        told=st.booleans(),
    )
    def type_words(self, person, row, values, position, quarter, told):
        """Fill in fields; then either look at what stands against them, or type on without."""
        paper, sight = self.paper(row), self.sight(person, row)
        seen, base = sight.of(min(values))
        values = {name: value for name, value in values.items() if sight.of(name) == (seen, base)}
        stands, revived = paper.standing(), paper.removed_after(seen)
        apart = {
            name: value
            for name, value in values.items()
            if stands.get(name, (0,))[0] > seen and say(stands[name][1]) != say(value)
        }
        answer, taken = self.send(person, row, values, base, quarter=quarter, position=position)
        if taken.state == "refused":
            assert taken.why.startswith("The quarter")
            return
        assert taken.state == ("aside" if apart else "saved")
        assert {each.field: repr(each.value) for each in taken.theirs} == {
            name: repr(stands[name][1]) for name in apart
        }
        rest = {name: value for name, value in values.items() if name not in apart}
        author = PEOPLE[person]
        if rest or position is not None or revived:
            place = self.write(row, Line(answer.id, author, rest, False, position, seen=seen))
            sight.fields.update(dict.fromkeys(rest, (place, answer.id)))
        if apart:
            place = self.write(row, Line(f"{answer.id}.aside", author, apart, aside=True, seen=seen))
            shown = (place, taken.revision) if told else (seen, answer.id)
            sight.fields.update(dict.fromkeys(apart, shown))

    @rule(person=people, row=rows)
    def remove(self, person, row):
        """Take the row away: not over words of others that were not seen."""
        paper, (seen, base) = self.paper(row), self.sight(person, row).looked
        author = PEOPLE[person]
        foreign = [
            *(paper.lines[place] for place, _ in paper.standing().values() if place > seen),
            *(line for place, line in paper.lines.items() if place > seen and line.aside),
        ]
        blocked = any(line.author is None or line.author != author for line in foreign)
        answer, taken = self.send(person, row, {}, base, removed=True)
        if taken.state == "refused":
            assert blocked
            assert taken.theirs
            return
        assert not blocked or paper.removed_after(seen)
        self.write(row, Line(answer.id, author, {}, removed=True, seen=seen))

    @rule(person=people, row=rows, position=st.integers(0, 3))
    def move(self, person, row, position):
        paper, (seen, base) = self.paper(row), self.sight(person, row).looked
        answer, taken = self.send(person, row, {}, base, position=position)
        assert taken.state == "saved"
        gone = paper.removed_after(seen)
        self.write(row, Line(answer.id, PEOPLE[person], {}, gone, position, seen=seen, moved=True))

    @precondition(lambda self: self.sent)
    @rule(data=st.data())
    def send_again(self, data):
        answer, taken = self.sent[data.draw(st.sampled_from(sorted(self.sent)))]
        assert self.record.save_typed([answer], lasting=LASTING) == [taken]

    @rule()
    def close_or_reopen(self):
        (self.record.reopen_quarter if self.closed else self.record.close_quarter)(Q2)
        self.closed = not self.closed

    @invariant()
    def what_stands_and_what_waits_is_as_the_rules_say(self):
        found = {(row.form, row.row): row for row in self.record.all_rows(with_removed=True)}
        assert {row for row, paper in self.papers.items() if paper.lines} == set(found)
        for place, row in found.items():
            paper = self.papers[place]
            stands = {name: repr(value) for name, (_, value) in paper.standing().items() if value is not None}
            assert {name: repr(value) for name, value in row.values.items()} == stands
            waits = {(each.field, repr(each.value), each.author, each.revision) for each in row.asides}
            assert waits == paper.waiting()
            assert row.removed == paper.removed()

    @invariant()
    def no_acknowledged_word_is_missing_from_the_history(self):
        held = {}
        for form in {form for form, _ in self.papers}:
            for revision in self.record.history("oak-g3", form):
                held[revision.answer.id] = revision.answer
        for name, (answer, _) in self.sent.items():
            parts = [held[part].values for part in (name, f"{name}.aside") if part in held]
            assert repr(sorted((k, v) for part in parts for k, v in part.items())) == repr(
                sorted(answer.values.items())
            )
            assert parts


TestTyping = Typing.TestCase
TestTyping.settings = settings(
    max_examples=20,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
