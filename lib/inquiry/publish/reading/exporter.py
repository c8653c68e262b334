"""The site's nbconvert exporter: our own template, everything escaped that is not proven HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

import nbformat
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from traitlets import default

from inquiry.district.shipped import templates_folder
from inquiry.publish.keeping.makers import TEMPLATE
from inquiry.publish.reading.content import Piece
from inquiry.publish.rules.policy import security_policy
from inquiry.views.faces import STAFF_MIME

_from_dict: Any = nbformat.from_dict  # nbformat names no types


class StaffExporter(TemplateExporter):
    """Renders pages of the site; made once and used for all of them.

    nbconvert's `HTMLExporter` is not used: it offers addresses of script libraries on other sites to its
    templates, and does not escape what it is given.
    """

    output_mimetype = "text/html"

    def __init__(self) -> None:
        """Look for the template in our own folder and nowhere else, so that a build is the same anywhere."""
        folder = templates_folder()
        cast(Any, super()).__init__(
            template_name=TEMPLATE,
            extra_template_basedirs=[str(folder)],
            template_paths=[str(folder / TEMPLATE)],
            default_preprocessors=[],
        )

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_extension")
    def _template_extension_default(self) -> str:
        return ".html.j2"

    def _create_environment(self) -> Environment:
        environment: Environment = cast(Any, super())._create_environment()
        environment.autoescape = True
        environment.undefined = StrictUndefined
        return environment

    @cached_property
    def style(self) -> Markup:
        """The one style sheet, ours, as it stands in every page."""
        path = templates_folder() / TEMPLATE / "style.css"
        return Markup(_press(path.read_text(encoding="utf-8")))

    @cached_property
    def policy(self) -> str:
        """The security policy of every page: nothing is loaded, and only our own style sheet applies."""
        return security_policy(str(self.style))

    def render_page(self, pieces: Iterable[Piece], view: object) -> str:
        """A team's page through nbconvert: what staff may see of a notebook, and the view around it."""
        html, _ = self.from_notebook_node(staff_notebook(pieces), self._resources(view))
        return _tidy(html)

    def render_list(self, template: str, view: object) -> str:
        """A page that lists others: a school, a quarter, the site's first page."""
        page = self.environment.get_template(template)
        return _tidy(page.render(nb=staff_notebook(()), resources=self._resources(view)))

    def _resources(self, view: object) -> dict[str, Any]:
        return {"view": view, "staff_mime": STAFF_MIME, "style": self.style, "policy": self.policy}

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Nothing precedes rendering, for which nbconvert would copy notebook and resources again."""
        return nb, resources


def staff_notebook(pieces: Iterable[Piece]) -> Any:
    """A new notebook that holds nothing but what staff may see; its texts are marked as proven HTML."""
    cells = [_cell(piece, f"piece-{n}") for n, piece in enumerate(pieces)]
    return _from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


def _cell(piece: Piece, name: str) -> dict[str, Any]:
    html = Markup(piece.html)  # rewritten from the allow-list
    if piece.kind == "prose":
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": html}
    output = {"output_type": "display_data", "metadata": {}, "data": {STAFF_MIME: html}}
    code: dict[str, Any] = {
        "cell_type": "code",
        "id": name,
        "metadata": {},
        "source": "",
        "execution_count": None,
    }
    return code | {"outputs": [output]}


def _press(style: str) -> str:
    """A style sheet of ours without comments and needless space: it stands in every page."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", bare).replace(": ", ":").strip()


def _tidy(html: str) -> str:
    """No space at line ends and one newline at the end, so that a difference means a change."""
    return "\n".join(line.rstrip() for line in html.split("\n")).strip() + "\n"
