"""A papermill engine that runs a page in the process it is called in, through IPython's own shell.

A kernel of its own costs a page two to three seconds: a new interpreter, the imports, the sockets. Here the
process is made for one page (see `run`) and has everything loaded, so that isolation stays and the cost goes.
What cells show is what IPython's formatters make of it, as in a kernel; a test compares the two byte by byte.
"""

from __future__ import annotations

import base64
import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat import NotebookNode
from papermill.engines import Engine, papermill_engines
from traitlets import Type
from traitlets.config import Config

from inquiry.build.notebook.nodes import make_output
from inquiry.build.running.cell import Cell
from inquiry.build.running.task import ENGINE
from inquiry.errors import PageError

INLINE_BACKEND = "module://matplotlib_inline.backend_inline"  # what ipykernel sets for pyplot


class _Publisher(DisplayPublisher):
    """What `display` shows."""

    def publish(
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        source: object = None,
        *,
        transient: dict[str, Any] | None = None,
        update: bool = False,
        **_more: object,
    ) -> None:
        """Put one display into the shell's cell."""
        display_id = (transient or {}).get("display_id")
        if update and display_id:
            _cell_of(self.shell).update(display_id, _as_json(data), metadata or {})
            return
        output = make_output("display_data", data=_as_json(data), metadata=metadata or {})
        _cell_of(self.shell).add(output, display_id)

    def clear_output(self, wait: bool = False) -> None:
        """Take back what the cell has shown."""
        _cell_of(self.shell).clear(wait)


class _Hook(DisplayHook):
    """What a cell's last line gives."""

    def write_output_prompt(self) -> None:
        """Write no prompt: the notebook has its own."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        """Put the result into the shell's cell."""
        output = make_output(
            "execute_result",
            data=_as_json(format_dict),
            metadata=md_dict or {},
            execution_count=self.prompt_count,
        )
        _cell_of(self.shell).add(output)

    def finish_displayhook(self) -> None:
        """Without the line feed that a terminal needs."""
        self._is_active = False


class PageShell(InteractiveShell):
    """IPython's shell with everything it shows put into a `Cell`."""

    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **options: Any) -> None:
        """Make the shell; `cell` exists before anything can be shown."""
        self.cell = Cell()
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def enable_gui(self, gui: str | None = None) -> None:
        """There is no window to open: charts are drawn into the page."""

    def ask_exit(self) -> None:
        """What `exit` and `quit` do: the page ends, as with a kernel of its own."""
        raise SystemExit

    def _showtraceback(self, etype: type[BaseException], evalue: BaseException, stb: list[str]) -> None:
        """Put an error into the cell; papermill finds it there."""
        error = make_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))
        self.cell.add(error)


def _cell_of(shell: Any) -> Cell:
    """Where a shell of ours collects what it shows."""
    cell: Cell = shell.cell
    return cell


class _Printed(io.TextIOBase):
    """Standard output or error while a cell runs: into the cell, and into the log."""

    encoding = "utf-8"

    def __init__(self, cell: Cell, name: str, log: Any) -> None:
        """Print into `cell` as the stream `name`, and into `log`."""
        self._cell, self._name, self._log = cell, name, log

    def write(self, text: str) -> int:
        """Take printed text."""
        if text:
            self._cell.print(self._name, text)
            with contextlib.suppress(OSError, ValueError):
                self._log.write(text)
        return len(text)

    def flush(self) -> None:
        """Send what the log has on its way."""
        with contextlib.suppress(OSError, ValueError):
            self._log.flush()

    def writable(self) -> bool:
        """Yes."""
        return True


class PageEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """Runs a notebook's code cells one after another, up to the first that fails."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **_options: object) -> None:
        """Run the cells of papermill's managed notebook in place."""
        ours = os.getpid()
        with page_shell() as shell:
            for n, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, n)
                failed = cell.cell_type == "code" and bool(cell.source.strip()) and not _run(shell, cell)
                if (
                    os.getpid() != ours
                ):  # a copy of the page that the cell forked: it ends where the cell does
                    os._exit(0)
                if shell.cell.flooded:
                    raise PageError(shell.cell.flooded)
                if failed:
                    nb_man.cell_exception(cell, cell_index=n)
                nb_man.cell_complete(cell, cell_index=n)
                if failed:
                    break


def register_engine() -> None:
    """Make the engine known to papermill under the name `ENGINE`."""
    papermill_engines.register(ENGINE, PageEngine)


@contextlib.contextmanager
def page_shell() -> Iterator[PageShell]:
    """A shell with a namespace of its own, without history, profile or startup files of whoever builds."""
    with tempfile.TemporaryDirectory(prefix="inquiry-") as folder:
        shell = PageShell.instance(config=_shell_config(folder))
        _enable_charts(shell)
        try:
            yield shell
        finally:
            PageShell.clear_instance()


def _shell_config(folder: str) -> Config:
    config = Config()
    config.InteractiveShell.ipython_dir = folder
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.banner1 = ""
    config.HistoryManager.enabled = False
    return config


def _enable_charts(shell: Any) -> None:
    """Let pyplot draw into the page: charts vanish without a word where it was loaded before the shell."""
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    if "matplotlib.pyplot" in sys.modules:
        from IPython.core.pylabtools import select_figure_formats
        from matplotlib_inline.config import InlineBackend

        shell.enable_matplotlib("inline")
        # It does this for the first shell of a process alone; a page's shell comes after a practice one.
        inline = InlineBackend.instance(parent=shell)
        select_figure_formats(shell, inline.figure_formats, **inline.print_figure_kwargs)  # type: ignore[no-untyped-call]


def _run(shell: Any, cell: NotebookNode) -> bool:
    """Run one cell, put its outputs into it, and say whether it went well."""
    cell["outputs"] = shell.cell.begin()
    cell["execution_count"] = shell.execution_count
    out, err = _Printed(shell.cell, "stdout", sys.stdout), _Printed(shell.cell, "stderr", sys.stderr)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(cell["source"], store_history=True)
    cell["outputs"] = shell.cell.finish()
    return bool(result.success)


def _as_json(data: dict[str, Any]) -> dict[str, Any]:
    """A mime bundle as a notebook keeps it: pictures in base64."""
    return {
        name: base64.b64encode(value).decode("ascii") + "\n" if isinstance(value, bytes) else value
        for name, value in data.items()
    }
