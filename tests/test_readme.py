"""The README is true: its tree, its commands, its settings."""

import re
from pathlib import Path

import click
import pytest

from inquiry.cli import main
from inquiry.district.rosters import MEMBERS, SCHOOLS, TEAMS
from inquiry.district.settings import Settings, Thresholds

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def printed_tree() -> dict[str, str]:
    """The paths of the tree printed in the README, each with its line."""
    block = re.search(r"```\n(README\.md .*?)```", README, re.S)
    assert block
    found: dict[str, str] = {}
    parents: list[str] = []
    for line in block[1].splitlines():
        indent = (len(line) - len(line.lstrip())) // 2
        for name in re.match(
            r"[^ ]+(?:  ?[^ ]+\.(?:md|toml|yml)| LICENSE| Makefile| \.ci/run)*", line.strip()
        )[0].split():
            del parents[indent:]
            found["".join(parents) + name] = line
            if name.endswith("/"):
                parents.append(name)
    return found


def commands(group: click.Group = main, before: str = "inquiry") -> list[str]:
    return [
        name
        for key, command in sorted(group.commands.items())
        for name in (
            commands(command, f"{before} {key}") if isinstance(command, click.Group) else [f"{before} {key}"]
        )
    ]


@pytest.mark.parametrize("path", sorted(printed_tree()))
def test_what_the_tree_prints_is_there(path):
    assert (ROOT / path).exists()


def test_every_folder_of_the_library_stands_in_the_tree():
    folders = {f"lib/inquiry/{path.name}/" for path in (ROOT / "lib/inquiry").iterdir() if path.is_dir()}
    assert folders - {"lib/inquiry/__pycache__/"} <= set(printed_tree())


@pytest.mark.parametrize("command", commands())
def test_every_command_is_documented(command):
    assert f"`{command}" in README


def test_every_option_is_documented():
    options = {
        option
        for name in commands()
        for parameter in _command(name).params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option.startswith("--")
    }
    assert not {option for option in options if f"{option}" not in README}


def _command(name: str) -> click.Command:
    found: click.Command = main
    for part in name.split()[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[part]
    return found


@pytest.mark.parametrize(
    "name",
    [
        *Settings.model_fields,
        *Thresholds.model_fields,
        *(column.name for column in (*SCHOOLS, *TEAMS, *MEMBERS)),
    ],
)
def test_every_setting_and_column_is_documented(name):
    assert f"`{name}`" in README
