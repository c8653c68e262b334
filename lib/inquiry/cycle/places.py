"""Where in a YAML file a key stands, so that a message can name the line."""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode


def line_of(path: Path, key: str) -> int | None:
    """The line of a dotted key such as `fields.2.link`, counted from 1; if it is not there, of its parent.

    None when the file cannot be read.
    """
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, YAMLError):
        return None
    line = 1
    for part in key.split("."):
        step = _step(node, part)
        if step is None:
            break
        line, node = step
    return line


def _step(node: Node | None, part: str) -> tuple[int, Node] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if str(key.value) == part:
                return key.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and part.isdigit() and int(part) < len(node.value):
        item: Node = node.value[int(part)]
        return item.start_mark.line + 1, item
    return None
