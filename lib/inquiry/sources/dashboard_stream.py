"""One pass over a published file: what is ours is kept, everything is counted, what is broken is noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Literal

import pandas as pd

from inquiry.district.rosters import explain_cds
from inquiry.errors import Fault
from inquiry.sources.dashboard_columns import READ, empty_rows, standard_name, to_standard, unquote
from inquiry.sources.published_lines import PublishedLines, Unreadable
from inquiry.sources.published_names import fingerprint_faults
from inquiry.sources.tally import TALLY_KEYS, make_tally

Severity = Literal["error", "note"]

CDS_DIGITS = 14
DISTRICT_DIGITS = 7  # county 2 and district 5
CHUNK = 20_000  # rows turned into a typed frame at once
NEEDED = ("cds", "rtype", "currstatus")
BLANK_GROUP = {
    "ELPI": "EL",
    "ELA": "RFP",
    "MATH": "RFP",
}  # 2018 leaves these blank; ELPI had no column before 2024
EVERYWHERE = (
    "ELA",
    "MATH",
    "SUSP",
)  # every district has rows of these; not each has graduates or English learners
_CURE_AGAIN = "download the file again from the state"


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


@dataclass
class _Pass:
    """The state of one pass over a file."""

    name: str
    cds: str | None
    width: int
    rows_read: int = 0
    last_line: int = 0
    years: Counter[str] = field(default_factory=Counter)
    counts: Counter[tuple[str, ...]] = field(default_factory=Counter)
    uneven: list[tuple[int, int, str]] = field(default_factory=list)  # line, cells, cds
    odd_codes: dict[str, list[tuple[int, str]]] = field(default_factory=dict)

    def is_ours(self, code: str) -> bool:
        return self.cds is None or code[:DISTRICT_DIGITS] == self.cds[:DISTRICT_DIGITS]


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
    if any(fault.severity == "error" for fault in faults):
        raise Unreadable(*faults)
    state = _Pass(name, cds, len(lines.header))
    kept = list(_kept(lines, at, state))
    raw = pd.concat(kept, ignore_index=True) if kept else _no_texts()
    year, year_faults = _settle_year(state, year)
    raw = _fill_groups(raw, indicator)
    rows = to_standard(raw, name, indicator, year, tuple(at)) if len(raw) else empty_rows()
    faults += [
        *year_faults,
        *_uneven_faults(state),
        *_code_faults(state),
        *_absence_faults(state, indicator, len(raw)),
    ]
    tally = make_tally(_with_groups(state.counts, indicator), indicator, year)
    return Published(indicator, year, raw, rows, tally, state.rows_read, tuple(faults))


def _header_faults(name: str, lines: PublishedLines, indicator: str) -> Iterator[Fault]:
    header, line = lines.header, lines.header_line
    for column in dict.fromkeys(header):
        if column and header.count(column) > 1:
            found = f"“{column}” {header.count(column)} times"
            yield Fault(name, found, "each column once", _CURE_AGAIN, line, column)
    given = {standard_name(column) for column in header}
    for column in NEEDED if indicator == "ELPI" else (*NEEDED, "studentgroup"):
        if column not in given:
            yield Fault(name, "no such column", f"a column “{column}”", _CURE_AGAIN, line, column)
    yield from fingerprint_faults(name, line, header, indicator)


def _kept(lines: PublishedLines, at: dict[str, int], state: _Pass) -> Iterator[pd.DataFrame]:
    """The rows of the district, in typed chunks; every row is counted on the way."""
    here = [name for name in READ if name in at]
    pick = itemgetter(*(at[name] for name in here))
    tally_at = [at.get(name) for name in TALLY_KEYS]
    code_at, year_at, width = at["cds"], at.get("reportingyear"), state.width
    counts, years = state.counts, state.years
    pending: list[tuple[object, ...]] = []
    for line, row in lines.rows:
        state.rows_read += 1
        state.last_line = line
        if len(row) != width:
            if len(row) < width or any(row[width:]):
                state.uneven.append((line, len(row), row[code_at] if len(row) > code_at else ""))
                continue
            row = row[:width]
        code = _code(row[code_at], line, state)
        counts[tuple([row[n] if n is not None else "" for n in tally_at])] += 1
        if year_at is not None:
            years[row[year_at]] += 1
        if state.is_ours(code):
            row[code_at] = code
            pending.append((line, *pick(row)))
            if len(pending) >= CHUNK:
                yield _texts(pending, here)
                pending = []
    if pending:
        yield _texts(pending, here)


def _code(found: str, line: int, state: _Pass) -> str:
    """A 14-digit code; what is none is noted, and mended where only leading zeros are lost."""
    if len(found) == CDS_DIGITS and found.isdigit():
        return found
    code = unquote(found)
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


def _fill_groups(raw: pd.DataFrame, indicator: str) -> pd.DataFrame:
    if indicator not in BLANK_GROUP:
        return raw
    return raw.assign(studentgroup=raw["studentgroup"].replace("", BLANK_GROUP[indicator]))


def _with_groups(counts: Counter[tuple[str, ...]], indicator: str) -> Counter[tuple[str, ...]]:
    """The counts with cells unquoted and blank groups named, as the rows have them."""
    made: Counter[tuple[str, ...]] = Counter()
    group = TALLY_KEYS.index("studentgroup")
    for key, n in counts.items():
        cells = [unquote(cell).upper() for cell in key]
        cells[group] = cells[group] or BLANK_GROUP.get(indicator, "")
        cells[0] = "D" if cells[0] == "L" else cells[0]
        made[tuple(cells)] += n
    return made


def _settle_year(state: _Pass, named: int | None) -> tuple[int, list[Fault]]:
    """The year that name and rows agree on; a fault where they do not."""
    found = Counter({unquote(text): n for text, n in state.years.items()})
    found.pop("", None)
    most = next((text for text, _ in found.most_common(1)), "")
    year = named or (int(most) if most.isdigit() else 0)
    cure = "look which year the file holds, and name it as the state does"
    if not year:
        allowed = "a year in the name, such as eladownload2024.txt"
        return 0, [Fault(state.name, "no year in name or rows", allowed, cure, column="reportingyear")]
    others = sorted(text for text in found if text != str(year))
    if others:
        n = sum(found[text] for text in others)
        said = f"{n} rows of {', '.join(others[:3])}"
        return year, [
            Fault(state.name, said, f"rows of {year}, as the name says", cure, column="reportingyear")
        ]
    return year, []


def _uneven_faults(state: _Pass) -> Iterator[Fault]:
    allowed = f"{state.width} values, as in the first row"
    for n, (line, cells, code) in enumerate(state.uneven):
        if line == state.last_line and cells < state.width:
            found = f"a last row with only {cells} values: the file breaks off"
            yield Fault(state.name, found, allowed, _CURE_AGAIN, line)
        elif n < 3:
            ours = code[:DISTRICT_DIGITS] == (state.cds or code)[:DISTRICT_DIGITS]
            severity: Severity = "error" if ours else "note"
            yield Fault(state.name, f"{cells} values", allowed, _CURE_AGAIN, line, severity=severity)
        elif n == 3:
            found = f"{len(state.uneven) - 3} more such rows"
            yield Fault(state.name, found, allowed, _CURE_AGAIN, line)


def _code_faults(state: _Pass) -> Iterator[Fault]:
    for kind, found in sorted(state.odd_codes.items()):
        line, text = found[0]
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        severe = state.cds is None or kind in {"zeros", "digits"}
        cure = explain_cds(text) if kind != "other" else _CURE_AGAIN
        yield Fault(
            state.name,
            f"“{text}”{more}",
            f"{CDS_DIGITS} digits",
            cure,
            line,
            "cds",
            severity="error" if severe else "note",
        )


def _absence_faults(state: _Pass, indicator: str, kept: int) -> Iterator[Fault]:
    if not state.rows_read:
        yield Fault(state.name, "a header and no rows", "rows of data", _CURE_AGAIN)
    elif state.cds and not kept:
        severity: Severity = "error" if indicator in EVERYWHERE else "note"
        allowed = f"rows whose cds begins with {state.cds[:DISTRICT_DIGITS]}, this district's"
        cure = "take the file of the whole state or of this county, or mend the district's code"
        found = f"no row of this district among {state.rows_read}"
        yield Fault(state.name, found, allowed, cure, column="cds", severity=severity)
