"""A page that draws forms without JupyterLab, and what a test asks of it."""

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from .form_states import field, options, row, state, takes

HERE = Path(__file__).parent
STATIC = HERE.parents[1] / "lib/inquiry/lab/front/extension/static"


class _Files(SimpleHTTPRequestHandler):
    """The extension's files under /static/, the test's own page beside them."""

    def translate_path(self, path: str) -> str:
        path = path.partition("?")[0]
        return str(
            STATIC / path.removeprefix("/static/") if path.startswith("/static/") else HERE / path.lstrip("/")
        )

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def forms_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/forms_page.html"
    server.shutdown()
    server.server_close()


@pytest.fixture
def draw(window, forms_address):
    """Open a window and draw a form in it."""

    def run(given: dict[str, Any], width: int = 1280, dark: bool = False, **options: Any) -> Page:
        page = window(width, **options)
        page.set_default_timeout(10_000)
        page.goto(forms_address)
        page.wait_for_function("window.fake")
        page.evaluate("dark => document.body.dataset.jpThemeLight = String(!dark)", dark)
        page.evaluate("state => fake.mount(state)", given)
        return page

    return run


def puts(page: Page) -> list[dict[str, Any]]:
    """What the form gave to be saved."""
    return page.evaluate("fake.puts")


def saved(page: Page, id: str) -> Any:
    """The last value given to be saved for a question."""
    return next((put["values"][id] for put in reversed(puts(page)) if id in put.get("values", {})), "nothing")


def typed(page: Page) -> Any:
    """The last thing given to be saved."""
    return puts(page)[-1]


def said(page: Page) -> list[str]:
    """What was announced."""
    return page.evaluate("fake.said")


def whole(page: Page, label: str) -> Any:
    """A question with all that belongs to it."""
    return page.locator(".inq-field", has=page.get_by_text(label, exact=True)).first


CHOSEN = {
    "short": "They explain",
    "long": "Because",
    "few": "some",
    "many": "writing",
    "several": ["students", "families"],
    "sure": 3,
    "share": 45,
    "count": 12,
    "day": "2026-11-02",
    "who": "ben-cole",
    "serves": "slt/focus/p1",
    "levels": {"arguing": 2},
}


NAMED = [
    field("name", "short_text", "What will we do?"),
    field("standing", "choice", "Now?", options=options("Now", "Waits")),
]


def rows_form(count: int, **more: Any) -> dict[str, Any]:
    rows = [row({"name": f"Idea {n}"}, id=f"r{n}", revision=f"v{n}") for n in range(1, count + 1)]
    return state(NAMED, rows, takes=takes("idea", **more))


def names(page: Page) -> list[str]:
    return [box.input_value() for box in page.get_by_label("What will we do?").all() if box.is_visible()]


OBJECTION = "That makes {count}. A team keeps about {max} in view. Which one waits?"


WAITS = {"field": "standing", "any_of": ["waits"]}


def news(page: Page, *rows: dict[str, Any], **more: Any) -> None:
    page.evaluate(
        "([form, given]) => fake.rows(form, given)",
        ["trial", {"rows": list(rows), "links": {}, "limit": None, **more}],
    )


PAST = [
    {
        "id": "b",
        "at": "2026-11-20 09:15",
        "by": "Ben Cole",
        "values": {"long": "Second"},
        "before": {"long": "First"},
    },
    {
        "id": "a",
        "at": "2026-11-19 15:40",
        "by": "Ana Ruiz",
        "values": {"long": "First"},
        "before": {"long": "Zero"},
    },
    {"id": "z", "at": "2026-11-19 15:00", "by": "Ana Ruiz", "values": {"short": "Other"}, "before": {}},
]
