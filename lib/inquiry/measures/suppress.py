"""What staff may not see is withheld: small groups, small counts within them, and shares at the ends.

Counts at the ends are withheld with their shares. A withheld part is never the only one in its row, and the
withheld ones together are at least the threshold, so that none comes back by subtraction from n. An end is
only printed where every withheld part stays open all the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from inquiry.district.settings import SUPPRESS_BELOW

END = 5  # percent: shares at or below it, and at or above 100 − it, print as such (reference: privacy)
FEWEST_HIDDEN = 2  # a single withheld part is n minus the others
WITHHELD = "withheld"
LOW_END, HIGH_END = f"≤ {END} %", f"≥ {100 - END} %"


def suppress_small(
    frame: pd.DataFrame,
    n: str,
    parts: Sequence[str] = (),
    shares: Mapping[str, str] = MappingProxyType({}),
    values: Sequence[str] = (),
    threshold: int = SUPPRESS_BELOW,
) -> pd.DataFrame:
    """Withhold what a table of the district's own evidence would tell about few students.

    It looks at each row by itself (primary suppression). Rows that add up to one another need more.

    Parameters
    ----------
    frame : DataFrame
        One row for each group of students; it is not changed.
    n : str
        The column that counts the group's students.
    parts : sequence of str
        Columns that add up to n, such as level_1 … level_4 or met and not_met.
    shares : mapping
        Column of a share in percent → the part it is the share of, one of `parts`.
    values : sequence of str
        Columns of means and rates that rest on all n students.
    threshold : int
        Fewer students than this are withheld.

    Returns
    -------
    DataFrame
        The frame with withheld numbers as NaN (all number columns become float); `withheld` (something in the
        row is); for each share a column `<share>_shown`: “62 %”, “≥ 95 %”, “≤ 5 %” or “withheld”.
    """
    hidden, texts = _decide_all(frame[[n, *parts]].astype("float64"), list(shares.values()), threshold)
    small = ~frame[n].astype("float64").ge(threshold)  # also where nothing is known
    columns = [n, *parts, *shares, *values]
    made = frame.assign(**{column: frame[column].astype("float64") for column in columns})
    for column in (n, *values):
        made[column] = made[column].mask(small)
    for column in parts:
        made[column] = made[column].mask(hidden[column])
    for share, part in shares.items():
        made[share] = made[share].mask(hidden[part])
        made[f"{share}_shown"] = _say_shares(made[share]).mask(hidden[part], texts[part])
    return made.assign(withheld=(made[columns].isna() & frame[columns].notna()).any(axis=1))


def _decide_all(
    numbers: pd.DataFrame, coded: Sequence[str], threshold: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """For each part of each row whether it is withheld, and the text that stands for its share."""
    parts = list(numbers.columns[1:])
    ends = [part in coded for part in parts]
    rows = [code_row(row[1:], row[0], ends, threshold) for row in numbers.itertuples(index=False, name=None)]
    hidden = pd.DataFrame([row.hidden for row in rows], index=numbers.index, columns=parts, dtype="bool")
    texts = pd.DataFrame([row.ends for row in rows], index=numbers.index, columns=parts, dtype="str")
    return hidden, texts


def _say_shares(shares: pd.Series[float]) -> pd.Series[str]:
    return shares.map(lambda value: WITHHELD if pd.isna(value) else f"{value:.0f} %").astype("str")


@dataclass(frozen=True)
class Row:
    """What of one row is withheld, and the text that stands for each withheld share."""

    hidden: list[bool]
    ends: list[str]


def code_row(parts: Sequence[float], n: float, coded: Sequence[bool], threshold: int) -> Row:
    """Which parts of one row are withheld: small ones, those at the ends, others until they cover each other.

    An end (“≥ 95 %”) is printed only if every withheld part stays open with all ends of the row known.

    Parameters
    ----------
    parts : sequence of float
        They add up to n; NaN where not known.
    n : float
        How many students the row is about.
    coded : sequence of bool
        For each part whether its share is printed, and so coded at the ends.
    threshold : int
        Fewer students than this are few.

    Returns
    -------
    Row
        In the order of the parts.
    """
    withheld = [WITHHELD] * len(parts)
    if not n >= threshold:
        return Row([True] * len(parts), withheld)
    low, high = n * END / 100, n * (100 - END) / 100
    hidden = [part < threshold or not low < part < high for part in parts]
    rising = sorted((i for i, hide in enumerate(hidden) if not hide), key=lambda i: (parts[i], i))
    while any(hidden) and rising and (sum(hidden) < FEWEST_HIDDEN or _sum(parts, hidden) < threshold):
        hidden[rising.pop(0)] = True
    ends = [
        (LOW_END if part <= low else HIGH_END if part >= high else WITHHELD) if code and hide else WITHHELD
        for part, code, hide in zip(parts, coded, hidden, strict=True)
    ]
    return Row(hidden, ends if _stay_open(parts, hidden, ends, n, threshold) else withheld)


def _sum(parts: Sequence[float], hidden: Sequence[bool]) -> float:
    """How many students the withheld parts hold together: anyone can subtract the others from n."""
    return math.fsum(part for part, hide in zip(parts, hidden, strict=True) if hide and not math.isnan(part))


def _stay_open(
    parts: Sequence[float], hidden: Sequence[bool], ends: Sequence[str], n: float, threshold: int
) -> bool:
    """Whether each withheld part may still be anything from 0 to the threshold − 1, or is as wide open."""
    total = _sum(parts, hidden)
    bounds = [
        (
            math.ceil(n * (100 - END) / 100) if end == HIGH_END else 0,
            n * END // 100 if end == LOW_END else total,
        )
        for end, hide in zip(ends, hidden, strict=True)
        if hide
    ]
    for i, (least, most) in enumerate(bounds):
        others = [bound for j, bound in enumerate(bounds) if j != i]
        low = max(least, total - sum(high for _, high in others))
        high = min(most, total - sum(low for low, _ in others))
        if not (low <= 0 and high >= threshold - 1) and high - low < threshold:
            return False
    return True
