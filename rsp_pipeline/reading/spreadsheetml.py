"""What the workbook reader does not tell: the epoch of serial dates, error cells, and formulas without a value.

All three would otherwise be lost without a word: a date four years off, and a cell read as empty.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from zipfile import ZipFile

from rsp_pipeline.reading.spoilt import UNCALCULATED

PIECE = 4_000_000  # bytes of a sheet looked through at a time
EPOCH_WITHIN = 1_000_000  # bytes of an ods file's content among which its epoch stands

EPOCH_XLSX = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
EPOCH_ODS = re.compile(rb"""<table:null-date\b[^>]*\btable:date-value=["']1904-01-01""")
EPOCH_XLS = b"\x22\x00\x02\x00\x01\x00\x0e\x00\x02\x00"  # record Date1904 set, and the beginning of CalcPrecision
SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
CELL_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
HINTS = (b't="e"', b"t='e'", b"<f", b":f>", b":f ")

Cells = Mapping[int, Mapping[int, str]]
"""Texts by row number, counted from 1, and position, counted from 0."""


def counts_from_1904(content: bytes) -> bool:
    """Whether the serial numbers of a workbook's days count from 1904, as on a Macintosh once, and not from 1900."""
    if not content.startswith(b"PK"):
        return EPOCH_XLS in content
    with ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" in archive.namelist():
            with archive.open("content.xml") as opened:
                return bool(EPOCH_ODS.search(opened.read(EPOCH_WITHIN)))
        return bool(EPOCH_XLSX.search(_workbook(archive)[1]))


def spoilt_cells(content: bytes, sheet: str) -> Cells:
    """The error cells of a sheet of an xlsx workbook as ”#N/A”, formulas without a value as ”#FORMEL! =A1+A2”."""
    if not content.startswith(b"PK"):
        return {}
    with ZipFile(io.BytesIO(content)) as archive:
        path = _paths(archive).get(sheet, "")
        if path not in archive.namelist():
            return {}
        found: dict[int, dict[int, str]] = {}
        for piece in _pieces(archive, path):
            if any(hint in piece for hint in HINTS):
                for row, place, text in _spoilt(piece):
                    found.setdefault(row, {})[place] = text
        return found


def _spoilt(piece: bytes) -> Iterator[tuple[int, int, str]]:
    for cell in CELL.finditer(piece):
        attributes = _attributes(cell[1])
        kind, value, formula = attributes.get("t"), VALUE.search(cell[2]), FORMULA.search(cell[2])
        if kind == "e":
            text = value[1].decode() if value else "#N/A"
        elif formula and not value and kind != "str":
            text = f"{UNCALCULATED}{html.unescape(formula[1].decode())}"
        else:
            continue
        if at := CELL_REFERENCE.fullmatch(attributes.get("r", "")):
            yield int(at[2]), _position(at[1]), text


def _position(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _pieces(archive: ZipFile, path: str) -> Iterator[bytes]:
    """A sheet's text, parted between rows."""
    rest = b""
    with archive.open(path) as sheet:
        while piece := sheet.read(PIECE):
            whole, end, rest = (rest + piece).rpartition(b"</row>")
            yield whole + end
    yield rest


def _paths(archive: ZipFile) -> dict[str, str]:
    """Where in the archive each sheet lies, by its name."""
    path, workbook = _workbook(archive)
    folder, _, name = path.rpartition("/")
    related = join(folder, "_rels", f"{name}.rels")
    relations = archive.read(related) if related in archive.namelist() else b""
    targets = {
        relation.get("Id"): relation.get("Target", "") for relation in map(_attributes, RELATION.findall(relations))
    }
    sheets = map(_attributes, SHEET.findall(workbook))
    return {sheet["name"]: normpath(join("/", folder, targets.get(sheet.get("id"), "")))[1:] for sheet in sheets}


def _workbook(archive: ZipFile) -> tuple[str, bytes]:
    """The part that lists the sheets, by path and content; an ods file has none."""
    path = next((name for name in archive.namelist() if name.endswith("workbook.xml")), "")
    return path, archive.read(path) if path else b""


def _attributes(element: bytes) -> dict[str, str]:
    """An element's attributes, their names without prefix."""
    return {
        name.decode().rpartition(":")[2]: html.unescape((double or single).decode())
        for name, double, single in ATTRIBUTE.findall(element)
    }
