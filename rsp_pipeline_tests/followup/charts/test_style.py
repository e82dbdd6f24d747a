"""Colours that can be told apart and read, on paper and on a dark screen; letters as wide as the documents'."""

import re

import pytest

from rsp_pipeline.followup.charts.letters import width
from rsp_pipeline.followup.charts.paint import on_dark
from rsp_pipeline.followup.charts.style import ACCENT, INK, MUTED, ON_DARK, PAPER, SHADES, STANDS_OUT, readable_on

AA, AA_OF_MARKS = 4.5, 3
LIGHT = {colour: colour for colour in ON_DARK}
screens = pytest.mark.parametrize("shown_as", [LIGHT, ON_DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@screens
@pytest.mark.parametrize("fill", [PAPER, *SHADES])
def test_text_on_a_filled_area_can_be_read(fill: str, shown_as: dict[str, str]) -> None:
    assert contrast(shown_as[readable_on(fill).color], shown_as[fill]) >= AA


@screens
@pytest.mark.parametrize("letters", [INK, MUTED])
def test_text_beside_the_marks_can_be_read(letters: str, shown_as: dict[str, str]) -> None:
    assert contrast(shown_as[letters], shown_as[PAPER]) >= AA


@screens
def test_marks_stand_out_by_themselves_or_by_their_outlines(shown_as: dict[str, str]) -> None:
    """Bars and tiles are outlined by the accent, areas of a map that do not stand out by the muted colour."""
    assert all(contrast(shown_as[mark], shown_as[PAPER]) >= AA_OF_MARKS for mark in (*STANDS_OUT, ACCENT, MUTED))
    assert all(contrast(shown_as[MUTED], shown_as[fill]) >= AA_OF_MARKS for fill in SHADES if fill not in STANDS_OUT)


def test_every_colour_has_one_for_the_dark_and_none_is_another() -> None:
    assert {INK, MUTED, PAPER, ACCENT, *SHADES} == set(ON_DARK)
    assert len(set(ON_DARK.values())) == len(ON_DARK)
    assert set(re.findall("#[0-9a-f]{6}", on_dark())) == {*ON_DARK, *ON_DARK.values()}


@pytest.mark.parametrize(("said", "of_arial"), [("Hemsändning", 6.169), ("1 476 300", 4.448), ("Åre", 1.556)])
def test_letters_are_as_wide_as_arials(said: str, of_arial: float) -> None:
    """As the advances of Arial say, in sizes of the letters."""
    assert width(said, bold=False) == pytest.approx(of_arial, rel=0.001)
