"""Students are found in typed words however they are written, and other words are left alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inquiry.measures.names import Adult, Names, make_roster
from inquiry.sources.name_words import NameWords, read_name_words
from inquiry.sources.students import Student

WORDS = read_name_words().value
STUDENTS = (
    Student("EX100014", "Xiomara", "Gálvez"),
    Student("EX100021", "María José", "García-López"),
    Student("EX100028", "Grace", "Young"),
    Student("EX100035", "May", "Arellano"),
    Student("EX100042", "Will", "Long"),
    Student("EX100049", "Jordan", "De la Rosa"),
    Student("EX100056", "Angel", "O'Farrell"),
    Student("2048731", "Łukasz", "Nguyễn"),
    Student("EX100063", "小明", "王"),
    Student("EX100070", "ליאורה", "כהן"),
    Student("EX100077", "Dana", "Whitcomb"),
    Student("EX100084", "Ela", "Reyes"),
)
ADULTS = (Adult("Teresa Garcia", "oak"), Adult("Dana Rivers", "oak"), Adult("Joaquín Arellano", "elm"))
NAMES = Names(make_roster(STUDENTS, WORDS), ADULTS, ("Rosa Gálvez Elementary",))


def kinds(text: str, school: str = "oak") -> list[str]:
    return [found.what for found in NAMES.find(text, school)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("See EX100014 again", "id"),
        ("ex 100 014", "id"),
        ("Ex-100014’s work", "id"),
        ("EX\u200b100\u00ad014", "id"),
        ("number 204 8731", "id"),
        ("Xiomara Gálvez read aloud", "full name"),
        ("GÁLVEZ, XIOMARA", "full name"),
        ("xiomara galvez", "full name"),
        ("Xiomara\nGalvez", "full name"),
        ("Xio-\nmara Galvez", "full name"),
        ("Xiomara R. Gálvez", "full name"),
        ("Xiomara Elena Gálvez", "full name"),
        ("Xio\u200dmara G\u00adálvez", "full name"),
        ("Xio<b>mara</b> <i>Gálvez</i>", "full name"),
        ("Xiomara&nbsp;G&aacute;lvez", "full name"),
        ("Xio**mara** _Gálvez_", "full name"),
        ("X i o m a r a  G a l v e z", "full name"),
        ("xiomaragalvez@example.org", "full name"),
        ("xiomara_galvez.pdf", "full name"),
        ("Хiоmаrа Gаlvez", "full name"),  # Cyrillic letters among ours
        ("XIOMARA GΑLVΕΖ", "full name"),  # Greek ones
        ("𝐗𝐢𝐨𝐦𝐚𝐫𝐚 𝑮á𝒍𝒗𝒆𝒛", "full name"),
        ("xiomara.galvez@example.org", "full name"),
        ("Angel O’ Farrell", "full name"),
        ("Mariajose Garcia", "full name"),
        ("Jordan Delarosa", "full name"),
        ("J. de la Rosa", "name and initial"),
        ("Maria Garcia", "full name"),
        ("Jose Lopez", "full name"),
        ("María José García", "full name"),
        ("Grace Young", "full name"),
        ("Young, Grace", "full name"),
        ("Jordan de la Rosa", "full name"),
        ("angel ofarrell", "full name"),
        ("Angel O’Farrell’s text", "full name"),
        ("Lukasz Nguyen", "full name"),
        ("\u202eLukasz\u202c Nguyen", "full name"),
        ("王小明写得很好", "full name"),
        ("לִיאוֹרָה כהן", "full name"),
        ("X. Gálvez", "name and initial"),
        ("X Gálvez", "name and initial"),
        ("x. galvez", "name and initial"),
        ("Gálvez, X.", "name and initial"),
        ("X. M. Gálvez", "name and initial"),
        ("W. Long", "name and initial"),
        ("Will L. asked", "name and initial"),
        ("Xiomara", "first name"),
        ("xiomara reads", "first name"),
        ("Xiomara's group", "first name"),
        ("Xiomaras group", "first name"),
        ("with Grace today", "first name"),
        ("why Will stopped", "first name"),
        ("ask Angel, then wait", "first name"),
        ("Ask Ela why", "first name"),
        ("Then O’Farrell wrote", "last name"),
    ],
)
def test_a_student_is_found(text: str, what: str) -> None:
    assert kinds(text) == [what]


@pytest.mark.parametrize(
    "text",
    [
        "In May we read with grace; will it do? An angel, a long day.",
        "Will it hold? Grace under pressure. Angel food.",
        "We will long for May. Jordan is a country; Jordan is east of here.",
        "the young and the long",
        "Хорошо, Анна и Οδυσσέας",
        "We read.Grace under pressure.",
        "Ms. Garcia and Mr. Gálvez",
        "Coach Arellano met Principal Teresa Garcia.",
        "Dana brings the tasks",  # a colleague at this school
        "T. Garcia",
        "San Gálvez, Gálvez Elementary, Mount Gálvez, Gálvez Street",
        "At Rosa Gálvez we read",
        "ELA and ELD in grade 4",
        "the Grace project, The Young Reader",
        "READ WITH GRACE AND WILL",
        "100014 EX1000145 1EX100014",
        "2,048,731 of 2048731.5",
        "2026-10-06",
        "A long text. I will.",
        "",
        "\u200b",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert kinds(text) == []


def test_a_colleague_elsewhere_is_no_colleague() -> None:
    assert kinds("Dana brings the tasks", "elm") == ["first name"]
    assert kinds("Arellano stayed", "elm") == []
    assert kinds("Arellano stayed", "oak") == ["last name"]


def test_each_is_told_once_as_it_was_typed() -> None:
    found = NAMES.find("Xiomara and XIOMARA, then  Grace \n Young", "oak")
    assert [each.words for each in found] == ["Xiomara", "Grace Young"]


def test_a_short_number_is_no_id() -> None:
    names = Names(make_roster([Student("2026", "Qw", "Zx"), Student("45", "Qx", "Zw")], WORDS))
    assert names.find("45 of 2026") == ()


def test_without_lists_of_words_every_name_counts() -> None:
    names = Names(make_roster(STUDENTS, NameWords()))
    assert [found.words for found in names.find("In May")] == ["May"]


# Properties: a name is found whatever is done to its looks, in any innocent text around it.

AROUND = st.text(alphabet="abc dé.,;:!?\n", max_size=30)
NAMELESS = st.sampled_from(["we read with them", "after the task", "their work:", ""])


def disguise(name: str, how: list[int]) -> str:
    """The same name, its characters in another look."""
    changes = [str, str.upper, str.lower, lambda char: char + "\u200b", lambda char: char + "\u00ad"]
    return "".join(changes[how[n % len(how)]](char) for n, char in enumerate(name))


@given(
    st.sampled_from([STUDENTS[0], STUDENTS[1], STUDENTS[7]]),
    st.lists(st.integers(0, 4), min_size=1, max_size=9),
    st.sampled_from([" ", "  ", "\n", ", ", " \u00a0", "\u200b ", " <b>", "&nbsp;", "_"]),
    st.booleans(),
    NAMELESS,
    NAMELESS,
)
def test_a_full_name_is_found_in_any_look(
    student: Student, how: list[int], between: str, turned: bool, before: str, after: str
) -> None:
    parts = [disguise(student.first, how), disguise(student.last, how)]
    text = f"{before} {between.join(reversed(parts) if turned else parts)} {after}"
    assert "full name" in kinds(text)


@given(st.sampled_from(STUDENTS), st.integers(1, 4), st.sampled_from(["", " ", "-", "\u200b", "."]), NAMELESS)
def test_an_id_is_found_with_anything_between_its_characters(
    student: Student, every: int, between: str, before: str
) -> None:
    cut = [student.id[n : n + every] for n in range(0, len(student.id), every)]
    assert "id" in kinds(f"{before} ({between.join(cut)})")


@given(st.text(max_size=300))
@example("<" * 3000)
@example("&#x" * 1000)
@example("a-\n" * 1000)
@example("M. " * 1000)
@example("Xiomara " * 1000)
def test_any_text_can_be_looked_at(text: str) -> None:
    found = NAMES.find(text, "oak")
    assert found == NAMES.find(text, "oak")


@given(AROUND)
def test_text_without_names_gives_nothing(text: str) -> None:
    assert kinds(text) == []
