"""What makes a page of the site of a page of the build: one digest of all of it."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from inquiry.district.shipped import templates_folder

TEMPLATE = "html"  # the folder in templates/; index.html.j2 in it is a team's page
# Packages that have a hand in a page's bytes or in its checks; Python itself reads the HTML.
PACKAGES = ("jinja2", "markupsafe", "mistune", "nbconvert", "nbformat", "pygments")


def digest_makers() -> str:
    """The digest of our code, the site's template and style sheet, and the versions of what they use.

    All of the library counts, not publishing alone: a rule for what staff may see can stand anywhere in it,
    and no page may stay on the site that was let through by an older one.
    """
    total = hashlib.sha256(platform.python_version().encode("ascii"))
    for package in PACKAGES:
        total.update(f"{package} {metadata.version(package)}\n".encode())
    for root, pattern in ((Path(__file__).parents[2], "*.py"), (templates_folder() / TEMPLATE, "*")):
        for path in _files(root, pattern):
            content = path.read_bytes()
            total.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
            total.update(content)
    return total.hexdigest()


def digest_page(makers: str, *made_of: object) -> str:
    """The digest of one page: its makers and the plain values it is made of, which `repr` tells apart."""
    return hashlib.sha256(repr((makers, *made_of)).encode("utf-8", "backslashreplace")).hexdigest()


def _files(root: Path, pattern: str) -> Iterator[Path]:
    """The files under a folder, in an order that is the same anywhere."""
    yield from sorted(path for path in root.rglob(pattern) if path.is_file())
