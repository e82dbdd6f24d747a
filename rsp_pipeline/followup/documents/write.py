"""A year's folder of documents: the one place where it is written, and left alone when nothing has changed.

A document says on which day the registers were read. Written anew every night, it would differ every night; so it is
written only when something else in it changes, and `dokument.json` beside it says what it was written from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from importlib.metadata import version
from pathlib import Path

from rsp_pipeline.followup.document import Table
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.page import page
from rsp_pipeline.followup.documents.word import write_word
from rsp_pipeline.followup.documents.workbook import Sheet, write_sheets, write_tables
from rsp_pipeline.store.atomic import note, replaced
from rsp_pipeline.store.checksums import checksum

RECORD = "dokument.json"
WRITERS = ("office/*.py", "followup/documents/*")
LIBRARIES = ("jinja2", "python-docx", "xlsxwriter")

Report = Sequence[tuple[str, Table]]


@dataclass(frozen=True)
class Written:
    """A year's documents: the edition, their paths, and whether they were `renewed` or stand as they were."""

    edition: Edition
    paths: tuple[Path, ...]
    renewed: bool


@dataclass(frozen=True)
class Record:
    """What a folder's documents were written from: the day, a fingerprint of all else, and each file's checksum."""

    as_of: str
    fingerprint: str
    files: Mapping[str, str]


def write_year(folder: Path, edition_of: Callable[[date], Edition], report: Report, today: date) -> Written:
    """Write the documents of a year into its folder, unless they stand there already.

    `edition_of` gives the edition as of a day; `report` is Tillväxtverket's, each sheet by its title.
    """
    if (record := _record(folder)) and _stands(record, folder):
        edition = edition_of(date.fromisoformat(record.as_of))
        if record.fingerprint == _fingerprint(edition, report):
            for name in (*record.files, RECORD):
                note(folder / name)
            return Written(edition, tuple(folder / name for name in record.files), renewed=False)
    edition = edition_of(today)
    writers = _writers(edition, report)
    for name, write in writers.items():
        with replaced(folder / name, 0o644) as beside:
            write(beside)
    for name in set(_names(edition.year)) - set(writers):
        (folder / name).unlink(missing_ok=True)  # of an earlier edition
    made = Record(
        edition.as_of.isoformat(), _fingerprint(edition, report), {name: checksum(folder / name) for name in writers}
    )
    with replaced(folder / RECORD, 0o644) as beside:
        beside.write_text(json.dumps(asdict(made), indent=2), encoding="utf-8")
    return Written(edition, tuple(folder / name for name in writers), renewed=True)


def pdf_name(year: int) -> str:
    """The name of the file that is written only where WeasyPrint is installed."""
    return f"uppfoljning-{year}.pdf"


def _names(year: int) -> tuple[str, ...]:
    text = tuple(f"uppfoljning-{year}.{suffix}" for suffix in ("html", "docx", "xlsx"))
    return (*text, f"tillvaxtverket-{year}.xlsx", pdf_name(year))


def _writers(edition: Edition, report: Report) -> dict[str, Callable[[Path], object]]:
    html, docx, tables, to_agency, printed = _names(edition.year)
    sheets = [Sheet(title, table) for title, table in report]
    report_title = f"Rapport till Tillväxtverket {edition.year}"
    writers: dict[str, Callable[[Path], object]] = {
        html: lambda path: path.write_text(page(edition), encoding="utf-8"),
        docx: lambda path: write_word(edition, path),
        tables: lambda path: write_tables(edition, path),
        to_agency: lambda path: write_sheets(sheets, report_title, edition.publisher, edition.as_of, path),
    }
    if pdf.is_available():
        writers[printed] = lambda path: pdf.write_pdf(edition, path)
    return writers


def _record(folder: Path) -> Record | None:
    try:
        return Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _stands(record: Record, folder: Path) -> bool:
    """Whether every file is there as it was written."""
    return all((folder / name).exists() and checksum(folder / name) == sum_ for name, sum_ in record.files.items())


def _fingerprint(edition: Edition, report: Report) -> str:
    """Everything that the documents are made of: content, charts, and the code and libraries that write them."""
    parts = hashlib.sha256(_code().encode())
    parts.update(repr((replace(edition, pictures={}), report)).encode())
    for name, picture in sorted(edition.pictures.items()):
        parts.update(name.encode() + picture.svg.encode() + picture.png)
    return parts.hexdigest()


@cache
def _code() -> str:
    package = Path(__file__).parents[2]
    sources = sorted(path for pattern in WRITERS for path in package.glob(pattern) if path.is_file())
    libraries = [*LIBRARIES, *(["weasyprint"] if pdf.is_available() else [])]
    parts = [*map(checksum, sources), *(f"{name} {version(name)}" for name in libraries)]
    return " ".join(parts)
