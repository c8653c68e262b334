"""How student groups lie within each other: what an attacker may take for granted."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from inquiry.sources.accountability import load_accountability
from inquiry.views.disclosed.cells import Facts
from inquiry.views.disclosed.keys import OTHERS
from inquiry.views.state.standing import ALL

# Long-term and current English learners are English learners: California Department of Education, Dashboard
# Technical Guide, student group definitions.
WITHIN = (("EL", "LTEL"), ("EL", "ELO"))


def tie_groups(facts: Facts, key: Callable[[str], str], groups: Iterable[str]) -> None:
    """Tie the groups of one place together: each is part of all students, and no student has two races."""
    found = [group for group in groups if group != ALL]
    races = [group for group in found if load_accountability().groups[group].kind == "race"]
    facts.tie(key(ALL), map(key, races), exact=False)
    for group in found:
        if key(OTHERS + group) in facts.cells:
            facts.tie(key(ALL), (key(group), key(OTHERS + group)))
        elif group not in races:
            facts.tie(key(ALL), [key(group)], exact=False)
    for outer, inner in WITHIN:
        facts.tie(key(outer), [key(inner)], exact=False)
