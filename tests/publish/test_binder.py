"""A school's quarter as a PDF: the site's own pages, tagged, closed, the same bytes each time."""

import datetime as dt
import io
import os
import re
from unittest.mock import Mock

import pytest
from conftest import ROOT
from publish.conftest import DAY
from publish.making import (
    GOOD_FACE,
    TEAMS,
    make_build,
    make_district,
    notebook,
    png_address,
    prose,
    simple_page,
    view,
)
from pypdf import PdfReader

from inquiry.build.running.fresh import start_process
from inquiry.errors import PageError, UsageError
from inquiry.publish.binder.pdf import write_pdf
from inquiry.publish.binder.pool import write_pdfs
from inquiry.publish.publish import publish_editions

OAK = "2026-27-Q1/oak"
FEW = (TEAMS[2], TEAMS[3], TEAMS[4])
KEY = ("oak", "oak-g3", "1-analyze")
LONG = "The principal and the teachers read the evidence together every other week. " * 12
SHARED = prose(f"# Analyze\n\n## Shared\n\n{LONG}\n\n## Own\n\nOnly here.")
TEXTS = {
    "markup": "<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>",
    "50,000 characters": "word " * 10_000,
    "one word of 5,000 characters": "x" * 5_000,
    "right to left": "مدرسة واحدة فريق",
    "emoji only": "🎉🎉🎉",
}


def stand_ins(htmls):
    """What stands for binders: quickly made, another one for another HTML."""
    yield from ((name, b"%PDF " + html.encode()) for name, html in htmls)


def publish_few(folder, changed=None, pdf=True):
    """Publish a district of few pages, some of them replaced."""
    pages = {(school, team, "1-analyze"): simple_page("Analyze") for team, school, *_ in FEW}
    make_build(folder, pages | (changed or {}))
    (result,) = publish_editions(folder, as_of=DAY, pdf=pdf)
    return result


@pytest.fixture
def bind(district, monkeypatch):
    """Publish with binders that only stand for real ones, some pages replaced; what came of it."""
    monkeypatch.setattr("inquiry.publish.binder.binder.write_pdfs", stand_ins)
    monkeypatch.setattr("inquiry.publish.shared.digest_makers", lambda: "makers")
    return lambda changed=None, pdf=True: publish_few(district, changed, pdf)


@pytest.fixture(scope="module")
def bound(tmp_path_factory):
    """A district with binders; tests only read it."""
    folder = make_district(tmp_path_factory.mktemp("bound") / "district")
    shared = notebook(SHARED, prose("## Gaps\n\nSee https://x.example/. The largest first:"), view(GOOD_FACE))
    both = {KEY: shared, ("oak", "oak-slt", "1-analyze"): shared}
    with pytest.MonkeyPatch.context() as patch:  # loading everything in two more processes takes seconds
        patch.setattr(
            "inquiry.publish.binder.binder.write_pdfs",
            lambda htmls: ((name, write_pdf(html)) for name, html in htmls),
        )
        assert publish_few(folder, both).is_whole
    return folder


@pytest.fixture(scope="module")
def oak(bound):
    """The binder of one of its schools."""
    return PdfReader(io.BytesIO((bound / "site" / OAK / "binder.pdf").read_bytes()))


@pytest.fixture(scope="module")
def text(oak):
    return " ".join(" ".join(page.extract_text() for page in oak.pages).split())


def test_each_school_has_a_binder_and_its_page_leads_to_it(bound):
    binders = sorted(path.relative_to(bound / "site").as_posix() for path in bound.rglob("*.pdf"))
    assert binders == [f"2026-27-Q1/{school}/binder.pdf" for school in ("oak", "rio")]
    assert 'href="binder.pdf"' in (bound / "site" / OAK / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Example Unified",
        "Oak Elementary",
        "2026-27-Q1",
        "2026-08-10 to 2026-10-16",
        "fewer than 11 students",
        "2026-09-18",
    ],
)
def test_the_cover_says_whose_it_is_of_when_and_what_is_withheld(oak, words):
    assert words in " ".join(oak.pages[0].extract_text().split())


def test_the_contents_name_each_page_with_its_number(oak):
    contents = oak.pages[1].extract_text()
    pages = [int(number) for number in re.findall(r"Analyze[ .]+(\d+)", contents)]
    assert len(pages) == 2
    assert pages == sorted(pages)
    assert "Grade 3" in oak.pages[pages[1] - 1].extract_text()


def test_it_holds_what_the_pages_hold(text):
    assert "The largest first" in text
    assert "Río & Oak" in text
    assert "More numbers" in text


def test_pages_are_numbered_and_headed(oak):
    count = len(oak.pages)
    assert f"Page {count} of {count}" in oak.pages[-1].extract_text()
    assert "Oak Elementary" in oak.pages[-1].extract_text()
    assert "Page 1 of" not in oak.pages[0].extract_text()


def test_it_says_nothing_that_the_site_does_not_say(bound, oak, text):
    said = " ".join(path.read_text(encoding="utf-8") for path in (bound / "site").rglob("*.html"))
    template = (ROOT / "templates/html/binder.html.j2").read_text(encoding="utf-8")
    known = (
        said
        + template
        + " Page of The school at a glance The very same as on page "
        + " ".join(map(str, range(len(oak.pages) + 1)))
    )
    assert words_in(text) - words_in(known) == set()


def words_in(text):
    return set(re.findall(r"\w+", text.casefold()))


def test_a_section_that_pages_share_is_printed_once(text):
    assert text.count(" ".join(LONG.split())) == 1
    assert re.search(r"The very same as on page \d+\.", text)


def test_a_part_that_pages_share_is_printed_once_though_all_around_it_differs(bind, district):
    part = f'<section><h3>Mathematics, 2025</h3><p class="lead">{LONG}</p></section>'
    pages = {
        ("oak", team, "1-analyze"): notebook(
            prose("# Analyze\n\n## Results\n\nAll of them:"), view(f"<div>{part}<p>Of {team}</p></div>")
        )
        for team in ("oak-g3", "oak-slt")
    }
    bind(pages)
    html = (district / "site" / OAK / "binder.pdf").read_text(encoding="utf-8")
    assert html.count(LONG.strip()) == 1
    assert html.count("Mathematics, 2025") == 2
    (place,) = re.findall(r'<p class="same"><a href="#([^"]+)">The very same as on page</a>', html)
    assert html.count(f'id="{place}"') == 1


def test_it_is_tagged_with_title_language_and_bookmarks(oak):
    root = oak.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert re.search(rb"pdfuaid:part(=\"|>)1", root["/Metadata"].get_data())
    assert oak.metadata.title == "Oak Elementary · 2026-27-Q1 · Example Unified"
    tags = tags_in(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/Caption", "/Figure", "/Link"} <= set(tags)
    assert "Reading rose from 3 to 5" in tags["/Figure"][0]["/Alt"]
    marks = [each.title for each in oak.outline if not isinstance(each, list)]
    assert marks == ["Oak Elementary", "Contents", "The school at a glance", "Leadership team", "Grade 3"]


def tags_in(element, found=None):
    """Every element of the structure, by its tag."""
    found = {} if found is None else found
    element = element.get_object()
    if not isinstance(element, dict):
        return found
    found.setdefault(element.get("/S"), []).append(element)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        if not isinstance(kid, int):
            tags_in(kid, found)
    return found


def test_its_fonts_are_in_it(oak):
    fonts = [font.get_object() for page in oak.pages for font in page["/Resources"]["/Font"].values()]
    within = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in fonts]
    assert within
    assert all("/FontFile2" in each or "/FontFile3" in each for each in within)


def test_its_links_lead_to_its_own_pages(oak):
    links = [note.get_object() for page in oak.pages for note in page.get("/Annots", [])]
    assert links
    assert all("/Dest" in link or link["/A"]["/S"] == "/GoTo" for link in links)


def test_the_same_pages_give_the_same_bytes_in_any_process():
    html = f"<!doctype html><html lang='en'><title>A</title><h1>Übung</h1><p><b>b</b> <i>i</i></p>{GOOD_FACE}"
    assert list(write_pdfs([("oak", html)])) == [("oak", write_pdf(html))]


def test_one_that_stands_is_not_made_again(bind, monkeypatch):
    bind()
    monkeypatch.setattr(
        "inquiry.publish.binder.binder.write_pdfs",
        lambda htmls: [pytest.fail(f"made again: {name}") for name, _ in htmls],
    )
    assert bind().made == ()
    assert bind(pdf=False).made == ()


def test_only_the_binder_of_a_changed_page_is_made_again(bind):
    bind()
    again = bind({KEY: notebook(prose("# Analyze\n\nSomething else."))})
    assert [each for each in again.made if each.endswith(".pdf")] == [f"{OAK}/binder.pdf"]


def test_one_that_is_out_of_date_is_taken_away_where_none_is_wanted(district, bind):
    bind()
    result = bind({KEY: notebook(prose("# Analyze\n\nSomething else."))}, pdf=False)
    assert result.binders_removed == (f"{OAK}/binder.pdf",)
    assert not (district / "site" / OAK / "binder.pdf").exists()
    assert "binder.pdf" not in (district / "site" / OAK / "index.html").read_text(encoding="utf-8")
    assert (district / "site/2026-27-Q1/rio/binder.pdf").exists()


def test_another_day_alone_takes_none_away_and_makes_new_ones_where_they_are_wanted(district, bind):
    bind()
    later = DAY + dt.timedelta(days=1)
    (kept,) = publish_editions(district, as_of=later)
    assert kept.binders_removed == ()
    assert (district / "site" / OAK / "binder.pdf").exists()
    (again,) = publish_editions(district, as_of=later, pdf=True)
    assert f"{OAK}/binder.pdf" in again.made


def test_a_run_that_is_ended_keeps_the_binders_that_were_done(district, bind, monkeypatch):
    def break_off(htmls):
        yield from list(stand_ins(htmls))[:1]
        raise KeyboardInterrupt

    monkeypatch.setattr("inquiry.publish.binder.binder.write_pdfs", break_off)
    with pytest.raises(KeyboardInterrupt):
        bind()
    monkeypatch.setattr("inquiry.publish.binder.binder.write_pdfs", stand_ins)
    assert [each for each in bind().made if each.endswith(".pdf")] == ["2026-27-Q1/rio/binder.pdf"]


def test_a_process_that_goes_away_is_told_and_costs_nothing_else(monkeypatch):
    monkeypatch.setattr(
        "inquiry.publish.binder.pool.start_process",
        lambda context, *_: start_process(context, os._exit, 9),
    )
    ((name, refusal),) = write_pdfs([("oak", "<p>Oak</p>")])
    assert name == "oak"
    assert "ended before it was done" in str(refusal)


def test_without_pdf_there_is_none(district, bind):
    bind(pdf=False)
    assert not list(district.rglob("*.pdf"))


def test_a_binder_that_cannot_be_set_is_reported_and_everything_else_is_there(district, bind, monkeypatch):
    def refuse(htmls):
        refusal = PageError("The binder could not be set: an image is none")
        yield from ((name, refusal if name == "oak" else b"%PDF") for name, _ in htmls)

    monkeypatch.setattr("inquiry.publish.binder.binder.write_pdfs", refuse)
    result = bind()
    assert [each.page for each in result.not_shown] == [f"{OAK}/binder.pdf"]
    assert "could not be set" in result.not_shown[0].why
    assert "binder.pdf" not in (district / "site" / OAK / "index.html").read_text(encoding="utf-8")
    assert (district / "site/2026-27-Q1/rio/binder.pdf").exists()


@pytest.mark.parametrize(
    "missing", [ImportError("No module"), OSError("cannot load library 'libpango-1.0-0'")]
)
def test_where_something_is_missing_nothing_is_begun_and_the_cure_is_named(
    district, bind, monkeypatch, missing
):
    bind(pdf=False)
    before = {path: path.read_bytes() for path in district.rglob("*") if path.is_file()}
    monkeypatch.setattr("inquiry.publish.binder.pdf.import_module", Mock(side_effect=missing))
    with pytest.raises(UsageError) as refusal:
        publish_editions(district, as_of=DAY, pdf=True)
    cures = (
        ("apt install libpango-1.0-0", "brew install pango", "pacman -S")
        if isinstance(missing, OSError)
        else ("pip install",)
    )
    assert all(cure in str(refusal.value) for cure in cures)
    assert {path: path.read_bytes() for path in district.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "address",
    ["https://x.example/a.png", "file:///etc/hostname", "http://127.0.0.1:9/a.png", "binder-font:../x"],
)
def test_nothing_is_asked_of_anybody(address):
    with pytest.raises(PageError, match="could not be set"):
        write_pdf(f'<html lang="en"><title>A</title><img src="{address}" alt="A chart of reading"></html>')


def test_an_image_that_is_none_is_not_left_out_in_silence():
    with pytest.raises(PageError, match="could not be set"):
        write_pdf(
            f'<html lang="en"><title>A</title><img src="{png_address(b"no picture")}" alt="A chart"></html>'
        )


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_can_be_set(text):
    pdf = write_pdf(f"<html lang='en'><title>A</title><p class='typed' dir='auto'>{TEXTS[text]}</p></html>")
    assert pdf.startswith(b"%PDF-1.7")
