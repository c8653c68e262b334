"""Names of the made-up students of the autumn, as the district's list has them (`students.csv`)."""

from __future__ import annotations

from making.chance import Stream
from making.population import make_population
from making.roster import as_csv, people, read_plan

ENROLLED = 2027  # the school year that ends in spring 2027


def make_students() -> str:
    """`students.csv`: everyone enrolled, with a made-up number and name.

    No student bears a name of somebody on the teams, so that a name found in an answer is a student's.
    """
    names = read_plan("names.yaml")
    staff = {part for person in people() for part in person.name.split()}
    firsts, surnames = (_none_of(staff, names[part]) for part in ("first", "last"))
    rows: list[tuple[str, ...]] = []
    for student in sorted(make_population()[ENROLLED], key=lambda s: (s.school, s.grade, s.key)):
        dice = Stream("name", student.key)
        first, last = dice.pick(firsts), dice.pick(surnames)
        if dice.happens(names["double"]):
            last = f"{last}-{dice.pick(surnames)}"
        rows.append((f"EX{100000 + len(rows) * 7}", first, last, student.school))
    return as_csv(("student", "first_name", "last_name", "school"), rows)


def _none_of(staff: set[str], names: list[str]) -> list[str]:
    return [name for name in names if not staff & set(name.split())]
