"""Hands up over time: how many could say the purpose."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inquiry.views.desk import Desk
from inquiry.views.faces import Faces
from inquiry.views.html import Child, Node, el
from inquiry.views.parts import data_table, note, nothing, numbers, picture
from inquiry.views.readable import Said, read_over_time
from inquiry.views.words import MONTHS, count_of

POLL = "articulation-poll"
ROUGH_BELOW = 10  # of fewer people one hand more or less is over ten points: say the count, not a share


@dataclass(frozen=True)
class Poll:
    """One show of hands: when, who was in the room, how many were there and how many could say it."""

    day: dt.date
    group: str
    present: int
    could: int

    @property
    def share(self) -> float:
        """Percent of those present."""
        return 100 * self.could / self.present


def articulation_faces(desk: Desk) -> Faces:
    """Each group's shows of hands over time. Staff see none of it."""
    read = read_over_time(desk, POLL, "team")
    polls = [poll for poll in map(_poll, read) if poll is not None]
    strange = len(read) - len(polls)
    if not polls:
        return Faces(el("div", nothing(NO_POLL), _strange(strange)))
    polls.sort(key=lambda poll: (poll.day, poll.group))
    by_group: dict[str, list[Poll]] = defaultdict(list)
    for poll in polls:
        by_group[poll.group].append(poll)
    drawn = {
        group: [poll for poll in some if poll.present >= ROUGH_BELOW] for group, some in by_group.items()
    }
    enough = {group: some for group, some in drawn.items() if len(some) > 1}
    return Faces(
        el(
            "div",
            [el("p", _trend(group, some), cls="lead") for group, some in by_group.items()],
            _chart(enough) if enough else None,
            numbers(_table(polls)) if enough else _table(polls),
            _strange(strange),
            note(_too_few(polls)) if any(poll.present < ROUGH_BELOW for poll in polls) else None,
            note(
                "Other people may be in the room each time, and hands are quick. A rise over three polls "
                "means more than one high count."
            ),
        )
    )


NO_POLL = (
    "Not asked yet. At the next meeting: neighbors tell each other the purpose without looking, then hands "
    "up, who could? The first count is often low; it shows where to begin."
)


def _strange(count: int) -> Node | None:
    """What is left out, in words."""
    if not count:
        return None
    words = count_of(count, "poll is", "polls are")
    return note(f"{words} left out: the date or a number is missing, or more could say it than were there.")


def _too_few(polls: Sequence[Poll]) -> str:
    few = sum(poll.present < ROUGH_BELOW for poll in polls)
    told = count_of(few, "poll was", "polls were")
    return f"{told} among fewer than {ROUGH_BELOW} people: one hand would move the line, so it is not drawn."


def _poll(said: Said) -> Poll | None:
    """A poll that can be shown; None where something is missing or more could say it than were there."""
    day, present, could = said.day(), said.number("present"), said.number("could_say")
    if day is None or present is None or could is None or not 0 <= could <= present or present < 1:
        return None
    return Poll(day, said.label("group") or "Not said who", int(present), int(could))


def _trend(group: str, polls: Sequence[Poll]) -> str:
    """A group's polls in a sentence: the last one, and how it was at first."""
    last, first = polls[-1], polls[0]
    told = f"{group}: {last.could} of {last.present} could say it on {last.day}"
    if len(polls) == 1:
        return f"{told}."
    return f"{told}; {first.could} of {first.present} on {first.day}."


def _chart(by_group: Mapping[str, Sequence[Poll]]) -> Node:
    """One panel a group, percent of those present."""
    from inquiry.views.charts.series import Series
    from inquiry.views.charts.trends import plot_trends  # drawing is loaded where it is needed

    days = [poll.day for polls in by_group.values() for poll in polls]
    series = [
        Series(group, tuple((float(p.day.toordinal()), p.share) for p in polls), _small(polls))
        for group, polls in by_group.items()
    ]
    chart = plot_trends(
        series,
        None,
        _ticks(min(days), max(days)),
        title="Could say the purpose, percent of those present",
        number="{:.0f}%",
        alt=" ".join(_trend(group, polls) for group, polls in by_group.items()),
        limits=(0, 100),
    )
    return picture(chart)


def _small(polls: Sequence[Poll]) -> str:
    """How many people a panel rests on."""
    present = sorted({poll.present for poll in polls})
    return f"{present[0]} present" if len(present) == 1 else f"{present[0]} to {present[-1]} present"


def _ticks(first: dt.date, last: dt.date) -> list[tuple[float, str]]:
    """The first days of the months from the first poll's to the one after the last."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + 1)
    days = [dt.date(month // 12, month % 12 + 1, 1) for month in months]
    return [(float(day.toordinal()), MONTHS[day.month - 1]) for day in days]


def _table(polls: Sequence[Poll]) -> Node:
    rows: list[list[Child]] = [
        [str(poll.day), el("bdi", poll.group), str(poll.present), str(poll.could), _share(poll)]
        for poll in polls
    ]
    head = ["Date", "Who was there", "Present", "Could say it", "Share"]
    return data_table("Shows of hands", head, rows, numeric=[2, 3, 4])


def _share(poll: Poll) -> str:
    return "few" if poll.present < ROUGH_BELOW else f"{poll.share:.0f}%"
