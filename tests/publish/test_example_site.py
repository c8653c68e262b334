"""The example district's site taken apart: what must not be in it is looked for in every page."""

import csv
import html
import json
import re

import pytest
from conftest import QUARTER

from inquiry.cycle import read_cycle, visible_fields
from inquiry.publish.tree import read_tree

pytestmark = pytest.mark.xdist_group("example")
LONG_ENOUGH = 20  # characters: shorter answers are words that stand in the prose too


@pytest.fixture(scope="module")
def pages(example_build):
    """Every page of the example's site: its text as written, unescaped, and its words alone."""
    site = example_build.folder / "site"
    found = {}
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        root, troubles = read_tree(text)
        assert not troubles
        found[page.relative_to(site).as_posix()] = f"{html.unescape(text)}\n{root.text()}"
    return found


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


def places(pages, text):
    words = " ".join(text.split())
    return [page for page, content in pages.items() if words in content]


def test_every_page_that_was_built_is_on_the_site(example_build, pages):
    built = json.loads(example_build.output)["pages"]
    assert built
    for page in built:
        assert f"{QUARTER}/{page['school']}/{page['team']}/{page['page']}.html" in pages


def test_no_answer_that_is_not_meant_for_staff_is_on_the_site(example_build, pages):
    cycle = read_cycle().or_raise()
    lines = (example_build.folder / "answers.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line) for line in lines]
    public, private = set(), set()
    for answer in answers:
        form = cycle.forms.get(answer["form"])
        open_fields = {field.id for field in visible_fields(form, "staff")} if form else set()
        for field, value in (answer.get("values") or {}).items():
            kept = public if field in open_fields and form.scope != "person" else private
            kept.update(" ".join(text.split()) for text in said(value))
    secret = {
        text for text in private - public if len(text) >= LONG_ENOUGH and not any(text in p for p in public)
    }
    assert len(secret) > 100
    leaks = {text: found for text in sorted(secret) if (found := places(pages, text))}
    assert leaks == {}


def test_no_students_and_no_members_name_is_on_the_site(example_build, pages):
    students = rows(example_build.folder / "students.csv")
    names = {f"{each['first_name']} {each['last_name']}" for each in students}
    names |= {each["name"] for each in rows(example_build.folder / "members.csv")}
    ids = {each["student"] for each in students}
    assert names
    assert {name: found for name in sorted(names) if (found := places(pages, name))} == {}
    assert {
        name for name in ids if any(re.search(rf"\b{re.escape(name)}\b", text) for text in pages.values())
    } == set()


def test_the_site_names_no_code_no_path_and_no_traceback(example_build, pages):
    for page, text in pages.items():
        for word in ("Traceback", "open_page(", "injected-parameters", str(example_build.folder)):
            assert word not in text, page
