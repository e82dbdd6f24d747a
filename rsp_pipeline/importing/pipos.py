"""The outlets in a list from Pipos Serviceanalys: which of its rows are ours, and what they say of one outlet together.

What a list looks like is said in `pipos_layout`; what becomes of the outlets belongs in `outlets`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from rsp_pipeline.importing.kept_table import records
from rsp_pipeline.importing.pipos_layout import NEEDED, PIPOS
from rsp_pipeline.importing.refused import ImportRefused
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline.reading.cells.unreadable import MISSING, Unreadable
from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.files import FileRejected, SourceFile
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.limits import Limits
from rsp_pipeline.reading.problems import place_in_file
from rsp_pipeline.reading.read import Reading, read_files
from rsp_pipeline.reading.sheets import sheets
from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.registers.outlets import OUTLETS

SHOP = "Dagligvarubutik"
RANGE = re.compile(r"[\s,–(/:-]*\b(ej|icke|inte|utan)?[ -]*fullsortiment\w*\)?", re.IGNORECASE)
USUAL = ("unknown_column", "spare_column", "identical_twin", "note_row")
"""Codes of what reading remarks on and is nothing to look at in a list that has much else."""

_kind = reader(OUTLETS.column("kind").kind, ())
_services = reader(OUTLETS.column("agent_services").kind, ())


@dataclass(frozen=True)
class Listed:
    """What a list holds for a programme.

    `outlets` have the columns of the register that a list can tell, and `pipos_id`; None where it does not. `left_out`
    counts the rows of each other type of service, `elsewhere` those of other municipalities. `faults` tell, in Swedish,
    what is wrong with the list, and `notes` what else there is to know of it; `unread` has the names, folded, of rows
    that cannot be read. `municipalities` are those that the list has something of.
    """

    outlets: list[dict[str, Any]]
    left_out: Counter[str] = field(default_factory=Counter)
    elsewhere: int = 0
    faults: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    municipalities: frozenset[str] = frozenset()


def is_such(file: SourceFile, limits: Limits) -> bool:
    """Whether a file is a list from Pipos: some sheet has municipalities and types of service, and no own identities.

    Raises:
        ImportRefused: it is one, but lacks a column that it has to have.
        FileRejected: it is a damaged workbook.
    """
    try:
        found = sheets(file, lambda rows: headers.likeness(rows, PIPOS), limits)
    except FileRejected:
        if file.is_workbook:
            raise
        return False  # a text of another kind, whose lines need not be a table's
    for sheet in found:
        header = max(headers.candidates(sheet.head, PIPOS), key=lambda each: len(each.positions), default=None)
        if header is None or not {"municipality_code", "service_type"} <= header.positions.keys():
            continue
        own = {headers.folded(each) for each in OUTLETS.column("outlet_id").headers}
        if any(own & names for names in header.names):
            raise ImportRefused("Filen har Ställe-ID och är ditt eget register. Lägg den i data/raw/outlets/.")
        if missing := [PIPOS.column(name).header for name in NEEDED if name not in header.positions]:
            told = " och ".join(f"”{each}”" for each in missing)
            raise ImportRefused(f"Listan från Pipos ska ha {told} i rubrikraden (rad {header.row}).")
        return True
    return False


def read(path: Path, raw_dir: Path, given: Circumstances) -> Listed:
    """The outlets of the programme's municipalities in a list.

    Raises:
        ImportRefused: it cannot be read, or has no outlet of theirs.
    """
    if path.resolve().is_relative_to(raw_dir.resolve()):
        raise ImportRefused("Listan ligger bland registren, där natten läser den. Flytta ut den ur data/raw/ först.")
    everywhere = replace(given, programme=replace(given.programme, municipalities=municipalities_of("")))
    reading = read_files(PIPOS, [path.resolve()], path.resolve().parent, everywhere)
    if (reading.source_files["verdict"] == REJECTED).any():
        (reason,) = reading.remarks
        otherwise = " Byt i så fall rubriken, annars tar du bort kolumnen." if reason.code == "renamed_column" else ""
        raise ImportRefused(f"{reason.message}{otherwise}")
    faults, unread = _faults(reading)
    rows = records(reading.accepted)
    codes = {municipality.code for municipality in given.programme.municipalities}
    own = [row for row in rows if row["municipality_code"] in codes]
    listed = sort_out(own)
    if not listed.outlets:
        told = faults[0] if faults else "Där ska finnas dagligvaror eller drivmedel i programmets kommuner."
        raise ImportRefused(f"Listan har inget ställe att lägga in. {told}")
    return replace(
        listed,
        elsewhere=len(rows) - len(own),
        faults=(*faults, *map(_unplaced, filter(_lacks_place, own)), *_remarks(reading)),
        unread=unread,
        notes=(*_in_metres(own), *_unread_columns(reading)),
    )


def _faults(reading: Reading) -> tuple[tuple[str, ...], frozenset[str]]:
    """What is told of rows that cannot be read, but for those of service that is left out anyway; and their names."""
    concerned = {
        (row["source_sheet"], row["source_row"]): folded(str(row["name"]))
        for row in records(reading.refused)
        if row["service_type"] is None or kind_of(row["service_type"])
    }
    messages = [
        str(cell["message"])
        for cell in reading.quarantine.to_dict("records")
        if (cell["source_sheet"], cell["source_row"]) in concerned
    ]
    return tuple(messages), frozenset(concerned.values())


def _lacks_place(row: Mapping[str, Any]) -> bool:
    return kind_of(row["service_type"]) is not None and None in (_whole(row["east"]), _whole(row["north"]))


def _unplaced(row: Mapping[str, Any]) -> str:
    place = place_in_file(row["source_sheet"], row["source_row"])
    return f"{row['source_file']}, {place}: {row['name']} saknar koordinater, och läggs in utan läge."


def _in_metres(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    read = [name for name in ("shop_road_m", "fuel_road_m") if any(row[name] for row in rows)]
    if read:
        yield f"Omräknat från meter till kilometer: {', '.join(PIPOS.column(name).comment for name in read)}."


def _unread_columns(reading: Reading) -> list[str]:
    return [remark.message for remark in reading.remarks if remark.code == "unknown_column"]


def _remarks(reading: Reading) -> list[str]:
    return [remark.message for remark in reading.remarks if remark.code not in USUAL]


def sort_out(rows: Iterable[Mapping[str, Any]]) -> Listed:
    """The outlets among the rows of a list, several rows of one outlet as one, and services at them as agents'.

    A service counts as an outlet's when its type or form says that it is an agent's, and it is at the same place as a
    single shop, or a single station where there is no shop.
    """
    outlets: dict[tuple[Any, ...], dict[str, Any]] = {}
    services: list[tuple[str, dict[str, Any], str]] = []
    left_out: Counter[str] = Counter()
    municipalities = set()
    for row in rows:
        municipalities.add(row["municipality_code"])
        if kind := kind_of(row["service_type"]):
            outlet = _outlet(row, kind)
            key = (kind, outlet["municipality_code"], folded(outlet["name"]), outlet["east"], outlet["north"])
            known = outlets.setdefault(key, outlet)
            known.update({name: value for name, value in outlet.items() if known[name] is None})
        elif (service := _read(_services, row["service_type"])) and _is_agent(row):
            services.append((service, _outlet(row, ""), row["service_type"]))
        else:
            left_out[row["service_type"]] += 1
    at_spot: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for outlet in outlets.values():
        for spot in _spots(outlet):
            at_spot[spot].append(outlet)
    for service, place, service_type in services:
        there = {id(outlet): outlet for spot in _spots(place) for outlet in at_spot[spot]}.values()
        fit = [outlet for outlet in there if outlet["kind"] == SHOP] or list(there)
        if len(fit) == 1:
            fit[0]["agent_services"] = with_services(fit[0]["agent_services"], service)
        else:
            left_out[service_type] += 1
    return Listed(list(outlets.values()), left_out, municipalities=frozenset(municipalities))


def kind_of(service_type: str) -> str | None:
    """The kind of outlet that a type of service is; None where it is no outlet of the register's."""
    return _read(_kind, RANGE.sub("", service_type))


def folded(name: str) -> str:
    """A name without what senders vary: case, spacing, punctuation."""
    return headers.folded(name)


def with_services(before: str | None, more: str) -> str:
    """Services told together, in the order of the register's terms."""
    return str(_services(", ".join(filter(None, (before, more)))))


def _read(read: Callable[[str], str], text: str) -> str | None:
    try:
        return read(text)
    except Unreadable:
        return None


def _outlet(row: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """A row as the register has it: metres whole, roads in kilometres with two decimals."""
    told = RANGE.search(f"{row['service_type']} {row['service_form'] or ''}")
    roads = {
        f"{to}_km": _number(row[f"{to}_km"], 2) if row[f"{to}_km"] else _number(row[f"{to}_m"], 2, 1000)
        for to in ("shop_road", "fuel_road")
    }
    return {
        **{name: row[name] for name in ("name", "municipality_code", "locality", "pipos_id")},
        "kind": kind,
        "full_range": not told[1] if told and row["full_range"] is None else row["full_range"],
        "east": _whole(row["east"]),
        "north": _whole(row["north"]),
        **roads,
        "agent_services": None,
    }


def _number(text: str | None, decimals: int, divided_by: int = 1) -> Decimal | None:
    if text is None or text.lower() in MISSING:
        return None
    exact = Decimal(re.sub(r"\s", "", text).replace(",", ".")) / divided_by
    return exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _whole(text: str | None) -> int | None:
    number = _number(text, 0)
    return None if number is None else int(number)


def _is_agent(row: Mapping[str, Any]) -> bool:
    return "ombud" in f"{row['service_type']} {row['service_form'] or ''}".casefold()


def _spots(outlet: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What two have in common that are at the same place: its identity, or its coordinates to the metre."""
    if outlet["pipos_id"] is not None:
        yield ("pipos_id", outlet["pipos_id"])
    if None not in (outlet["east"], outlet["north"]):
        yield outlet["east"], outlet["north"]
