"""What keeps a page off the site: which element, which rule, and how to mend it."""

from dataclasses import dataclass

from inquiry.publish.reading.element import Element


@dataclass(frozen=True)
class Problem:
    """One rule that one element of a page breaks."""

    element: str  # the opening tag, shortened; or the words it is about
    rule: str  # what must hold, with the WCAG criterion where there is one
    cure: str
    line: int = 0
    cell: str = ""  # the notebook cell it came from
    page: str = ""  # the page's address inside the site

    def __str__(self) -> str:
        """The problem as a coach reads it."""
        where = ", ".join(part for part in (self.page, self.cell and f"cell {self.cell}") if part)
        return f"{where or 'page'}: {self.element}: {self.rule}. To mend it: {self.cure}"


def problem(element: Element | str, rule: str, cure: str) -> Problem:
    """A problem with an element, or with something said in words."""
    line = element.line if isinstance(element, Element) else 0
    return Problem(str(element), rule, cure, line)
