"""From aim to ideas: what has to be different for the aim, and what is tried for each of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inquiry.cycle import find_link, is_blank
from inquiry.record import Row
from inquiry.views.charts.links import Box, plot_links
from inquiry.views.coherence.trouble import WAITS
from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.readable import Said, read_rows
from inquiry.views.stations.results import results_of
from inquiry.views.words import count_of, say_day

FOCUS, DRIVERS, IDEAS, DECISIONS, ADOPT = "focus", "drivers", "change-ideas", "decisions", "adopt"
COLUMNS = ("The aim", "What has to be different", "What we try for it")
NO_IDEA = "Nothing is tried for it yet"
NOW_OURS = "Adopted: how we work now"
NO_DRIVER = "No word yet on what it changes"


def driver_faces(desk: Desk) -> Faces:
    """A picture and a table for each focus. Only the team sees them: the forms say what others may read."""
    foci = [said for said in _rows(desk, FOCUS) if said.values.get("standing") != WAITS]
    drivers, ideas = _rows(desk, DRIVERS), _rows(desk, IDEAS)
    aims = [_aim(desk, focus, drivers, ideas) for focus in foci if focus.has("priority")]
    shown = [aim for aim in aims if aim.served_by]
    if not shown:
        return Faces(
            nothing("Write what has to be different, or an idea to try, and the picture stands here.")
        )
    return Faces(el("div", el("p", _lead(shown), cls="lead"), [_draw(aim) for aim in shown], _loose(aims)))


def _rows(desk: Desk, form_id: str) -> list[Said]:
    return read_rows(desk, form_id, [desk.team])


def _points_to(row: Row, field: str, target: Row) -> bool:
    """Whether a row's link leads to another row of this team, whatever quarter it names."""
    link = find_link(row.values.get(field))
    return link is not None and (link.owner, link.form, link.row) == (target.owner, target.form, target.row)


def _aim(desk: Desk, focus: Said, drivers: Sequence[Said], ideas: Sequence[Said]) -> Box:
    mine = [each for each in drivers if _points_to(each.row, "focus", focus.row) and each.has("driver")]
    hung: list[Box] = []
    on_a_driver: set[str] = set()
    for driver in mine:
        its = [each for each in ideas if _points_to(each.row, "driver", driver.row) and each.has("idea")]
        on_a_driver |= {each.row.row for each in its}
        boxes = (*_ideas(its), *_ideas(_adopted(desk, driver), NOW_OURS))
        hung.append(Box(1, "", _text(driver, "driver"), "" if boxes else NO_IDEA, boxes))
    loose = [
        each
        for each in ideas
        if each.row.row not in on_a_driver and _points_to(each.row, "focus", focus.row) and each.has("idea")
    ]
    if loose:
        hung.append(Box(1, "", "", NO_DRIVER, _ideas(loose)))
    return Box(0, "", _aim_words(desk, focus), served_by=tuple(hung), own=True)


def _ideas(ideas: Iterable[Said], whose: str = "") -> tuple[Box, ...]:
    return tuple(Box(2, whose, _text(each, "idea")) for each in ideas)


def _adopted(desk: Desk, driver: Said) -> Iterator[Said]:
    """Ideas for a driver that were adopted in an earlier quarter: they do not come along, and they go on."""
    before = [quarter for quarter in desk.district.quarters if quarter.start < desk.quarter.start]
    for quarter in before:
        decided = read_rows(desk, DECISIONS, [desk.team], quarter)
        adopted = [each.row for each in decided if each.values.get("decision") == ADOPT]
        for idea in read_rows(desk, IDEAS, [desk.team], quarter):
            kept = any(_points_to(row, "idea", idea.row) for row in adopted)
            if kept and idea.has("idea") and _points_to(idea.row, "driver", driver.row):
                yield idea


def _text(said: Said, field: str) -> str:
    return " ".join(str(said.values.get(field, "")).split())


def _aim_words(desk: Desk, focus: Said) -> str:
    """The focus, and by how much by when."""
    return " ".join([_text(focus, "priority"), *_measures(desk, focus)])


def _measures(desk: Desk, focus: Said) -> Iterator[str]:
    for result in results_of(desk, desk.team, desk.quarter):
        if not _points_to(result.said.row, "focus", focus.row) or is_blank(result.said.values.get("target")):
            continue
        by = f" by {say_day(result.by_when)}" if result.by_when else ""
        yield f"From {result.amount('baseline')} to {result.amount('target')}{by}."


def _lead(aims: Sequence[Box]) -> str:
    drivers = [driver for aim in aims for driver in aim.served_by]
    ideas = sum(not idea.whose for driver in drivers for idea in driver.served_by)
    named = [driver for driver in drivers if driver.missing != NO_DRIVER]
    idle = [driver for driver in named if not driver.served_by]
    if not named:
        return f"{count_of(ideas, 'idea')}, and no word yet on what has to be different for the aim."
    said = f"{count_of(len(named), 'thing')} {'has' if len(named) == 1 else 'have'} to be different; "
    said += f"{count_of(ideas, 'idea')} {'is' if ideas == 1 else 'are'} tried."
    if idle:
        which = "it" if len(named) == 1 else f"{len(idle)} of them"
        said += f" For {which} nothing is tried yet: is that on purpose?"
    return said


def _draw(aim: Box) -> Node:
    said = "; ".join(
        f"{driver.words or driver.missing}: {', '.join(idea.words for idea in driver.served_by) or NO_IDEA}"
        for driver in aim.served_by
    )
    chart = plot_links(aim, COLUMNS, alt=_alt(aim, said))
    return el("section", picture(chart), numbers(_table(aim), summary="The same as a table"))


def _alt(aim: Box, said: str) -> str:
    ideas = sum(len(driver.served_by) for driver in aim.served_by)
    parts = f"{count_of(len(aim.served_by), 'driver')} and {count_of(ideas, 'idea')} for one aim"
    return f"{parts}, from left to right. The aim: {aim.words} {said}."


def _table(aim: Box) -> Node:
    rows: list[list[Child]] = [
        [el("bdi", driver.words) if driver.words else NO_DRIVER, _listed(driver)] for driver in aim.served_by
    ]
    return data_table(f"For the aim “{aim.words}”", COLUMNS[1:], rows)


def _listed(driver: Box) -> Child:
    if not driver.served_by:
        return NO_IDEA
    return el("ul", [el("li", _idea_words(idea)) for idea in driver.served_by])


def _idea_words(idea: Box) -> list[Child]:
    return [el("bdi", idea.words), f" ({idea.whose.lower()})" if idea.whose else None]


def _loose(aims: Sequence[Box]) -> Node | None:
    """A focus that nobody has a plan for yet."""
    bare = [aim.words for aim in aims if not aim.served_by]
    return note("Nothing is planned yet for: ", el("bdi", "; ".join(bare))) if bare else None
