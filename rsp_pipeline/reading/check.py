"""Checking one file before it is dropped in: read exactly as the nightly reads it, and nothing is written.

What is found is a `Check`; how it is told to a person or a machine belongs in `check_report`.
"""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pandas as pd

from rsp_pipeline.reading import files
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.delivered import is_left_behind
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.problems import Remark
from rsp_pipeline.reading.read import Reading, read_files
from rsp_pipeline.reading.sheet import Row
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.kinds import Amount
from rsp_pipeline.store.system_errors import why

NORMAL = {"total_row", "note_row"}
"""Remarks that are no warnings: nearly every export has totals and notes."""

LEAST_LIKENESS = 2
"""Columns of a register that a header must name to be recognised as that register's."""


@dataclass(frozen=True)
class Reason:
    """Something to tell about the file; `row`, `column` and `value` are None when it concerns no single cell.

    `reason` is what the message says of a cell, after where it stands.
    """

    code: str
    message: str
    sheet: str = ""
    row: int | None = None
    column: str | None = None
    value: str | None = None
    reason: str = ""

    @property
    def is_warning(self) -> bool:
        """Whether someone should look at it, though nothing was refused because of it."""
        return self.column is None and self.code not in NORMAL


@dataclass(frozen=True)
class Check:
    """What became of one file.

    `register` is None when it is not known which register the file is; `sums` holds the accepted rows' total of every
    amount column.
    """

    file: str
    register: Register | None
    verdict: str
    rows_read: int
    rows_accepted: int
    rows_quarantined: int
    sums: dict[str, Decimal]
    reasons: tuple[Reason, ...]

    @property
    def has_warnings(self) -> bool:
        """Whether an accepted file has something that should be looked at."""
        return any(reason.is_warning for reason in self.reasons)


def check_file(
    path: Path, given: Circumstances, register: Register | None = None, registers: Iterable[Register] = REGISTERS
) -> Check:
    """The file read as `register`, or as the one of `registers` that its headers name."""
    at = path.absolute()
    try:
        refuse_what_is_no_delivery(at)
        register = register or recognised(at, registers, given.limits)
    except FileRejected as reason:
        return rejected(path, reason, register)
    return _check(path, register, read_files(register, [at], at.parent, given))


def rejected(path: Path, reason: FileRejected, register: Register | None = None) -> Check:
    """The check of a file that could not be read at all."""
    return Check(str(path), register, REJECTED, 0, 0, 0, {}, (Reason(reason.code, reason.message),))


def named(name: str, registers: Iterable[Register] = REGISTERS) -> Register:
    """The register called `name`.

    Raises:
        FileRejected: there is none.
    """
    known = {register.name: register for register in registers}
    if name not in known:
        raise FileRejected("unknown_register", f"Registret ”{name}” finns inte. Välj bland {', '.join(known)}.")
    return known[name]


def recognised(path: Path, registers: Iterable[Register], limits: Limits) -> Register:
    """The register whose columns the file's header names most of; of two alike, the one that requires fewer.

    Raises:
        FileRejected: the file cannot be read, or no register or more than one fits.
    """
    candidates = tuple(registers)

    def likeness(rows: list[Row]) -> int:
        return max(headers.likeness(rows, register) for register in candidates)

    heads = [sheet.head for sheet in sheets(files.load(path, path.parent, limits), likeness, limits)]
    fits: list[tuple[tuple[int, float], Register]] = []
    for register in candidates:
        columns = max((headers.likeness(head, register) for head in heads), default=0)
        if columns >= LEAST_LIKENESS:
            fits.append(((columns, columns / max(1, len(register.required))), register))
    if not fits:
        raise FileRejected(
            "unknown_register", "Rubrikerna hör inte till något känt register. Ange vilket det är med --register."
        )
    most = max(score for score, _ in fits)
    best = [register for score, register in fits if score == most]
    if len(best) > 1:
        titles = " och ".join(f"{register.title.lower()} ({register.name})" for register in best)
        raise FileRejected(
            "ambiguous_register", f"Rubrikerna passar lika bra för {titles}. Ange vilket det är med --register."
        )
    return best[0]


def refuse_what_is_no_delivery(path: Path) -> None:
    """Refuse what is there by mistake, before anything is read.

    Raises:
        FileRejected: it is no file, or one that no night reads.
    """
    try:
        is_folder = stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        raise FileRejected("no_such_file", "Filen finns inte.") from None
    except OSError as error:
        raise FileRejected("cannot_be_opened", f"Filen kan inte öppnas ({why(error)}).") from None
    if is_folder:
        raise FileRejected("not_a_file", "Det är en mapp. Ange en fil.")
    if is_left_behind(path.name):
        raise FileRejected("not_delivered", "Dolda filer, låsfiler och operativsystemens egna filer läses aldrig.")


def _check(path: Path, register: Register, reading: Reading) -> Check:
    file = reading.source_files.iloc[0]
    return Check(
        file=str(path),
        register=register,
        verdict=str(file["verdict"]),
        rows_read=int(file["rows_read"]),
        rows_accepted=int(file["rows_accepted"]),
        rows_quarantined=int(file["rows_quarantined"]),
        sums={
            column.name: _total(reading.accepted[column.name])
            for column in register.columns
            if isinstance(column.kind, Amount)
        },
        reasons=(*map(_of_file, reading.remarks), *_of_cells(reading.quarantine)),
    )


def _total(amounts: pd.Series) -> Decimal:
    """The exact sum; nothing adds up to zero."""
    return sum(amounts.dropna(), Decimal(0)).quantize(Decimal("0.01"))


def _of_file(remark: Remark) -> Reason:
    return Reason(remark.code, remark.message, remark.sheet)


def _of_cells(quarantine: pd.DataFrame) -> list[Reason]:
    return [
        Reason(
            code=str(cell["code"]),
            message=str(cell["message"]),
            sheet=str(cell["source_sheet"]),
            row=int(cell["source_row"]),
            column=str(cell["column_name"]),
            value=str(cell["value"]),
            reason=str(cell["reason"]),
        )
        for cell in quarantine.to_dict("records")
    ]
