"""What staff may not see is withheld: small groups, small counts within them, and shares at the ends."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pandas as pd

from inquiry.district.settings import SUPPRESS_BELOW

END = 5  # percent: shares at or below it, and at or above 100 − it, print as such (reference: privacy)
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
        Fewer students than this are withheld: the group, and any part of it.

    Returns
    -------
    DataFrame
        The frame with withheld numbers as NaN (all number columns become float); `withheld` (something in the
        row is); for each share a column `<share>_shown`: “62 %”, “≥ 95 %”, “≤ 5 %” or “withheld”. Counts
        at the ends are withheld with their shares. A withheld part is never the only one in its row, and the
        withheld ones together are at least the threshold, so that none comes back by subtraction from n. An
        end is only printed where it leaves open whether the threshold is reached.
    """
    numbers = frame[[n, *parts]].astype("float64")
    small = numbers[n].lt(threshold) | numbers[n].isna()
    hidden = pd.DataFrame(
        [_hidden(row[1:], row[0], threshold) for row in numbers.itertuples(index=False, name=None)],
        index=frame.index,
        columns=list(parts),
        dtype="bool",
    )
    made = frame.assign(
        **{column: frame[column].astype("float64") for column in (n, *parts, *shares, *values)}
    )
    for column in (n, *values):
        made[column] = made[column].mask(small)
    for column in parts:
        made[column] = made[column].mask(small | hidden[column])
    for share, part in shares.items():
        shown = _shown(frame[share], numbers[n], small, hidden[part], threshold)
        made[f"{share}_shown"] = shown
        made[share] = made[share].where(shown.str.fullmatch(r"-?\d+ %"))
    columns = [n, *parts, *shares, *values]
    return made.assign(withheld=(made[columns].isna() & frame[columns].notna()).any(axis=1))


def _hidden(parts: Sequence[float], n: float, threshold: int) -> list[bool]:
    """Which parts are withheld: the small ones, those at the ends, and others until they cover each other."""
    ends = n * END / 100, n * (100 - END) / 100
    hidden = [part < threshold or not ends[0] < part < ends[1] for part in parts]
    if not any(hidden):
        return hidden
    rising = sorted((n for n, hide in enumerate(hidden) if not hide), key=lambda n: (parts[n], n))
    while rising and (sum(hidden) < 2 or _covered(parts, hidden) < threshold):
        hidden[rising.pop(0)] = True
    return hidden


def _covered(parts: Sequence[float], hidden: Sequence[bool]) -> float:
    """How many students the withheld parts hold together: anyone can subtract the others from n."""
    return math.fsum(part for part, hide in zip(parts, hidden, strict=True) if hide and not math.isnan(part))


def _shown(
    share: pd.Series[float],
    n: pd.Series[float],
    small: pd.Series[bool],
    hidden: pd.Series[bool],
    threshold: int,
) -> pd.Series[str]:
    """The share as a text that may be shown."""
    # “≥ 95 %” says that at most 5 % of n are on the other side: that must leave 0 … threshold − 1 open
    wide = (n * END // 100).ge(threshold - 1)
    rounded = share.map(lambda value: f"{value:.0f} %" if pd.notna(value) else WITHHELD)
    low, high = share.le(END), share.ge(100 - END)
    shown, at_end = rounded.mask(low, LOW_END).mask(high, HIGH_END), low | high
    return shown.mask(small | (hidden & ~at_end) | (at_end & ~wide), WITHHELD).astype("str")
