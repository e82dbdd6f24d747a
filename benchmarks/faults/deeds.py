"""Faults as people and programs make them: each takes what is right and gives what is wrong, or None where it cannot.

A fault is done to a cell, to the rows of a file (the header among them) or to its lines, each with its end, as they are
written. One that `no_one_can_see` gives a file that might as well be right: one amount for another, a row less.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

Cell = Callable[[str, Random], str | None]
Rows = Callable[[list[list[str]], Random], list[list[str]] | None]
Lines = Callable[[list[str], Random], list[str] | None]

AMOUNT = re.compile(r"\d{1,3}(?:[ \u00a0]?\d{3})+(?:,\d+)?")
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
IDENTITY = re.compile(r"[A-Z]{0,4}\d+-\d+")
TEXT = re.compile(r".*[^\W\d_]{3}.*", re.DOTALL)
END = "\r\n"
TRIES = 200


@dataclass(frozen=True)
class Fault:
    """One kind of fault: its name in Swedish, what it does to what, and whether anyone could see it."""

    name: str
    cell: Cell | None = None
    rows: Rows | None = None
    lines: Lines | None = None
    copies: bool = False
    no_one_can_see: bool = False

    def happen(self, rows: Sequence[Sequence[str]], random: Random) -> list[str] | None:
        """The lines of a file to which it happened, somewhere at random; None where it cannot."""
        faulty = [list(row) for row in rows]
        if self.cell and not _in_some_cell(self.cell, faulty, random):
            return None
        if self.rows:
            changed = self.rows(faulty, random)
            if changed is None:
                return None
            faulty = changed
        lines = written(faulty)
        return self.lines(lines, random) if self.lines else lines


def written(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as the lines of a csv file."""
    return [";".join(map(_quoted, row)) + END for row in rows]


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if re.search(r'[;"\r\n]', cell) else cell


def _in_some_cell(fault: Cell, rows: list[list[str]], random: Random) -> bool:
    for _ in range(TRIES):
        row = random.randrange(1, len(rows))
        place = random.randrange(len(rows[row]))
        changed = fault(rows[row][place], random)
        if changed is not None and changed != rows[row][place]:
            rows[row][place] = changed
            return True
    return False


def _of(pattern: re.Pattern[str], change: Callable[[str, Random], str]) -> Cell:
    """A fault of cells that look like something."""
    return lambda cell, random: change(cell, random) if pattern.fullmatch(cell) else None


def _amount(change: Callable[[str], str]) -> Cell:
    return _of(AMOUNT, lambda cell, _: change(cell))


def _in_thousands(cell: str) -> str:
    kronor = int(re.sub(r"[^0-9]", "", cell.split(",")[0]))
    return f"{kronor // 1000},{kronor % 1000:03} tkr"


def _becomes(text: str) -> Cell:
    return lambda cell, _: text if cell else None


def _with(pattern: re.Pattern[str], put: Callable[[str, int], str]) -> Cell:
    """A fault somewhere inside a cell that looks like something."""
    return _of(pattern, lambda cell, random: put(cell, random.randrange(1, len(cell))))


def _other_digit(cell: str, random: Random) -> str | None:
    places = [place for place, char in enumerate(cell) if char.isdigit()]
    if not AMOUNT.fullmatch(cell) or not places:
        return None
    place = random.choice(places)
    return f"{cell[:place]}{random.randrange(1, 10)}{cell[place + 1 :]}"


def _digits_change_places(cell: str, random: Random) -> str | None:
    places = [place for place in range(len(cell) - 1) if cell[place].isdigit() and cell[place + 1].isdigit()]
    if AMOUNT.fullmatch(cell) or not places:
        return None
    place = random.choice(places)
    return f"{cell[:place]}{cell[place + 1]}{cell[place]}{cell[place + 2 :]}"


def _letter_lost(cell: str, random: Random) -> str | None:
    if not TEXT.fullmatch(cell):
        return None
    place = random.randrange(len(cell))
    return cell[:place] + cell[place + 1 :]


def _looks_alike(cell: str, _: Random) -> str | None:
    alike = {"0": "O", "1": "l", "a": "а", "e": "е", "o": "о"}
    place = next((place for place, char in enumerate(cell) if char in alike), None)
    return None if place is None else cell[:place] + alike[cell[place]] + cell[place + 1 :]


def _day(form: str) -> Cell:
    def written(cell: str, _: Random) -> str | None:
        found = DAY.fullmatch(cell)
        return form.format(*found.groups(), found[1][2:]) if found else None

    return written


def _read_wrongly(cell: str, _: Random) -> str | None:
    return None if cell.isascii() else cell.encode().decode("cp1252", "replace")


def _swedish_letters_as(text: str) -> Cell:
    return lambda cell, _: None if cell.isascii() else re.sub("[åäöÅÄÖ]", text, cell)


def _cells_change_places(rows: list[list[str]], random: Random) -> list[list[str]] | None:
    row = rows[random.randrange(1, len(rows))]
    one, other = random.sample(range(len(rows[0])), 2)
    if row[one] == row[other]:
        return None
    row[one], row[other] = row[other], row[one]
    return rows


def _headers_change_places(rows: list[list[str]], random: Random) -> list[list[str]]:
    one, other = random.sample(range(len(rows[0])), 2)
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]
    return rows


def _row_shifted(rows: list[list[str]], random: Random) -> list[list[str]]:
    row, place = rows[random.randrange(1, len(rows))], random.randrange(len(rows[0]))
    row.insert(place, "")
    del row[-1]
    return rows


def _row_repeated(rows: list[list[str]], random: Random) -> list[list[str]]:
    return [*rows, list(rows[random.randrange(1, len(rows))])]


def _row_lost(rows: list[list[str]], random: Random) -> list[list[str]]:
    del rows[random.randrange(1, len(rows))]
    return rows


def _header_repeated(rows: list[list[str]], random: Random) -> list[list[str]]:
    rows.insert(random.randrange(2, len(rows) + 1), list(rows[0]))
    return rows


def _some_line(change: Callable[[str, Random], str | None]) -> Lines:
    def happen(lines: list[str], random: Random) -> list[str] | None:
        at = random.randrange(1, len(lines))
        changed = change(lines[at], random)
        if changed is None:
            return None
        return [*lines[:at], changed, *lines[at + 1 :]]

    return happen


def _as_one_cell(line: str, _: Random) -> str:
    inner = line.removesuffix(END).replace('"', '""')
    return f'"{inner}"{END}'


def _cut_off(lines: list[str], random: Random) -> list[str]:
    at = random.randrange(1, len(lines))
    return [*lines[:at], lines[at][: random.randrange(1, len(lines[at]) - len(END))]]


def _inside(mark: str) -> Callable[[str, Random], str]:
    def put(line: str, random: Random) -> str:
        at = random.randrange(len(line) - len(END))
        return line[:at] + mark + line[at:]

    return put


FAULTS: tuple[Fault, ...] = (
    Fault("En annan siffra i ett belopp", _other_digit, no_one_can_see=True),
    Fault("Två siffror i en identitet, en dag eller ett antal har bytt plats", _digits_change_places),
    Fault("En nolla tappad i ett belopp", _amount(lambda cell: cell.replace("0", "", 1)), no_one_can_see=True),
    Fault("En nolla för mycket i ett belopp", _amount(lambda cell: f"{cell[0]}0{cell[1:]}"), no_one_can_see=True),
    Fault("Minustecken framför ett belopp", _amount(lambda cell: f"-{cell}")),
    Fault("Belopp i tkr", _amount(_in_thousands)),
    Fault("Belopp i euro", _amount(lambda cell: f"{cell} €")),
    Fault("Punkt mellan tusental", _amount(lambda cell: re.sub(r"[ \u00a0]", ".", cell))),
    Fault("Felcell: #N/A", _becomes("#N/A")),
    Fault("Felcell: #REF!", _becomes("#REF!")),
    Fault("Tom cell", _becomes("")),
    Fault("Streck i stället för ett värde", _becomes("-")),
    Fault("NULL i stället för ett värde", _becomes("NULL")),
    Fault("nan i stället för ett värde", _becomes("nan")),
    Fault("0 i stället för en text", _of(TEXT, lambda *_: "0")),
    Fault("En bokstav eller siffra som liknar en annan", _looks_alike),
    Fault("Hårt bindestreck i en identitet", _of(IDENTITY, lambda cell, _: cell.replace("-", "\u2011"))),
    Fault("Hårt mellanslag i en text", _with(TEXT, lambda cell, at: f"{cell[:at]}\u00a0{cell[at:]}")),
    Fault("Osynligt tecken i en identitet", _with(IDENTITY, lambda cell, at: f"{cell[:at]}\u200b{cell[at:]}")),
    Fault("Styrtecken i en text", _with(TEXT, lambda cell, at: f"{cell[:at]}\x0b{cell[at:]}")),
    Fault("Mellanslag efter värdet", lambda cell, _: f"{cell}  " if cell else None),
    Fault("Versaler i stället för gemener", lambda cell, _: cell.upper()),
    Fault("En text läst i fel teckenkodning", _read_wrongly),
    Fault("Frågetecken i stället för å, ä, ö", _swedish_letters_as("?")),
    Fault("&ouml; i stället för å, ä, ö", _swedish_letters_as("&ouml;")),
    Fault("En bokstav tappad i en text", _letter_lost),
    Fault("En dag skriven med månaden först", _day("{1}/{2}/{0}")),
    Fault("Dag och månad omkastade", _day("{0}-{2}-{1}"), no_one_can_see=True),
    Fault("En dag ett sekel fel", _day("19{3}-{1}-{2}")),
    Fault("En dag om femtio år", _day("2075-{1}-{2}")),
    Fault("Tvåsiffrigt år", _day("{3}-{1}-{2}")),
    Fault("En dag som inte finns", _day("{0}-02-30")),
    Fault("En dag som ett tal", _day("45730")),
    Fault("En tidpunkt i UTC", _day("{0}-{1}-{2}T23:00:00Z")),
    Fault("En rad förskjuten ett steg", rows=_row_shifted),
    Fault("Två celler i en rad har bytt plats", rows=_cells_change_places),
    Fault("Två rubriker har bytt plats", rows=_headers_change_places),
    Fault("En rad upprepad", rows=_row_repeated),
    Fault("En rad borta", rows=_row_lost, no_one_can_see=True),
    Fault("Rubriken upprepad", rows=_header_repeated),
    Fault("Filen levererad två gånger", copies=True),
    Fault("Filen avhuggen", lines=_cut_off),
    Fault("En rad citerad som en cell", lines=_some_line(_as_one_cell)),
    Fault("En rad utkommenterad", lines=_some_line(lambda line, _: f"# {line}")),
    Fault("En rad med komman", lines=_some_line(lambda line, _: line.replace(";", ","))),
    Fault("Ett semikolon i en cell", lines=_some_line(_inside(";"))),
    Fault("Ett citattecken utan par", lines=_some_line(_inside('"'))),
    Fault("En radbrytning i en cell", lines=_some_line(_inside("\r\n"))),
)
