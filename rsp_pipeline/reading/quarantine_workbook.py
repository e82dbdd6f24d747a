"""The workbook from which the data steward works off the quarantine: one sheet per register that has rows in it.

There is a line for each refused cell: its row as it was delivered, why the cell was refused and what to do, and the
line that mends it in corrections.csv, with cells to type the rest of it in. What is refused, and why, is decided in
`reading`; what was typed is taken by `mending`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
from rsp_pipeline.reading.cells.suggestions import elsewhere, suggestion
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
LINE = ("Register", "Nyckel", "Kolumn", "Förväntat värde")  # of the line for corrections.csv, in the order of that file
RIGHT_VALUE, WHY, WHO = TYPED = ("Skriv rätt värde här", "Varför", "Vem")
TO_BE_EMPTY = "(tom)"  # what is typed where the cell should be empty
HOW_TO_TYPE = (
    f"Skriv vad som ska stå i cellen, {TO_BE_EMPTY} om den ska vara tom, och varför och vem. Spara arbetsboken, och "
    "kör rsp correct."
)
SENTENCES = 52  # the width in characters of the columns that hold sentences
WIDE = 26  # the width of those to type in
NARROWEST, WIDEST = 8, 45
LINE_HEIGHT, MOST_LINES = 15, 27  # points; a row is at most 409 points high
REFUSED_COLOUR = "#FBE0DD"
TYPED_HEADER_COLOUR, TYPED_COLOUR = "#FFD966", "#FFF8DC"

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
            plain = look(valign="top")
            _set_widths(sheet, [_write(sheet, 0, 0, "Ingen rad är i karantän.", plain)], plain)


def _fill(sheet: Worksheet, quarantine: Refused, look: Callable[..., Format]) -> None:
    register, lines = quarantine.register, _lines_of(quarantine)
    pointed_at = {reason["column_name"] for reason in quarantine.reasons}
    columns = [
        column
        for column in register.columns
        if column.name in pointed_at or any(row[column.name] for row in quarantine.rows)
    ]
    headers = [*LEADING, *LINE, *TYPED, *(column.header for column in columns)]
    header_look, typed_header_look = (
        look(bold=True, bg_color=colour, valign="top", text_wrap=True)
        for colour in (HEADER_COLOUR, TYPED_HEADER_COLOUR)
    )
    add_table(sheet, 0, headers, [typed_header_look if h in TYPED else header_look for h in headers], len(lines))
    plain, marked = look(valign="top"), look(valign="top", bg_color=REFUSED_COLOUR)
    wrapped = look(valign="top", text_wrap=True)
    to_type_in = look(valign="top", text_wrap=True, bg_color=TYPED_COLOUR, border=1, border_color=TYPED_HEADER_COLOUR)
    widest = [len(header) + FILTER_BUTTON for header in headers]
    for at, line in enumerate(lines, start=1):
        cells = [
            *((value, plain) for value in _place(line.row)),
            *((sentences, wrapped) for sentences in (line.why, line.wanted)),
            *((text, plain) for text in line.correction),
            *(("", to_type_in if any(line.correction) else plain) for _ in TYPED),
            *((line.row[column.name], marked if column.name == line.column else plain) for column in columns),
        ]
        for place, (value, cell_look) in enumerate(cells):
            if value or cell_look is not plain:
                widest[place] = max(widest[place], _write(sheet, at, place, value, cell_look))
        sheet.set_row(at, LINE_HEIGHT * max(_lines(line.why), _lines(line.wanted)))
    first = len(LEADING) + len(LINE)
    told = {"validate": "any", "input_title": RIGHT_VALUE, "input_message": HOW_TO_TYPE}
    sheet.data_validation(1, first, len(lines), first + len(TYPED) - 1, told)
    _set_widths(sheet, widest, plain)
    sheet.freeze_panes(1, len(PLACE))
    if quarantine.row_count > len(quarantine.rows):
        _write(sheet, len(lines) + 1, 0, _rest(quarantine), plain)


class _Line(NamedTuple):
    """A refused cell: its row, its column's name, why and what to do, and its line for corrections.csv if it has one.

    `correction` has the texts of `LINE`, which are empty where no correction mends the cell.
    """

    row: Record
    column: str
    why: str
    wanted: str
    correction: tuple[str, ...]


def _lines_of(quarantine: Refused) -> list[_Line]:
    """The lines of a sheet, in the order of row and column."""
    import pandas as pd

    from rsp_pipeline.reading.corrections import row_keys

    register = quarantine.register
    keys = row_keys(pd.DataFrame(quarantine.rows, dtype="string[pyarrow]"), register)
    rows = {_place(row): (row, key) for row, key in zip(quarantine.rows, keys, strict=True)}
    reasons: dict[tuple[Any, ...], dict[str, list[Record]]] = {place: {} for place in rows}
    for reason in quarantine.reasons:
        reasons[_place(reason)].setdefault(reason["column_name"], []).append(reason)
    return [_line(register, *rows[place], name, own) for place, cells in reasons.items() for name, own in cells.items()]


def _line(register: Register, row: Record, key: object, name: str, reasons: Sequence[Record]) -> _Line:
    why = "\n".join(sentence(reason["reason"]) for reason in reasons)
    wanted = dict.fromkeys(suggestion(register, name, reason["code"]) for reason in reasons)
    known = key if isinstance(key, str) else ""
    instead = dict.fromkeys(filter(None, (elsewhere(register, reason["code"], known != "") for reason in reasons)))
    correction = (register.title, known, register.column(name).header, row[name] or "")
    return _Line(row, name, why, "\n".join([*wanted, *instead]), ("",) * len(LINE) if instead else correction)


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


def _set_widths(sheet: Worksheet, widest: Sequence[int], look: Format) -> None:
    """Make every column as wide as what stands in it, within reason; sentences are wrapped instead."""
    first = len(LEADING) + len(LINE)
    fixed = dict.fromkeys(range(len(PLACE), len(LEADING)), SENTENCES)
    fixed |= dict.fromkeys(range(first, first + len(TYPED)), WIDE)
    for place, shown in enumerate(widest):
        set_width(sheet, place, fixed.get(place, min(max(shown, NARROWEST) + 2, WIDEST)), look)
