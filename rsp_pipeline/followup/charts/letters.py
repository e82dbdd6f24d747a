"""The charts' typeface: the files that text is measured and painted with, and how wide a line is set.

The documents name Arial, which may not be shipped. Liberation Sans may, and each of its letters is as wide as Arial's:
what is measured with it fits in Word, on the page and in the picture alike. The few signs that it lacks are taken from
DejaVu Sans, which matplotlib brings along.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

FAMILY = "Arial, 'Liberation Sans', Arimo, sans-serif"  # as the documents' own text
MEASURED = 100  # points: the size that text is measured in


def runs(said: str, bold: bool) -> list[tuple[str, str]]:
    """A line in stretches that one file has the letters of, each with its file."""
    own, signs = _file(bold), _file_of_signs(bold)
    known = _known(own)
    return [("".join(run), own if is_known else signs) for is_known, run in groupby(said, lambda a: ord(a) in known)]


@cache
def width(said: str, bold: bool) -> float:
    """How wide a line is set, in sizes of its letters."""
    return sum(_width(run, file) for run, file in runs(said, bold))


def _width(run: str, file: str) -> float:
    from matplotlib.ft2font import LoadFlags

    font = _font(file)
    font.set_text(run, flags=LoadFlags.NO_HINTING)
    inked, _ = font.get_width_height()
    return float(inked) / 64 / MEASURED


@cache
def _font(file: str) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(file)
    font.set_size(MEASURED, 72)
    return font


@cache
def _known(file: str) -> frozenset[int]:
    return frozenset(_font(file).get_charmap())


@cache
def _file(bold: bool) -> str:
    return str(files(__package__).joinpath("fonts", f"LiberationSans-{'Bold' if bold else 'Regular'}.ttf"))


@cache
def _file_of_signs(bold: bool) -> str:
    from matplotlib import get_data_path

    return f"{get_data_path()}/fonts/ttf/DejaVuSans{'-Bold' if bold else ''}.ttf"
