"""Sign what may run by itself when a page is opened, and check it there.

A page's locked cells are signed when build has run them: each with its id and the hash of its text, together
with whose page it is. A page that was altered, or made by somebody this computer does not know, is shown as
it is, and nothing of it runs by itself.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from nbformat import NotebookNode

from inquiry.build.notebook.keys import name_key
from inquiry.build.notebook.nodes import make_node
from inquiry.build.notebook.notebooks import (
    LOCKED,
    kind_of,
    mark_of,
    notebook_bytes,
    notebook_mark,
    parse_notebook,
)

FORMAT = "inquiry-page-1"  # in the message, so that no signature of ours is ever taken for another's
COVERED = ("page", "team", "school", "quarter", "level")

NOT_SIGNED = "This page does not say who built it, so nothing in it runs by itself. Build it again."
NOT_BUILT = (
    "This page could not be built, so there is nothing to show yet. Your coach was told; when that is mended "
    "and the pages are built again, it appears here."
)
ALTERED = (
    "What this page may run was altered after it was built, so nothing in it runs by itself. Build it again."
)
CHANGED = "This part is not as it was built, so it does not run by itself. Build the page again."
UNKNOWN = (
    "This page was built with a key that is not trusted here ({key}), so nothing in it runs by itself. "
    "If you know who built it, run `inquiry key trust KEY` here with what `inquiry key show` prints there."
)


@dataclass(frozen=True)
class Verdict:
    """What of a page may run by itself.

    `run` are the ids of the cells that may, in order; `refused` says why others may not; `trouble` says why
    nothing may.
    """

    run: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    trouble: str | None = None


def sign_page(content: bytes, key: Ed25519PrivateKey) -> bytes:
    """A built page with its locked cells signed; the same bytes for the same page and key."""
    page = parse_notebook(content)
    mark = notebook_mark(page)
    signed: dict[str, Any] = {"key": name_key(key), "runs": [list(run) for run in runs_of(page)]}
    signed["signature"] = base64.b64encode(key.sign(_message(mark, signed["runs"]))).decode("ascii")
    page["metadata"]["inquiry"] = make_node(mark | {"signed": signed})
    return notebook_bytes(page)


def runs_of(page: NotebookNode) -> list[tuple[str, str]]:
    """The cells that run when a page is opened, with the hashes of their texts, in order.

    Those are the locked cells of code, but for ones that show only what cannot change between two builds.
    """
    return [
        (cell["id"], hash_source(cell["source"]))
        for cell in page["cells"]
        if cell["cell_type"] == "code" and kind_of(cell) == LOCKED and mark_of(cell).get("live") is not False
    ]


def hash_source(source: str) -> str:
    """The hash of a cell's text, however its lines end."""
    text = source.replace("\r\n", "\n")
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def verify_page(mark: Mapping[str, Any], cells: Mapping[str, str], trusted: Collection[str]) -> Verdict:
    """Find out what of a page may run by itself.

    Parameters
    ----------
    mark : mapping
        The page's metadata under `inquiry`.
    cells : mapping of str to str
        The texts of its code cells by their ids, as they would run.
    trusted : collection of str
        The keys trusted here; see `trusted_keys`.

    Returns
    -------
    Verdict
        A signed cell that is no longer there is left out: what is gone cannot run.
    """
    signed = mark.get("signed")
    if not isinstance(signed, Mapping):
        return Verdict(trouble=NOT_BUILT if mark.get("failed") is True else NOT_SIGNED)
    key, signature = signed.get("key"), signed.get("signature")
    runs: Any = signed.get("runs")
    if not isinstance(key, str) or not isinstance(signature, str) or not _are_runs(runs):
        return Verdict(trouble=ALTERED)
    if key not in trusted:
        return Verdict(trouble=UNKNOWN.format(key=_brief(key)))
    if not _is_valid(key, signature, _message(mark, runs)):
        return Verdict(trouble=ALTERED)
    there = [(cell, wanted) for cell, wanted in runs if cell in cells]
    good = {cell for cell, wanted in there if hash_source(cells[cell]) == wanted}
    refused = {cell: CHANGED for cell, _ in there if cell not in good}
    return Verdict(tuple(cell for cell, _ in there if cell in good), refused)


def _message(mark: Mapping[str, Any], runs: Any) -> bytes:
    """What is signed: whose page it is, and what runs in it."""
    covered = {name: mark.get(name) for name in COVERED} | {"format": FORMAT, "runs": runs}
    return json.dumps(covered, sort_keys=True, separators=(",", ":")).encode("ascii")


def _are_runs(runs: Any) -> bool:
    return isinstance(runs, list) and all(
        isinstance(run, list) and len(run) == 2 and all(isinstance(part, str) for part in run) for run in runs
    )


def _is_valid(key: str, signature: str, message: bytes) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key, validate=True))
        public.verify(base64.b64decode(signature, validate=True), message)
    except (InvalidSignature, binascii.Error, ValueError):
        return False
    return True


def _brief(key: str) -> str:
    """A key's beginning: enough to tell it from others; only what base64 is made of."""
    return "".join(c for c in key if c.isalnum() or c in "+/=")[:12] + "…"
