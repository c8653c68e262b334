"""About a hundred made-up schools elsewhere and the state's own row, drawn by chance."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from making.chance import Stream
from making.figures import Figure, Unit
from making.outcomes import TESTS
from making.roster import read_plan

COUNTY = "99"
STATE_CDS = "0" * 14
CHARTERS = 6  # every so many elementary schools is a charter


def plan() -> Any:
    """Where the other schools stand."""
    return read_plan("neighbours.yaml")


@cache
def other_units() -> tuple[Unit, ...]:
    """The other districts, each followed by its schools."""
    return tuple(unit for district in plan()["districts"] for unit in _district_units(district))


def _district_units(district: dict[str, Any]) -> Iterator[Unit]:
    prefix, names = (
        COUNTY + district["code"],
        iter(Stream("names", district["code"]).shuffled(plan()["names"])),
    )
    yield Unit(prefix + "0" * 7, "D", "", district["name"], "Example", district["kind"])
    for kind, label in plan()["kinds"].items():
        for number in range(district[kind]):
            high = kind == "HS"
            code = f"{9930000 if high else 6000000 + 500 * (kind == 'MS'):07d}"
            cds = prefix + str(int(code) + 13 + 8 * number)
            charter = kind == "ES" and number % CHARTERS == CHARTERS - 1
            name = f"{next(names)} {label}" + (" Charter" if charter else "")
            yield Unit(cds, "S", name, district["name"], "Example", kind, high=high, charter=charter)


def other_figures(indicator: str, year: int) -> dict[str, dict[str, Figure]]:
    """Figures for all students of the other schools and districts, by CDS code."""
    figures: dict[str, dict[str, Figure]] = {}
    for unit in other_units():
        if unit.rtype == "S" and indicator in plan()["share_counted"][unit.kind]:
            group = "EL" if indicator == "ELPI" else "ALL"
            figures[unit.cds] = {group: _school_figure(unit, indicator, year)}
    for unit in other_units():
        inside = [f for cds, f in figures.items() if cds[:7] == unit.cds[:7] and not cds.endswith("0" * 7)]
        if unit.rtype == "D" and inside:
            group = next(iter(inside[0]))
            figures[unit.cds] = {group: _together([f[group] for f in inside], indicator)}
    return figures


def _school_figure(unit: Unit, indicator: str, year: int) -> Figure:
    place, at = plan(), year - 2022
    mean, spread = place["size"][unit.kind]
    size = max(Stream("size", unit.cds).bell(mean, spread), 120) * (1 + 0.01 * Stream(unit.cds, year).bell())
    denom = max(round(size * place["share_counted"][unit.kind][indicator]), 12)
    usual, width = place["usual"][indicator]
    fortune = 0.8 * Stream("fortune", unit.cds).bell() + 0.6 * Stream("fortune", unit.cds, indicator).bell()
    fortune *= -1 if indicator in place["better_is_lower"] else 1
    status = usual + width * fortune + place["course"][indicator][at]
    status += Stream("sway", unit.cds, indicator, year).bell(0, place["sway"][indicator])
    if indicator in TESTS:
        status += place["high_school"].get(indicator, 0) * unit.high
        return _mean_figure(denom, status)
    numer = round(min(max(status, 0.001), 0.995) * denom)
    return Figure(denom, Fraction(100 * numer, denom), numer)


def _mean_figure(denom: int, status: float) -> Figure:
    mean = Fraction(round(status * denom), denom)
    return Figure(denom, mean, None, round(denom * 1.02), denom, 0, mean)


def _together(figures: list[Figure], indicator: str) -> Figure:
    denom = sum(f.denom for f in figures)
    if indicator in TESTS:
        total = sum((f.status or 0) * f.denom for f in figures)
        return _mean_figure(denom, float(total / denom))
    numer = sum(f.numer or 0 for f in figures)
    return Figure(denom, Fraction(100 * numer, denom), numer)


def state_figures(indicator: str, year: int) -> dict[str, Figure]:
    """Figures of the state's row, by group; made up as everything else."""
    place, usual = plan(), read_plan("dashboard.yaml")["state"][indicator][year - 2022]
    groups = ("EL", "LTEL") if indicator == "ELPI" else tuple(place["state_groups"])
    return {group: _state_figure(indicator, group, usual, place["state_groups"], year) for group in groups}


def _state_figure(indicator: str, group: str, usual: float, groups: Any, year: int) -> Figure:
    share = groups[group]["share"] / (groups["EL"]["share"] if indicator == "ELPI" else 1)
    students = plan()["state_students"] * plan()["state_counted"][indicator] * share
    denom = round(students * (1 + 0.006 * Stream("state", group, year, indicator).bell()))
    sway = 0.15 * (group != "ALL") * Stream("sway", "state", group, indicator, year).bell()
    if indicator in TESTS:
        width = 0.19 if indicator == "SCIENCE" else 1.0
        return _mean_figure(denom, usual + width * (groups[group]["points"] + 8 * sway))
    away = groups[group]["rate"] * (0 if group == "EL" and indicator == "ELPI" else 1)
    away *= -1 if indicator in plan()["better_is_lower"] else 1
    scale = usual / 0.2 if indicator == "SUSP" else 1.0
    numer = round(min(max(usual + scale * (away + 0.02 * sway), 0.002), 0.99) * denom)
    return Figure(denom, Fraction(100 * numer, denom), numer)
