"""A binder's HTML as a tagged PDF, by WeasyPrint; nothing is asked of anybody for it."""

from __future__ import annotations

import contextlib
import io
import logging
import warnings
from collections.abc import Iterator
from importlib import import_module, metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from inquiry.errors import PageError, UsageError

VARIANT = "pdf/ua-1"  # ISO 14289-1: tagged for screen readers, with a title and a language
# Packages, beside those of the site's pages, that have a hand in a binder's bytes.
PACKAGES = ("weasyprint", "pydyf", "tinyhtml5", "tinycss2", "cssselect2", "fonttools", "pillow", "matplotlib")
# The charts' font, which comes with matplotlib: the binder's letters are those of its charts, on any machine.
FAMILY = "Binder Sans"
_FACES = {
    "DejaVuSans.ttf": "font-weight: normal; font-style: normal",
    "DejaVuSans-Bold.ttf": "font-weight: bold; font-style: normal",
    "DejaVuSans-Oblique.ttf": "font-weight: normal; font-style: italic",
    "DejaVuSans-BoldOblique.ttf": "font-weight: bold; font-style: italic",
}
MOST_SAID = 1000  # characters of what went wrong that a coach is shown
_FONT = "binder-font:"  # names those files in our own style sheet; leads to nothing else
_NOT_INSTALLED = (
    "A binder is set by WeasyPrint, which is not installed. To install it: "
    "pip install 'inquiry-cycle-workbook[pdf]'. Without --pdf the site is made without binders."
)
_NO_PANGO = (
    "A binder’s text is set by Pango, which this computer does not have. To install it: on Debian or Ubuntu "
    "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS brew install pango; "
    "on Windows install MSYS2 (msys2.org) and, in its window, pacman -S mingw-w64-ucrt-x86_64-pango. "
    "Without --pdf the site is made without binders."
)


def load_weasyprint() -> ModuleType:
    """WeasyPrint, loaded: half a second that only a run with binders pays.

    Raises
    ------
    UsageError
        When it, or the library that sets its text, is missing: which, and how to install it.
    """
    try:
        # What it prints of a missing library is told in our own words below.
        with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return import_module("weasyprint")
    except ImportError:
        raise UsageError(_NOT_INSTALLED) from None
    except OSError:
        raise UsageError(_NO_PANGO) from None


def versions() -> str:
    """The versions of what sets a binder, which have a hand in its bytes."""
    return ", ".join(f"{package} {_version(package)}" for package in PACKAGES)


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except (
        metadata.PackageNotFoundError
    ):  # a binder of earlier is then not known to be what would be made now
        return "missing"


def write_pdf(html: str) -> bytes:
    """Set a binder.

    Parameters
    ----------
    html : str
        The whole binder; its images are in it.

    Returns
    -------
    bytes
        A tagged PDF with its fonts in it: for the same HTML the same bytes.

    Raises
    ------
    PageError
        When anything in it could not be set, such as an image that is none: nothing is left out in silence.
    UsageError
        When WeasyPrint or Pango is missing.
    """
    weasyprint = load_weasyprint()
    fetcher = _fetcher(weasyprint)
    fonts = weasyprint.text.fonts.FontConfiguration()
    options = {"font_config": fonts, "pdf_variant": VARIANT, "pdf_tags": True}
    with _complaints() as complaints:
        try:
            style = weasyprint.CSS(string=_font_style(), font_config=fonts, url_fetcher=fetcher)
            page = weasyprint.HTML(string=html, url_fetcher=fetcher)
            made: bytes = page.write_pdf(stylesheets=[style], **options)
        except weasyprint.urls.FatalURLFetchingError as refused:
            complaints.append(str(refused))
    if complaints:
        raise PageError(f"The binder could not be set: {'; '.join(complaints)[:MOST_SAID]}")
    return made


def _fetcher(weasyprint: ModuleType) -> Any:
    """What WeasyPrint may load: what is embedded in the binder, and our four fonts. All else stops it."""

    base: Any = weasyprint.URLFetcher

    class Fetcher(base):  # type: ignore[misc]  # WeasyPrint names no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url.removeprefix(_FONT) in _FACES:
                content = (_font_folder() / url.removeprefix(_FONT)).read_bytes()
                return weasyprint.urls.URLFetcherResponse(url, content)
            return super().fetch(url, headers)

    return Fetcher(allowed_protocols=("data",), fail_on_errors=True)


def _font_style() -> str:
    faces = (f'font-family: "{FAMILY}"; src: url("{_FONT}{name}"); {face}' for name, face in _FACES.items())
    return "\n".join(f"@font-face {{ {face} }}" for face in faces)


def _font_folder() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


class _Kept(logging.Handler):
    """Keeps what WeasyPrint says it could not do; its warnings are about style rules of screens alone."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


@contextlib.contextmanager
def _complaints() -> Iterator[list[str]]:
    logger, kept = logging.getLogger("weasyprint"), _Kept()
    logger.addHandler(kept)
    try:
        yield kept.said
    finally:
        logger.removeHandler(kept)
