"""A sheet in dots: its text stands where it was placed, and takes the room that was measured for it."""

import pytest
from PIL.ImageChops import invert

from rsp_pipeline.followup.charts.paint import DPI, as_picture
from rsp_pipeline.followup.charts.style import HEADLINE, PLAIN, SMALLER, STRONG, WIDTH, Align, Letters, Sheet

SAID = "Hemsändning 1 476 300 kr"
X, Y = WIDTH / 2, 0.5
SHIFTS: dict[Align, float] = {"left": 0, "center": 0.5}
HINTING = 1.02  # letters stand on whole dots, so that a line is up to this much longer or shorter


def inked(said: str, letters: Letters, align: Align = "left") -> tuple[int, int, int, int]:
    sheet = Sheet()
    sheet.text(X, Y, said, letters, align)
    sheet.cut(1)
    box = invert(as_picture(sheet)).getbbox()
    assert box
    return box


@pytest.mark.parametrize("align", SHIFTS)
@pytest.mark.parametrize("letters", [HEADLINE, PLAIN, STRONG, SMALLER])
def test_text_takes_the_room_in_the_picture_that_was_measured_for_it(letters: Letters, align: Align) -> None:
    left, _, right, _ = inked(SAID, letters, align)
    measured = letters.width(SAID) * DPI
    assert measured / HINTING < right - left < measured * HINTING
    assert left == pytest.approx(X * DPI - SHIFTS[align] * measured, abs=0.01 * measured)


@pytest.mark.parametrize("letters", [HEADLINE, PLAIN, STRONG, SMALLER])
def test_capitals_stand_with_their_middle_where_text_is_placed(letters: Letters) -> None:
    _, top, _, bottom = inked("H", letters)
    assert (top + bottom) / 2 == pytest.approx(Y * DPI, abs=1)
