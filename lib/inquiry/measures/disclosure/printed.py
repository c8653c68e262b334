"""A printed text as what it tells: the counts that would print the same."""

from __future__ import annotations

from collections.abc import Callable

from inquiry.measures.disclosure.model import Statement


def tell_count(key: str, part: str, value: float, loss: float, fixed: bool = False) -> Statement:
    """A count that is printed as it is."""
    return Statement(key=key, terms={part: 1.0}, low=value, high=value, loss=loss, fixed=fixed)


def tell_share(
    key: str, part: str, value: int, n: int, say: Callable[[int], str], loss: float, fixed: bool = False
) -> Statement:
    """A share of a number that everybody knows, as it is printed.

    Parameters
    ----------
    key : str
        Of the figure.
    part : str
        Of the count that it is the share of.
    value, n : int
        That count, and all.
    say : callable
        Count → the text that would be printed for it: “62 %”, “≥ 95 %”. It must not fall and rise again.
    loss : float
        What withholding it loses.
    fixed : bool
        Whether it is out already.

    Returns
    -------
    Statement
        From the least to the greatest whole number that prints the same text: a rounded share of a small n
        often tells the count itself.
    """
    text = say(value)
    low = high = value
    while low > 0 and say(low - 1) == text:
        low -= 1
    while high < n and say(high + 1) == text:
        high += 1
    return Statement(key=key, terms={part: 1.0}, low=low, high=high, loss=loss, fixed=fixed)


def tell_rate(
    key: str, part: str, whole: str, low: float, high: float, loss: float, fixed: bool = False
) -> tuple[Statement, Statement]:
    """A share of a number that is not printed: part is low to high percent of whole.

    Parameters
    ----------
    key : str
        Of the figure.
    part, whole : str
        Of the two counts.
    low, high : float
        The ends of what rounds to the printed percent: 61.5 and 62.5 for “62 %”.
    loss : float
        What withholding it loses.
    fixed : bool
        Whether it is out already.

    Returns
    -------
    tuple of two Statement
        Both are needed; they are one figure.
    """
    return (
        Statement(key=key, terms={part: 100.0, whole: -low}, low=0.0, loss=loss, fixed=fixed),
        Statement(key=key, terms={part: 100.0, whole: -high}, high=0.0, loss=0.0, fixed=fixed),
    )


def is_few(value: float, size: float, threshold: float, per_student: float = 1.0) -> bool:
    """Whether a count tells of few students: it, what is left of its group, or the whole group is small.

    All are in units of which `per_student` make one student. Nobody at all (size 0) is not few.
    """
    few = threshold * per_student
    return size > 0 and (value < few or size - value < few)
