"""The workbook from which the data steward works off the quarantine: one sheet per register that has rows in it.

Each row stands as it was delivered, beside why it was refused and what to do. What is refused, and why, is decided in
`reading`; nothing is read back from this workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.office.tables import FILTER_BUTTON, add_table
from rsp_pipeline.office.workbook import (
    HEADER_COLOUR,
    LONGEST_TITLE,
    TITLE_NEVER_HOLDS,
    UNDATED,
    harmless,
    looks,
    set_width,
    settled,
)
from rsp_pipeline.reading.cells.suggestions import suggestion
from rsp_pipeline.reading.tables import QUARANTINE, refused_table
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.register import PLACE
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.tables import Tables
from rsp_pipeline.swedish import number, sentence

if TYPE_CHECKING:
    import duckdb

    from rsp_pipeline.office.workbook import Format, Worksheet

SHOWN_ROWS = 10_000  # per register; the rest is told by their number

LEADING = ("Fil", "Blad", "Rad", "Skäl", "Förslag")
SENTENCES = 62  # the width in characters of the columns that hold sentences
NARROWEST, WIDEST = 8, 45
LINE_HEIGHT, MOST_LINES = 15, 27  # points; a row is at most 409 points high
REFUSED_COLOUR = "#FBE0DD"

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Refused:
    """What a register has in quarantine.

    `rows` are the first of its `row_count` rows, as in the register's `refused_table`; `reasons` are theirs, as in
    `QUARANTINE`.
    """

    register: Register
    rows: Sequence[Record]
    row_count: int
    reasons: Sequence[Record]


def refused(tables: Tables, registers: Iterable[Register]) -> list[Refused]:
    """What stands in the workshop about the quarantine of some registers.

    Raises:
        TableMissing: a register has not been read yet.
    """
    chosen = tuple(registers)
    with tables.session([QUARANTINE, *map(refused_table, chosen)]) as session:
        return [_refused(session, register) for register in chosen]


def _refused(session: duckdb.DuckDBPyConnection, register: Register) -> Refused:
    table, place = refused_table(register).full_name, ", ".join(PLACE)
    ((count,),) = session.sql(f"SELECT count(*) FROM {table}").fetchall()
    if not count:
        return Refused(register, [], 0, [])
    rows = session.sql(f"FROM {table} ORDER BY {place} LIMIT {SHOWN_ROWS}").to_arrow_table().to_pylist()
    of_the_rows = f"register = $register AND ({place}) <= ({', '.join(f'${name}' for name in PLACE)})"
    last = {"register": register.name} | {name: rows[-1][name] for name in PLACE}
    reasons = session.sql(f"FROM {QUARANTINE.full_name} WHERE {of_the_rows}", params=last).to_arrow_table().to_pylist()
    return Refused(register, rows, count, reasons)


def write_workbook(path: Path, quarantine: Iterable[Refused], mode: int = 0o600) -> None:
    """Put the workbook in place, whole, with the permissions `mode`; with nothing in quarantine it says so."""
    with replaced(path, mode) as beside, settled(beside, UNDATED, "rsp_pipeline", "Karantän") as workbook:
        look = looks(workbook)
        for of_register in quarantine:
            if of_register.rows:
                title = TITLE_NEVER_HOLDS.sub(" ", of_register.register.title)[:LONGEST_TITLE]
                _fill(workbook.add_worksheet(title), of_register, look)
        if not workbook.worksheets():
            sheet = workbook.add_worksheet("Karantän")
            _set_widths(sheet, [_write(sheet, 0, 0, "Ingen rad är i karantän.", look(valign="top"))])


def _fill(sheet: Worksheet, quarantine: Refused, look: Callable[..., Format]) -> None:
    reasons: dict[tuple[Any, ...], list[Record]] = {}
    for reason in quarantine.reasons:
        reasons.setdefault(_place(reason), []).append(reason)
    pointed_at = {reason["column_name"] for reason in quarantine.reasons}
    columns = [
        column
        for column in quarantine.register.columns
        if column.name in pointed_at or any(row[column.name] for row in quarantine.rows)
    ]
    header_look = look(bold=True, bg_color=HEADER_COLOUR, valign="top", text_wrap=True)
    headers = [*LEADING, *(column.header for column in columns)]
    add_table(sheet, 0, headers, [header_look] * len(headers), len(quarantine.rows))
    widest = [len(header) + FILTER_BUTTON for header in headers]
    plain, marked = look(valign="top"), look(valign="top", bg_color=REFUSED_COLOUR)
    wrapped = look(valign="top", text_wrap=True)
    for at, row in enumerate(quarantine.rows, start=1):
        own = reasons.get(_place(row), [])
        refused_columns = {reason["column_name"] for reason in own}
        why = "\n".join(sentence(reason["reason"]) for reason in own)
        wanted = "\n".join(
            dict.fromkeys(suggestion(quarantine.register, reason["column_name"], reason["code"]) for reason in own)
        )
        cells = [
            *((value, plain) for value in _place(row)),
            *((sentences, wrapped) for sentences in (why, wanted)),
            *((row[column.name], marked if column.name in refused_columns else plain) for column in columns),
        ]
        written = (_write(sheet, at, place, *cell) for place, cell in enumerate(cells))
        widest = [max(widths) for widths in zip(widest, written, strict=True)]
        sheet.set_row(at, LINE_HEIGHT * max(_lines(why), _lines(wanted)))
    _set_widths(sheet, widest)
    sheet.freeze_panes(1, len(PLACE))
    if quarantine.row_count > len(quarantine.rows):
        _write(sheet, len(quarantine.rows) + 1, 0, _rest(quarantine), plain)


def _rest(quarantine: Refused) -> str:
    """How many rows there are in all, and where those are that the sheet has no room for."""
    shown, count = number(len(quarantine.rows)), number(quarantine.row_count)
    return (
        f"Bladet visar de första {shown} av {count} rader i karantän. Alla skäl, med fil, blad och rad, står i "
        "tabellen quality.quarantine i rsp.duckdb; raderna står i de levererade filerna."
    )


def _place(row: Record) -> tuple[Any, ...]:
    return tuple(row[name] for name in PLACE)


def _write(sheet: Worksheet, row: int, place: int, value: str | int | None, look: Format) -> int:
    """Write a row number, or a text that stays text; an empty one leaves the cell empty.

    Returns how many characters are shown.
    """
    shown = harmless(value) if isinstance(value, str) else str(value or "")
    if not value:
        sheet.write_blank(row, place, None, look)
    elif isinstance(value, int):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, shown, look)
    return len(shown)


def _lines(text: str) -> int:
    """How many lines a text takes in the wrapped columns."""
    wrapped = sum(ceil(len(line) / (SENTENCES - 10)) or 1 for line in text.split("\n"))
    return min(wrapped, MOST_LINES)


def _set_widths(sheet: Worksheet, widest: Sequence[int]) -> None:
    """Make every column as wide as what stands in it, within reason; sentences are wrapped instead."""
    for place, shown in enumerate(widest):
        wraps = len(PLACE) <= place < len(LEADING)
        set_width(sheet, place, SENTENCES if wraps else min(max(shown, NARROWEST) + 2, WIDEST))
