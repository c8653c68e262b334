"""No page of any edition asks anybody for anything, lets anything run, or may be listed; each kind in a browser."""

import base64
import hashlib
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser.site_pages import EDITIONS, one_of_each_kind
from publish.making import png_address

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
OUTSIDE = "http://127.0.0.1:9/seen.png"  # port 9 takes nothing
# What the heads of all pages say: to browsers, to search engines, to where a link leads.
POLICY = "default-src 'none'; img-src data:; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'"
TRIES = {
    "an image": f'<img src="{OUTSIDE}" alt="">',
    "a frame": f'<iframe src="{OUTSIDE}"></iframe>',
    "a style sheet": f'<link rel="stylesheet" href="{OUTSIDE}">',
    "a script’s request": f"<script>fetch('{OUTSIDE}')</script>",
    "a font": f"<style>@font-face{{font-family:x;src:url({OUTSIDE})}}p{{font-family:x}}</style><p>x</p>",
}


@pytest.fixture
def visit(window):
    """Open a file; the addresses that were asked for beside its own, and what the browser complained of."""

    def run(file: Path) -> tuple[list[str], list[str]]:
        page = window()
        page.goto(file.as_uri(), wait_until="networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        asked = [url for url in page.asked if url != file.as_uri() and urlsplit(url).scheme != "data"]
        complaints = list(page.complaints)
        page.context.close()
        return asked, complaints

    return run


def content_of(name: str, html: str, attribute: str = "name") -> list[str]:
    found = re.findall(rf'<meta {attribute}="{name}" content="([^"]*)"', html)
    return [each.replace("&#39;", "'") for each in found]


@pytest.mark.parametrize("face", [face for face in EDITIONS if face != "staff"])  # staff's: test_accessible
def test_no_kind_of_page_asks_for_anything(example_editions, example_build, window, face):
    pages = one_of_each_kind(example_editions[face], example_build.folder)
    assert len(pages) > 10
    page = window()
    for file in pages.values():
        page.goto(file.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert {url for url in page.asked if urlsplit(url).scheme != "data"} == {
        file.as_uri() for file in pages.values()
    }
    assert page.complaints == []


@pytest.mark.parametrize("face", EDITIONS)
def test_each_page_carries_the_policy_of_its_own_style_and_is_listed_nowhere(example_editions, face):
    for page in (page for folder in example_editions[face] for page in folder.rglob("*.html")):
        html = page.read_text(encoding="utf-8")
        (style,) = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert content_of("Content-Security-Policy", html, "http-equiv") == [POLICY.format(digest)], page
        assert content_of("robots", html) == ["noindex, nofollow, noarchive"], page
        assert content_of("referrer", html) == ["no-referrer"], page
        assert not re.findall(r'(?:href|src|action)="(?!data:)[^"]*:', html), page


@pytest.mark.parametrize("what", TRIES)
def test_a_page_that_asked_would_be_seen(visit, tmp_path, what):
    page = tmp_path / "asks.html"
    page.write_text(f"<!doctype html><title>A</title>{TRIES[what]}", encoding="utf-8")
    assert visit(page)[0] == [OUTSIDE]


@pytest.mark.parametrize("what", TRIES)
def test_the_policy_would_stop_it(visit, tmp_path, what):
    page = tmp_path / "asks.html"
    policy = POLICY.format(base64.b64encode(bytes(32)).decode())
    head = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><title>A</title>'
    page.write_text(f'{head}<img src="{png_address()}" alt="">{TRIES[what]}', encoding="utf-8")
    _, complaints = visit(page)  # a request that the policy stops is told of as well, before it is stopped
    assert any("Content Security Policy" in each for each in complaints)
