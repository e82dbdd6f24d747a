"""From a column of text to a column of values: each distinct text is read once, and the values put back in their rows.

How one text is read belongs in `values`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.programme import Municipality
from rsp_pipeline.reading import spoilt
from rsp_pipeline.reading.values import INVISIBLE, Unreadable, reader
from rsp_pipeline.registers.kinds import Kind, Text, Verbatim
from rsp_pipeline.store.schema import arrow_type

BATCH = 250_000  # distinct texts read at a time, so that their values in the making take little memory


@dataclass(frozen=True)
class ValueColumn:
    """A column as read, in little room: `cells` and `values` lay it out.

    `texts` and `read` hold what each row's cell says and is worth: null where it was empty or, in `read`, unreadable.
    `unreadable` holds each reason why cells could not be read, with their places.
    """

    texts: pa.Array | pa.ChunkedArray
    read: pa.Array | pa.ChunkedArray
    type: pa.DataType
    unreadable: list[tuple[Unreadable, np.ndarray]]

    def cells(self, places: np.ndarray) -> pa.Array | pa.ChunkedArray:
        """The texts of some rows, as delivered."""
        return self.texts.take(places).cast(pa.string())

    def values(self, batch: slice = slice(None), is_kept: np.ndarray | None = None) -> pa.Array | pa.ChunkedArray:
        """The values of a batch of rows, or of those of them that are kept."""
        read = self.read[batch]
        return (read if is_kept is None else read.filter(pa.array(is_kept))).cast(self.type)


def read_column(
    cells: pa.Array | pa.ChunkedArray, kind: Kind, municipalities: tuple[Municipality, ...], default: str = ""
) -> ValueColumn:
    """The values of a column of stripped text; an empty cell has the value of the default, if there is one."""
    type_ = arrow_type(kind.sql)
    if cells.null_count == len(cells) and not default:
        nothing = pa.nulls(len(cells))
        return ValueColumn(nothing, nothing, type_, [])
    if isinstance(kind, Text | Verbatim):
        return _as_written(cells, type_, default)
    texts = pa.chunked_array(cells).dictionary_encode().combine_chunks()
    values, failures = _read(texts.dictionary, kind, municipalities)
    codes = texts.indices.cast(pa.from_numpy_dtype(np.min_scalar_type(-len(values) - 1)))
    unreadable = _placed(failures, np.asarray(codes.fill_null(-1)), len(values))
    texts = pa.DictionaryArray.from_arrays(codes, texts.dictionary)
    if default:
        codes = codes.fill_null(len(values))
        values = pa.concat_arrays([values, pa.array([reader(kind, municipalities)(default)], type_)])
    return ValueColumn(texts, pa.DictionaryArray.from_arrays(codes, values), type_, unreadable)


def _as_written(cells: pa.Array | pa.ChunkedArray, type_: pa.DataType, default: str) -> ValueColumn:
    """A column whose texts are its values, but for what a spreadsheet could not work out."""
    read = cells.fill_null(default) if default else cells
    begins = np.logical_or.reduce(
        [pc.starts_with(cells, beginning).fill_null(False) for beginning in spoilt.BEGINNINGS]
    )
    places = np.flatnonzero(begins)
    reasons = [spoilt.spoilt(text) for text in cells.take(places).to_pylist()]
    unreadable = [
        (Unreadable(*reason), places[[other == reason for other in reasons]])
        for reason in dict.fromkeys(reasons)
        if reason
    ]
    if unreadable:
        is_refused = np.zeros(len(cells), bool)
        is_refused[np.concatenate([rows for _, rows in unreadable])] = True
        read = pc.if_else(is_refused, pa.scalar(None, type_), read)
    return ValueColumn(cells, read, type_, unreadable)


def _read(
    texts: pa.Array, kind: Kind, municipalities: tuple[Municipality, ...]
) -> tuple[pa.Array, dict[int, Unreadable]]:
    """The values of distinct texts, and by place why some of them have none."""
    read = reader(kind, municipalities)
    failures: dict[int, Unreadable] = {}
    batches = [pa.array([], arrow_type(kind.sql))]
    for start in range(0, len(texts), BATCH):
        values: list[Any] = []
        for place, text in enumerate(texts[start : start + BATCH].to_pylist(), start):
            try:
                if reason := spoilt.spoilt(text):
                    raise Unreadable(*reason)
                values.append(read(INVISIBLE.sub("", normalize("NFC", text))))
            except Unreadable as failure:
                failures[place] = failure.with_traceback(None)  # which would hold on to the rows
                values.append(None)
        batches.append(pa.array(values, arrow_type(kind.sql)))
    return pa.concat_arrays(batches), failures


def _placed(failures: dict[int, Unreadable], codes: np.ndarray, count: int) -> list[tuple[Unreadable, np.ndarray]]:
    """The places of the rows that each reason concerns, for `codes` that tell which of `count` texts a row has."""
    if not failures:
        return []
    reasons = {(failure.code, failure.message): failure for failure in failures.values()}
    number = {said: at for at, said in enumerate(reasons)}
    reason_of = np.full(count + 1, -1)  # the last is for empty cells, whose code is -1
    for place, failure in failures.items():
        reason_of[place] = number[failure.code, failure.message]
    found = reason_of[codes]
    rows = np.flatnonzero(found >= 0)
    rows = rows[np.argsort(found[rows], kind="stable")]
    parts = np.split(rows, np.cumsum(np.bincount(found[rows], minlength=len(reasons)))[:-1])
    return list(zip(reasons.values(), parts, strict=True))


def with_columns(rows: pd.DataFrame, columns: Mapping[str, pa.Array | pa.ChunkedArray]) -> pd.DataFrame:
    """The rows with columns after those that they have: all at once, since pandas is slow to add one at a time."""
    own = {name: rows[name].array for name in rows}
    return pd.DataFrame(
        own | {name: pd.arrays.ArrowExtensionArray(cells) for name, cells in columns.items()}, rows.index
    )


def without(frame: pd.DataFrame, is_gone: np.ndarray) -> pd.DataFrame:
    """The frame without some rows, filtered by Arrow, which is several times faster; not copied when there are none."""
    if not is_gone.any():
        return frame
    columns = pa.table({name: pa.array(frame[name]) for name in frame})
    left: pd.DataFrame = columns.filter(pa.array(~is_gone)).to_pandas(types_mapper=pd.ArrowDtype)
    return left.set_index(frame.index[~is_gone])
