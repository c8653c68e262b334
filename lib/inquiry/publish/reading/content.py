"""From a pristine notebook to what readers may see of it: its own prose and the faces meant for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from inquiry.cycle import Face, may_see
from inquiry.publish.lists.glance import look_at
from inquiry.publish.lists.model import About
from inquiry.publish.reading.element import Element, write_tree
from inquiry.publish.reading.fragments import Fragment, read_face, read_prose, read_team_face
from inquiry.publish.rules.problems import Problem
from inquiry.views.faces import CHAIN_MIME, STAFF_MIME, TEAM_MIME

PUBLISHED_KINDS = frozenset({"locked", "forms"})  # cells of ours; a team's own, and open ones, are never read
MOST_PROSE = 1000  # cells whose HTML is kept for the next page: teams' pages share most of their prose
_MIMES: dict[Face, tuple[str, ...]] = {
    "staff": (STAFF_MIME,),
    "chain": (CHAIN_MIME, STAFF_MIME),
    "team": (TEAM_MIME, STAFF_MIME),
}
_SHOWN_OUTPUTS = frozenset({"display_data", "execute_result"})  # not stream, not error: no traceback


@dataclass(frozen=True)
class Piece:
    """One stretch of a page: `prose` of the notebook, or the staff `face` of one view."""

    kind: str
    cell: str
    nodes: tuple[Element | str, ...]

    @property
    def html(self) -> str:
        """The piece as HTML, rewritten from its tree."""
        return write_tree(list(self.nodes)).strip()

    def heading(self) -> int:
        """Its level when it is a heading of the prose, else 0."""
        first = self.nodes[0]
        is_heading = self.kind == "prose" and isinstance(first, Element) and first.tag in {"h1", "h2", "h3"}
        return int(first.tag[1]) if is_heading and isinstance(first, Element) else 0


@dataclass(frozen=True)
class Content:
    """What staff see of one page, and what keeps it from being shown."""

    about: About
    pieces: tuple[Piece, ...]
    problems: tuple[Problem, ...] = ()


def read_content(notebook: Mapping[str, Any], face: Face = "staff") -> Content:
    """What some readers may see of a pristine notebook.

    Parameters
    ----------
    notebook : Mapping
        A page as build ran it (nbformat 4). Only the prose of its locked cells and those outputs of its
        locked cells that carry a face for these readers are read; sources of code, other faces, streams and
        tracebacks are not.
    face : Face
        For whom: all staff, the teams above, or the team itself.

    Returns
    -------
    Content
        Its pieces in order. Prose that introduces only what these readers do not see is left out, and so is a
        heading with nothing under it.
    """
    groups = [_shown(group) for group in _group_cells(notebook.get("cells", []), face)]
    fragments = [(piece, fragment) for group in groups for piece, fragment in group]
    problems = tuple(replace(p, cell=cell) for (_, cell), fragment in fragments for p in fragment.problems)
    faces = [fragment for (kind, _), fragment in fragments if kind == "face"]
    title, pieces = _take_title(_split(fragments))
    pieces = _drop_bare_headings(pieces)
    marked = notebook.get("metadata", {}).get("inquiry", {})
    about = About(
        title=title or str(notebook.get("metadata", {}).get("title", "")),
        sections=tuple(_name_sections(pieces)),
        as_of=str(marked.get("as_of", "")),
        facts=look_at(faces),
    )
    return Content(about, tuple(pieces), problems)


_Source = tuple[str, str]  # kind and cell
_Group = list[tuple[_Source, Fragment]]


@dataclass
class _Cells:
    """A prose cell and what it introduces, up to the next prose cell."""

    prose: tuple[str, Fragment] | None = None
    faces: list[tuple[str, Fragment]] = field(default_factory=list)
    introduces: bool = False  # whether anything follows that a team sees


def _group_cells(cells: Iterable[Mapping[str, Any]], face: Face) -> Iterator[_Cells]:
    group = _Cells()
    for cell in cells:
        about = cell.get("metadata", {}).get("inquiry", {})
        ours = about.get("kind") in PUBLISHED_KINDS and may_see(about.get("audience", "staff"), face)
        name = str(cell.get("id", ""))
        if ours and cell.get("cell_type") == "markdown":
            yield group
            group = _Cells(prose=(name, read_prose(render_markdown(_joined(cell.get("source", ""))))))
        elif ours and cell.get("cell_type") == "code":
            group.introduces |= bool(cell.get("outputs"))
            read = read_team_face if face == "team" else read_face
            group.faces += [(name, read(html)) for html in _faces(cell, face)]
        else:
            group.introduces = True
    yield group


def _faces(cell: Mapping[str, Any], face: Face) -> Iterator[str]:
    """Of each output the face for these readers; where it has none of its own, the one for all staff."""
    for output in cell.get("outputs", []):
        data = output.get("data", {}) if output.get("output_type") in _SHOWN_OUTPUTS else {}
        found = next((mime for mime in _MIMES[face] if mime in data), None)
        if found:
            yield _joined(data[found])


def _joined(text: str | list[str]) -> str:
    return text if isinstance(text, str) else "".join(text)


@lru_cache(maxsize=MOST_PROSE)
def render_markdown(source: str) -> str:
    """A prose cell as HTML, by nbconvert's own renderer, without its pilcrow links."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))


def _shown(group: _Cells) -> _Group:
    faces = [(("face", cell), face) for cell, face in group.faces if face.problems or not face.is_empty]
    if group.prose is None:
        return list(faces)
    cell, prose = group.prose
    if group.introduces and not faces:
        prose = replace(prose, nodes=tuple(_headings(prose)))
    return [(("prose", cell), prose), *faces]


def _headings(prose: Fragment) -> list[Element]:
    return [node for node in prose.nodes if isinstance(node, Element) and node.tag in {"h1", "h2", "h3"}]


def _split(fragments: _Group) -> list[Piece]:
    """Prose node by node, a face whole; white space between blocks dropped."""
    pieces: list[Piece] = []
    for (kind, cell), fragment in fragments:
        if kind == "face":
            pieces.append(Piece(kind, cell, fragment.nodes))
        else:
            nodes = (node for node in fragment.nodes if not isinstance(node, str) or node.strip())
            pieces += [Piece(kind, cell, (node,)) for node in nodes]
    return pieces


def _take_title(pieces: list[Piece]) -> tuple[str, list[Piece]]:
    for n, piece in enumerate(pieces):
        if piece.heading() == 1 and isinstance(piece.nodes[0], Element):
            return piece.nodes[0].text(), pieces[:n] + pieces[n + 1 :]
    return "", pieces


def _drop_bare_headings(pieces: list[Piece]) -> list[Piece]:
    """Leave out a heading that nothing stands under before the next of its level or above."""
    kept: list[Piece] = []
    next_level = 1  # what follows, seen from behind: the end of the page is like a new title
    for piece in reversed(pieces):
        level = piece.heading()
        if level and next_level and next_level <= level:
            continue
        next_level = level
        kept.append(piece)
    return kept[::-1]


def _name_sections(pieces: list[Piece]) -> Iterator[tuple[str, str]]:
    headings = [piece.nodes[0] for piece in pieces if piece.heading() == 2]
    for n, heading in enumerate(headings, start=1):
        if isinstance(heading, Element):
            heading.attrs["id"] = f"part-{n}"
            yield f"part-{n}", heading.text()
