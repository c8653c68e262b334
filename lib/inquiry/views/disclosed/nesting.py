"""How student groups lie within each other: what an attacker may take for granted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from inquiry.sources.accountability import load_accountability
from inquiry.views.disclosed.cells import Facts, rest_of
from inquiry.views.disclosed.keys import rest_name
from inquiry.views.state.standing import ALL

# Groups that share no student, and what they lie within, beside races. Of English learners: California
# Department of Education, Dashboard Technical Guide, student group definitions; nobody takes both tests.
APART = (
    (ALL, ("ELO", "RFP", "EO")),
    (ALL, ("EL", "EO")),
    (ALL, ("SBA", "CAA")),
    ("EL", ("ELO", "RFP")),
    ("EL", ("LTEL",)),
)


def tie_groups(
    facts: Facts, key: Callable[[str], str], groups: Iterable[str], *, rests: bool = False
) -> None:
    """Tie the groups of one place together: each is part of all students, and some share nobody.

    With `rests`, whoever is left of a whole is a count of its own: everyone else beside one group, and those
    of no group that is counted, must not be worked out either.
    """
    for whole, parts in _within({group for group in groups if key(group) in facts.cells}):
        rest = key(rest_name(whole, parts))
        if rests and key(whole) in facts.cells:
            left = rest_of(facts.cells[key(whole)], [facts.cells[key(part)] for part in parts], rest)
            facts.cells |= {rest: left} if left else {}
        if rest in facts.cells:
            facts.tie(key(whole), (*map(key, parts), rest))
        else:
            facts.tie(key(whole), map(key, parts), exact=False)


def _within(groups: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each group alone within all students, and the groups that share nobody; each set once."""
    kinds = load_accountability().groups
    races = tuple(name for name in kinds if kinds[name].kind == "race")
    apart = ((whole, tuple(p for p in parts if p in groups)) for whole, parts in ((ALL, races), *APART))
    alone = ((ALL, (group,)) for group in sorted(groups - {ALL}))
    yield from dict.fromkeys((whole, parts) for whole, parts in (*alone, *apart) if parts)
