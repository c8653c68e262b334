"""A published file is read in blocks: what is odd in a row changes nothing for the rows beside it."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sources.published_making import DISTRICT, ELM, OAK, STRANGER, published, write_published

from inquiry.sources import dashboard_stream
from inquiry.sources.dashboard import read_dashboard

NAME = "suspdownload2023.txt"
ODD = ("", "|extra", "short", "5.1e+13", "'" + ELM, ELM[1:], "|", '"quoted"')


def lines_of(kinds):
    """A header and a row for each kind: plain ones, and some with a slip of the pen or the spreadsheet."""
    rows = []
    for n, (kind, cds) in enumerate(kinds):
        cells = list(published(cds=cds, studentgroup=("ALL", "EL", "SWD")[n % 3], currnumer=n).values())
        if kind in {"", "|", "|extra"}:
            rows.append("|".join(cells) + kind)
        elif kind == "short":
            rows.append("|".join(cells[:5]))
        elif kind == '"quoted"':
            rows.append("|".join([f'"{cells[0]}"', *cells[1:]]))
        else:
            rows.append("|".join([kind, *cells[1:]]))
    return "\n".join(["|".join(published()), *rows]) + "\n"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(ODD), st.sampled_from([OAK, ELM, STRANGER])), min_size=1, max_size=12)
)
def test_the_size_of_a_block_changes_nothing(tmp_path, kinds):
    path = tmp_path / NAME
    path.write_text(lines_of(kinds), encoding="utf-8", newline="\n")
    found = []
    for size in (2, 100):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(dashboard_stream, "BLOCK", size)
            found.append(read_dashboard(path, DISTRICT))
    for other in found[1:]:
        pd.testing.assert_frame_equal(other.value.rows, found[0].value.rows)
        pd.testing.assert_frame_equal(other.value.tally, found[0].value.tally)
        assert other.faults == found[0].faults
        assert other.value.rows_read == len(kinds)


def test_empty_lines_are_passed_over_and_counted_as_lines(tmp_path):
    header, row = "|".join(published()), "|".join(published().values())
    (tmp_path / NAME).write_text(f"{header}\n\n{row}\n\n", encoding="utf-8", newline="\n")
    assert read_dashboard(tmp_path / NAME, DISTRICT).or_raise().rows["line"].tolist() == [3]


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_the_ends_of_lines_may_be_any(tmp_path, ending):
    path = write_published(tmp_path / NAME, [published(), published(cds=ELM)])
    path.write_bytes(path.read_bytes().replace(b"\n", ending.encode()))
    assert read_dashboard(path, DISTRICT).or_raise().rows["line"].tolist() == [2, 3]
