"""The parts of an xlsx workbook that its reader does not tell of: its epoch, its styles, where its sheets lie.

What stands in a sheet's cells belongs in `spreadsheetml_cells`.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Mapping
from functools import cached_property
from posixpath import join, normpath
from zipfile import ZIP_DEFLATED, ZipFile

from rsp_pipeline.reading.look import Style
from rsp_pipeline.reading.number_formats import PERCENT, number_format
from rsp_pipeline.reading.workbook.parts import Parts

EPOCH = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
UNCALCULATED = re.compile(
    rb"""<(?:\w+:)?calcPr\b[^>]*\b(?:fullCalcOnLoad=["'](?:1|true)|calcCompleted=["'](?:0|false))"""
)
SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
FONTS = re.compile(rb"<(?:\w+:)?fonts\b.*?</(?:\w+:)?fonts>", re.DOTALL)
FONT = re.compile(rb"<(?:\w+:)?font(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?font>)", re.DOTALL)
CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
CELL_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
STRIKE = re.compile(rb"""<(?:\w+:)?strike\b(?![^>]*\bval=["'](?:0|false)["'])""")
STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*?)?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
RUN = re.compile(rb"<(?:\w+:)?r(?:\s[^>]*)?>(.*?)</(?:\w+:)?r>", re.DOTALL)
TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
ERROR_CELL = re.compile(
    rb"""(<(?:\w+:)?c\b[^>]*\bt=["']e["'][^>]*>(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>)[^<]*""", re.DOTALL
)


class SpreadsheetML(Parts):
    """An xlsx workbook by its parts."""

    def _path(self, ending: str) -> str:
        with self._archive() as archive:
            return next((name for name in archive.namelist() if name.lower().endswith(ending)), "")

    @cached_property
    def _workbook(self) -> tuple[str, bytes]:
        """The part that lists the sheets, by path and content."""
        path = self._path("workbook.xml")
        return path, self.part(path)

    @property
    def counts_from_1904(self) -> bool:
        """Whether the serial numbers of days count from 1904, as on a Macintosh once, and not from 1900."""
        return bool(EPOCH.search(self._workbook[1]))

    @property
    def is_to_be_calculated(self) -> bool:
        """Whether a program wrote the formulas and left it to the next spreadsheet to work them out."""
        return bool(UNCALCULATED.search(self._workbook[1]))

    @cached_property
    def sheets(self) -> dict[str, str]:
        """Where each sheet lies, by its name."""
        path, workbook = self._workbook
        targets = self.relations(path)
        sheets = map(attributes, SHEET.findall(workbook))
        return {sheet["name"]: targets.get(sheet.get("id", ""), "") for sheet in sheets}

    def relations(self, path: str) -> dict[str, str]:
        """The paths of the parts that a part refers to, by the name that it has for each."""
        folder, _, name = path.rpartition("/")
        relations = map(attributes, RELATION.findall(self.part(join(folder, "_rels", f"{name}.rels"))))
        return {
            relation.get("Id", ""): normpath(join("/", folder, relation.get("Target", "")))[1:]
            for relation in relations
            if relation.get("TargetMode") != "External"
        }

    @cached_property
    def styles(self) -> Mapping[int, Style]:
        """The styles of cells that say something, by their numbers."""
        part = self.part(self._path("styles.xml"))
        formats = {
            int(named["numFmtId"]): named.get("formatCode", "")
            for named in map(attributes, NUMBER_FORMAT.findall(part))
            if named.get("numFmtId", "").isdigit()
        }
        fonts = FONTS.search(part)
        struck = {at for at, font in enumerate(FONT.findall(fonts[0] if fonts else b"")) if STRIKE.search(font)}
        listed = CELL_STYLES.search(part)
        styles = {}
        for at, style in enumerate(map(attributes, CELL_STYLE.findall(listed[0] if listed else b""))):
            number = int(style.get("numFmtId") or 0)
            code = formats.get(number) or PERCENT.get(number, "")
            styles[at] = Style(number_format(code), int(style.get("fontId") or 0) in struck)
        return {at: style for at, style in styles.items() if style.is_telling}

    @property
    def shared_strings(self) -> str:
        """The path of the texts that cells share."""
        return self._path("sharedstrings.xml")

    @cached_property
    def shared_texts(self) -> list[str]:
        """The texts that cells share."""
        pieces = self.pieces(self.shared_strings, b"</si>")
        return [shown(text) for piece in pieces for text in STRING.findall(piece)]

    @cached_property
    def struck_texts(self) -> Mapping[int, tuple[str, str]]:
        """The shared texts that are struck through in part or whole, by their numbers: what is struck and what not."""
        if not any(b"strike" in piece for piece in self.pieces(self.shared_strings, b"</si>")):
            return {}
        texts = (text for piece in self.pieces(self.shared_strings, b"</si>") for text in STRING.findall(piece))
        return {at: parts for at, text in enumerate(texts) if (parts := struck_parts(text))}

    def with_known_errors(self) -> bytes | None:
        """The workbook with every error value one that all readers know; None where it has none."""
        made = io.BytesIO()
        count = 0
        with self._archive() as archive, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=1) as mended:
            for name in archive.namelist():
                part = archive.read(name)
                if name in self.sheets.values():
                    part, mended_here = ERROR_CELL.subn(rb"\1#N/A", part)
                    count += mended_here
                mended.writestr(name, part)
        return made.getvalue() if count else None


def struck_parts(text: bytes) -> tuple[str, str] | None:
    """What is struck through of a text with runs of its own, and what is not; None when nothing is."""
    if not STRIKE.search(text):
        return None
    runs = [(bool(STRIKE.search(run)), shown(run)) for run in RUN.findall(text)]
    struck, other = ("".join(shown for is_struck, shown in runs if is_struck is wanted) for wanted in (True, False))
    return (struck, other) if struck.strip() else None


def shown(run: bytes) -> str:
    """The text of a cell or of a part of one."""
    return html.unescape(b"".join(TEXT.findall(run)).decode())


def attributes(element: bytes) -> dict[str, str]:
    """An element's attributes, their names without prefix."""
    return {
        name.decode().rpartition(":")[2]: html.unescape((double or single).decode())
        for name, double, single in ATTRIBUTE.findall(element)
    }
