"""Freeing delivered cells of what is none of their text, once, before anything is made of them.

That is characters that nobody sees, and the formula of a text that programs write for a spreadsheet to take it as one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.characters import UNSEEN, UNSEEN_CLASS, cleaned
from rsp_pipeline.reading.glance import ASCII_LETTERS, SWEDISH_LETTERS, begin_with, bytes_of, consist_of
from rsp_pipeline.reading.problems import Told

FORMULA_OF_TEXT = r'^="([^"]*)"$'
PLAIN = bytes_of(ASCII_LETTERS + SWEDISH_LETTERS)


def out_of_formulas(texts: pd.DataFrame, columns: Iterable[str]) -> pd.DataFrame:
    """The rows with the text of every cell of some columns that is written as a formula of nothing but a text."""
    rows = texts.copy(deep=False)
    for name in columns:
        cells = pa.array(texts[name])
        if begin_with(cells, "=").any():
            plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(cells, FORMULA_OF_TEXT, r"\1"))
            rows[name] = pd.arrays.ArrowExtensionArray(pc.if_else(pc.equal(plain, ""), None, plain))
    return rows


def with_clean_cells(texts: pd.DataFrame, columns: Iterable[str]) -> tuple[pd.DataFrame, dict[str, Told]]:
    """The rows with every cell of some columns cleaned, and by column what there is to tell of those that changed."""
    rows = texts.copy(deep=False)
    told = {}
    for name in columns:
        cells = pa.array(texts[name])
        if consist_of(cells, PLAIN):
            continue
        is_unclean = pc.match_substring_regex(cells, UNSEEN_CLASS).fill_null(False)
        if pc.any(is_unclean).as_py():
            places = np.flatnonzero(is_unclean)
            unclean = cells.take(places).to_pylist()
            whole, mask = (pa.chunked_array(array).combine_chunks() for array in (cells, is_unclean))
            clean = pa.array([cleaned(text).strip() or None for text in unclean], pa.string())
            rows[name] = pd.arrays.ArrowExtensionArray(pc.replace_with_mask(whole, mask, clean))
            told[name] = Told("unseen_characters", _clause(unclean), places)
    return rows, told


def _clause(texts: Iterable[str]) -> str:
    found = sorted({character for text in texts for character in UNSEEN.findall(text)})
    listed = ", ".join(f"U+{ord(character):04X}" for character in found)
    return f"tecken som inte syns togs bort ({listed})"
