"""No page of any edition could ask for anything, lets anything run, or may be listed; a browser tells of what asks.

That no kind of page does ask for anything is seen where each is opened: test_accessible.py.
"""

import base64
import hashlib
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page
from publish.making import png_address

from .site_pages import EDITIONS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser-paths")]
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


@pytest.fixture(scope="module")
def page(browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


def content_of(name: str, html: str, attribute: str = "name") -> list[str]:
    found = re.findall(rf'<meta {attribute}="{name}" content="([^"]*)"', html)
    return [each.replace("&#39;", "'") for each in found]


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
def test_a_page_that_asked_would_be_seen(page, tmp_path, what):
    file = tmp_path / "asks.html"
    file.write_text(f"<!doctype html><title>A</title>{TRIES[what]}", encoding="utf-8")
    with page.expect_request(OUTSIDE):
        page.goto(file.as_uri())


@pytest.mark.parametrize("what", TRIES)
def test_the_policy_would_stop_it_and_say_so(page, tmp_path, what):
    file = tmp_path / "asks.html"
    policy = POLICY.format(base64.b64encode(bytes(32)).decode())
    head = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{policy}"><title>A</title>'
    file.write_text(f'{head}<img src="{png_address()}" alt="">{TRIES[what]}', encoding="utf-8")
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.goto(file.as_uri())
