"""What a page's cells show while they run, up to what a page may show at most."""

from __future__ import annotations

from typing import Any, NoReturn

from nbformat import NotebookNode

from inquiry.build.notebook.nodes import make_node, make_output
from inquiry.build.running.limits import PRINTED_CHARACTERS, SHOWN_BYTES, TOO_MUCH_PRINTED, TOO_MUCH_SHOWN


class Flood(BaseException):
    """A page shows or prints without end; no `except Exception` of its own holds this up."""


class Cell:
    """Collects what the cell at work shows, in the form a notebook keeps it.

    `flooded` says that the page showed or printed too much, once it did; nothing more is taken then.
    """

    def __init__(self) -> None:
        """Begin without outputs."""
        self.flooded = ""
        self._printed, self._shown = 0, 0  # over all cells
        self.outputs: list[NotebookNode] = []
        self.shown: dict[str, list[NotebookNode]] = {}  # by display id, over all cells
        self._clear_next = False
        self._pieces: list[str] = []  # of the text that is being printed: joined once, however many there are

    def begin(self) -> list[NotebookNode]:
        """Start a new cell; return the list its outputs go to."""
        self.finish()
        self.outputs, self._clear_next = [], False
        return self.outputs

    def add(self, output: NotebookNode, display_id: str | None = None) -> None:
        """Take one output."""
        data = output.get("data", {})
        self._shown += sum(len(each) for each in data.values() if isinstance(each, str))
        if self._shown > SHOWN_BYTES:
            self._flood(TOO_MUCH_SHOWN)
        self._clear_if_due()
        self.finish()
        self.outputs.append(output)
        if display_id:
            self.shown.setdefault(display_id, []).append(output)

    def update(self, display_id: str, data: dict[str, Any], metadata: dict[str, Any]) -> None:
        """Replace what was shown under a display id."""
        for output in self.shown.get(display_id, []):
            output["data"], output["metadata"] = make_node(data), make_node(metadata)

    def print(self, name: str, text: str) -> None:
        """Take printed text, joined with what was printed just before."""
        self._printed += len(text)
        if self._printed > PRINTED_CHARACTERS:
            self._flood(TOO_MUCH_PRINTED)
        self._clear_if_due()
        last = self.outputs[-1] if self.outputs else None
        if last is None or last["output_type"] != "stream" or last["name"] != name:
            self.finish()
            self.outputs.append(make_output("stream", name=name, text=""))
        self._pieces.append(text)

    def finish(self) -> list[NotebookNode]:
        """Put together what was printed last; return all outputs of the cell."""
        if self._pieces:
            self.outputs[-1]["text"] += "".join(self._pieces)
            self._pieces.clear()
        return self.outputs

    def clear(self, wait: bool) -> None:
        """Take back what the cell has shown; with `wait`, when the next output comes."""
        self._clear_next = wait
        if not wait:
            self._forget()

    def _flood(self, why: str) -> NoReturn:
        self.flooded = why
        raise Flood(why)

    def _clear_if_due(self) -> None:
        if self._clear_next:
            self._forget()
            self._clear_next = False

    def _forget(self) -> None:
        self._pieces.clear()
        self.outputs.clear()
