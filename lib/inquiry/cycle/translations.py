"""The forms' words in a second language: what `translations/es.yaml` and the like may say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeVar

from pydantic import Field as Spec

from inquiry.cycle.fields import Words
from inquiry.cycle.forms import Form
from inquiry.cycle.words import Id, Strict, Text, Texts

FOLDER = "translations"  # one file a language, named after it
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]+)?")  # as the settings allow it


class TitleWords(Strict):
    """A form's own words in another language, where a level has words of its own for them."""

    title: Text | None = None
    intro: Text | None = None
    row: Text | None = None


class FieldTranslation(Words):
    """A question in another language; what is left out stays in the district's language."""

    options: dict[Id, Text] = Spec(default_factory=dict)
    steps: Texts = ()
    wording: dict[Id, Words] = Spec(default_factory=dict)


class FormTranslation(TitleWords):
    """A form in another language; what is left out stays in the district's language."""

    fields: dict[Id, FieldTranslation] = Spec(default_factory=dict)
    wording: dict[Id, TitleWords] = Spec(default_factory=dict)

    def wording_for(self, form: Form, level: str) -> FormTranslation:
        """The translation of a form as a level is asked it.

        Where the level has its own words, only a translation of those stands beside them.

        Parameters
        ----------
        form : Form
            The form in its general words.
        level : str
            An id of the levels.
        """
        asked = {
            field.id: _at_level(self.fields[field.id], Words, field.wording, level)
            for field in form.fields
            if field.id in self.fields
        }
        return _at_level(self, TitleWords, form.wording, level).model_copy(update={"fields": asked})


class TranslationsFile(Strict):
    """One file of `translations`."""

    forms: dict[Id, FormTranslation] = Spec(default_factory=dict)


T = TypeVar("T", FieldTranslation, FormTranslation)


def _at_level(said: T, words: type[Strict], wording: Mapping[str, Strict], level: str) -> T:
    """A translation in which the words a level has for itself are those of that level, or none."""
    own, translated = wording.get(level), said.wording.get(level)
    keys = [key for key in words.model_fields if getattr(own, key, None) is not None]
    return said.model_copy(update={key: getattr(translated, key, None) for key in keys})
