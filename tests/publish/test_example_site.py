"""The example district's site taken apart: what must not be in it is looked for in every page."""

import csv
import json

import pytest
from conftest import QUARTER

from inquiry.cycle import read_cycle, visible_fields
from inquiry.publish.tree import read_tree

pytestmark = pytest.mark.xdist_group("example")
LONG_ENOUGH = 32  # characters: shorter answers are names of groups and published figures too


@pytest.fixture(scope="module")
def pages(example_build):
    """Every text of the example's site and the pages it stands on: what is read, and what attributes hold."""
    site = example_build.folder / "site"
    found = {}
    for page in sorted(site.rglob("*.html")):
        root, troubles = read_tree(page.read_text(encoding="utf-8"))
        assert not troubles
        for text in texts(root):
            found.setdefault(" ".join(text.split()), set()).add(page.relative_to(site).as_posix())
    return found


def texts(root):
    for element in root.walk():
        yield from (child for child in element.children if isinstance(child, str))
        yield from (value for name, value in element.attrs.items() if name != "src")


@pytest.fixture(scope="module")
def everything(pages):
    """All texts of the site as one, to look for something in."""
    return "\n".join(pages)


def said(value):
    """Every text in an answer's value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from said(each)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def leaks(secrets, pages, everything):
    """Which secrets stand on the site, and on which pages."""
    out = sorted(secret for secret in secrets if secret in everything)
    return {secret: sorted(set().union(*(pages[text] for text in pages if secret in text))) for secret in out}


def test_every_page_that_was_built_is_on_the_site(example_build):
    built = json.loads(example_build.output)["pages"]
    assert built
    for page in built:
        address = f"{QUARTER}/{page['school']}/{page['team']}/{page['page']}.html"
        assert (example_build.folder / "site" / address).is_file()


def test_no_answer_that_is_not_meant_for_staff_is_on_the_site(example_build, pages, everything):
    cycle = read_cycle().or_raise()
    public, private = set(), set()
    for line in (example_build.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines():
        answer = json.loads(line)
        form = cycle.forms.get(answer["form"])
        shown = {field.id for field in visible_fields(form, "staff")} if form else set()
        for field, value in (answer.get("values") or {}).items():
            kept = public if field in shown and form.scope != "person" else private
            kept.update(" ".join(text.split()) for text in said(value))
    told = "\n".join(public)
    secret = {text for text in private if len(text) >= LONG_ENOUGH and text not in told}
    assert len(secret) > 100
    assert leaks(secret, pages, everything) == {}


def test_no_students_and_no_members_name_is_on_the_site(example_build, pages, everything):
    students = rows(example_build.folder / "students.csv")
    names = {f"{each['first_name']} {each['last_name']}" for each in students}
    names |= {each["name"] for each in rows(example_build.folder / "members.csv")}
    ids = {each["student"] for each in students}
    assert names
    assert leaks(names | ids, pages, everything) == {}


def test_the_site_names_no_code_no_path_and_no_traceback(example_build, pages, everything):
    words = {"Traceback", "open_page(", "injected-parameters", str(example_build.folder)}
    assert leaks(words, pages, everything) == {}
