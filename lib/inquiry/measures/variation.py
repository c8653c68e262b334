"""How much of the variation in results lies within schools, and how much between them."""

from __future__ import annotations

import contextlib
import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from inquiry.measures.intervals import CONFIDENCE

# Hattie (2015), What Works Best in Education: The Politics of Collaborative Expertise, Pearson: percent of
# the variation that lies between schools, and within them. Shown beside a district's own, never instead.
PUBLISHED_BETWEEN, PUBLISHED_WITHIN = 36, 64
FEWEST_GROUPS = 2  # one school cannot differ from itself
FEWEST_IN_GROUP = 2  # a spread within a school takes two students

Trouble = Literal["one group", "no spread", "too small"]


@dataclass(frozen=True)
class Group:
    """One school or class: how many students, their mean and standard deviation, in the measure's unit."""

    n: int
    mean: float
    spread: float


@dataclass(frozen=True)
class Variation:
    """A variance split in two.

    `between` and `within` are variances, in the measure's unit squared; `between` may come out negative: the
    groups' means then lie nearer together than chance alone would lay them. `low` and `high` bound the share
    between groups, 0 to 1. `trouble` says why nothing could be split.
    """

    groups: int
    n: int
    between: float = math.nan
    within: float = math.nan
    low: float = math.nan
    high: float = math.nan
    method: str = ""
    trouble: Trouble | None = None

    @property
    def negative(self) -> bool:
        """Whether the means lie nearer together than chance alone would lay them."""
        return self.trouble is None and self.between < 0

    @property
    def share_between(self) -> float:
        """The share of the variance between groups, 0 to 1; 0 where the estimate is negative."""
        between = max(self.between, 0.0)
        return between / (between + self.within)


def split_by_summary(groups: Sequence[Group]) -> Variation:
    """Split a variance from each group's size, mean and spread: the ANOVA estimator.

    Parameters
    ----------
    groups : sequence of Group
        Those of fewer than `FEWEST_IN_GROUP` students are left out.

    Returns
    -------
    Variation
        With `trouble` and no numbers where there is nothing to split.

    Source
    ------
    Searle, Casella and McCulloch (1992), *Variance Components*, ch. 3: within = MSW, between =
    (MSB − MSW) / n0, where n0 = (N − Σn²/N) / (k − 1). The interval of the share is Thomas and Hultquist's
    (1978, *Annals of Statistics* 6), with n0 as Donner (1979, *American Journal of Epidemiology* 110) has it.

    Shrout and Fleiss (1979), six targets and four ratings each: a share of .17.

    >>> means, spreads = [6, 3, 6.5, 4, 7.5, 4.75], [3.1623, 2.1602, 1.9149, 2.9439, 2.3805, 2.2174]
    >>> found = split_by_summary([Group(4, m, s) for m, s in zip(means, spreads)])
    >>> round(found.share_between, 2)
    0.17
    """
    used = [group for group in groups if group.n >= FEWEST_IN_GROUP]
    k, total = len(used), sum(group.n for group in used)
    trouble = _trouble(groups, used)
    if trouble:
        return Variation(k, total, trouble=trouble)
    mean = sum(group.n * group.mean for group in used) / total
    between = sum(group.n * (group.mean - mean) ** 2 for group in used) / (k - 1)
    within = sum((group.n - 1) * group.spread**2 for group in used) / (total - k)
    if not within > 0:
        return Variation(k, total, trouble="no spread")
    size = (total - sum(group.n**2 for group in used) / total) / (k - 1)
    low, high = _share_interval(between / within, k, total, size)
    return Variation(k, total, (between - within) / size, within, low, high, "ANOVA")


def split_by_scores(scores: Mapping[str, Sequence[float]]) -> Variation:
    """Split a variance from the scores themselves: restricted maximum likelihood.

    Parameters
    ----------
    scores : mapping of str to sequence of float
        Each group's scores; groups of fewer than `FEWEST_IN_GROUP` are left out.

    Returns
    -------
    Variation
        Its interval is that of `split_by_summary`. Where the ANOVA estimate is not above 0, REML can only put
        the variance between at its lowest, 0; then the ANOVA estimate stands, which says so by its sign.

    Source
    ------
    Patterson and Thompson (1971), *Biometrika* 58; fitted by statsmodels' MixedLM.
    """
    groups = [Group(len(s), float(np.mean(s)), _spread(s)) for s in scores.values() if len(s)]
    plain = split_by_summary(groups)
    if plain.trouble or plain.between <= 0:
        return plain
    used = {name: values for name, values in scores.items() if len(values) >= FEWEST_IN_GROUP}
    fitted = _fit(used)
    if fitted is None:
        return plain
    between, within = fitted
    return Variation(plain.groups, plain.n, between, within, plain.low, plain.high, "REML")


def summarize(scores: Sequence[float]) -> Group:
    """How many scores, their mean and their spread."""
    return Group(len(scores), float(np.mean(scores)), _spread(scores))


def _spread(scores: Sequence[float]) -> float:
    return float(np.std(scores, ddof=1)) if len(scores) >= FEWEST_IN_GROUP else 0.0


def _trouble(groups: Sequence[Group], used: Sequence[Group]) -> Trouble | None:
    if len(used) >= FEWEST_GROUPS:
        return None
    return "too small" if len(groups) >= FEWEST_GROUPS else "one group"


def _share_interval(ratio: float, k: int, total: int, size: float) -> tuple[float, float]:
    """Lowest and highest share between groups, from the ratio of the mean squares; never below 0."""
    from scipy.special import fdtri

    tail = (1 - CONFIDENCE) / 2
    ends = [ratio / float(fdtri(k - 1, total - k, p)) for p in (1 - tail, tail)]
    low, high = (max(0.0, (end - 1) / (end - 1 + size)) for end in ends)
    return low, high


def _fit(scores: Mapping[str, Sequence[float]]) -> tuple[float, float] | None:
    """Variance between and within by REML; None where the search for it did not end."""
    from statsmodels.regression.mixed_linear_model import MixedLM

    values = np.concatenate([np.asarray(each, dtype="float64") for each in scores.values()])
    names = np.repeat(np.arange(len(scores)), [len(each) for each in scores.values()])
    scale = float(np.std(values))  # the search is for numbers near 1, whatever the unit
    with warnings.catch_warnings(), contextlib.suppress(np.linalg.LinAlgError):
        warnings.simplefilter("ignore")  # whether it converged is asked for below
        model = MixedLM((values - values.mean()) / scale, np.ones((len(values), 1)), groups=names)
        # Not by gradients: with few groups lbfgs may stop at 0 between them and call that converged.
        fit = model.fit(reml=True, method=["powell"])
        if fit.converged:
            return float(fit.cov_re[0, 0]) * scale**2, float(fit.scale) * scale**2
    return None
