"""Chance that is the same on every machine: named streams drawing on `random.random()` alone."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import NormalDist
from typing import TypeVar

T = TypeVar("T")
SEED = "Example Unified, county 99"
_BELL = NormalDist()


class Stream:
    """A stream of chance named after what it decides, so that a change in one place moves nothing else."""

    def __init__(self, *names: object) -> None:
        """Begin the stream that these names stand for."""
        self._random = random.Random("/".join([SEED, *map(str, names)]))

    def share(self) -> float:
        """A number from 0 up to 1."""
        return self._random.random()

    def happens(self, chance: float) -> bool:
        """Whether something of this probability happens."""
        return self.share() < chance

    def bell(self, mean: float = 0.0, spread: float = 1.0) -> float:
        """A normally distributed number."""
        return mean + spread * _BELL.inv_cdf(min(max(self.share(), 1e-9), 1 - 1e-9))

    def pick(self, things: Sequence[T]) -> T:
        """One of the things, each as likely."""
        return things[int(self.share() * len(things))]

    def weighted(self, weights: dict[str, float]) -> str:
        """One of the keys, as likely as its weight."""
        left = self.share() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return key

    def count(self, n: int, chance: float) -> int:
        """How many of n happen."""
        return sum(self.happens(chance) for _ in range(n))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in another order."""
        return [thing for _, _, thing in sorted((self.share(), i, thing) for i, thing in enumerate(things))]


def rounded(number: Fraction | float, places: int = 1) -> Decimal:
    """A number rounded half away from zero, as the state does."""
    exact = number if isinstance(number, Fraction) else Fraction(repr(float(number)))
    scaled = Decimal(exact.numerator) / Decimal(exact.denominator)
    return scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) + 0


def spread_out(total: int, shares: Sequence[float]) -> list[int]:
    """A total split by shares into whole numbers that add up to it (largest remainders)."""
    exact = [total * share / sum(shares) for share in shares]
    whole = [int(part) for part in exact]
    by_rest = sorted(range(len(shares)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_rest[: total - sum(whole)]:
        whole[i] += 1
    return whole
