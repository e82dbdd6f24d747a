"""A unit that is said anywhere else than in the header: thousands in a title, a note or a row of units.

The amounts are then worth a thousand times what they say, and nothing in their cells shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout.headers import Header
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount

SHORT = r"[tmk]n?kr|[tkm]sek|tusentals?|(?:1[ .]?000|ettusen)-?tal"
LONG = r"(?:tusen|miljoner)(?: (?:svenska )?(?:kr|kronor|sek)\b|\)|$)|1[ .]?000 (?:kr|kronor|sek)\b"
THOUSANDS = re.compile(rf"\b(?:{SHORT})\b|(?:\bi |[(:;,–-] ?|^)(?:hela )?(?:{LONG})", re.IGNORECASE)
NOT_SAID_OF_ALL = re.compile(r"(?:\d|\b(?:inte|ej|icke|aldrig)(?: i)?)\s*$", re.IGNORECASE)
"""What stands before a unit that is an amount's own, or that is denied: ”350 tkr”, ”inte i tkr”."""

UNIT_CELL = re.compile(
    rf"[(\[]?(?:i )?(?:{SHORT}|{LONG}|kr(?:onor)?|sek|st(?:ycken)?|antal|nr|nummer|km|m|%|år|dag|datum|text|tal|kod"
    r"|ja/nej|(?:å|y){2,4}-mm-dd)\.?[)\]]?",
    re.IGNORECASE,
)


def is_row_of_units(filled: Mapping[int, str], header: Header) -> bool:
    """Whether each cell of the line below a header says in which unit its column is."""
    return all(UNIT_CELL.fullmatch(cell) for cell in filled.values()) and max(filled) < header.width


def refuse_thousands(
    sheet: Sheet, header: Header, below: Mapping[int, str], elsewhere: Iterable[str], register: Register
) -> None:
    """Refuse a sheet where anything but a cell of the table says that amounts are not in kronor.

    That may be a line above the header or `below` it, by number, the sheet's name, or a text `elsewhere` in the file.

    Raises:
        FileRejected: it is said.
    """
    amounts = [
        c for c in register.columns if isinstance(c.kind, Amount) and c.unit == "kr" and c.name in header.positions
    ]
    said = next((each for each in _said(sheet, header, below, elsewhere) if says_thousands(each[1])), None)
    if amounts and said:
        where, text = said
        sentence = f"{where} säger att beloppen inte står i kronor (”{text[:200]}”). Beloppen ska stå i kronor."
        raise FileRejected("other_unit", f"{sentence} Räkna om dem, eller ta bort uppgiften om den är fel.")


def says_thousands(text: str) -> bool:
    """Whether a text says that amounts are thousands or millions of kronor."""
    return any(not NOT_SAID_OF_ALL.search(text[: found.start()]) for found in THOUSANDS.finditer(text))


def _said(
    sheet: Sheet, header: Header, below: Mapping[int, str], elsewhere: Iterable[str]
) -> Iterator[tuple[str, str]]:
    yield "Bladets namn", sheet.name
    for number, cells in sheet.head:
        if number < header.row:
            yield from ((f"Rad {number}", cell.strip()) for cell in cells)
    yield from ((f"Rad {number}", text) for number, text in below.items())
    yield from (("Ett annat blad", text) for text in elsewhere)
