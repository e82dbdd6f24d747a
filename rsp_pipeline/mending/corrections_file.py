"""The steward's corrections.csv: which corrections it has, and lines added to it in the form that it has."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pandas as pd

from rsp_pipeline.mending.cells import Texts
from rsp_pipeline.reading.circumstances import Circumstances
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.reading.layout import headers
from rsp_pipeline.reading.read import Reading, read_files
from rsp_pipeline.reading.tables import REJECTED
from rsp_pipeline.reading.text.delimited import DELIMITERS, csv_sheet
from rsp_pipeline.reading.text.encodings import encoded_text
from rsp_pipeline.registers import CORRECTIONS
from rsp_pipeline.store.atomic import replaced

WITHOUT_A_MARK = {
    "utf-8-sig": {b"": "utf-8"},
    "utf-16": {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"},
    "utf-32": {codecs.BOM_UTF32_LE: "utf-32-le", codecs.BOM_UTF32_BE: "utf-32-be"},
}
EMPTY = codecs.BOM_UTF8 + (";".join(column.header for column in CORRECTIONS.columns) + "\n").encode()


class CorrectionsUnusable(ValueError):
    """A corrections.csv that cannot be read or added to, and is left as it is; the message is Swedish."""


class _Form(NamedTuple):
    """How a file is written: its encoding, delimiter and line end, and which place of a line holds each column."""

    encoding: str
    delimiter: str
    line_end: str
    places: Mapping[str, int]


def file_of(raw_dir: Path) -> Path:
    """Where the corrections are kept."""
    return raw_dir / "reference" / f"{CORRECTIONS.name}.csv"


def known(raw_dir: Path, given: Circumstances) -> pd.DataFrame:
    """The accepted corrections: none where there is no file.

    Raises:
        CorrectionsUnusable: it cannot be read.
    """
    path = file_of(raw_dir)
    if not path.exists():
        return CORRECTIONS.table.no_rows
    reading = read_files(CORRECTIONS, [path], raw_dir, given)
    if (reading.source_files["verdict"] == REJECTED).any():
        raise CorrectionsUnusable(f"{path} kan inte läsas, och ändras inte. {reading.source_files['message'].iloc[0]}")
    return reading.accepted


def as_read(lines: Iterable[Texts], given: Circumstances) -> Reading:
    """What the register of corrections makes of lines alone, of which the first stands in row 2."""
    content = (
        EMPTY + _written(lines, ";", "\n", {column.name: at for at, column in enumerate(CORRECTIONS.columns)}).encode()
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{CORRECTIONS.name}.csv"
        path.write_bytes(content)
        return read_files(CORRECTIONS, [path], path.parent, given)


def add(lines: Iterable[Texts], raw_dir: Path, given: Circumstances, mode: int) -> None:
    """Put lines below those of the file, which stay to the byte; a file that is new gets the permissions `mode`.

    Raises:
        CorrectionsUnusable: it cannot be read, or cannot hold a line.
        OSError: it cannot be written.
    """
    path = file_of(raw_dir)
    content = path.read_bytes() if path.exists() else EMPTY
    try:
        form = _form_of(content, given)
        end = "" if content.endswith(form.line_end.encode(form.encoding)) else form.line_end
        added = (end + _written(lines, form.delimiter, form.line_end, form.places)).encode(form.encoding)
    except FileRejected as reason:
        raise CorrectionsUnusable(f"{path} kan inte läsas, och ändras inte. {reason.message}") from None
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        sentence = f"Tecknet ”{character}” finns inte i den teckenkodning som {path} har. Spara den som CSV UTF-8."
        raise CorrectionsUnusable(sentence) from None
    with replaced(path, path.stat().st_mode & 0o777 if path.exists() else mode) as beside:
        beside.write_bytes(content + added)


def _form_of(content: bytes, given: Circumstances) -> _Form:
    text = encoded_text(content)
    ways = {delimiter: csv_sheet(text, delimiter, given.limits).head for delimiter in DELIMITERS}
    delimiter = max(ways, key=lambda each: headers.likeness(ways[each], CORRECTIONS))
    header = headers.find_header(ways[delimiter], CORRECTIONS)
    absent = [column.header for column in CORRECTIONS.columns if not header or column.name not in header.positions]
    if header is None or absent:
        listed = ", ".join(f"”{name}”" for name in absent)
        raise FileRejected("missing_column", f"Rubrikraden saknar {listed}.")
    marks = WITHOUT_A_MARK.get(text.encoding, {b"": text.encoding})
    encoding = next(plain for mark, plain in marks.items() if content.startswith(mark))
    start = next(text.pieces(), "")
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in start), "\n")
    return _Form(encoding, delimiter, line_end, header.positions)


def _written(lines: Iterable[Texts], delimiter: str, line_end: str, places: Mapping[str, int]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    for line in lines:
        cells = [""] * (max(places.values()) + 1)
        for name, place in places.items():
            cells[place] = line[name]
        writer.writerow(cells)
    return text.getvalue()
