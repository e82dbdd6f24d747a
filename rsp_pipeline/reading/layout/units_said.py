"""A unit that is said anywhere else than in the header: thousands or euro in a title, a note, a name or a row of units.

The amounts are then worth something else than they say, and nothing in their cells shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout.headers import Header, folded
from rsp_pipeline.reading.sheet import Sheet
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.kinds import Amount

SHORT = r"[tmk]n?kr|[tkm]sek|[tkm] kr|tusentals?|(?:1[ .]?000|ettusen)-?tal"
LONG = (
    r"(?:tusen|miljoner|hundratals?)(?: (?:svenska )?(?:kr|kronor|sek)\b|\)|$)|1[ .]?000 (?:kr|kronor|sek)\b"
    r"|öre?n?(?=$|[).,;])"
)
IN_ENGLISH = (
    r"\b(?:in|(?:sek|kr|kronor)[ ,(]*) ?(?:thousands?|millions?)\b"
    r"|\b(?:thousands?|millions?)(?: of)? (?:sek|kr|kronor)\b"
    r"|(?:\b(?:sek|kr|kronor) ?|^|\()['\u2019\u00b4]?0{3}(?:'?s| ?kr| ?sek|\)|$)|(?:^|[(\s])[x\u00d7*] ?1[ .]?000\b"
)
OTHER_CURRENCY = (
    r"\b(?:belopp\w*|valuta\w*|enhet\w*|currency|amounts?|summor\w*|redovis\w+|anges|angivna)\b[^.]{0,20}?"
    r"(?:\b(?:i|in)|[:=,(]) ?(?:euro?|[nd]ok|[nd]kr|usd|gbp|dkk|isk|norska kronor|danska kronor)\b"
    r"|[(:] ?(?:euro?|nok|nkr|dkk|usd|gbp)\)|^(?:i )?(?:euro?|nok|nkr|dkk|usd|gbp)$"
    r"|\b(?:belopp\w*|valuta|currency|amounts?)\b[^.]{0,20}[\u20ac$\u00a3]"
)
THOUSANDS = re.compile(
    rf"\b(?:{SHORT})\b|(?:\bi |[(:;,–-] ?|^)(?:hela )?(?:{LONG})|{IN_ENGLISH}|{OTHER_CURRENCY}", re.IGNORECASE
)
NOT_SAID_OF_ALL = re.compile(r"(?:\d|\b(?:inte|ej|icke|aldrig)(?: i)?)\s*$", re.IGNORECASE)
"""What stands before a unit that is an amount's own, or that is denied: ”350 tkr”, ”inte i tkr”."""

CURRENCY = "euro?|nok|nkr|dkk|dkr|usd|gbp|isk|[€$£]"
UNIT_CELL = re.compile(
    rf"[(\[]?(?:i )?(?:{SHORT}|{LONG}|{CURRENCY}|kr(?:onor)?|sek|st(?:ycken)?|antal|nr|nummer|km|m|%|år|dag|datum"
    r"|text|tal|kod|ja/nej|(?:å|y){2,4}-mm-dd)\.?[)\]]?",
    re.IGNORECASE,
)
UNIT_COLUMNS = {"valuta", "valutakod", "valutaenhet", "myntslag", "currency", "enhet", "beloppsenhet", "unit"}
"""What a column is called, folded, that says of each row in which unit its amounts are."""

OTHER_UNIT_CELL = (
    rf"(?i)^(?:i )?(?:[tmk]n?kr|[tkm]sek|tusental|tusen (?:kr|kronor)|1[ .]?000 kr|öre|ören|{CURRENCY})\.?$"
)


def unit_places(header: Header, register: Register) -> list[int]:
    """The positions of the columns that say in which unit a row's amounts in kronor are, and are none of its own."""
    if not _amounts(header, register):
        return []
    return [place for name, place in header.unknown.items() if folded(name) in UNIT_COLUMNS]


def _amounts(header: Header, register: Register) -> bool:
    """Whether a header names amounts in kronor."""
    return any(isinstance(c.kind, Amount) and c.unit == "kr" and c.name in header.positions for c in register.columns)


def is_row_of_units(filled: Mapping[int, str], header: Header) -> bool:
    """Whether each cell of the line below a header says in which unit its column is."""
    return all(UNIT_CELL.fullmatch(cell) for cell in filled.values()) and max(filled) < header.width


def refuse_other_units(
    sheet: Sheet, header: Header, below: Mapping[int, str], elsewhere: Iterable[tuple[str, str]], register: Register
) -> None:
    """Refuse a sheet where anything but a cell of the table says that amounts are not in kronor.

    That may be a line above the header or `below` it, by number, the sheet's name, or a text `elsewhere`, with where.

    Raises:
        FileRejected: it is said.
    """
    said = next((each for each in _said(sheet, header, below, elsewhere) if says_other_unit(each[1])), None)
    if said and _amounts(header, register):
        where, text = said
        sentence = f"{where} säger att beloppen inte står i kronor (”{text[:200]}”). Beloppen ska stå i kronor."
        raise FileRejected("other_unit", f"{sentence} Räkna om dem, eller ta bort uppgiften om den är fel.")


def beside(sheet: Sheet, header: Header) -> list[tuple[str, str]]:
    """What stands beside the cells of a sheet, with where: what is said of a single row says nothing of the others."""
    return [(where, text) for row, where, text in sheet.said_beside if row <= header.row]


def says_other_unit(text: str) -> bool:
    """Whether a text says that amounts are thousands or millions of kronor, öre or another currency."""
    return any(not NOT_SAID_OF_ALL.search(text[: found.start()]) for found in THOUSANDS.finditer(text))


def _said(
    sheet: Sheet, header: Header, below: Mapping[int, str], elsewhere: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    yield "Bladets namn", sheet.name
    for number, cells in sheet.head:
        if number < header.row:
            yield from ((f"Rad {number}", cell.strip()) for cell in cells)
    yield from ((f"Rad {number}", part) for number, text in below.items() for part in (text, *text.split("; ")))
    yield from elsewhere
