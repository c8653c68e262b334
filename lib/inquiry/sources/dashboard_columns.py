"""The columns of a published file, whatever the year calls them, and one typed frame for all of them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

# Published name → standard name. A standard name that no file has is made below.
ALIASES = {
    "cdscode": "cds",  # 2019 suspension layout
    "charter_flag": "charter",
    "coe_flag": "coe",
    "dass_flag": "dass",
    "safetynet": "smalldenom",  # 2018 and 2019
    "pairshare_method": "pairshare",
    "currprate": "participation",
}
TEXTS = ("cds", "rtype", "schoolname", "districtname", "countyname", "type", "studentgroup")
FLAGS = (
    "charter",
    "coe",
    "dass",
    "hscutpoints",
    "smalldenom",
    "certifyflag",
    "dataerrorflag",
    "flag95pct",
    "pairshare",
)
COUNTS = ("currnumer", "currdenom", "priornumer", "priordenom", "currdenom_swd", "priordenom_swd")
VALUES = ("currstatus", "priorstatus", "change", "participation")
LEVEL_COLUMNS = ("statuslevel", "changelevel", "color", "box")
READ = ("reportingyear", *TEXTS, *FLAGS, *COUNTS, *VALUES, *LEVEL_COLUMNS)

STANDARD_COLUMNS = (
    *("file", "line", "year", "indicator", "cds", "rtype", "schoolname", "districtname", "countyname"),
    *("charter", "coe", "dass", "type", "hscutpoints", "studentgroup"),
    *("currnumer", "currdenom", "currstatus", "priornumer", "priordenom", "priorstatus", "change"),
    *("statuslevel", "changelevel", "color", "box", "smalldenom"),
    *("certifyflag", "dataerrorflag", "flag95pct", "pairshare"),
    *("currdenom_swd", "priordenom_swd", "participation", "gives"),
)

_NOTHING = {"", "*", "**", "--", "-", "na", "n/a", "null", "none", "nan", "."}
_NO = {"", "n", "no", "0", "false", "null", "none", "na", "n/a"}


def standard_name(column: str) -> str:
    """A published column's standard name."""
    return ALIASES.get(column, column)


def to_numbers(texts: pd.Series[str]) -> pd.Series[float]:
    """Texts as numbers; NaN where there is none."""
    return pd.to_numeric(texts, errors="coerce").astype("float64")


def unreadable_numbers(texts: pd.Series[str]) -> pd.Series[bool]:
    """Which texts are meant as numbers and are none."""
    open_ = to_numbers(texts).isna() & texts.ne("")
    return open_ & ~texts.where(open_, "").str.lower().isin(_NOTHING) if open_.any() else open_


def to_flags(texts: pd.Series[str]) -> pd.Series[bool]:
    """Y, Yes or any method's name is True; N, No and nothing are False."""
    return ~texts.str.strip().str.lower().isin(_NO)


def unquote(text: str) -> str:
    """A cell without the quotation marks that a spreadsheet put around it.

    >>> unquote('"Smith ""Sunny"" High, The"'), unquote(" Oak ")
    ('Smith "Sunny" High, The', 'Oak')
    """
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"').strip()
    return text


def to_standard(
    raw: pd.DataFrame, file: str, indicator: str, year: int, given: Sequence[str]
) -> pd.DataFrame:
    """A frame of texts as a frame of `STANDARD_COLUMNS`.

    Parameters
    ----------
    raw : DataFrame
        `line` and every column of `READ`, as text ("" where empty or not in the file).
    given : sequence of str
        The standard names the file has; `gives` repeats which levels are among them.
    """
    made: dict[str, object] = {"file": file, "line": raw["line"].astype("int64"), "year": year}
    made["indicator"] = indicator
    made |= {name: raw[name].astype("str") for name in TEXTS}
    made |= {name: to_flags(raw[name]) for name in FLAGS}
    made |= {name: to_numbers(raw[name]) for name in (*COUNTS, *VALUES)}
    made |= {name: to_numbers(raw[name]).fillna(0).round().astype("int64") for name in LEVEL_COLUMNS}
    made["gives"] = " ".join(name for name in LEVEL_COLUMNS if name in given)
    frame = pd.DataFrame(made, index=raw.index)[list(STANDARD_COLUMNS)]
    return frame.astype({"year": "int64", "file": "str", "indicator": "str", "gives": "str"})


def empty_rows() -> pd.DataFrame:
    """No rows, with all columns."""
    texts = pd.DataFrame({name: pd.Series(dtype="str") for name in READ}).assign(
        line=pd.Series(dtype="int64")
    )
    return to_standard(texts, "", "", 0, ())
