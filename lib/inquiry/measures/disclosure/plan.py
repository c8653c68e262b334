"""A plan for one part: which figures are printed, and the tables that show which counts are safe with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from inquiry.measures.disclosure.facts import Facts, Marks, Numbers, Places
from inquiry.measures.disclosure.narrow import narrow
from inquiry.measures.disclosure.needs import Needs
from inquiry.measures.disclosure.tables import Tables, make_whole


@dataclass(frozen=True, eq=False)
class Plan:
    """`part` has the rows of all figures that could be printed; `printed` and `losses` are by figure."""

    part: Facts
    needs: Needs
    losses: Numbers
    printed: Marks
    tables: Tables

    @property
    def safe(self) -> Marks:
        """Which counts the tables show to be safe."""
        return self.needs.met(self.tables.least, self.tables.greatest)

    @property
    def facts(self) -> Facts:
        """What is known with this plan, with the bounds that hold whatever is printed."""
        return self.part.when(self.printed)

    def withhold(self, figures: Places, near: Places, tables: Iterable[Numbers] = ()) -> Plan:
        """The plan with some figures fewer, and with tables of the counts near that agree with it."""
        printed = self.printed.copy()
        printed[figures] = False
        kept = self.tables.loosened(self.part.when(printed))
        around = kept.facts.around(near)
        for table in tables:
            whole = make_whole(around, table)
            if whole is not None:
                kept.add(near, whole)
        return replace(self, printed=printed, tables=kept)

    def give_back(self, figure: int) -> Plan:
        """The plan with one more figure printed; only the tables that agree with it are kept."""
        printed = self.printed.copy()
        printed[figure] = True
        return replace(self, printed=printed, tables=self.tables.tighten(self.part.when(printed), figure))


def make_plan(part: Facts, needs: Needs, losses: Numbers, printed: Marks) -> Plan:
    """The plan to begin with."""
    tables = Tables(narrow(part.when(printed)))
    tables.try_corners()
    return Plan(part, needs, losses, printed, tables)
