"""A file of another indicator, found by its levels."""

from pathlib import Path

import pytest
from sources.published_making import need_real_files, standard

from inquiry.measures.guess import check_indicators, guess_indicator
from inquiry.sources import load_accountability, read_dashboard

MADE = load_accountability()


def real(name: str) -> Path:
    return next(path for path in need_real_files() if path.name == name)


@pytest.mark.parametrize(
    ("file", "named", "indicator"),
    [
        ("mathdownload2023.txt", "eladownload2023.txt", "MATH"),
        ("eladownload2018.txt", "mathdownload2018.txt", "ELA"),
        ("graddownload2023.txt", "chronicdownload2023.txt", "GRAD"),
        ("chronicdownload2018.txt", "graddownload2018.txt", "CHRO"),
        ("suspdownload2018.txt", "chronicdownload2018.txt", "SUSP"),
    ],
)
def test_a_real_file_under_anothers_name_is_found(
    tmp_path: Path, file: str, named: str, indicator: str
) -> None:
    (tmp_path / named).write_bytes(real(file).read_bytes())
    rows = read_dashboard(tmp_path / named).value.rows
    guess = guess_indicator(rows, MADE)
    assert guess
    assert guess.indicator == indicator
    (fault,) = check_indicators(rows, MADE)
    assert fault.file == named
    assert indicator in fault.found


def test_real_files_are_what_their_names_say() -> None:
    for path in need_real_files():
        assert guess_indicator(read_dashboard(path).or_raise().rows, MADE) is None, path.name


def test_a_few_rows_prove_nothing() -> None:
    rows = standard(
        *[{"currstatus": 50.0, "currdenom": 100, "statuslevel": 1, "rtype": "S", "type": "ES"}] * 19
    )
    assert guess_indicator(rows, MADE) is None
    assert check_indicators(rows, MADE) == ()
