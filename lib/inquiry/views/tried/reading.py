"""What all teams wrote in past quarters: rows of the forms that tell what was tried, and their links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from inquiry.cycle import Form, find_link, owner_for
from inquiry.district import Quarter
from inquiry.record import Row
from inquiry.views.desk import Desk

IDEAS, DECISIONS, CAUSES, FOCUS = "change-ideas", "decisions", "root-causes", "focus"
INDICATORS, PREDICTIONS, REVIEW = "success-indicators", "predictions", "review"
FORMS = (IDEAS, DECISIONS, CAUSES, FOCUS, INDICATORS, PREDICTIONS, REVIEW)


class Pile:
    """What teams wrote up to the page's quarter; each form is read once for all teams.

    A form that the templates no longer have reads as if nobody had answered it.
    """

    def __init__(self, desk: Desk) -> None:
        """Keep the desk that it is read for."""
        self.desk = desk
        self._rows: dict[tuple[str, str, str], dict[str, Row]] = {}
        self._ahead: set[str] = set()

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """The quarters up to the page's own, in order of time."""
        return tuple(each for each in self.desk.district.quarters if each.start <= self.desk.quarter.start)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {quarter.id: n for n, quarter in enumerate(self.quarters)}

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """Every team that wrote ideas, in the list's order; then those that the list no longer has."""
        form = self._form(IDEAS)
        if form is None:
            return ()
        wrote = {row.owner for row in self.desk.record.all_rows(form=form.id, as_of=self.desk.moment)}
        listed = {owner_for(form, team) or "": None for team in self.desk.district.all_teams}
        return (*(owner for owner in listed if owner in wrote), *sorted(wrote - set(listed)))

    def in_order(self, quarters: Iterable[str]) -> tuple[str, ...]:
        """Quarters in order of time."""
        return tuple(sorted(quarters, key=lambda quarter: self._places[quarter]))

    def rows(self, form_id: str, owner: str, quarter: str) -> Mapping[str, Row]:
        """Row id -> row of an owner's form as it stands in a quarter."""
        key = (form_id, owner, quarter)
        if key not in self._rows:
            form, place = self._form(form_id), self._places.get(quarter)
            if form is None or place is None:
                return {}
            found = self._standing(form, owner, self.quarters[place])
            self._rows[key] = {row.row: row for row in found}
        return self._rows[key]

    def _standing(self, form: Form, owner: str, quarter: Quarter) -> Iterable[Row]:
        if form.id not in self._ahead:
            self.desk.read_ahead(form, {*self.owners, *(team.team for team in self.desk.district.all_teams)})
            self._ahead.add(form.id)
        return self.desk.as_written(owner, form, quarter)

    def named(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Form, owner and answers (see views/names.py) that may name a student."""
        for form_id, owner in sorted({(form_id, owner) for form_id, owner, _ in self._rows}):
            form = self._form(form_id)
            if form is not None and (found := self.desk.watch.named(form, owner)):
                yield form_id, owner, tuple(sorted(found))

    def _form(self, form_id: str) -> Form | None:
        form = self.desk.cycle.forms.get(form_id)
        return form if form is not None and form.scope == "team" else None

    def follow(self, value: Any, quarter: str, to: str) -> Row | None:
        """The row of a form that a link of a quarter points to.

        One that is not in that quarter any more is looked for in the quarters before; None when it is gone,
        or when the link leads to another form.
        """
        link = find_link(value)
        place = self._places.get(link.quarter or quarter) if link else None
        if link is None or place is None or link.form != to:
            return None
        back = reversed(self.quarters[: place + 1])
        found = (self.rows(to, link.owner, each.id).get(link.row) for each in back)
        return next((row for row in found if row is not None), None)
