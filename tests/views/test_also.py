"""Forms in two languages: the second after the first, marked as what it is, on both faces and live."""

import datetime as dt
import re
import shutil
from dataclasses import replace

import pytest
from views.making import DAY, NOW, answer

from inquiry.cycle import FieldTranslation, FormTranslation, load_cycle
from inquiry.record import open_record
from inquiry.views import written
from inquiry.views.faces import STAFF_MIME
from inquiry.views.live import form_state, open_live
from inquiry.views.page import open_page


@pytest.fixture(scope="module")
def folder(district, tmp_path_factory):
    """The made district with Spanish as its second language."""
    copy = shutil.copytree(district, tmp_path_factory.mktemp("also") / "copy")
    text = (copy / "district.toml").read_text(encoding="utf-8")
    (copy / "district.toml").write_text(f'second_language = "es"\n{text}', encoding="utf-8")
    return copy


def _html(folder, page, form, mime="text/html"):
    shown = open_page(folder, "oak-3", NOW, page, DAY).form(form)
    return shown._repr_mimebundle_().get(mime, "")


def test_a_blank_form_asks_in_both_languages(folder):
    html = _html(folder, "0-start-here", "my-why")
    for words in (
        "Por qué hago este trabajo",
        "Cada quien escribe lo suyo",
        "¿Por qué hace usted este trabajo?",
        "Bastan unas pocas frases",
        "No, solo la lee mi equipo · Sí, en el tablero",
        "Una niña de mi primera clase",
    ):
        before, _, _ = html.partition(words)
        assert before.rpartition("<")[2].startswith('span class="also" lang="es"'), words
    assert html.index("Why I do this work") < html.index("Por qué hago este trabajo")


def test_an_answered_form_keeps_the_answers_and_shows_its_labels_in_both(folder, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "copy")
    with open_record(copy / "record.sqlite") as record:
        said = {"why": "I was the child who translated", "board": "team_only"}
        record.save([answer("ana-diaz", "my-why", said, scope="person")])
    html = _html(copy, "0-start-here", "my-why")
    assert "I was the child who translated" in html
    labels = re.findall(r"<dt[^>]*>(.*?)</dt>", html)
    assert (
        sum("Why do you do this work?" in label and "¿Por qué hace usted" in label for label in labels) == 2
    )


def test_staff_read_title_and_labels_in_both(folder, monkeypatch):
    cycle = load_cycle()
    label = {"priority": FieldTranslation(label="Nuestro enfoque")}
    said = FormTranslation(title="En qué nos enfocamos", intro="Basta uno.", fields=label)
    spoken = replace(cycle, translations={"es": {"focus": said}})
    monkeypatch.setattr(written, "load_cycle", lambda: spoken)
    html = _html(folder, "1-analyze", "focus", STAFF_MIME)
    assert 'Our focus <span class="also" lang="es">En qué nos enfocamos</span></h3>' in html
    assert 'in one sentence <span class="also" lang="es">Nuestro enfoque</span></dt>' in html
    assert "Basta uno" not in html


def test_a_live_form_is_given_the_words_of_both_languages(folder):
    desk = open_live(folder, "oak-3", NOW, "0-start-here", dt.date.fromisoformat(DAY))
    form = form_state(desk, desk.cycle.form("my-why", "teacher"))["form"]
    assert form["title"] == "Why I do this work"
    assert form["also"]["lang"] == "es"
    assert form["also"]["title"] == "Por qué hago este trabajo"
    board = next(field for field in form["fields"] if field["id"] == "board")
    assert set(board["also"]["options"]) == {option["id"] for option in board["options"]}
    untranslated = form_state(desk, desk.cycle.form("focus", "teacher"))["form"]
    assert untranslated["also"] is None
    assert all(field["also"] is None for field in untranslated["fields"])


def test_a_district_with_one_language_reads_that_alone(open_team):
    html = open_team("oak-3", "0-start-here").form("my-why")._repr_mimebundle_()["text/html"]
    assert "Why I do this work" in html
    assert "lang=" not in html
