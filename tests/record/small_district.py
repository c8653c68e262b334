"""A small district's folder for tests of what is brought into its record."""

from pathlib import Path

FILES = {
    "district.toml": """\
name = "Small Unified"
cds = "99100170000000"
[[quarters]]
id = "2026-27-Q1"
start = 2026-08-10
end = 2026-10-16
[[quarters]]
id = "2026-27-Q2"
start = 2026-10-19
end = 2026-12-18
""",
    "schools.csv": "school,cds,name,type\noak,99100176000001,Oak,ES\n",
    "teams.csv": "team,school,level,name\nlead,district,district,Leadership\noak-p,oak,principal,Principal\n"
    "oak-g3,oak,teacher,Grade 3\n",
    "members.csv": "person,team,name\nana,oak-g3,Ana Peña\nben,oak-p,Ben Oh\n",
}


def write_small_district(folder: Path) -> Path:
    """The folder, with its lists in it."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
