"""The words on a chart: where they stand, and what is left to matplotlib."""

import io

import numpy as np
import pytest
from PIL import Image

from inquiry.views.charts.drawing import DOTS_PER_PX, PX_PER_INCH, finish, new_figure, pixel_axes, write_text
from inquiry.views.charts.lettering import Words, needs_shaping, write_words
from inquiry.views.look import INK, LINE, PAPER

DPI = DOTS_PER_PX * PX_PER_INCH


def box(picture):
    """The columns and rows of dots that are not paper: left, top, right, bottom."""
    dark = np.asarray(picture.convert("L")) < 128
    across, down = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    return int(across[0]), int(down[0]), int(across[-1]), int(down[-1])


def written(text="Hill", ha="left", halo=False, paper=PAPER):
    picture = Image.new("RGB", (400, 100), paper)
    write_words(picture, [Words(text, 200, 50, 9.0, INK, False, ha, halo)], DPI)
    return picture


def test_a_text_stands_where_it_is_put():
    left, middle, right = (box(written(ha=ha)) for ha in ("left", "center", "right"))
    assert (left[0], right[2]) == (pytest.approx(202, abs=2), pytest.approx(198, abs=2))
    assert (middle[0] + middle[2]) / 2 == pytest.approx(200, abs=2)
    assert left[1] < 50 < left[3]


def test_texts_side_by_side_share_their_base_line():
    assert box(written("Hill"))[3] == box(written("HIll"))[3] == box(written("ÑÍ"))[3]


def test_matplotlib_would_write_it_in_the_same_place():
    figure = new_figure(200, 50)
    axes = pixel_axes(figure)
    write_text(axes, 100, 25, "Sample p 40%", ha="center")
    ours = box(_picture(finish(figure, "").png))
    figure = new_figure(200, 50)
    plain = pixel_axes(figure).text(
        100, 25, "Sample p 40%", size=9.0, color=INK, ha="center", va="center", family="DejaVu Sans"
    )
    assert plain.get_text() == "Sample p 40%"
    theirs = box(_picture(finish(figure, "").png))
    assert ours == pytest.approx(theirs, abs=2)  # a CSS pixel


def _picture(png):
    return Image.open(io.BytesIO(png))


def test_a_halo_keeps_a_text_off_what_lies_behind():
    bare, haloed = written(paper=LINE), written(paper=LINE, halo=True)
    left, top, *_ = box(bare)
    assert haloed.getpixel((left - 1, top)) == Image.new("RGB", (1, 1), PAPER).getpixel((0, 0))
    assert bare.getpixel((left - 1, top)) == Image.new("RGB", (1, 1), LINE).getpixel((0, 0))


@pytest.mark.parametrize("text", ["مدرسة", "בית ספר", "Nu\u0301n\u0303ez"])
def test_what_must_be_shaped_is_still_drawn(text):
    assert needs_shaping(text)
    figure = new_figure(200, 50)
    write_text(pixel_axes(figure), 100, 25, text)
    assert figure.words == []
    assert box(_picture(finish(figure, "").png))[2] > 200


@pytest.mark.parametrize("text", ["Río – 3 of 10", "−4.2 → 50 %", "□ “Focus”", "Ångström Straße"])
def test_what_schools_write_needs_no_shaping(text):
    assert not needs_shaping(text)
