"""The folder's README: every key is in it, and its example works as written."""

from __future__ import annotations

import re
import shutil

import pytest

from inquiry.cycle import AUDIENCES, PAGES, load_cycle
from inquiry.cycle.fields import Field
from inquiry.cycle.forms import Form, Rows
from inquiry.district.shipped import templates_folder

FOLDER = templates_folder() / "cycle"
README = (FOLDER / "README.md").read_text(encoding="utf-8")


def section(title):
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


@pytest.mark.parametrize(("title", "model"), [("A form", Form), ("A question", Field), ("A form", Rows)])
def test_every_key_is_explained(title, model):
    explained = set(re.findall(r"`([a-z_]+)`", section(title)))
    assert set(model.model_fields) <= explained


def test_pages_audiences_and_field_types_are_named():
    named = set(re.findall(r"`([a-z_-]+)`", README))
    types = Field.model_fields["type"].annotation.__args__
    assert {*PAGES, *AUDIENCES, *types} <= named


def test_every_file_of_the_folder_is_listed():
    listed = set(re.findall(r"^\| `([a-z]+\.yaml|forms/)`", README, re.MULTILINE))
    assert listed == {path.name for path in FOLDER.glob("*.yaml")} | {"forms/"}


def test_the_example_works_as_written(tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "cycle")
    (added,) = re.findall(r"```yaml\n(.*?)```", section("A question added, from start to end"), re.DOTALL)
    with (folder / "forms" / "learning-rounds.yaml").open("a", encoding="utf-8") as file:
        file.write(added)
    assert load_cycle(folder).form("learning-rounds", "slt").fields[-1].label == "What surprised us?"
