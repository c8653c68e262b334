"""What a person may get wrong in a YAML file, and what they are told."""

import datetime as dt
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict

from inquiry.district import yaml_file
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model
from inquiry.errors import BadInput, Fault


class Item(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    label: str = ""
    kind: Literal["text", "choice"] = "text"
    required: bool = False
    since: dt.date | None = None
    most: int | None = None
    options: tuple[str, ...] = ()


class File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str
    items: list[Item] = []


def read(tmp_path: Path, text: str | bytes, model: Any = File) -> Any:
    path = tmp_path / "form.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_yaml_model(path, model)


def only(tmp_path: Path, text: str | bytes) -> Fault:
    checked = read(tmp_path, text)
    assert checked.value is None
    (fault,) = checked.faults
    assert isinstance(fault, Fault)
    return fault


def test_a_good_file_gives_the_model(tmp_path: Path) -> None:
    text = "\ufefftitle: Ein Ziel — größer\nitems:\n  - id: one\n    since: 2026-08-31\n    most: 3\n"
    value = read(tmp_path, text).or_raise()
    assert value.title == "Ein Ziel — größer"
    assert value.items[0].since == dt.date(2026, 8, 31)
    assert value.items[0].most == 3


def test_other_types_than_models_can_be_read(tmp_path: Path) -> None:
    assert read(tmp_path, "one: {title: a}\n", dict[str, File]).or_raise()["one"].title == "a"


def test_no_and_yes_and_dates_stay_what_they_look_like(tmp_path: Path) -> None:
    text = "title: no\nitems:\n- {id: 2026-08-31, label: yes, options: [on, off, no], required: no}\n"
    value = read(tmp_path, text).or_raise()
    item = value.items[0]
    assert (value.title, item.id, item.label, item.options) == (
        "no",
        "2026-08-31",
        "yes",
        ("on", "off", "no"),
    )
    assert item.required is False


def test_a_quoted_number_stays_text(tmp_path: Path) -> None:
    assert read(tmp_path, 'title: "007"\n').or_raise().title == "007"


def test_a_number_where_text_belongs_asks_for_quotes(tmp_path: Path) -> None:
    fault = only(tmp_path, "title: 007\n")
    assert (fault.row, fault.column, fault.found) == (1, "title", "“007”")
    assert "quotes" in fault.cure
    assert '"007"' in fault.cure


def test_all_faults_come_together_with_line_and_key(tmp_path: Path) -> None:
    text = "title: 1\nitems:\n  - id: a\n    kind: tex\n    lable: x\n  - most: many\n    id: b\n"
    faults = read(tmp_path, text).faults
    assert [(f.row, f.column) for f in faults] == [
        (1, "title"),
        (4, "items.0.kind"),
        (5, "items.0.lable"),
        (6, "items.1.most"),
    ]
    assert faults[1].found == "“tex”"
    assert "'text' or 'choice'" in faults[1].allowed
    assert "write “label”" in faults[2].cure


def test_a_missing_key_is_named_with_the_line_of_its_entry(tmp_path: Path) -> None:
    fault = only(tmp_path, "title: t\nitems:\n  - label: x\n")
    assert (fault.row, fault.column) == (3, "items.0.id")


def test_a_key_that_stands_twice_is_refused_with_both_lines(tmp_path: Path) -> None:
    fault = only(tmp_path, "title: a\nitems: []\ntitle: b\n")
    assert (fault.row, fault.column) == (3, "title")
    assert "line 1" in fault.found


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("title: a: b\n", 1),
        ("title: t\nitems:\n\t- id: a\n", 3),
        ("title: [a\n", 2),
        ("title: t\nitems:\n  - id: a\n - id: b\n", 4),
        ('title: "a\n', 2),
    ],
)
def test_text_that_is_no_yaml_names_the_line(tmp_path: Path, text: str, row: int) -> None:
    fault = only(tmp_path, text)
    assert fault.row == row
    assert "no YAML" in fault.found


def test_tabs_are_explained(tmp_path: Path) -> None:
    assert "spaces" in only(tmp_path, "title: t\nitems:\n\t- id: a\n").cure


def test_an_unknown_alias_is_explained(tmp_path: Path) -> None:
    assert "quotes" in only(tmp_path, "title: *important*\n").cure


@pytest.mark.parametrize(
    "text", ["title: &a t\n", "title: !!python/object:os.system x\n", "title: &a [*a, *a]\n"]
)
def test_anchors_and_tags_are_refused(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).value is None


def test_an_empty_file_a_missing_file_and_one_that_is_not_utf8(tmp_path: Path) -> None:
    assert only(tmp_path, "# only a remark\n").found == "an empty file"
    assert only(tmp_path, "title: a\nitems: é".encode("cp1252")).row == 2
    (fault,) = read_yaml_model(tmp_path / "none.yaml", File, "cycle/none.yaml").faults
    assert (fault.file, fault.found) == ("cycle/none.yaml", "no such file")


def test_or_raise_carries_every_fault(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"“title”.*\n.*“items"):
        read(tmp_path, "title: 1\nitems: 2\n").or_raise()


SCALARS = [
    *(
        "no",
        "yes",
        "on",
        "off",
        "y",
        "true",
        "True",
        "false",
        "null",
        "~",
        '""',
        "1",
        "-3",
        "012",
        "0o14",
        "0x1F",
    ),
    *(
        "1_000",
        "1e3",
        "1.5e-3",
        "1:30",
        "2026-10-06",
        "2026-10-06 10:30:00",
        ".inf",
        ".5",
        "5.",
        "+4",
        "=",
        "<<",
    ),
    *('"1"', "'no'", "a: b", "[1, no]", "{a: yes}", "plain text", "“quoted”"),
]


@pytest.mark.parametrize("scalar", SCALARS)
def test_the_fast_reader_and_the_careful_one_read_alike(tmp_path, monkeypatch, scalar):
    path = tmp_path / "one.yaml"
    path.write_text(f"value: {scalar}\n", encoding="utf-8")
    fast = read_yaml_model(path, dict[str, Any])
    monkeypatch.setattr(yaml_file, "CLoader", None)
    assert fast == read_yaml_model(path, dict[str, Any])
    assert repr(fast) == repr(read_yaml_model(path, dict[str, Any]))  # 1 is not 1.0, nor true


def test_both_readers_read_every_shipped_question_alike(monkeypatch):
    for path in sorted((templates_folder() / "cycle").rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        fast = read_yaml_model(path, Any)
        with monkeypatch.context() as careful:
            careful.setattr(yaml_file, "CLoader", None)
            if "&" not in text and path.stem in {"lists", "skills", "focus", "check-ins"}:
                assert repr(fast) == repr(read_yaml_model(path, Any))
        assert not fast.faults
