"""The state's bands in words: where a level begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from inquiry.sources.tables import Band, Indicator


def say_band(indicator: Indicator, band: Band) -> str:
    """A status band in words, with its unit where it is short."""
    sign = "%" if indicator.kind == "rate" else ""
    return band.text.replace("-", "−").replace(" to ", f"{sign} to ").replace(" or ", f"{sign} or ") + (
        sign if band.lowest is not None and band.highest is not None else ""
    )


def say_change_band(band: Band) -> str:
    """A change band in words: up or down by how much."""
    if band.lowest is None:
        return f"{_step(band.highest)} or more"
    if band.highest is None:
        return f"{_step(band.lowest)} or more"
    near, far = sorted((band.lowest, band.highest), key=abs)
    if near * far > 0:
        return f"{_step(near)} to {abs(far)}"
    return (
        f"within {far.copy_abs()}"
        if abs(near) == abs(far)
        else f"{_step(band.lowest)} to {_step(band.highest)}"
    )


def _step(value: Decimal | None) -> str:
    return "" if value is None else f"{'down' if value < 0 else 'up'} {abs(value)}"


def best_first(bands: Sequence[Band]) -> list[Band]:
    """The bands from the best level down."""
    return sorted(bands, key=lambda band: -band.level)
