"""The live forms in two languages: every word of the second one is marked as what it is."""

import pytest
from playwright.sync_api import expect

from inquiry.cycle import load_cycle
from inquiry.views.also import Also
from inquiry.views.definition import define_form

from .form_pages import saved
from .form_states import EVERY_TYPE, state, takes


@pytest.fixture
def my_why():
    """“Why I do this work” in English and Spanish."""
    form, said = load_cycle().form("my-why", "teacher"), load_cycle().translation("my-why", "es", "teacher")
    return state([], id="my-why", scope="person") | {"form": define_form(form, Also("es", said))}


def test_a_live_form_asks_in_both_languages_and_says_which_is_which(draw, my_why):
    page = draw(my_why)
    expect(page.get_by_role("heading", name="Why I do this work Por qué hago este trabajo")).to_be_visible()
    asked = page.get_by_label("Why do you do this work? (needed) ¿Por qué hace usted este trabajo?")
    expect(asked).to_be_visible()
    spanish = page.locator(".also").all()
    assert len(spanish) == 2 + 3 + 3 + 1 + 3  # title and intro; labels, helps, an example, options
    assert {words.get_attribute("lang") for words in spanish} == {"es"}
    assert not page.locator("[lang=es]", has_text="Why do you").count()
    page.get_by_label("No, solo la lee mi equipo").check()
    asked.fill("Por ellos")
    page.keyboard.press("Control+s")
    kept = [saved(page, id) for id in ("board", "why")]
    assert kept == ["team_only", "Por ellos"]


def test_steps_rows_and_lists_are_read_in_both_languages(draw):
    said = {"label": None, "help": None, "example": None, "options": {}, "steps": [], "lang": "es"}
    fields = {field["id"]: field for field in EVERY_TYPE}
    steps = ["Nada", "Poco", "Algo", "Bastante", "Mucho"]
    sure = fields["sure"] | {"also": said | {"steps": steps}}
    many = fields["many"] | {"also": said | {"options": {"writing": "Escritura"}}}
    levels = fields["levels"] | {"also": said | {"options": {"arguing": "Argumentar"}, "steps": steps[:4]}}
    given = state([sure, many, levels], takes=takes())
    given["form"]["also"] = {"lang": "es", "title": None, "intro": None, "row": "enfoque"}
    page = draw(given)
    expect(page.get_by_label("Fairly sure Algo")).to_be_visible()
    expect(
        page.get_by_label("Which indicator?").locator("option", has_text="Writing · Escritura")
    ).to_have_count(1)
    expect(page.get_by_role("radio", name="Arguing Argumentar With support Poco")).to_be_visible()
    expect(page.locator("legend .also", has_text="Enfoque 1")).to_have_attribute("lang", "es")


@pytest.mark.parametrize("width", [900, 390])
def test_two_languages_fit_a_narrow_window(draw, my_why, width):
    page = draw(my_why, width)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    label = page.locator("label.inq-label").first
    first, second = label.bounding_box(), label.locator(".also").bounding_box()
    assert second["y"] > first["y"] + 10  # on a line of its own
