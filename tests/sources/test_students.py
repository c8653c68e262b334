"""The list of students, whose names appear in no message."""

from pathlib import Path

from sources.district_making import make_district

from inquiry.sources import read_students

HEADER = "student,first_name,last_name,school\n"


def test_students_are_read(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    path.write_text(HEADER + "s-1,José,Núñez,oak-hill\n", encoding="utf-8", newline="\n")
    frame = read_students(path, make_district(tmp_path / "d")).or_raise()
    assert frame[["student", "first_name", "last_name", "school"]].values.tolist() == [
        ["s-1", "José", "Núñez", "oak-hill"]
    ]


def test_faults_repeat_no_name_and_no_id(tmp_path: Path) -> None:
    path = tmp_path / "students.csv"
    rows = "s-17,Ana,Quintero,oak-hill\ns-17,Beatriz,Zamora,oak-hill\ns-18,Carla,,elm\ns-19,Dora,Yanez,ash\n"
    path.write_text(HEADER + rows, encoding="utf-8", newline="\n")
    faults = read_students(path, make_district(tmp_path / "d")).faults
    assert [(fault.row, fault.column) for fault in faults] == [
        (4, "last_name"),
        (5, "school"),
        (3, "student"),
    ]
    said = " ".join(str(fault) for fault in faults)
    assert not any(
        word in said for word in ("Ana", "Quintero", "Beatriz", "Zamora", "Carla", "Dora", "Yanez", "s-17")
    )
