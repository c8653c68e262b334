"""The addresses of the server extension: each parses what is asked, calls, and answers."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler, JupyterHandler
from tornado import web

from inquiry.errors import InquiryError
from inquiry.lab.ask import MOST_NOTE_BYTES, Refused, parse_body, take_list, take_text
from inquiry.lab.known import Known
from inquiry.lab.notes import MOST_CELLS, save_notes
from inquiry.lab.opening import describe_page
from inquiry.lab.places import find_page, need_page
from inquiry.lab.saving import save_answers
from inquiry.lab.start_page import FIRST_PAGE, path_of, say_in_page, start_page
from inquiry.lab.telling import tell_changes, tell_history

T = TypeVar("T")
WORKSPACE = "inquiry-workspace"  # the cookie that gives each browser a workspace of its own
WORKSPACE_DAYS = 400  # browsers keep no cookie longer (RFC 6265bis)
OURS = "The server met something unknown. What you typed is kept in this browser; it is sent again."
RESOURCE = "contents"  # whoever may read and write notebooks may read and write answers


class Ours(JupyterHandler):
    """What all our addresses share: what the server knows, its folder, and a thread for slow work."""

    auth_resource = RESOURCE
    writes = False

    @property
    def known(self) -> Known:
        """What the server keeps of the districts."""
        known: Known = self.settings["inquiry_known"]
        return known

    @property
    def root(self) -> Path:
        """The folder that JupyterLab shows."""
        return Path(self.settings["server_root_dir"]).expanduser()

    async def aside(self, work: Callable[[], T]) -> T:
        """Do slow work in a thread: the server goes on meanwhile, and reading never waits for writing."""
        pool: ThreadPoolExecutor = self.settings["inquiry_writers" if self.writes else "inquiry_readers"]
        return await asyncio.get_running_loop().run_in_executor(pool, work)


class OurApi(Ours, APIHandler):
    """An address that answers with JSON, and refuses with a sentence."""

    async def tell(self, work: Callable[[], dict[str, Any]]) -> None:
        """Answer with what `work` gives, or with why it is refused."""
        try:
            said = await self.aside(work)
        except InquiryError as trouble:
            self.set_status(trouble.status if isinstance(trouble, Refused) else 500)
            said = {"message": str(trouble)}
        self.finish(json.dumps(said, allow_nan=False))

    def write_error(self, status_code: int, **more: Any) -> None:
        """Say what is no fault of the person's in words; the server's log has the details."""
        if status_code < 500:
            super().write_error(status_code, **more)
            return
        self.finish(json.dumps({"message": OURS}))

    def ask(self, name: str) -> str:
        """An argument of the address; empty where it has none."""
        value: str = self.get_query_argument(name, "", strip=False)
        return value


class PageHandler(OurApi):
    """What a page may run, and what it shows around itself."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Answer for one notebook."""

        def work() -> dict[str, Any]:
            asked = parse_body(self.request.body, MOST_NOTE_BYTES)
            path, cells = take_text(asked, "path"), take_list(asked, "cells", MOST_CELLS)
            place = find_page(self.root, path, self.known)
            return {"ours": False} if place is None else describe_page(self.root, place, cells, self.known)

        await self.tell(work)


class SaveHandler(OurApi):
    """What people type."""

    writes = True

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Save answers."""

        def work() -> dict[str, Any]:
            asked = parse_body(self.request.body)
            return save_answers(need_page(self.root, take_text(asked, "path"), self.known), asked, self.known)

        await self.tell(work)


class ChangesHandler(OurApi):
    """What others changed."""

    _track_activity = False  # a page left open asks all day; that is nobody at work

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Tell what is new since a mark."""

        def work() -> dict[str, Any]:
            place = need_page(self.root, self.ask("path"), self.known)
            person = self.ask("author") or None
            return tell_changes(place, self.ask("mark"), self.ask("version"), person, self.known)

        await self.tell(work)


class HistoryHandler(OurApi):
    """What a row held before."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Tell every revision of a row."""

        def work() -> dict[str, Any]:
            place = need_page(self.root, self.ask("path"), self.known)
            owner, person = self.ask("owner") or None, self.ask("author") or None
            return tell_history(place, self.ask("form"), owner, self.ask("row"), person, self.known)

        await self.tell(work)


class NotesHandler(OurApi):
    """A team's own cells."""

    writes = True

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """Put a browser's cells into the file."""

        def work() -> dict[str, Any]:
            asked = parse_body(self.request.body, MOST_NOTE_BYTES)
            place = need_page(self.root, take_text(asked, "path"), self.known)
            base, mine = (take_list(asked, name, MOST_CELLS) for name in ("base", "mine"))
            return save_notes(place.file, str(asked.get("version") or ""), base, mine, self.known)

        await self.tell(work)


class StartHandler(Ours):
    """The page with all teams."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Show it."""
        await self.show(lambda: start_page(self.root, self.base_url, self.known))

    async def show(self, work: Callable[[], str]) -> None:
        """Show the page that `work` gives, or what is in its way."""
        try:
            page = await self.aside(work)
        except InquiryError as trouble:
            self.set_status(trouble.status if isinstance(trouble, Refused) else 500)
            page = say_in_page("This page cannot be opened", str(trouble), self.base_url)
        _ = self.xsrf_token  # sets the cookie that every later request shows
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(page)


class OpenHandler(StartHandler):
    """One address for each team that stays the same all year."""

    @web.authenticated
    @authorized
    async def get(self, team: str) -> None:
        """Lead on to the team's page of this quarter, in a workspace of this browser's own."""
        page = self.get_query_argument("page", FIRST_PAGE)
        district = self.get_query_argument("district", None)
        try:
            path = await self.aside(lambda: path_of(self.root, team, page, self.known, district))
        except InquiryError as trouble:
            sentence = str(trouble)
            await self.show(lambda: _refuse(sentence))
            return
        self.redirect(f"{self.base_url}doc/workspaces/{self._workspace()}/tree/{quote(path)}")

    def _workspace(self) -> str:
        """This browser's workspace: two browsers with one workspace would open each other's pages."""
        name = self.get_cookie(WORKSPACE) or ""
        if not (name.isascii() and name.isalnum() and len(name) <= 64):
            name = f"w{secrets.token_hex(8)}"
        self.set_cookie(
            WORKSPACE, name, path=self.base_url, expires_days=WORKSPACE_DAYS, httponly=True, samesite="Lax"
        )
        return name


def _refuse(sentence: str) -> str:
    raise Refused(404, sentence)


HANDLERS: list[tuple[str, type[Ours]]] = [
    (r"inquiry/api/page", PageHandler),
    (r"inquiry/api/save", SaveHandler),
    (r"inquiry/api/changes", ChangesHandler),
    (r"inquiry/api/history", HistoryHandler),
    (r"inquiry/api/notes", NotesHandler),
    (r"inquiry/?", StartHandler),
    (r"inquiry/open/([^/]+)", OpenHandler),
]
