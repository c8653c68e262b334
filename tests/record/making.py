"""Answers for tests: everything has a default, so that a test names only what it is about."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from inquiry.record import SCOPES, Answer

EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # Hypothesis adds the zone itself
START = datetime(2026, 9, 10, 15, 30, tzinfo=UTC)


def at(minutes: float) -> datetime:
    """A time some minutes after the start."""
    return START + timedelta(minutes=minutes)


def make_answer(values: dict[str, Any] | None = None, **given: Any) -> Answer:
    """An answer of the grade 3 team at Oak."""
    usual: dict[str, Any] = {
        "quarter": "2026-27-Q1",
        "scope": "team",
        "owner": "oak-g3",
        "form": "focus",
        "row": "p1",
        "author": "ana",
        "saved_at": START,
    }
    return Answer(values={"priority": "Arguments"} if values is None else values, **{**usual, **given})


# Any text that JSON can say, halves of characters included: browsers do send them.
any_text = st.text(st.characters(), max_size=12)
any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | any_text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(any_text, inner, max_size=3),
    max_leaves=5,
)
fields = st.sampled_from(["priority", "why", "skill", "señal"])


def make_any(*, removed: bool, position: int | None, aside: bool, **given: Any) -> Answer:
    """An answer; what is kept beside removes and moves nothing."""
    if aside:
        return Answer(aside=True, **given)
    return Answer(removed=removed, position=position, **given)


any_answer = st.builds(
    make_any,
    quarter=st.sampled_from(["2026-27-Q1", "2026-27-Q2"]),
    scope=st.sampled_from(SCOPES),
    owner=st.sampled_from(["oak-g3", "oak", "district"]),
    form=st.sampled_from(["focus", "norms"]),
    row=st.sampled_from(["p1", "p2", "‏שורה"]),
    values=st.dictionaries(fields, any_json, max_size=3),
    author=st.sampled_from(["ana", "ben", None]),
    saved_at=st.datetimes(
        EPOCH,
        EPOCH.replace(year=2100),
        timezones=st.timezones(),
        allow_imaginary=False,
    ),
    removed=st.booleans(),
    aside=st.booleans(),
    position=st.none() | st.integers(0, 5),
    base=st.none() | st.just("earlier"),
    batch=st.none() | st.sampled_from(["autumn.jsonl", "spring.jsonl"]),
)
