"""Masking personal data in delivered rows, before anything of them is kept, and telling how much there was.

What personal data looks like belongs in `personal_data`.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.reading.personal_data import KINDS, masked_texts
from rsp_pipeline.reading.problems import Remark, shortlist
from rsp_pipeline.swedish import counted, enumeration


def with_masked_cells(texts: pd.DataFrame, columns: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with some columns masked, and the cells that were changed: columns `label` and `text`, after masking."""
    rows = texts.copy(deep=False)
    changed = []
    for name in columns:
        encoded = pa.chunked_array(pa.array(texts[name])).dictionary_encode().combine_chunks()
        free = masked_texts(encoded.dictionary)
        is_changed = pc.not_equal(free, encoded.dictionary)
        if pc.any(is_changed).as_py():
            found = np.flatnonzero(is_changed.take(encoded.indices).fill_null(False))
            cells = pa.DictionaryArray.from_arrays(encoded.indices, free).dictionary_decode()
            rows[name] = pd.arrays.ArrowExtensionArray(cells)
            changed.append(pd.DataFrame({"label": rows.index[found], "text": cells.take(found).to_pylist()}))
    return rows, pd.concat(changed, ignore_index=True) if changed else pd.DataFrame({"label": [], "text": []})


def about_masked(texts: pd.DataFrame, cells: pd.DataFrame) -> list[Remark]:
    """What there is to tell of each file in which something was masked; `cells` as from `with_masked_cells`."""
    if cells.empty:
        return []
    placed = texts.loc[cells["label"], ["source_file", "source_row"]].assign(text=cells["text"].to_numpy())
    return [_about(str(file), cells) for file, cells in placed.groupby("source_file", sort=False)]


def _about(file: str, cells: pd.DataFrame) -> Remark:
    counts = {kind.noun: sum(text.count(kind.mask) for text in cells["text"]) for kind in KINDS}
    found = enumeration([counted(count, noun) for noun, count in counts.items() if count])
    numbers = sorted(cells["source_row"].unique())
    rows = shortlist(numbers, len(numbers))
    return Remark(file, "masked_personal_data", f"Personuppgifter i fritext är dolda: {found} (rad {rows}).")
