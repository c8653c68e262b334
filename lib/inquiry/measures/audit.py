"""Recompute every published level and color, and say where the state's file and the tables part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inquiry.measures.rate import rate_rows, rate_status
from inquiry.sources.tables import COLOURS, Accountability

WHAT = {"statuslevel": "status", "changelevel": "change", "color": "colour"}  # column → key of Holds
_KEYS = ("file", "line", "cds", "indicator", "studentgroup", "what", "published", "computed")
SHOWN = 20  # differences that the text names one by one
_NOT_CERTIFIED = "The school or district did not certify its data (certifyflag Y): the state gives Orange."
_DATA_ERROR = "The state marks a data error (dataerrorflag Y) and sets the level itself."
_LOW_PARTICIPATION = "Fewer than 95 % were tested (flag95pct Y): the state caps the level at Low."
_SWD = (
    "The state counts only current students with disabilities toward the number it needs, "
    "and this file does not give that count."
)


@dataclass(frozen=True)
class Audit:
    """What came of an audit.

    `rated` rows have a level or color to recompute; `agreeing` ones agree in all of them. `mismatches` has
    file, line, cds, indicator, studentgroup, what (statuslevel, changelevel or color), published, computed;
    `explained` (a rule of the state overrides the tables) and `unchecked` (the file lacks what the rule needs)
    also have `why`.
    """

    rows: int
    rated: int
    agreeing: int
    mismatches: pd.DataFrame
    explained: pd.DataFrame
    unchecked: pd.DataFrame

    def to_json(self) -> dict[str, Any]:
        """The audit as plain data."""
        counts = {"rows": self.rows, "rated": self.rated, "agreeing": self.agreeing}
        names = ("mismatches", "explained", "unchecked")
        return counts | {name: getattr(self, name).to_dict("records") for name in names}

    def to_text(self) -> str:
        """The audit in words, a few lines."""
        lines = [
            f"{self.rows} rows, {self.rated} with a published level; {self.agreeing} agree in all of them.",
            f"{len(self.mismatches)} mismatches.",
            *_lines(self.mismatches),
            f"{len(self.explained)} differences that a rule of the state explains.",
            *_lines(self.explained),
        ]
        if len(self.unchecked):
            lines.append(f"{len(self.unchecked)} levels could not be checked:")
            lines += [f"  {n} × {why}" for why, n in self.unchecked["why"].value_counts().items()]
        return "\n".join(lines)


def audit_rows(rows: pd.DataFrame, accountability: Accountability) -> Audit:
    """Recompute the levels and colors of published rows.

    Parameters
    ----------
    rows : DataFrame
        `STANDARD_COLUMNS`, as `read_dashboard` gives them.
    accountability : Accountability
        The state's tables.

    Returns
    -------
    Audit
        Every difference is a mismatch, explained, or unchecked.
    """
    rated = rate_rows(rows, accountability).reset_index(drop=True)
    found = [_compare(rated, what, accountability) for what in WHAT]
    differences = pd.concat(found, ignore_index=True)
    touched = pd.concat([rated[what].gt(0) | rated[f"computed_{what}"].gt(0) for what in WHAT], axis=1)
    checked = touched.any(axis=1) & rated["table"].ne("")
    counted = differences[differences["kind"].isin(["mismatch", "explained"])]
    agreeing = checked & ~rated.index.isin(counted["row"])
    kinds = {kind: _tidy(differences[differences["kind"].eq(kind)], kind) for kind in ("mismatch", "explained", "unchecked")}
    return Audit(len(rated), int(checked.sum()), int(agreeing.sum()), *kinds.values())


def _compare(rated: pd.DataFrame, what: str, accountability: Accountability) -> pd.DataFrame:
    """The rows whose published value is not the computed one, each with what kind of difference it is."""
    published, computed = rated[what], rated[f"computed_{what}"]
    given = rated["gives"].str.split().map(lambda names: what in names)
    holds = _holds(rated, what, accountability)
    agree = published.eq(computed)
    if what == "changelevel":
        computed, agree = _as_printed(rated, accountability)
    differs = ~agree & given & (holds | published.gt(0))
    part = rated[differs]
    reasons = [_reason(row, what, bool(held)) for row, held in zip(part.to_dict("records"), holds[differs], strict=True)]
    return pd.DataFrame(
        {
            "row": part.index,
            **{key: part[key].to_numpy() for key in _KEYS[:5]},
            "what": what,
            "published": published[differs].to_numpy(),
            "computed": computed[differs].to_numpy(),
            "kind": [kind for kind, _ in reasons],
            "why": [why for _, why in reasons],
        }
    )


def _holds(rated: pd.DataFrame, what: str, accountability: Accountability) -> pd.Series[bool]:
    """Which rows are of a year and indicator for which the state publishes this."""
    pairs = zip(rated["year"], rated["indicator"], strict=True)
    known = {
        (year, name): bool(getattr(holds, WHAT[what]))
        for year, one in accountability.years.items()
        for name, holds in one.items()
    }
    return pd.Series([known.get(pair, False) for pair in pairs], index=rated.index, dtype="bool")


def _as_printed(rated: pd.DataFrame, accountability: Accountability) -> tuple[pd.Series[int], pd.Series[bool]]:
    """The change level as the year's file prints it for small groups, and where the published one agrees."""
    prints = {
        (year, name): holds.small_change_level
        for year, one in accountability.years.items()
        for name, holds in one.items()
    }
    how = pd.Series([prints.get(k, "") for k in zip(rated["year"], rated["indicator"], strict=True)], index=rated.index)
    full, cell, published = rated["computed_changelevel"], rated["computed_cell"], rated["changelevel"]
    either = how.eq("either") & published.eq(full)
    printed = cell.where(how.isin(["collapsed", "either"]) & ~either, full)
    return printed, published.eq(printed)


def _reason(row: Mapping[Any, Any], what: str, holds: bool) -> tuple[str, str]:
    """What kind of difference it is, and why."""
    if not holds:
        return "unchecked", str(row["why"]) or f"No such level in {row['year']}."
    if row["dataerrorflag"]:
        return "explained", _DATA_ERROR
    if row["certifyflag"] and row[what] == NOT_CERTIFIED.get(what):
        return "explained", _NOT_CERTIFIED
    if row["currdenom"] != row["currdenom"]:  # NaN: nothing to hold the thresholds against
        return "unchecked", str(row["why"])
    if _lacks_swd_count(row, what):
        return "unchecked", _SWD
    return "mismatch", ""
