"""Where the pages and the questions lie: the project's root, or inside an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_SHIPPED = _PACKAGE / "_shipped"  # a built wheel; see pyproject.toml
_ROOT = _SHIPPED if _SHIPPED.is_dir() else _PACKAGE.parent.parent


def templates_folder() -> Path:
    """The folder of questions, cut scores and the site's template."""
    return _ROOT / "templates"


def notebooks_folder() -> Path:
    """The folder of the workbook's source pages."""
    return _ROOT / "notebooks"
