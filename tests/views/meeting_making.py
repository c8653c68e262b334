"""What the small district wrote about its meetings, its review and its plan."""

from __future__ import annotations

from pathlib import Path

from views.making import BEFORE, answer, make_district

from inquiry.record import Answer, open_record

MORE_MEMBERS = """\
fay-oh,oak-3,Fay Oh,teacher
gus-lim,oak-slt,Gus Lim,lead
"""
CHECK_IN = {
    "date": "2026-11-12",
    "tried": "Pairs compared",
    "saw": "31 of 68",
    "adjust": "Keep the pairs",
    "success": "They ask each other",
    "barrier": "Testing took Tuesday",
    "support_needed": "A substitute on Tuesdays",
    "next_step": "Bring five papers",
    "who": "ben-ito",
    "confidence": 4,
}
INDICATOR = {
    "focus": "oak-3/focus/t1",
    "measure": "Exit tickets at level 3 or 4",
    "skill": "evidence-based-arguments",
    "unit": "percent",
    "baseline": 20,
    "target": 50,
    "direction": "up",
    "by_when": "2026-12-18",
    "source": "Fridays",
}


def make_met_district(folder: Path) -> Path:
    """The small district after some weeks of meetings."""
    make_district(folder)
    with (folder / "members.csv").open("a", encoding="utf-8", newline="\n") as file:
        file.write(MORE_MEMBERS)
    with open_record(folder / "record.sqlite") as record:
        record.save([*_meetings(), *_people(), *_raised(), *_reviewed(), *_planned()])
    return folder


def _meetings() -> list[Answer]:
    return [
        answer("oak-3", "check-ins", CHECK_IN, row="c2", day=12),
        answer(
            "oak-3",
            "minutes",
            {
                "date": "2026-11-12",
                "there": 2,
                "absent": "Ana Díaz",
                "decided": "Keep <b>pairs</b>",
                "reached": "yes",
            },
            row="m1",
            day=12,
        ),
        answer(
            "oak-3", "minutes", {"date": "2026-11-24", "outcomes": "Choose the second text"}, row="m2", day=12
        ),
        answer("oak-3", "assignments", _task("Copy the examples", "2026-11-16"), row="t1", day=12),
        answer(
            "oak-3", "assignments", _task("Sort the box", "2026-11-13") | {"status": "done"}, row="t2", day=12
        ),
        answer("oak-3", "assignments", _task("Order the books", "2026-12-20"), row="t3", day=12),
        answer(
            "oak-3",
            "learning-rounds",
            {
                "date": "2026-11-05",
                "look_for": "Who asks why?",
                "saw": "Seven asked.",
                "seen_in": 7,
                "looked_at": 9,
            },
            row="l1",
        ),
        answer(
            "oak-3",
            "learning-rounds",
            {"date": "2026-11-06", "look_for": "Who waits?", "saw": "Many.", "seen_in": 12, "looked_at": 9},
            row="l2",
        ),
        answer("oak-3", "learning-rounds", {"date": "2026-12-01", "look_for": "Who answers whom?"}, row="l3"),
    ]


def _task(what: str, by_when: str) -> dict[str, str]:
    return {"what": what, "who": "ana-diaz", "by_when": by_when}


def _people() -> list[Answer]:
    said = {
        "ana-diaz": {"step": "Try it", "sure": 4},
        "ben-ito": {"step": "Watch it", "sure": 2, "would_help": "To see it once"},
        "fay-oh": {"step": "Film it", "sure": 5},
    }
    people = [
        answer(person, "my-next-step", values, scope="person", author=person, day=12)
        for person, values in said.items()
    ]
    # One low answer alone would tell whose it is.
    alone = answer(
        "gus-lim", "my-next-step-slt", {"sure": 1, "would_help": "An hour"}, scope="person", day=12
    )
    return [*people, alone]


def _raised() -> list[Answer]:
    return [
        answer(
            "oak-3", "support-requests", {"need": "A cart", "from_whom": "slt", "status": "asked"}, row="q1"
        ),
        answer(
            "oak-3",
            "support-requests",
            {"need": "A coach", "from_whom": "coach", "status": "asked"},
            row="q2",
        ),
        answer(
            "oak-3", "going-up", {"kind": "barrier", "message": "No common hour"}, row="u1", quarter=BEFORE
        ),
        answer("oak-3", "going-up", {"kind": "request", "message": "More books"}, row="u2", quarter=BEFORE),
        answer(
            "oak-slt",
            "answers-back",
            {"heard": "oak-3/going-up/u2", "answer": "Yes, in May"},
            row="b1",
            quarter=BEFORE,
        ),
        answer(
            "oak-solo",
            "successes",
            {"success": "The choir sings in parts", "whose": "students"},
            row="w1",
            day=11,
        ),
        answer("mesa-slt", "successes", {"success": "Far away"}, row="w1", day=11),
        answer(
            "oak-3",
            "problems-of-practice",
            {"problem": "They fall silent", "question": "What helps?", "standing": "open"},
            row="q1",
        ),
    ]


def _reviewed() -> list[Answer]:
    return [
        answer("oak-3", "success-indicators", INDICATOR, row="s1"),
        answer("oak-3", "success-indicators", {"measure": "Notes", "unit": "count", "target": 5}, row="s2"),
        answer(
            "oak-3",
            "predictions",
            {"indicator": "oak-3/success-indicators/s1", "expected": 45, "confidence": 4, "why": "A feeling"},
            row="p1",
        ),
        answer(
            "oak-3",
            "review",
            {
                "indicator": "oak-3/success-indicators/s1",
                "actual": 48,
                "read_on": "2026-11-13",
                "compared": "better",
                "because": "Talk first",
            },
            row="r1",
        ),
        answer(
            "oak-3", "looking-back", {"successes": "They ask", "barriers": "Tests", "surprise": "Quiet ones"}
        ),
        answer("oak-3", "change-ideas", {"idea": "Swap partners"}, row="i2"),
        answer(
            "oak-3",
            "decisions",
            {
                "idea": "oak-3/change-ideas/i2",
                "decision": "adapt",
                "reason": "Up in two rooms",
                "change": "Twice a week",
            },
            row="d2",
        ),
        answer("oak-3", "decisions", {"idea": "oak-3/change-ideas/gone", "decision": "abandon"}, row="d3"),
    ]


def _planned() -> list[Answer]:
    steps = {
        "v1": {"action": "oak-slt/action-plan/a1", "decision": "keep", "because": "It holds"},
        "v2": {"action": "oak-slt/action-plan/gone", "decision": "stop"},
        "v3": {"decision": "start", "step": "Two rounds", "who": "gus-lim", "by_when": "2026-11-30"},
    }
    plan = {"action": "Share one folder", "owner": "gus-lim", "due": "2026-11-30", "status": "under_way"}
    return [
        answer("oak-slt", "action-plan", plan, row="a1", quarter=BEFORE),
        answer("oak-slt", "supports", {"support": "A common hour", "ready_by": "2026-11-02"}, row="u1"),
        *[
            answer("oak-slt", "review-steps", values, row=row, quarter=BEFORE)
            for row, values in steps.items()
        ],
    ]
