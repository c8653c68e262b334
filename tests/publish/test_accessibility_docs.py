"""docs/accessibility.md goes through all of WCAG 2.1 A and AA, and names every rule that pages are held against."""

import re

from conftest import ROOT

from inquiry.publish.rules.frame import FRAME_RULES
from inquiry.publish.rules.parts import PART_RULES
from inquiry.publish.rules.pictures import PICTURE_RULES
from inquiry.publish.rules.tables import TABLE_RULES
from inquiry.publish.rules.words import WORD_RULES

TEXT = (ROOT / "docs/accessibility.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([\d.]+) \| [^|]+ \| (A|AA) \| ([^|]+) \|$", TEXT, re.MULTILINE)
# https://www.w3.org/TR/WCAG21/: the criteria of levels A and AA, by guideline
CRITERIA = {
    "1.1": "1", "1.2": "1 2 3 4 5", "1.3": "1 2 3 4 5", "1.4": "1 2 3 4 5 10 11 12 13",
    "2.1": "1 2 4", "2.2": "1 2", "2.3": "1", "2.4": "1 2 3 4 5 6 7", "2.5": "1 2 3 4",
    "3.1": "1 2", "3.2": "1 2 3 4", "3.3": "1 2 3 4", "4.1": "1 2 3",
}  # fmt: skip


def test_every_criterion_stands_there_once():
    wanted = [f"{guideline}.{n}" for guideline, numbers in CRITERIA.items() for n in numbers.split()]
    assert [criterion for criterion, _, _ in ROWS] == wanted
    assert [level for _, level, _ in ROWS].count("A") == 30


def test_every_rule_is_named_and_every_named_rule_exists():
    checks = (*FRAME_RULES, *PART_RULES, *WORD_RULES, *PICTURE_RULES, *TABLE_RULES)
    named = set(re.findall(r"`(\w+)`", "".join(by for _, _, by in ROWS)))
    elsewhere = {"check_page", "nothing_runs", "only_known_elements", "has_policy"}
    assert named - elsewhere == {rule.__name__ for rule in checks}
