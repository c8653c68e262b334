"""Recompute every published level and color, and say where the state's file and the tables part."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from inquiry.measures.rate import rate_rows
from inquiry.sources.tables import COLOURS, Accountability, Holds, Rules

WHAT = {"statuslevel": "status", "changelevel": "change", "color": "colour"}  # column → key of Holds
KEYS = ("file", "line", "cds", "indicator", "studentgroup", "what", "published", "computed")
MISMATCH, EXPLAINED, UNCHECKED = "mismatch", "explained", "unchecked"
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
    `explained` (a rule of the state overrides the tables) and `unchecked` (the file lacks what the rule
    needs) also have `why`.
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
    found = pd.concat([_compare(rated, what, accountability) for what in WHAT], ignore_index=True)
    touched = [rated[what].gt(0) | rated[f"computed_{what}"].gt(0) for what in WHAT]
    checked = (touched[0] | touched[1] | touched[2]) & rated["table"].ne("")
    counted = found.loc[found["kind"].ne(UNCHECKED), "row"]
    agreeing = checked & ~rated.index.isin(counted)
    kinds = [_tidy(found, kind) for kind in (MISMATCH, EXPLAINED, UNCHECKED)]
    return Audit(len(rated), int(checked.sum()), int(agreeing.sum()), kinds[0], kinds[1], kinds[2])


def _compare(rated: pd.DataFrame, what: str, accountability: Accountability) -> pd.DataFrame:
    """The rows whose published value is not the computed one, each with what kind of difference it is."""
    published = rated[what]
    computed, agree = rated[f"computed_{what}"], published.eq(rated[f"computed_{what}"])
    if what == "changelevel":
        computed, agree = _as_printed(rated, accountability)
    given = (
        rated["gives"].map({text: what in text.split() for text in rated["gives"].unique()}).astype("bool")
    )
    holds = _each_year(rated, accountability, lambda held: bool(getattr(held, WHAT[what])), False).astype(
        "bool"
    )
    differs = ~agree & given & (holds | published.gt(0))
    part = rated[differs]
    kinds = [
        _kind(row, what, held, accountability)
        for row, held in zip(part.to_dict("records"), holds[differs], strict=True)
    ]
    return pd.DataFrame(
        {
            "row": part.index,
            **{key: part[key].to_numpy() for key in KEYS[:5]},
            "what": what,
            "published": published[differs].to_numpy(),
            "computed": computed[differs].to_numpy(),
            "kind": [kind for kind, _ in kinds],
            "why": [why for _, why in kinds],
        }
    )


def _each_year(
    rated: pd.DataFrame, accountability: Accountability, ask: Callable[[Holds], object], otherwise: object
) -> pd.Series[Any]:
    """What the tables say of each row's year and indicator."""
    answers = pd.Series([otherwise] * len(rated), index=rated.index, dtype="object")
    for year, indicator in rated[["year", "indicator"]].drop_duplicates().itertuples(index=False):
        held = accountability.holds(int(year), str(indicator))
        if held is not None:
            answers[rated["year"].eq(year) & rated["indicator"].eq(indicator)] = ask(held)
    return answers


def _as_printed(
    rated: pd.DataFrame, accountability: Accountability
) -> tuple[pd.Series[int], pd.Series[bool]]:
    """The change level as the year's file prints it for small groups, and where the published one agrees."""
    how = _each_year(rated, accountability, lambda held: held.small_change_level, "all")
    full, cell, published = rated["computed_changelevel"], rated["computed_cell"], rated["changelevel"]
    as_cell = how.eq("collapsed") | (how.eq("either") & published.ne(full))
    printed = cell.where(as_cell, full)
    return printed, published.eq(printed)


def _kind(row: Mapping[Any, Any], what: str, holds: bool, accountability: Accountability) -> tuple[str, str]:
    """What kind of difference it is, and why."""
    rules = accountability.rules(int(row["year"]))
    if not holds or rules is None:
        return UNCHECKED, str(row["why"])
    if row["dataerrorflag"]:
        return EXPLAINED, _DATA_ERROR
    if row["certifyflag"] and (what != "color" or row[what] == rules.not_certified_colour):
        return EXPLAINED, _NOT_CERTIFIED
    if row["flag95pct"] and what == "statuslevel" and row[what] == rules.low_participation_cap:
        return EXPLAINED, _LOW_PARTICIPATION
    if math.isnan(row["currdenom"]):  # nothing to hold the thresholds against
        return UNCHECKED, str(row["why"])
    if row[what] == 0 and _lacks_swd_count(row, rules, accountability):
        return UNCHECKED, _SWD
    return MISMATCH, ""


def _lacks_swd_count(row: Mapping[Any, Any], rules: Rules, accountability: Accountability) -> bool:
    """Whether the state counted students with disabilities in a way that this file does not tell."""
    academic = accountability.indicators[str(row["indicator"])].kind == "distance"
    missing = {"current": math.isnan(row["currdenom_swd"]), "prior": math.isnan(row["priordenom_swd"])}
    return academic and row["studentgroup"] == "SWD" and any(missing[when] for when in rules.swd_current_only)


def _tidy(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    """The differences of one kind, in the order of the files."""
    mine = found[found["kind"].eq(kind)].sort_values(["file", "line", "row"], kind="stable")
    columns = [*KEYS] if kind == MISMATCH else [*KEYS, "why"]
    return mine[columns].reset_index(drop=True)


def _lines(differences: pd.DataFrame) -> list[str]:
    """The first differences, one line each."""
    said = []
    for row in differences.head(SHOWN).to_dict("records"):
        level = COLOURS if row["what"] == "color" else {}
        published, computed = (level.get(row[name], row[name]) for name in ("published", "computed"))
        why = f" ({row['why']})" if "why" in row else ""
        said.append(
            f"  {row['file']}, row {row['line']}: {row['cds']} {row['indicator']} {row['studentgroup']}, "
            f"{row['what']} published {published}, computed {computed}{why}"
        )
    more = len(differences) - len(said)
    return [*said, f"  and {more} more"] if more else said
