"""Notebooks are read with care and written as the same bytes."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from inquiry.build.notebook.notebooks import (
    DamagedNotebook,
    digest,
    fresh_id,
    notebook_bytes,
    parse_notebook,
    read_notebook,
    seal,
)


def page() -> NotebookNode:
    cells = [
        nbformat.v4.new_markdown_cell("# Año 3\n\nTwo lines", id="title"),
        nbformat.v4.new_code_cell("1", id="one", outputs=[nbformat.v4.new_output("stream", text="a\nb\n")]),
    ]
    return nbformat.v4.new_notebook(cells=cells)


def raw(**changes: object) -> bytes:
    return json.dumps(json.loads(notebook_bytes(page())) | changes).encode()


def test_a_notebook_comes_back_as_it_was_written() -> None:
    assert parse_notebook(notebook_bytes(page())) == page()


def test_the_same_notebook_gives_the_same_bytes_however_an_editor_split_its_text() -> None:
    unsplit = json.dumps(page(), indent=4).encode()
    assert notebook_bytes(parse_notebook(unsplit)) == notebook_bytes(page())


def test_text_with_half_a_character_is_written_and_read_again() -> None:
    odd = page()
    odd["cells"][0]["source"] = "half \ud83d of a smile"
    assert parse_notebook(notebook_bytes(odd)) == odd


def test_cells_without_ids_get_some_that_are_the_same_each_time() -> None:
    content = json.loads(notebook_bytes(page()))
    for cell in content["cells"]:
        del cell["id"]
    read = [parse_notebook(json.dumps(content | {"nbformat_minor": 2}).encode()) for _ in range(2)]
    assert read[0] == read[1]
    assert len({cell["id"] for cell in read[0]["cells"]}) == 2


def test_the_second_of_two_cells_with_one_id_gets_another() -> None:
    twice = page()
    twice["cells"][1]["id"] = "title"
    ids = [cell["id"] for cell in parse_notebook(json.dumps(twice).encode())["cells"]]
    assert ids[0] == "title"
    assert ids[1] != "title"


def test_a_notebook_of_version_3_is_read() -> None:
    old = {
        "nbformat": 3,
        "nbformat_minor": 0,
        "metadata": {},
        "worksheets": [
            {"metadata": {}, "cells": [{"cell_type": "markdown", "metadata": {}, "source": "old"}]}
        ],
    }
    assert parse_notebook(json.dumps(old).encode())["cells"][0]["source"] == "old"


def test_fields_that_no_notebook_has_are_dropped() -> None:
    content = json.loads(notebook_bytes(page()))
    content["cells"][0]["prompt_number"] = 3
    assert parse_notebook(json.dumps(content).encode()) == page()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (notebook_bytes(page())[:200], "cut off"),
        (b"<<<<<<< HEAD\n{}\n>>>>>>> x", "conflict marks"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[]", "no notebook"),
        (b'{"a": 1}', "no notebook"),
        (raw(nbformat=9), "does not know"),
        (raw(cells="none"), "does not know"),
        (raw(cells=[1]), "no cell"),
        (raw(cells=[{"cell_type": "poem"}]), "no cell"),
        (raw(cells=[{"cell_type": "markdown", "source": 5}]), "no text"),
        (raw(cells=[{"cell_type": "code", "source": "", "outputs": ["x"]}]), "no output"),
        (raw(cells=[{"cell_type": "code", "source": "", "outputs": [{"output_type": "odd"}]}]), "not as"),
        (raw(metadata=[1]), "not as"),
        (b"[" * 100_000, "nested"),
        (b'{"nbformat": 3, "worksheets": 5}', "no complete notebook"),
    ],
)
def test_what_is_no_notebook_is_refused_with_the_reason(tmp_path: Path, content: bytes, why: str) -> None:
    (tmp_path / "page.ipynb").write_bytes(content)
    with pytest.raises(DamagedNotebook, match=why):
        read_notebook(tmp_path / "page.ipynb")


def test_sealing_notes_key_kind_and_hash_and_changes_nothing_else() -> None:
    before = page()
    sealed = seal(before)
    assert before == page()
    assert sealed["metadata"]["inquiry"]["cells"] == ["title", "one"]
    mark = sealed["cells"][0]["metadata"]["inquiry"]
    assert (mark["cell"], mark["sha"]) == ("title", digest(before["cells"][0]))
    assert seal(sealed) == sealed


def test_a_digest_ignores_line_ends_and_outputs_but_not_text_type_or_pictures() -> None:
    cell = nbformat.v4.new_markdown_cell("a\nb")
    same, other = deepcopy(cell), deepcopy(cell)
    same["source"] = "a\r\nb"
    other["attachments"] = {"x.png": {"image/png": "aGk="}}
    assert digest(same) == digest(cell)
    assert len({digest(cell), digest(other), digest(nbformat.v4.new_code_cell("a\nb"))}) == 3


def test_a_fresh_id_is_not_among_those_taken() -> None:
    first = fresh_id("seed", set())
    assert fresh_id("seed", {first}) not in {first}


def test_no_command_loads_a_grammar_of_web_addresses():
    code = (
        "import sys, inquiry.cli, inquiry.build, inquiry.publish; sys.exit('rfc3987_syntax' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
