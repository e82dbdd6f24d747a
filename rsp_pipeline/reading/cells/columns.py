"""From a column of text to a column of values: each distinct text is read once, and the values put back in their rows.

How one text is read belongs in `values`, `days`, `amounts` and `identifiers`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from unicodedata import normalize

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.characters import cleaned
from rsp_pipeline.programme import Municipality
from rsp_pipeline.reading import spoilt
from rsp_pipeline.reading.cells import day_columns, identifiers
from rsp_pipeline.reading.cells.days import read_day
from rsp_pipeline.reading.cells.unreadable import MISSING, Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.reading.problems import Told
from rsp_pipeline.registers.kinds import Day, Identifier, Kind, Text, Verbatim
from rsp_pipeline.store.schema import arrow_type

BATCH = 250_000  # distinct texts read at a time, so that their values in the making take little memory
MISSING_BUT_REQUIRED = Unreadable("stands_for_missing", "står för att uppgift saknas, men cellen måste fyllas i")
MISSING_BUT_DEFAULT = Unreadable(
    "stands_for_missing", "står för att uppgift saknas. Skriv vad som gäller, eller lämna cellen tom"
)


@dataclass(frozen=True)
class ValueColumn:
    """A column as read, in little room: `cells` and `values` lay it out.

    `texts` and `read` hold what each row's cell says and is worth: null where it was empty or, in `read`, unreadable.
    `unreadable` holds each reason why cells could not be read, with their places; `told` what there is to tell of some
    that were.
    """

    texts: pa.Array | pa.ChunkedArray
    read: pa.Array | pa.ChunkedArray
    type: pa.DataType
    unreadable: list[tuple[Unreadable, np.ndarray]]
    told: list[Told] = field(default_factory=list)

    def cells(self, places: np.ndarray) -> pa.Array | pa.ChunkedArray:
        """The texts of some rows, as delivered."""
        return self.texts.take(places).cast(pa.string())

    def values(self, batch: slice = slice(None), is_kept: np.ndarray | None = None) -> pa.Array | pa.ChunkedArray:
        """The values of a batch of rows, or of those of them that are kept."""
        read = self.read[batch]
        return (read if is_kept is None else read.filter(pa.array(is_kept))).cast(self.type)


def read_column(
    cells: pa.Array | pa.ChunkedArray,
    kind: Kind,
    municipalities: tuple[Municipality, ...],
    default: str = "",
    required: bool = False,
    sheets: np.ndarray | None = None,
) -> ValueColumn:
    """The values of a column of stripped text; an empty cell has the value of the default, if there is one.

    A text that stands for nothing is an empty cell, where one may be empty. `sheets` tells in which sheet each row
    stands; without it, all stand in one.
    """
    type_ = arrow_type(kind.sql)
    if cells.null_count == len(cells) and not default:
        nothing = pa.nulls(len(cells))
        return ValueColumn(nothing, nothing, type_, [])
    if isinstance(kind, Identifier):
        return _identifiers(cells, required)
    if isinstance(kind, Text | Verbatim):
        return _as_written(cells, type_, default)
    texts = pa.chunked_array(cells).dictionary_encode().combine_chunks()
    codes = np.asarray(texts.indices.fill_null(-1))
    values, failures, missing = _read(texts.dictionary, kind, municipalities, default, required)
    text_codes, told = codes, list[Told]()
    if isinstance(kind, Day):
        sheets = np.zeros(len(cells), int) if sheets is None else sheets
        decided, told = day_columns.settled(texts.dictionary, codes, sheets)
        values, codes = _with_settled(values, failures, codes, decided)
    told += _stand_for_missing(texts.dictionary, text_codes, missing)
    unreadable = _placed(failures, codes, len(values))
    if default:
        values = pa.concat_arrays([values, pa.array([reader(kind, municipalities)(default)], type_)])
        codes = np.where(codes < 0, len(values) - 1, codes)
    read = pa.DictionaryArray.from_arrays(_indices(codes, len(values)), values)
    if text_codes is codes:
        laid_out = pa.DictionaryArray.from_arrays(read.indices, texts.dictionary)
    else:
        laid_out = pa.DictionaryArray.from_arrays(_indices(text_codes, len(texts.dictionary)), texts.dictionary)
    return ValueColumn(laid_out, read, type_, unreadable, told)


def _indices(codes: np.ndarray, count: int) -> pa.Array:
    """Codes of `count` things as Arrow holds them in least room; null where −1."""
    return pa.array(codes, mask=codes < 0).cast(pa.from_numpy_dtype(np.min_scalar_type(-count - 1)))


def _with_settled(
    values: pa.Array, failures: dict[int, Unreadable], codes: np.ndarray, decided: list[day_columns.Settled]
) -> tuple[pa.Array, np.ndarray]:
    """The days with those that their sheets decide, each a value of its own, and the codes that lead to them."""
    codes = codes.copy() if decided else codes
    more: list[date | None] = []
    for settled in decided:
        code_of = np.arange(len(values))
        for text, day in settled.days.items():
            code_of[text] = len(values) + len(more)
            if isinstance(day, Unreadable):
                failures[len(values) + len(more)] = day
            more.append(None if isinstance(day, Unreadable) else day)
        codes[settled.rows] = code_of[codes[settled.rows]]
    return pa.concat_arrays([values, pa.array(more, values.type)]), codes


def _identifiers(cells: pa.Array | pa.ChunkedArray, required: bool) -> ValueColumn:
    """A column of identifiers in their normal form, and what is told of those that were not delivered in it."""
    type_ = pa.string()
    places = identifiers.doubtful(cells)
    told = _may_be_others(cells)
    if not len(places):
        return ValueColumn(cells, cells, type_, [], told)
    texts = pa.chunked_array(cells.take(places)).dictionary_encode().combine_chunks()
    codes = np.asarray(texts.indices)
    failures: dict[int, Unreadable] = {}
    normal: list[str | None] = []
    for at, text in enumerate(texts.dictionary.to_pylist()):
        try:
            normal.append(identifiers.read_identifier(text))
        except Unreadable as failure:
            failures[at] = failure.with_traceback(None)
            normal.append(None)
    missing = [] if required else [at for at, failure in failures.items() if failure.code == "stands_for_missing"]
    for at in missing:
        del failures[at]
    told += _stand_for_missing(texts.dictionary, codes, missing, places)
    written = texts.dictionary.to_pylist()
    changed = [at for at, text in enumerate(written) if normal[at] not in (None, text)]
    if changed:
        first = changed[0]
        clause = f"”{identifiers.as_written(written[first])}” läses som ”{normal[first]}”"
        more = f", och {len(changed) - 1} till likadant" if len(changed) > 1 else ""
        told.append(Told("identifier_normalised", clause + more, places[np.isin(codes, changed)]))
    is_doubtful = np.zeros(len(cells), bool)
    is_doubtful[places] = True
    whole = pa.chunked_array(cells).combine_chunks()
    read = pc.replace_with_mask(whole, pa.array(is_doubtful), pa.array(normal, type_).take(texts.indices))
    unreadable = [(reason, places[rows]) for reason, rows in _placed(failures, codes, len(normal))]
    return ValueColumn(cells, read, type_, unreadable, told)


def _may_be_others(cells: pa.Array | pa.ChunkedArray) -> list[Told]:
    """What is told of identifiers that may be what a spreadsheet made of others, or of none."""
    told = []
    if len(places := identifiers.numbers_of_days(cells)):
        first = str(cells[int(places[0])])
        clause = (
            f"”{first}” kan vara {read_day(first):%Y-%m}, som ett kalkylprogram gjorde till en dag och sedan ett tal"
        )
        told.append(Told("identity_as_day", f"{clause}. Jämför med källan", places))
    if len(places := identifiers.noughts(cells)):
        clause = "”0” är vad en uppslagning av en tom cell ger. Jämför med källan"
        told.append(Told("identity_as_nought", clause, places))
    return told


def _stand_for_missing(
    texts: pa.Array, codes: np.ndarray, missing: list[int], places: np.ndarray | None = None
) -> list[Told]:
    """What is told of texts that stand for nothing and were read so."""
    if not missing:
        return []
    rows = np.flatnonzero(np.isin(codes, missing))
    words = ", ".join(f"”{text}”" for text in texts.take(missing).to_pylist())
    clause = f"{words} läses som en tom cell"
    return [Told("stands_for_missing", clause, rows if places is None else places[rows])]


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
    texts: pa.Array, kind: Kind, municipalities: tuple[Municipality, ...], default: str, required: bool
) -> tuple[pa.Array, dict[int, Unreadable], list[int]]:
    """The values of distinct texts, by place why some have none, and the places of those that stand for none."""
    read = reader(kind, municipalities)
    failures: dict[int, Unreadable] = {}
    missing: list[int] = []
    batches = [pa.array([], arrow_type(kind.sql))]
    for start in range(0, len(texts), BATCH):
        values: list[Any] = []
        for place, text in enumerate(texts[start : start + BATCH].to_pylist(), start):
            try:
                if reason := spoilt.spoilt(text):
                    raise Unreadable(*reason)
                values.append(read(normalize("NFC", cleaned(text))))
            except Unreadable as failure:
                values.append(None)
                if text.lower() not in MISSING:
                    failures[place] = failure.with_traceback(None)  # which would hold on to the rows
                elif default or required:
                    failures[place] = MISSING_BUT_DEFAULT if default else MISSING_BUT_REQUIRED
                else:
                    missing.append(place)
        batches.append(pa.array(values, arrow_type(kind.sql)))
    return pa.concat_arrays(batches), failures, missing


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
    return [(reason, part) for reason, part in zip(reasons.values(), parts, strict=True) if len(part)]


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
