"""Reading a register: all its files, to accepted rows, quarantined cells and a verdict on every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa

from rsp_pipeline.programme import Programme
from rsp_pipeline.reading.corrections import corrected
from rsp_pipeline.reading.delivery import Delivery, complete, read_delivery
from rsp_pipeline.reading.files import delivered
from rsp_pipeline.reading.identity import identified, without_duplicates
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.masking import about_masked, with_masked_cells
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.reading.problems import Problem, Remark, quarantine, refused_rows, shortlist
from rsp_pipeline.reading.rows import without
from rsp_pipeline.reading.tables import (
    ACCEPTED,
    ACCEPTED_WITH_QUARANTINE,
    CORRECTION,
    QUARANTINE,
    REJECTED,
    SOURCE_FILE,
    refused_table,
)
from rsp_pipeline.reading.validation import failures
from rsp_pipeline.reading.values import read_column
from rsp_pipeline.registers import CORRECTIONS, Register
from rsp_pipeline.registers.kinds import Text
from rsp_pipeline.registers.register import CORRECTED
from rsp_pipeline.store.schema import Table

BATCH = 250_000  # rows interpreted at a time
TOO_MANY_CELLS = "raden har text till höger om rubrikraden, så att cellerna kan ha hamnat i fel kolumn"


@dataclass(frozen=True)
class Circumstances:
    """What reading depends on besides the files: whose municipalities, which day it is, the key of pseudonyms.

    `accepted` gives the accepted rows of another register's table: none when it has not been read yet. `limits` say how
    much a file may ask of the machine.
    """

    programme: Programme
    today: date
    pseudonym_key: bytes
    accepted: Callable[[Table], pd.DataFrame] = lambda table: table.no_rows
    limits: Limits = field(default_factory=Limits)


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


def read_register(register: Register, raw_dir: Path, given: Circumstances) -> Reading:
    """Every delivered file of the register, read and judged; a file or row that is refused never stops the others."""
    found = delivered(raw_dir, register)
    deliveries = [read_delivery(path, raw_dir, register, given.limits) for path in found.always]
    for paths in found.dated:
        dated = [read_delivery(path, raw_dir, register, given.limits) for path in paths]
        deliveries += (as_complete := complete(dated))
        if not any(delivery.rejected for delivery in as_complete):
            break
    return _judged(register, deliveries, given)


def read_files(register: Register, paths: Iterable[Path], raw_dir: Path, given: Circumstances) -> Reading:
    """Some files of the register, judged as if no others had been delivered."""
    return _judged(register, [read_delivery(path, raw_dir, register, given.limits) for path in paths], given)


def _judged(register: Register, deliveries: list[Delivery], given: Circumstances) -> Reading:
    """The rows of files, typed, checked and told apart."""
    known_corrections = given.accepted(CORRECTIONS.table)
    if not deliveries and not (known_corrections["register"] == register.name).any():
        return _nothing(register)
    texts = _concatenated([rows for delivery in deliveries for rows in delivery.rows], register)
    texts, corrections = corrected(texts, register, known_corrections)
    texts, masked_cells = with_masked_cells(texts, [c.name for c in register.columns if isinstance(c.kind, Text)])
    interpreted, problems = _interpreted(texts, register, given)
    kept, twins, conflicts = without_duplicates(interpreted, register)
    written = {
        (delivery.name, sheet): headers for delivery in deliveries for sheet, headers in delivery.written.items()
    }
    problems += conflicts
    unread = texts.loc[sorted({problem.row for problem in problems})]
    unread, _ = with_masked_cells(unread, [column.name for column in register.columns])
    refused = quarantine(problems, unread, register, written)
    remarks = [remark for delivery in deliveries for remark in (*delivery.remarks, *_about_twins(delivery.name, twins))]
    remarks = [remark._replace(message=masked(remark.message)) for remark in remarks]
    remarks += about_masked(texts, masked_cells)
    source_files = pd.DataFrame(
        [_verdict(delivery, register, kept, twins, refused, remarks) for delivery in deliveries],
        columns=list(SOURCE_FILE.columns),
    )
    accepted = kept[list(register.table.columns)].reset_index(drop=True)
    return Reading(accepted, refused, source_files, refused_rows(unread, register), corrections, tuple(remarks))


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


def _concatenated(frames: list[pd.DataFrame], register: Register) -> pd.DataFrame:
    """All rows of the register as text, numbered from 0."""
    columns = ["source_file", "source_sheet", "source_row", "surplus", *(column.name for column in register.columns)]
    if not frames:
        frames = [pd.DataFrame({name: pd.Series(dtype=pd.ArrowDtype(pa.string())) for name in columns})]
    whole = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0].reset_index(drop=True)
    return whole[columns]


def _interpreted(texts: pd.DataFrame, register: Register, given: Circumstances) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows that can be interpreted, each with its identity, and what keeps the others from it.

    A batch of rows at a time, so that values in the making take little memory beside those that are kept.
    """
    interpreted: list[pd.DataFrame] = []
    problems: list[Problem] = []
    for start in range(0, max(len(texts), 1), BATCH):
        typed, found = _typed(texts.iloc[start : start + BATCH], register, given)
        found += _cross_checked(typed, register, given)
        rows = _derived(without(typed, {problem.row for problem in found}), register)
        interpreted.append(identified(rows, register, given.pseudonym_key))
        problems += found
    return pd.concat(interpreted), problems


def _typed(texts: pd.DataFrame, register: Register, given: Circumstances) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows with typed columns, and every cell or row that keeps its row from being interpreted."""
    problems: list[Problem] = []
    typed = texts[["source_file", "source_sheet", "source_row", CORRECTED]].copy()
    for column in register.columns:
        cells = texts[column.name]
        if column.default:
            cells = cells.fillna(column.default)
        typed[column.name], unreadable = read_column(cells, column.kind, given.programme.municipalities)
        for label, text in cells[cells.isin(list(unreadable))].items():
            reason = unreadable[text]
            clause = f"värdet ”{{value}}” {reason.message}"
            problems.append(Problem(int(str(label)), column.name, reason.code, clause))
    surplus = texts.index[texts["surplus"].notna()]
    problems += [Problem(int(label), register.key[0], "too_many_cells", TOO_MANY_CELLS) for label in surplus]
    refused_cells = {(problem.row, problem.column) for problem in problems}
    own = typed[[column.name for column in register.columns]]
    problems += [p for p in failures(own, register, given.today) if (p.row, p.column) not in refused_cells]
    return typed, problems


def _cross_checked(typed: pd.DataFrame, register: Register, given: Circumstances) -> list[Problem]:
    """Every row that breaks a condition which another register decides."""
    return [
        Problem(int(str(label)), check.column, check.code, check.message)
        for check in register.cross_checks
        for label in typed.index[check.breaks(typed, given.accepted(check.other.table)).fillna(False).astype(bool)]
    ]


def _derived(rows: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The rows with what a column derives from the others where the sender told nothing."""
    filled = {c.name: rows[c.name].fillna(c.derive(rows)) for c in register.columns if c.derive}
    return rows.assign(**filled)


def _about_twins(file: str, twins: pd.DataFrame) -> list[Remark]:
    own = twins.loc[twins["source_file"] == file, "source_row"]
    if own.empty:
        return []
    rows = shortlist(own, len(own))
    return [Remark(file, "identical_twin", f"Likadana som en tidigare rad och räknas en gång: rad {rows}.")]


def _verdict(
    delivery: Delivery,
    register: Register,
    kept: pd.DataFrame,
    twins: pd.DataFrame,
    refused: pd.DataFrame,
    remarks: list[Remark],
) -> tuple[str, str, str, str, int, int, int, str]:
    """The row of a file in `SOURCE_FILE`."""
    accepted, collapsed = (int((rows["source_file"] == delivery.name).sum()) for rows in (kept, twins))
    own = refused[refused["source_file"] == delivery.name]
    quarantined = len(own[["source_sheet", "source_row"]].drop_duplicates())
    sentences = [remark.message for remark in remarks if remark.file == delivery.name]
    if quarantined:
        sentences.append(f"I karantän: {quarantined} {'rad' if quarantined == 1 else 'rader'}.")
    verdict = REJECTED if delivery.rejected else ACCEPTED_WITH_QUARANTINE if quarantined else ACCEPTED
    read = accepted + collapsed + quarantined
    return register.name, delivery.name, delivery.sha256, verdict, read, accepted, quarantined, " ".join(sentences)
