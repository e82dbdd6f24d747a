"""Masking personal data in delivered rows, before anything of them is kept, and telling how much there was.

What personal data looks like belongs in `personal_data`.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from rsp_pipeline.reading.personal_data import KINDS, SUSPECT, masked
from rsp_pipeline.reading.problems import Remark, shortlist
from rsp_pipeline.swedish import counted, enumeration


def with_masked_cells(texts: pd.DataFrame, columns: Iterable[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with some columns masked, and the cells that were changed: columns `label` and `text`, after masking."""
    rows = texts.copy(deep=False)
    changed = []
    for name in columns:
        cells = texts[name]
        distinct = pd.Series(cells.dropna().unique())
        suspect = distinct[distinct.str.contains(SUSPECT)] if len(distinct) else distinct
        free = {text: without for text in suspect if (without := masked(text)) != text}
        if free:
            found = cells.isin(list(free))
            rows[name] = cells.mask(found, cells[found].map(free).astype(cells.dtype))
            changed.append(pd.DataFrame({"label": rows.index[found], "text": rows.loc[found, name].array}))
    return rows, pd.concat(changed, ignore_index=True) if changed else pd.DataFrame({"label": [], "text": []})


def about_masked(texts: pd.DataFrame, cells: pd.DataFrame) -> list[Remark]:
    """What there is to tell of each file in which something was masked; `cells` as from `with_masked_cells`."""
    placed = texts.loc[cells["label"], ["source_file", "source_row"]].assign(text=cells["text"].to_numpy())
    return [_about(str(file), cells) for file, cells in placed.groupby("source_file", sort=False)]


def _about(file: str, cells: pd.DataFrame) -> Remark:
    counts = {kind.noun: sum(text.count(kind.mask) for text in cells["text"]) for kind in KINDS}
    found = enumeration([counted(count, noun) for noun, count in counts.items() if count])
    numbers = sorted(cells["source_row"].unique())
    rows = shortlist(numbers, len(numbers))
    return Remark(file, "masked_personal_data", f"Personuppgifter i fritext är dolda: {found} (rad {rows}).")
