import pytest

from rsp_pipeline.followup.charts.style import INK, MUTED, PAPER, SHADES, readable_on

AA = 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("fill", [PAPER, *SHADES])
def test_text_on_a_filled_area_can_be_read(fill: str) -> None:
    assert contrast(readable_on(fill).color, fill) >= AA


@pytest.mark.parametrize("letters", [INK, MUTED])
def test_text_beside_the_marks_can_be_read(letters: str) -> None:
    assert contrast(letters, PAPER) >= AA
