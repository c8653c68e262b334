"""The plans in a district's backup: taken along, and brought back without losing what is known since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from inquiry.district.files import explain_refusal, write_whole
from inquiry.district.ids import QUARTER_PATTERN, is_id
from inquiry.errors import BadInput
from inquiry.views.disclosed.hold import hold_plans
from inquiry.views.disclosed.memory import FOLDER, parse_plan, plan_files, plan_path
from inquiry.views.disclosed.plan import Plan

KEPT_NAME = "{}.before-restore-{:%Y%m%d-%H%M%S}"  # no longer *.json: it is no plan any more


def plans_to_keep(folder: Path) -> dict[str, bytes]:
    """Every plan of a district as it lies there, by its file's name.

    Raises
    ------
    BadInput
        When one cannot be read.
    """
    found = {}
    for path in plan_files(folder):
        try:
            found[path.name] = path.read_bytes()
        except OSError as trouble:
            raise BadInput([explain_refusal(trouble, f"{FOLDER}/{path.name}")]) from trouble
    return found


def bring_back(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Put the plans of a backup into a district's folder.

    A plan that is there stays where it knows all that the one of the backup knows to be printed: an older one
    in its place would forget what was exported since. Any other is kept beside it.

    Parameters
    ----------
    folder : Path
        The district's folder.
    files : mapping of str to bytes
        As `plans_to_keep` gave them.

    Returns
    -------
    list of Path
        Where plans that are no longer in use are kept.

    Raises
    ------
    BadInput
        When one cannot be written.
    """
    if not files:
        return []
    with hold_plans(folder):
        plans = {name.removesuffix(".json"): data for name, data in sorted(files.items())}
        # A backup may come from anywhere: no name leads out of the folder.
        kept = [
            _bring_back(folder, name, data) for name, data in plans.items() if is_id(name, QUARTER_PATTERN)
        ]
    return [path for path in kept if path]


def _bring_back(folder: Path, name: str, data: bytes) -> Path | None:
    path = plan_path(folder, name)
    there = path.read_bytes() if path.exists() else data
    if path.exists() and (there == data or _knows_all(_read(name, there), _read(name, data))):
        return None
    kept = None
    if there != data:
        kept = path.with_name(KEPT_NAME.format(path.name, datetime.now().astimezone()))
        write_whole(kept, there, shown_as=f"{FOLDER}/{kept.name}")
    write_whole(path, data, shown_as=f"{FOLDER}/{path.name}")
    return kept


def _knows_all(one: Plan | None, other: Plan | None) -> bool:
    """Whether a plan holds all that another one printed; a damaged one holds nothing."""
    return one is not None and (other is None or set(other.prints) <= set(one.prints))


def _read(name: str, data: bytes) -> Plan | None:
    try:
        return parse_plan(name, data)
    except BadInput:
        return None
