"""A small district's folder for the tests."""

from pathlib import Path

from inquiry.district import District, load_district

SETTINGS = """
name = "Valle Verde Unified"
cds = "61123450000000"

[[quarters]]
id = "2026-27-Q1"
start = 2026-08-10
end = 2026-10-16
"""
SCHOOLS = (
    "school,cds,name,type\noak-hill,61123456000001,Oak Hill Elementary,ES\nelm,61123456000002,Elm Street,MS\n"
)
TEAMS = "team,school,level,name\ndistrict,district,district,District\noak-grade-3,oak-hill,teacher,Grade 3\n"
MEMBERS = "person,team,name\na-lopez,oak-grade-3,Ana Lopez\n"


def make_district(folder: Path) -> District:
    """A district with two schools and a teacher team."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {"district.toml": SETTINGS, "schools.csv": SCHOOLS, "teams.csv": TEAMS, "members.csv": MEMBERS}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return load_district(folder)
