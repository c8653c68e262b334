"""The board: whys grouped by people into overlap, alignment, complement and difference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, item_list, note, nothing, numbers, picture
from inquiry.views.purpose.whys import GROUPS, LEAST_WHYS, MEMBERS, Why, board_of, count_writers
from inquiry.views.readable import Said, read_said
from inquiry.views.words import count_of

REFUSED = "refused"
COMMON_GROUND = ("overlap", "align", "complement")  # the ground of the purpose; `differ`: whom we rely on
KINDS = {
    "overlap": "They overlap: the same reason in other words",
    "align": "They align: different reasons that pull the same way",
    "complement": "They complement each other: each brings what the other lacks",
    "differ": "They differ: here we rely on each other's expertise",
}


@dataclass(frozen=True)
class Group:
    """One group that stands: how its whys belong together, which they are, and their ground in a line."""

    kind: str
    whys: tuple[Why, ...]
    ground: str
    gone: int


def whys_faces(desk: Desk) -> Faces:
    """The board of this school or of the district; only the team that keeps it sees it."""
    board = board_of(desk)
    if not board:
        return Faces(nothing(_too_few(desk)))
    groups = find_groups(desk, board)
    grouped = {why.key for group in groups for why in group.whys}
    alone = [why for why in board if why.key not in grouped]
    return Faces(
        el(
            "div",
            el("p", _lead(board, groups, alone), cls="lead"),
            _drawn(groups, len(alone)) if groups else None,
            _alone(alone),
            note(_wrote(desk), " Names are left out and the order means nothing."),
        )
    )


def _too_few(desk: Desk) -> str:
    return (
        f"{_wrote(desk)} The board opens with {LEAST_WHYS} whys whose writers said yes to it: of one or two, "
        "everybody would know whose they are. The form is on everyone's start page."
    )


def _wrote(desk: Desk) -> str:
    wrote, people = count_writers(desk)
    if not people:
        return "Nobody is listed in our teams yet: the coach adds people in members.csv."
    return f"{wrote} of {count_of(people, 'person', 'people')} in our teams wrote a why."


def find_groups(desk: Desk, board: Sequence[Why]) -> list[Group]:
    """The groups that people made and did not refuse, in the order of the kinds."""
    known = {why.key: why for why in board}
    groups = [_group(said, known) for said in read_said(desk, GROUPS, "team")]
    kept = [group for group in groups if group is not None]
    return sorted(kept, key=lambda group: list(KINDS).index(group.kind))


def _group(said: Said, known: dict[str, Why]) -> Group | None:
    """A group with at least two whys that are still on the board, or with its ground in words."""
    if said.values.get("standing") == REFUSED or said.values.get("kind") not in KINDS:
        return None
    links = [str(said.values[member]) for member in MEMBERS if member in said.values]
    keys = list(dict.fromkeys(link.rsplit("/", 1)[-1] for link in links))
    there = tuple(known[key] for key in keys if key in known)
    ground = said.text("ground")
    if len(there) < 2 and not ground:
        return None
    return Group(str(said.values["kind"]), there, ground, len(keys) - len(there))


def _lead(board: Sequence[Why], groups: Sequence[Group], alone: Sequence[Why]) -> str:
    whys = count_of(len(board), "why is", "whys are")
    if not groups:
        return f"{whys} on the board. None is grouped yet: which two belong together?"
    on_ground = {why.key for group in groups if group.kind in COMMON_GROUND for why in group.whys}
    differ = sum(group.kind == "differ" for group in groups)
    told = f"{whys} on the board. {len(on_ground)} stand on common ground with another"
    told += f"; {count_of(differ, 'group differs', 'groups differ')}" if differ else ""
    by_itself = count_of(len(alone), "still stands alone", "still stand alone")
    return f"{told}; {by_itself}." if alone else f"{told}."


def _drawn(groups: Sequence[Group], alone: int) -> list[Node]:
    """The picture, and the same as a table."""
    from inquiry.views.charts.board import Cluster, plot_board  # drawing is loaded where it is needed

    clusters = [Cluster(group.kind, group.ground, tuple(why.words for why in group.whys)) for group in groups]
    chart = plot_board(clusters, alt=_alt(groups, alone))
    return [
        picture(chart, "Plain edges: common ground. Dashed edges: where we rely on each other."),
        _table(groups),
    ]


def _alt(groups: Sequence[Group], alone: int) -> str:
    parts = [
        f"{KINDS[kind].split(':')[0]}: {count_of(sum(g.kind == kind for g in groups), 'group')}"
        for kind in KINDS
        if any(group.kind == kind for group in groups)
    ]
    grounds = [group.ground for group in groups if group.ground]
    told = f"The board of whys. {'; '.join(parts)}."
    told += f" {count_of(alone, 'why stands', 'whys stand')} alone." if alone else ""
    return f"{told} In our words: {' / '.join(grounds)}" if grounds else told


def _table(groups: Sequence[Group]) -> Node:
    rows: list[list[Child]] = []
    for group in groups:
        whys = item_list([el("bdi", why.words) for why in group.whys])
        gone = note(f"{count_of(group.gone, 'why was', 'whys were')} taken back.") if group.gone else None
        ground: Child = el("bdi", group.ground) if group.ground else "no words for it yet"
        rows.append([KINDS[group.kind], ground, [whys, gone]])
    return numbers(
        data_table("Groups of whys", ["How they belong together", "In our words", "The whys"], rows),
        summary="The whys in this picture, in full",
    )


def _alone(alone: Sequence[Why]) -> list[Node]:
    if not alone:
        return []
    intro = el("p", el("strong", "By themselves so far."), " What do they bring that nobody else named?")
    return [intro, item_list([el("bdi", why.words) for why in alone])]
