"""What pages ask the plans: one figure at a time, each plan read once."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from inquiry.district.kept import read_once
from inquiry.views.disclosed.keys import plan_of
from inquiry.views.disclosed.memory import plan_path, read_plan
from inquiry.views.disclosed.plan import Told, told_by


def told_of(folder: Path, key: str) -> Told:
    """What staff may be told of a figure; without a plan, nothing.

    Raises
    ------
    BadInput
        When the plan is damaged.
    """
    name = plan_of(key)
    read = partial(read_plan, folder, name)
    return told_by(read_once(f"plan {name}", folder, (plan_path(folder, name),), read), key)
