"""A live form as a widget: it hands the form's state to the page, whose own code draws it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import anywidget
from ipywidgets import Layout
from traitlets import Dict

# All that a form does is code of our JupyterLab extension, loaded once a page; this only finds it.
ESM = """\
const SAY = "This form can be written in when the workbook is opened with the command “inquiry lab”.";
export default {
  render({ model, el }) {
    const lab = globalThis.inquiryLab;
    if (lab) return lab.mountForm(el, model.get("state"));
    el.append(Object.assign(document.createElement("p"), { textContent: SAY }));
  },
};
"""


class FormWidget(anywidget.AnyWidget):
    """One form of a page that is open."""

    _esm = ESM
    state = Dict().tag(sync=True)


@cache
def _layout() -> Layout:
    """One for all forms: what stands around them is the page's, and each layout is a message of its own."""
    return Layout()


def view_form(state: Mapping[str, Any]) -> dict[str, Any]:
    """Make a form's widget; returns what a notebook shows it with."""
    widget = FormWidget(state=dict(state), layout=_layout())
    return {"version_major": 2, "version_minor": 0, "model_id": widget.model_id}
