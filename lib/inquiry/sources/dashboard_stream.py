"""One pass over a published file: what is ours is kept, everything is counted, what is broken is noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter

import pandas as pd

from inquiry.errors import Fault, has_errors
from inquiry.sources.dashboard_columns import READ, empty_rows, standard_name, to_standard, unquote
from inquiry.sources.published_lines import PublishedLines, Unreadable
from inquiry.sources.published_names import fingerprint_faults
from inquiry.sources.stream_faults import (
    CDS_DIGITS,
    CURE_AGAIN,
    Pass,
    absence_faults,
    code_faults,
    uneven_faults,
)
from inquiry.sources.tally import TALLY_KEYS, make_tally

CHUNK = 20_000  # rows turned into a typed frame at once
BLOCK = 100  # rows looked at together; many more would no longer fit into the processor's cache
COUNTED = ("reportingyear", *TALLY_KEYS)  # a row is counted by these; a file may lack some
Line = tuple[int, list[str]]  # a row and the line it stands in
NEEDED = ("cds", "rtype", "currstatus")
BLANK_GROUP = {"ELPI": "EL", "ELA": "RFP", "MATH": "RFP"}  # of the last two, 2018's files leave it blank


@dataclass(frozen=True)
class Published:
    """What one pass found: rows as texts and as `STANDARD_COLUMNS`, the counts, the faults."""

    indicator: str
    year: int
    raw: pd.DataFrame
    rows: pd.DataFrame
    tally: pd.DataFrame
    rows_read: int
    faults: tuple[Fault, ...]


def read_stream(
    lines: PublishedLines, name: str, indicator: str, year: int | None, cds: str | None
) -> Published:
    """Read a file's rows once.

    Raises
    ------
    Unreadable
        When the header lacks a column that every file has, or names one twice.
    """
    faults = list(_header_faults(name, lines, indicator))
    at = {standard_name(column): n for n, column in reversed(list(enumerate(lines.header)))}
    if has_errors(faults):
        raise Unreadable(*faults)
    state = Pass(name, cds, len(lines.header))
    kept = list(_kept(lines, at, state))
    counts = _whole_keys(state.counts, at)
    raw = pd.concat(kept, ignore_index=True) if kept else _no_texts()
    year, year_faults = _settle_year(name, counts, year)
    blank = _blank_group(indicator, year)
    raw = raw.assign(studentgroup=raw["studentgroup"].replace("", blank))
    rows = to_standard(raw, name, indicator, year, tuple(at)) if len(raw) else empty_rows()
    faults += [
        *year_faults,
        *uneven_faults(state),
        *code_faults(state),
        *absence_faults(state, indicator, len(raw)),
    ]
    tally = make_tally(_with_groups(counts, blank), indicator, year)
    return Published(indicator, year, raw, rows, tally, state.rows_read, tuple(faults))


def _header_faults(name: str, lines: PublishedLines, indicator: str) -> Iterator[Fault]:
    header, line = lines.header, lines.header_line
    for column in dict.fromkeys(header):
        if column and header.count(column) > 1:
            found = f"“{column}” {header.count(column)} times"
            yield Fault(name, found, "each column once", CURE_AGAIN, line, column)
    given = {standard_name(column) for column in header}
    for column in NEEDED if indicator == "ELPI" else (*NEEDED, "studentgroup"):
        if column not in given:
            yield Fault(name, "no such column", f"a column “{column}”", CURE_AGAIN, line, column)
    yield from fingerprint_faults(name, line, header, indicator)


def _kept(lines: PublishedLines, at: dict[str, int], state: Pass) -> Iterator[pd.DataFrame]:
    """The rows of the district, in typed chunks; every row is counted on the way."""
    here = [name for name in READ if name in at]
    pick, count = _picker([at[name] for name in here]), _picker([at[name] for name in COUNTED if name in at])
    code_at, ours = at["cds"], state.ours
    pending: list[tuple[object, ...]] = []
    while block := list(islice(lines.rows, BLOCK)):
        state.rows_read += len(block)
        state.last_line = block[-1][0]
        if not _is_regular(block, code_at, state.width):
            block = list(_mended(block, code_at, state))
        state.counts.update([count(row) for _, row in block])
        pending += [(line, *pick(row)) for line, row in block if row[code_at].startswith(ours)]
        if len(pending) >= CHUNK:
            yield _texts(pending, here)
            pending = []
    if pending:
        yield _texts(pending, here)


def _picker(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """A function that takes these cells out of a row; `itemgetter` alone gives one cell without a tuple."""
    if len(places) > 1:
        return itemgetter(*places)
    return lambda row: tuple([row[place] for place in places])


def _is_regular(block: Sequence[Line], code_at: int, width: int) -> bool:
    """Whether nothing in these rows needs a second look: the usual case, told without a loop of our own."""
    rows = [row for _, row in block]
    if set(map(len, rows)) != {width}:
        return False
    codes = [row[code_at] for row in rows]
    return set(map(len, codes)) == {CDS_DIGITS} and "".join(codes).isdigit()


def _mended(block: Iterable[Line], code_at: int, state: Pass) -> Iterator[Line]:
    """The rows that can be used, one by one: codes mended, empty cells beyond the last column cut off."""
    width = state.width
    for line, row in block:
        if len(row) < width or any(row[width:]):
            state.uneven.append((line, len(row), row[code_at] if len(row) > code_at else ""))
            continue
        cells = row[:width]
        cells[code_at] = _code(cells[code_at], line, state)
        yield line, cells


def _code(found: str, line: int, state: Pass) -> str:
    """A 14-digit code; what is none is noted, and mended where only leading zeros are lost."""
    if len(found) == CDS_DIGITS and found.isdigit():
        return found
    code = unquote(found).strip("='\"")  # a spreadsheet's marks for a text
    if len(code) == CDS_DIGITS and code.isdigit():
        return code
    if code.isdigit() and int(code) == 0:
        return "0" * CDS_DIGITS  # the state's own row
    if code.isdigit() and len(code) in {CDS_DIGITS - 1, CDS_DIGITS - 2}:
        code, kind = code.zfill(CDS_DIGITS), "zeros"
    else:
        kind = "digits" if "e+" in code.lower() else "other"
    if kind != "zeros" or state.is_ours(code):
        state.odd_codes.setdefault(kind, []).append((line, found.strip()))
    return code


def _texts(pending: Sequence[tuple[object, ...]], here: Sequence[str]) -> pd.DataFrame:
    """Rows as a frame of texts with every column of `READ`; equal texts share their memory."""
    lines, *columns = zip(*pending, strict=True)
    made: dict[str, object] = {"line": lines}
    for name, column in zip(here, columns, strict=True):
        plain = {text: unquote(str(text)) for text in set(column)}
        made[name] = pd.array([plain[text] for text in column], dtype="str")
    made |= {name: "" for name in READ if name not in here}
    frame = pd.DataFrame(made).astype({name: "str" for name in READ if name not in here})
    for name in ("rtype", "type", "studentgroup"):
        frame[name] = frame[name].str.upper()
    return frame.assign(rtype=frame["rtype"].replace("L", "D"))  # spring 2017 says L


def _no_texts() -> pd.DataFrame:
    frame = pd.DataFrame({name: pd.Series(dtype="str") for name in READ})
    return frame.assign(line=pd.Series(dtype="int64"))


def _blank_group(indicator: str, year: int) -> str:
    """What a blank student group means: English learner progress had no such column before 2024."""
    return BLANK_GROUP.get(indicator, "") if indicator == "ELPI" or year == 2018 else ""


def _whole_keys(counts: Counter[tuple[str, ...]], at: dict[str, int]) -> Counter[tuple[str, ...]]:
    """The counts by all of `COUNTED`, "" for a column that the file lacks; cells unquoted."""
    given = [name for name in COUNTED if name in at]
    made: Counter[tuple[str, ...]] = Counter()
    for key, n in counts.items():
        cells = dict(zip(given, key, strict=True))
        made[tuple([unquote(cells.get(name, "")) for name in COUNTED])] += n
    return made


def _with_groups(counts: Counter[tuple[str, ...]], blank: str) -> Counter[tuple[str, ...]]:
    """The counts by `TALLY_KEYS`, with blank groups named, as the rows have them."""
    made: Counter[tuple[str, ...]] = Counter()
    group = TALLY_KEYS.index("studentgroup")
    for (_, *texts), n in counts.items():
        cells = [text.upper() for text in texts]
        cells[group] = cells[group] or blank
        cells[0] = "D" if cells[0] == "L" else cells[0]
        made[tuple(cells)] += n
    return made


def _settle_year(name: str, counts: Counter[tuple[str, ...]], named: int | None) -> tuple[int, list[Fault]]:
    """The year that name and rows agree on; a fault where they do not."""
    found: Counter[str] = Counter()
    for (year_cell, *_), n in counts.items():
        found[year_cell] += n
    found.pop("", None)
    most = next((text for text, _ in found.most_common(1)), "")
    year = named or (int(most) if most.isdigit() else 0)
    cure = "look which year the file holds, and name it as the state does"
    if not year:
        allowed = "a year in the name, such as eladownload2024.txt"
        return 0, [Fault(name, "no year in name or rows", allowed, cure, column="reportingyear")]
    others = sorted(text for text in found if text != str(year))
    if others:
        n = sum(found[text] for text in others)
        said = f"{n} rows of {', '.join(others[:3])}"
        return year, [Fault(name, said, f"rows of {year}, as the name says", cure, column="reportingyear")]
    return year, []
