"""The site's folder: pages put in one by one, each whole; what a quarter no longer has is taken out."""

from __future__ import annotations

from pathlib import Path

from inquiry.district.files import write_if_changed

SITE_FOLDER = "site"
INDEX = "index.html"


class Shelf:
    """What this run has put on the site."""

    def __init__(self, folder: Path) -> None:
        """Open the site of a district's folder; it is made when the first page is put there."""
        self.site = folder / SITE_FOLDER
        self.files: list[str] = []

    def put(self, address: str, html: str) -> None:
        """Write one page, whole; an unchanged one keeps its date."""
        write_if_changed(self.site / address, html)
        self.files.append(address)

    def quarters(self) -> list[str]:
        """The quarters that have pages on the site, by name."""
        return sorted(page.parent.name for page in self.site.glob(f"*/{INDEX}"))

    def clear(self, quarter: str) -> tuple[str, ...]:
        """Take out the pages of a quarter that this run did not put there; other quarters stay."""
        top = self.site / quarter
        kept = set(self.files)
        stale = [page for page in sorted(top.rglob("*.html")) if self._address(page) not in kept]
        for page in stale:
            page.unlink()
        for folder in sorted((each for each in top.rglob("*") if each.is_dir()), reverse=True):
            if not any(folder.iterdir()):
                folder.rmdir()
        return tuple(self._address(page) for page in stale)

    def _address(self, page: Path) -> str:
        return page.relative_to(self.site).as_posix()
