"""The example's site taken apart: whatever must not be in it is looked for in all that can be read of it."""

import base64
import struct
import zlib
from urllib.parse import quote

import pytest
from publish.hidden import rows, what_is_hidden
from publish.looking import Look
from publish.making import make_png, png_address
from publish.take_apart import take_apart

from inquiry.cycle import read_cycle
from inquiry.publish.binder.pdf import write_pdf
from inquiry.publish.binder.sheet import Binding
from inquiry.publish.rules.page import Page
from inquiry.sources.accountability import load_accountability
from inquiry.views.disclosed.exported import NOTE

pytestmark = pytest.mark.xdist_group("example")
QUARTER = "2026-27-Q2"
PAGE = f"{QUARTER}/ohara/ohara-core/3-implement.html"
STUDENT, NUMBER, ADULT = "Juliana Zavala", "EX100007", "Marisol Echeverría"
ANSWER = "I am afraid of becoming a person who only goes to meetings."


@pytest.fixture(scope="module")
def look(example_build):
    folder = example_build.folder
    groups = {name: each.name for name, each in load_accountability().groups.items()}
    hidden = what_is_hidden(folder, read_cycle().or_raise(), groups)
    assert len(hidden.phrases) > 5000
    assert len(hidden.figures) > 100
    names = {each["team"]: each["name"] for each in rows(folder / "teams.csv")}
    names |= {each["school"]: each["name"] for each in rows(folder / "schools.csv")}
    return Look(hidden, names | {"district": "Example Unified"})


@pytest.fixture(scope="module")
def files(example_build):
    """Every file of the site, by address."""
    site = example_build.folder / "site"
    found = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    return {address: found[address].read_bytes() for address in sorted(found)}


def test_the_examples_site_holds_nothing_that_it_must_not(files, look):
    assert len(files) > 200
    others = [address for address in files if not address.endswith(".html")]
    assert others == [f"{QUARTER}/{NOTE}"]
    apart = (each for address, content in files.items() for each in take_apart(address, content))
    assert look.through(apart) == set()


def test_a_binder_of_its_pages_holds_nothing_of_it_either(files, look):
    addresses = [address for address in files if "/ohara-core/" in address and "analyze" not in address]
    binding = Binding({address: f"sheet-{n}" for n, address in enumerate(addresses)})
    sheets = [binding.read_sheet(Page.read(files[each].decode(), each, None), each) for each in addresses]
    body = "".join(sheet.html for sheet in sheets)
    pdf = write_pdf(f'<!doctype html><html lang="en"><title>Core teachers</title>{body}</html>')
    apart = take_apart("2026-27-Q2/ohara/binder.pdf", pdf)
    assert any("Work at level 3 or 4" in each.said for each in apart)
    assert look.through(apart) == set()


def utf16(text):
    return base64.b64encode(text.encode("utf-16")).decode()


def spaced(text):
    return "\u200b".join(text)


# Each way of writing something that a reader, a program or a curious person could turn back.
CODES = {
    "plain": str,
    "capitals": str.upper,
    "entities": lambda text: "".join(f"&#x{ord(sign):x};" for sign in text),
    "entities twice": lambda text: "".join(f"&amp;#{ord(sign)};" for sign in text),
    "percent": lambda text: "".join(f"%{byte:02X}" for byte in text.encode()),
    "base64": lambda text: base64.b64encode(text.encode()).decode(),
    "base64 of base64": lambda text: base64.b64encode(base64.b64encode(text.encode())).decode(),
    "base64 of UTF-16": utf16,
    "hexadecimal": lambda text: text.encode().hex(),
    "hexadecimal in pairs": lambda text: text.encode().hex(" "),
    "escapes": lambda text: "".join(f"\\u{ord(sign):04x}" for sign in text),
    "backwards": lambda text: text[::-1],
    "invisible signs": spaced,
    "soft hyphens": lambda text: "\u00ad".join(text),
}
SECRETS = {
    "a student’s name": STUDENT,
    "a student’s number": NUMBER,
    "an adult’s name": ADULT,
    "an answer to my-why.private": ANSWER,
}


@pytest.fixture(scope="module")
def found_in(files, look):
    """What is found in a page of the site with something planted in its main part."""

    def run(planted, page=PAGE):
        html = files[page].decode()
        assert "</main>" in html
        return {
            each.what
            for each in look.through(take_apart(page, html.replace("</main>", f"{planted}</main>").encode()))
        }

    return run


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("what", SECRETS)
def test_it_would_be_found_in_any_code(found_in, what, code):
    assert what in found_in(f"<p>{CODES[code](SECRETS[what])}</p>")


PLACES = {
    "text": "<p>{}</p>",
    "text in pieces": "<p><b>{}</b></p>",
    "alternative text": '<img src="data:," alt="{}">',
    "title": '<abbr title="{}">A</abbr>',
    "label": '<svg role="img" aria-label="{}"></svg>',
    "drawing": "<svg><text>{}</text></svg>",
    "cell": "<table><tr><td>{}</td></tr></table>",
    "name of a class": '<p class="{}">A</p>',
    "address": '<a href="?q={}">A</a>',
    "comment": "<!-- {} -->",
    "declaration": "<!DOCTYPE {}>",
    "instruction": "<?{}>",
    "style sheet": "<style>p::after{{content:'{}'}}</style>",
    "script": "<script>var a = '{}'</script>",
    "hidden part": "<div hidden>{}</div>",
    "data address": '<a href="data:text/html,<p>{}</p>">A</a>',
}


@pytest.mark.parametrize("place", PLACES)
def test_it_would_be_found_in_any_place(found_in, place):
    assert "a student’s name" in found_in(PLACES[place].format(STUDENT))


def png_with(kind, data):
    """A PNG with one more chunk before its end."""
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    png = make_png(4, 4)
    return png[:-12] + chunk + png[-12:]


def webp_with(kind, data):
    """The frame of a WebP file with one chunk in it."""
    body = b"WEBP" + kind + struct.pack("<I", len(data)) + data + b"\x00" * (len(data) % 2)
    return b"RIFF" + struct.pack("<I", len(body)) + body


NAME = STUDENT.encode()
PICTURES = {
    "PNG text": png_with(b"tEXt", b"Title\x00" + NAME),
    "PNG packed text": png_with(b"zTXt", b"Title\x00\x00" + zlib.compress(NAME)),
    "PNG international text": png_with(b"iTXt", b"Title\x00\x01\x00\x00\x00" + zlib.compress(NAME)),
    "PNG notes of a camera": png_with(b"eXIf", b"MM\x00*" + STUDENT.encode("utf-16-be")),
    "PNG of somebody's own": png_with(b"teSt", NAME),
    "PNG after its end": make_png(4, 4) + NAME,
    "WebP notes of a camera": webp_with(b"EXIF", NAME),
    "WebP description": webp_with(b"XMP ", b"<x>" + NAME + b"</x>"),
    "WebP after its end": webp_with(b"VP8L", b"") + NAME,
    "what is no picture": NAME,
}


@pytest.mark.parametrize("picture", PICTURES)
def test_it_would_be_found_in_a_pictures_file(found_in, picture):
    address = png_address(PICTURES[picture])
    assert "a student’s name" in found_in(f'<img src="{address}" alt="Reading rises">')
    assert "a student’s name" in found_in(f"<style>p{{background:url({address})}}</style>")


MACHINERY = (
    "/home/coach/district/evidence.csv",
    "C:\\Users\\coach\\district",
    quote("file:///srv/workbook"),
    "Traceback (most recent call last):",
    "ValueError: something",
    'page = open_page("1-analyze")',
    '{"cell_type": "code", "execution_count": 3}',
    "def secret():",
)


@pytest.mark.parametrize("said", MACHINERY)
def test_the_machinery_would_be_found(found_in, said):
    assert "something of the machinery" in found_in(f"<p>{said}</p>")


# Of ohara's 7 students with disabilities 2 came (measures.csv, 2026-11-13): 29%.
MEASURE, GROUP = "Came on at least 95% of days so far", "Students with disabilities"
FIGURES = {
    "row": f"<table><caption>{MEASURE}</caption><tr><th>{GROUP}</th><td>{{}}</td></tr></table>",
    "column": f"<table><caption>{MEASURE}</caption><thead><tr><th>Where</th><th>{GROUP}</th></tr></thead>"
    "<tbody><tr><th>Our school</th><td>{}</td></tr></tbody></table>",
    "sentence": f"<h2>{MEASURE}</h2><p>{GROUP}: {{}}.</p>",
    "drawing": f'<h2>{MEASURE}</h2><svg role="img" aria-label="{GROUP}: {{}}"></svg>',
    "hidden words": f'<h2>{MEASURE}</h2><p>{GROUP}<span class="sr"> {{}}</span></p>',
}


@pytest.mark.parametrize("told", ["2 of 7", "29%", "28.6 %", "7", "&#50;&#57;%", "%32%39%25", "Mjkl"])
@pytest.mark.parametrize("place", FIGURES)
def test_a_withheld_figure_would_be_found_with_its_labels(found_in, place, told):
    found = found_in(FIGURES[place].format(told))
    assert any("students with disabilities in ohara: came on" in what for what in found)


@pytest.mark.parametrize("told", ["withheld", "45%", "≥ 95%"])
def test_what_may_be_told_is_no_finding(found_in, told):
    assert found_in(FIGURES["row"].format(told)) == set()


@pytest.mark.parametrize(
    "html",
    [
        f"<title>T</title><p>{STUDENT}</p>",
        f"<title>{STUDENT}</title><p>A</p>",
        f'<title>T</title><meta name="author" content="{STUDENT}"><p>A</p>',
        f'<title>T</title><img src="{png_address()}" alt="{STUDENT}">',
        f"<title>T</title><h1>{STUDENT}</h1>",
    ],
    ids=["text", "title", "author", "alternative text", "bookmark"],
)
def test_it_would_be_found_in_a_pdf(look, html):
    pdf = write_pdf(f'<!doctype html><html lang="en">{html}</html>')
    assert "a student’s name" in {each.what for each in look.through(take_apart("binder.pdf", pdf))}
