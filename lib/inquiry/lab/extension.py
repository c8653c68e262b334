"""The extension of the Jupyter server that keeps our pages live and saves what people type."""

from __future__ import annotations

import datetime as dt
import importlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from jupyter_server.utils import url_path_join
from traitlets import TraitError, Unicode, validate
from traitlets.config import Configurable

from inquiry.lab.clean_save import clean_model
from inquiry.lab.handlers import HANDLERS
from inquiry.lab.known import Known
from inquiry.lab.start_page import find_districts
from inquiry.lab.warm_kernels.provisioner import use_for

READERS, WRITERS = 8, 32  # threads; writers wait for the disk, and for each other


class InquiryLab(Configurable):
    """Settings of the extension."""

    as_of = Unicode("", help="The day that counts as today, as YYYY-MM-DD; empty: today.").tag(config=True)

    @validate("as_of")
    def _check_day(self, proposal: Any) -> str:
        text: str = proposal["value"]
        try:
            return dt.date.fromisoformat(text).isoformat() if text else ""
        except ValueError:
            raise TraitError(f"“{text}” is no date. Write it as 2026-09-14.") from None


def _load_jupyter_server_extension(server: Any) -> None:
    """Add our addresses and the hook to a server that starts."""
    as_of = InquiryLab(config=server.config).as_of
    known = Known(dt.date.fromisoformat(as_of) if as_of else None, os.environ.get("JUPYTERHUB_USER") or None)
    readers, writers = (
        ThreadPoolExecutor(READERS, "inquiry-read"),
        ThreadPoolExecutor(WRITERS, "inquiry-write"),
    )
    server.web_app.settings.update(inquiry_known=known, inquiry_readers=readers, inquiry_writers=writers)
    base = server.web_app.settings["base_url"]
    server.web_app.add_handlers(".*$", [(url_path_join(base, path), handler) for path, handler in HANDLERS])
    server.contents_manager.register_pre_save_hook(clean_model)
    root = Path(server.web_app.settings["server_root_dir"]).expanduser()
    use_for(server, root)
    readers.submit(_warm_up, root, known)
    server.log.info("inquiry | The workbook's pages are live: %s", url_path_join(base, "inquiry"))


def _warm_up(root: Path, known: Known) -> None:
    """Load what the first page would wait for: questions, districts, what forms are shown with."""
    importlib.import_module("inquiry.views.live")
    known.cycle()
    for district in find_districts(root, known):
        known.warning(district.folder)
