"""Reading a register: all its files, to accepted rows, quarantined cells and a verdict on every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from rsp_pipeline.characters import marked
from rsp_pipeline.reading.cells.broken_texts import told_of
from rsp_pipeline.reading.cells.cleaning import out_of_formulas, with_clean_cells
from rsp_pipeline.reading.cells.columns import ValueColumn, read_column, with_columns, without
from rsp_pipeline.reading.cells.lone_gaps import told_of_gaps
from rsp_pipeline.reading.cells.masking import about_masked, with_masked_cells
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.copies import about_twins, doubles
from rsp_pipeline.reading.corrections import corrected
from rsp_pipeline.reading.delivered import Delivered, delivered, delivery_of, unread
from rsp_pipeline.reading.delivery import Delivery, complete, read_delivery
from rsp_pipeline.reading.identity import duplicates
from rsp_pipeline.reading.interpreting import interpreted
from rsp_pipeline.reading.layout.lines import CATEGORIES
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.problems import Problem, Remark, Told, remarks_of, rows_of
from rsp_pipeline.reading.quarantine import Written, quarantine, refused_rows
from rsp_pipeline.reading.tables import (
    ACCEPTED,
    ACCEPTED_WITH_QUARANTINE,
    CORRECTION,
    NOT_READ,
    QUARANTINE,
    REJECTED,
    SOURCE_FILE,
    refused_table,
)
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.kinds import Identifier, Text, in_programme
from rsp_pipeline.registers.register import CORRECTED, PLACE, Column


@dataclass(frozen=True)
class Reading:
    """A register as read.

    `accepted` has the columns of the register's table; `quarantine` and `source_files` those of `QUARANTINE` and
    `SOURCE_FILE`; `refused` holds the quarantined rows as delivered, with the columns of the register's
    `refused_table`; `corrections` tells what became of the register's corrections, with the columns of `CORRECTION`;
    `remarks` are what else there is to tell about the files.
    """

    accepted: pd.DataFrame
    quarantine: pd.DataFrame
    source_files: pd.DataFrame
    refused: pd.DataFrame
    corrections: pd.DataFrame
    remarks: tuple[Remark, ...]

    @property
    def delivery(self) -> str:
        """The day of the complete delivery that counts; nothing when there is none."""
        files = self.source_files
        days = [delivery_of(name) for name in files.loc[files["verdict"] != REJECTED, "source_file"]]
        return max(days, default="")

    @property
    def unread(self) -> tuple[Remark, ...]:
        """What is not read and told with the register, and why."""
        return tuple(remark for remark in self.remarks if remark.code == NOT_READ)


def read_register(register: Register, raw_dir: Path, given: Circumstances) -> Reading:
    """Every delivered file of the register, read and judged; a file or row that is refused never stops the others."""
    found = _delivered(register, raw_dir, given)
    reading = _judged(register, _deliveries(found, register, raw_dir, given), given)
    years = given.programme.open_years(given.today.year)
    not_read = tuple(Remark(name, NOT_READ, reason) for name, reason in unread(found, raw_dir, register, years))
    return replace(reading, remarks=not_read + reading.remarks)


def delivered_texts(register: Register, raw_dir: Path, given: Circumstances) -> pd.DataFrame:
    """Every row of the register as corrections find it: its place, and each cell as text, free of what nobody sees."""
    deliveries = _deliveries(_delivered(register, raw_dir, given), register, raw_dir, given)
    return _clean(deliveries, register)[0]


def _delivered(register: Register, raw_dir: Path, given: Circumstances) -> Delivered:
    return delivered(raw_dir, register, given.programme.first_year, given.today)


def _deliveries(found: Delivered, register: Register, raw_dir: Path, given: Circumstances) -> list[Delivery]:
    """The files that count, and those of complete deliveries that cannot, each read."""
    deliveries = [read_delivery(path, raw_dir, register, given.limits) for path in found.always]
    for paths in found.dated:
        dated = [read_delivery(path, raw_dir, register, given.limits) for path in paths]
        deliveries += (as_complete := complete(dated))
        if not any(delivery.rejected for delivery in as_complete):
            break
    return deliveries


def read_files(register: Register, paths: Iterable[Path], raw_dir: Path, given: Circumstances) -> Reading:
    """Some files of the register, judged as if no others had been delivered."""
    return _judged(register, [read_delivery(path, raw_dir, register, given.limits) for path in paths], given)


def _judged(register: Register, deliveries: list[Delivery], given: Circumstances) -> Reading:
    """The rows of files, typed, checked and told apart."""
    known_corrections = given.accepted(CORRECTIONS.table)
    if not deliveries and not (known_corrections["register"] == register.name).any():
        return _nothing(register)
    written = {
        (delivery.name, sheet): headers for delivery in deliveries for sheet, headers in delivery.written.items()
    }
    rows = _told_apart(deliveries, known_corrections, register, given, written)
    refused = refused_rows(rows.unread, register)
    remarks = [
        remark._replace(message=masked(marked(remark.message)))
        for delivery in deliveries
        for remark in (*delivery.remarks, *about_twins(delivery.name, rows.twins))
    ]
    remarks += rows.remarks
    counts = [frame["source_file"].value_counts() for frame in (rows.accepted, rows.twins, refused)]
    source_files = pd.DataFrame(
        [
            _verdict(delivery, register, [int(count.get(delivery.name, 0)) for count in counts], remarks)
            for delivery in deliveries
        ],
        columns=list(SOURCE_FILE.columns),
    ).astype({name: "Int32" for name in SOURCE_FILE.columns if name.startswith("lines_")})
    told = quarantine(rows.problems, rows.unread, register, written)
    return Reading(rows.accepted, told, source_files, refused, rows.corrections, tuple(remarks))


def _nothing(register: Register) -> Reading:
    """What there is to read where nothing is delivered or corrected."""
    return Reading(
        register.table.no_rows,
        QUARANTINE.no_rows,
        SOURCE_FILE.no_rows,
        refused_table(register).no_rows,
        CORRECTION.no_rows,
        (),
    )


def _clean(deliveries: list[Delivery], register: Register) -> tuple[pd.DataFrame, dict[str, Told]]:
    """All rows of the register as text, free of what is none of it, and what there is to tell of that, by column."""
    others = [c.name for c in register.columns if not isinstance(c.kind, Identifier)]  # which tell of their forms
    rows = out_of_formulas(_concatenated(deliveries, register), others)
    return with_clean_cells(rows, [c.name for c in register.columns])


def _concatenated(deliveries: list[Delivery], register: Register) -> pd.DataFrame:
    """All rows of the register as text, numbered from 0: taken from the deliveries, so that they are held but once."""
    types = dict.fromkeys([*PLACE, "fault", *(column.name for column in register.columns)], pa.string())
    schema = pa.schema(types | {"source_row": pa.int32()})
    tables = [schema.empty_table(), *(rows.select(schema.names) for delivery in deliveries for rows in delivery.rows)]
    for delivery in deliveries:
        delivery.rows = []
    whole: pd.DataFrame = pa.concat_tables(tables).to_pandas(types_mapper=pd.ArrowDtype)
    return whole


class _Rows(NamedTuple):
    """A register's rows told apart: `unread` are those with problems, as delivered but for personal data.

    `corrections` tells what became of each, and `remarks` what was cleaned, masked or read otherwise than it stands.
    """

    accepted: pd.DataFrame
    twins: pd.DataFrame
    unread: pd.DataFrame
    problems: list[Problem]
    corrections: pd.DataFrame
    remarks: list[Remark]


def _told_apart(
    deliveries: list[Delivery],
    known_corrections: pd.DataFrame,
    register: Register,
    given: Circumstances,
    written: Written,
) -> _Rows:
    clean, cleaned = _clean(deliveries, register)
    texts, corrections = corrected(clean, register, known_corrections)
    texts, masked_cells = with_masked_cells(texts, [c.name for c in register.columns if isinstance(c.kind, Text)])
    remarks = about_masked(texts, masked_cells)
    sheets = texts.groupby(list(PLACE[:2]), sort=False).ngroup().to_numpy()
    columns = {
        column.name: read_column(
            pa.array(texts[column.name]),
            in_programme(column.kind, given.programme),
            given.programme.municipalities,
            column.default,
            column.required,
            sheets,
        )
        for column in register.columns
    }
    texts = texts[[*PLACE, CORRECTED, "fault"]]  # the columns hold the others in less room
    batches, problems = interpreted(texts, columns, register, given, written)
    whole = pd.concat(batches)
    twins, conflicts = duplicates(whole, register)
    told_otherwise, about_doubles = doubles(whole, twins, register)
    del whole
    conflicts += told_otherwise
    remarks += about_doubles
    problems += conflicts
    gone = [*twins.index, *rows_of(conflicts)]
    for at, batch in enumerate(batches):
        batches[at] = without(batch, batch.index.isin(gone))
    accepted = pd.concat(batches)[list(register.table.columns)].reset_index(drop=True)
    refused = rows_of(problems)
    told = [(column, each) for column in register.columns for each in _told(column, columns, cleaned, sheets)]
    remarks += remarks_of(told, texts, written, refused)
    unread = _unread(texts, columns, refused)
    return _Rows(accepted, twins, unread, problems, corrections, remarks)


def _told(
    column: Column, columns: Mapping[str, ValueColumn], cleaned: Mapping[str, Told], sheets: np.ndarray
) -> Iterator[Told]:
    """What there is to tell of a column's cells that were read."""
    if column.name in cleaned:
        yield cleaned[column.name]
    yield from columns[column.name].told
    if not column.default:
        yield from told_of_gaps(columns[column.name].texts, sheets)
    if isinstance(column.kind, Text):
        yield from told_of(columns[column.name].texts, column.required or not column.restricted, column.restricted)


def _unread(texts: pd.DataFrame, columns: Mapping[str, ValueColumn], rows: np.ndarray) -> pd.DataFrame:
    """Some rows as delivered, with personal data masked in every cell."""
    cells = {name: column.cells(rows) for name, column in columns.items()}
    unread, _ = with_masked_cells(with_columns(texts.iloc[rows], cells), list(columns))
    return unread


def _verdict(
    delivery: Delivery, register: Register, counts: list[int], remarks: list[Remark]
) -> tuple[str | int | None, ...]:
    """The row of a file in `SOURCE_FILE`; `counts` are its rows that are accepted, twins and in quarantine."""
    accepted, twins, quarantined = counts
    sentences = [remark.message for remark in remarks if remark.file == delivery.name]
    if quarantined:
        sentences.append(f"I karantän: {quarantined} {'rad' if quarantined == 1 else 'rader'}.")
    verdict = REJECTED if delivery.rejected else ACCEPTED_WITH_QUARANTINE if quarantined else ACCEPTED
    read = accepted + twins + quarantined
    lines = [
        None if delivery.rejected else count for count in (delivery.lines.total(), *map(delivery.lines.get, CATEGORIES))
    ]
    place = (register.name, delivery.name, delivery.sha256, verdict)
    return *place, read, accepted, quarantined, *lines, " ".join(sentences)
