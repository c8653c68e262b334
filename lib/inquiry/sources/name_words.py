"""The words that tell names of students from other words (templates/names.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from inquiry.district.kept import read_once
from inquiry.district.shipped import templates_folder
from inquiry.district.yaml_file import read_yaml_model
from inquiry.errors import Checked

WORDS_FILE = "names.yaml"  # in the folder of templates


@dataclass(frozen=True)
class NameWords:
    """Lists of words, each for a reason that the file says.

    `everyday` and `elsewhere` are words and proper names that people are also called; `titles` stand before
    an adult's name; `particles` are parts of names that are none alone; `before_places` and `after_places`
    stand beside a name that is a place's, `articles` before a word that is no person's.
    """

    everyday: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()
    before_places: frozenset[str] = frozenset()
    after_places: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()


class _File(BaseModel):
    """The file: list by list, words with spaces between them."""

    model_config = ConfigDict(extra="forbid")

    everyday: str
    elsewhere: str
    titles: str
    particles: str
    before_places: str
    after_places: str
    articles: str


def read_name_words(folder: Path | None = None) -> Checked[NameWords]:
    """Read the lists.

    Parameters
    ----------
    folder : Path, optional
        A folder laid out as `templates` (default: the one that comes with the workbook).

    Returns
    -------
    Checked of NameWords
        Empty lists where the file cannot be read: then every name counts wherever it stands, and the fault
        says why.
    """
    read = read_yaml_model((folder or templates_folder()) / WORDS_FILE, _File, WORDS_FILE)
    if read.value is None:
        return Checked(NameWords(), read.faults)
    return Checked(NameWords(**{name: frozenset(text.split()) for name, text in read.value}), read.faults)


def load_name_words() -> NameWords:
    """The lists that come with the workbook, read again only after the file has changed."""
    folder = templates_folder()
    return read_once("name words", folder, (folder / WORDS_FILE,), lambda: read_name_words(folder).value)
