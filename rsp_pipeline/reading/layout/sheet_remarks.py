"""What there is to tell about a sheet that was read, without a row in quarantine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rsp_pipeline.characters import UNSEEN
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.layout.rows import SheetRows
from rsp_pipeline.reading.layout.wrapped import Recogniser
from rsp_pipeline.reading.problems import Remark, shortlist
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.registers import Register

MOST_NOTES = 200  # that one sentence tells
LONGEST_NOTE = 1_000  # characters of a note that are told


def about_sheet(file: str, sheet: Sheet, below: SheetRows, header: Header, register: Register) -> Iterator[Remark]:
    """A remark for each thing that someone should know of the sheet."""
    for code, sentence in (
        *_about_sheet(sheet, header),
        *_about_lines(below, header, Recogniser(header, register), sheet),
    ):
        yield Remark(file, code, sentence, sheet.name)


def _about_sheet(sheet: Sheet, header: Header) -> Iterator[tuple[str, str]]:
    if sheet.is_hidden:
        yield "hidden_sheet", f"Bladet ”{sheet.name}” är dolt men lästes."
    if sheet.unpaired:
        rows = shortlist(sorted(sheet.unpaired), len(sheet.unpaired))
        yield "unpaired_quote", f"Ett citattecken saknar sitt par, och raden lästes som den står: rad {rows}."
    lines = [cells for number, cells in sheet.head if header.first <= number <= header.row]
    if unclean := [cell.strip() for cells in lines for cell in cells if UNSEEN.search(cell)]:
        listed = ", ".join(f"”{cell[:LONGEST_NOTE]}”" for cell in unclean)
        yield "unseen_characters", f"Tecken som inte syns togs bort ur rubrikraden (rad {header.row}): {listed}."
    for spare, read in header.spare.items():
        yield "spare_column", f"”{spare}” lästes inte, eftersom ”{read}” är samma kolumn och går före."
    if header.unknown:
        listed = ", ".join(f"”{unknown}”" for unknown in header.unknown)
        yield "unknown_column", f"Kolumner som inte hör till registret lästes inte: {listed}."


def _about_lines(below: SheetRows, header: Header, recogniser: Recogniser, sheet: Sheet) -> Iterator[tuple[str, str]]:
    said = below.said
    above = [number for number, cells in sheet.head if number < header.first and recogniser.is_row(cells)]
    if above:
        rows = shortlist(above, len(above))
        yield (
            "rows_above_header",
            f"Ovanför rubrikraden finns rader som liknar registrets, och de lästes inte: rad {rows}.",
        )
    if sheet.wrapped_by:
        yield "parted_row", f"Varje rad stod i en enda cell och delades vid ”{_seen(sheet.wrapped_by)}”."
    if said.parted:
        rows = shortlist(said.parted, len(said.parted))
        yield "parted_row", f"Hela raden stod i en enda cell och delades: rad {rows}."
    if said.headers:
        rows = shortlist(said.headers, len(said.headers))
        yield "note_row", f"Rubriken står här igen och räknas inte som rad: rad {rows}."
    if totals := sorted({*said.totals, *said.counts}):
        yield "total_row", f"Togs som summa och räknas inte: rad {shortlist(totals, len(totals))}."
    if said.notes:
        yield "note_row", f"Togs som anteckning och räknas inte: {notes_in_full(said.notes)}."
    if said.unseen:
        rows = shortlist(said.unseen, len(said.unseen))
        yield (
            "unseen_characters",
            f"Bara tecken som inte syns, och räknas inte som rad: rad {rows}. Stod det något där i källan?",
        )
    if below.open_row and below.open_row not in sheet.unpaired:
        sentence = f"Den sista raden (rad {below.open_row}) saknar radslut, så att filen kan vara avhuggen."
        yield "no_line_end", f"{sentence} Jämför med källan."
    if not len(below.rows):
        yield "no_rows", "Under rubrikraden finns inga rader."


def _seen(delimiter: str) -> str:
    return "tabb" if delimiter == "\t" else delimiter


def notes_in_full(notes: Mapping[int, str]) -> str:
    """Each note with its line, as people say them."""
    told = [
        f"rad {row} ”{note if len(note) <= LONGEST_NOTE else note[:LONGEST_NOTE] + '…'}”"
        for row, note in list(notes.items())[:MOST_NOTES]
    ]
    more = len(notes) - len(told)
    return ", ".join(told) + (f" och {more} till" if more else "")
