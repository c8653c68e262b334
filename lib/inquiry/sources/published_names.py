"""Which indicator and year a published file is of: its name, and columns that only some indicators have."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from inquiry.errors import Fault

# How the state names its files, anywhere in a name such as “Copy of eladownload2024 (1).txt”.
_NAMES = {
    "ELA": "ela",
    "MATH": "math",
    "SCIENCE": "science|cast",
    "ELPI": "elpi",
    "GRAD": "grad",
    "CCI": "cci|collegecareer",
    "CHRO": "chronic|chro",
    "SUSP": "susp",
}
_STATE_NAME = re.compile(
    "(?:^|[^a-z])(?:" + "|".join(f"(?P<{i}>{names})" for i, names in _NAMES.items()) + r")[a-z]*?[ _-]*"
    r"download[ _-]*(?P<year>20\d\d)?"
)
_ANY_NAME = {i: re.compile(f"(?:^|[^a-z])(?:{names})") for i, names in _NAMES.items()}
_ANY_YEAR = re.compile(r"(?<!\d)(20[12]\d)(?!\d)")

# Columns that stand only in these indicators' files (the state's record layouts 2018–2025).
FINGERPRINT: Mapping[str, frozenset[str]] = {
    "hscutpoints": frozenset({"ELA", "MATH", "SCIENCE"}),
    "pairshare_method": frozenset({"ELA", "MATH", "SCIENCE"}),
    "currprate_enrolled": frozenset({"ELA", "MATH", "SCIENCE"}),
    "currnum_prloss": frozenset({"ELA", "MATH", "SCIENCE"}),
    "currnumer": frozenset({"ELPI", "GRAD", "CCI", "CHRO", "SUSP"}),
    "currprogressed": frozenset({"ELPI"}),
    "currmaintainpl4": frozenset({"ELPI"}),
    "flag95pct": frozenset({"ELPI", "ELA", "MATH", "SCIENCE"}),
    "curr95": frozenset({"ELPI"}),
    "fiveyrnumer": frozenset({"GRAD", "CCI"}),
    "curr_prep": frozenset({"CCI"}),
    "curr_prep_pct": frozenset({"CCI"}),
    "certifyflag": frozenset({"CHRO", "SUSP", "GRAD", "CCI"}),
}


def read_name(name: str) -> tuple[str | None, int | None]:
    """The indicator and the year that a file's name gives; None for what it does not say.

    >>> read_name("eladownload2024 (1).txt"), read_name("Suspension 2023.xlsx"), read_name("notes.txt")
    (('ELA', 2024), ('SUSP', 2023), (None, None))
    """
    text = name.lower()
    found = _STATE_NAME.search(text)
    if found:
        indicator = next(i for i in _NAMES if found[i])
        return indicator, int(found["year"]) if found["year"] else _year(text)
    named = [i for i, pattern in _ANY_NAME.items() if pattern.search(text)]
    return (named[0] if len(named) == 1 else None), _year(text)


def _year(text: str) -> int | None:
    years = set(_ANY_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


def name_fault(name: str) -> Fault:
    """A file whose name does not say what it is."""
    allowed = "a name like the state's, such as eladownload2024.txt: " + ", ".join(
        f"{names.split('|')[0]} for {indicator}" for indicator, names in _NAMES.items()
    )
    return Fault(name, "a name without an indicator", allowed, "name the file as the state does")


def fingerprint_faults(name: str, line: int, header: Collection[str], indicator: str) -> Iterator[Fault]:
    """A file whose columns belong to another indicator than its name says."""
    for column, indicators in FINGERPRINT.items():
        if column in header and indicator not in indicators:
            allowed = f"the columns of {indicator}, as the file's name says"
            found = f"a column that only files of {', '.join(sorted(indicators))} have"
            cure = "look what the file holds, and name it as the state does"
            yield Fault(name, found, allowed, cure, line, column)
            return
