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
from functools import cache, partial
from importlib.metadata import version
from pathlib import Path

from rsp_pipeline.followup.document import Kind, Table
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.edition import Edition, stem
from rsp_pipeline.followup.documents.page import page
from rsp_pipeline.followup.documents.put_together import EditionsOf
from rsp_pipeline.followup.documents.word import write_word
from rsp_pipeline.followup.documents.workbook import Sheet, write_sheets, write_tables
from rsp_pipeline.store.atomic import note, replaced
from rsp_pipeline.store.checksums import checksum

RECORD = "dokument.json"
WRITERS = ("office/*.py", "followup/documents/*", "followup/documents/own_template/**/*")
LIBRARIES = ("jinja2", "python-docx", "xlsxwriter")

ToAgency = Sequence[tuple[str, Table]]
Writers = Mapping[str, Callable[[Path], object]]
"""What writes each file of a folder, by its name."""


@dataclass(frozen=True)
class Written:
    """A year's documents: their editions, their paths, and whether they were `renewed` or stand as they were."""

    report: Edition
    letter: Edition
    paths: tuple[Path, ...]
    renewed: bool


@dataclass(frozen=True)
class Record:
    """What a folder's documents were written from: the day, a fingerprint of all else, and each file's checksum.

    `blanks` are what is left to fill in in the letter.
    """

    as_of: str
    fingerprint: str
    files: Mapping[str, str]
    blanks: Sequence[str]


def write_year(folder: Path, editions_of: EditionsOf, to_agency: ToAgency, today: date) -> Written:
    """Write the documents of a year into its folder, unless they stand there already.

    `editions_of` gives the editions as of a day; `to_agency` is Tillväxtverket's report, each sheet by its title.
    """
    (report, letter), paths, renewed = _written(folder, editions_of, to_agency, today, partial(_writers, to_agency))
    return Written(report, letter, paths, renewed)


def write_report(folder: Path, edition_of: Callable[[date], Edition], today: date) -> tuple[Path, ...]:
    """Write a report that stands alone, with its workbook, into its folder, unless it stands there already."""

    def writers(editions: Sequence[Edition]) -> Writers:
        (report,) = editions
        return {**_of_text(report), f"{report.stem}.xlsx": partial(write_tables, report)}

    _, paths, _ = _written(folder, lambda day: (edition_of(day),), (), today, writers)
    return paths


def _written(
    folder: Path,
    editions_of: Callable[[date], tuple[Edition, ...]],
    to_agency: ToAgency,
    today: date,
    writers_of: Callable[[Sequence[Edition]], Writers],
) -> tuple[tuple[Edition, ...], tuple[Path, ...], bool]:
    """The editions that stand in a folder or are written now, the paths of their files, and whether they are new."""
    if (record := _record(folder)) and _stands(record, folder):
        editions = editions_of(date.fromisoformat(record.as_of))
        if record.fingerprint == _fingerprint(editions, to_agency):
            for name in (*record.files, RECORD):
                note(folder / name)
            return editions, tuple(folder / name for name in record.files), False
    editions = editions_of(today)
    writers = writers_of(editions)
    for name, write in writers.items():
        with replaced(folder / name, 0o644) as beside:
            write(beside)
    for name in {pdf_name(kind, editions[0].year) for kind in Kind} - set(writers):
        (folder / name).unlink(missing_ok=True)  # of an earlier edition
    made = Record(
        editions[0].as_of.isoformat(),
        _fingerprint(editions, to_agency),
        {name: checksum(folder / name) for name in writers},
        editions[-1].document.blanks,
    )
    with replaced(folder / RECORD, 0o644) as beside:
        beside.write_text(json.dumps(asdict(made), indent=2, ensure_ascii=False), encoding="utf-8")
    return editions, tuple(folder / name for name in writers), True


def blanks(folder: Path) -> Sequence[str]:
    """What is left to fill in in the letter that stands in a year's folder."""
    record = _record(folder)
    return record.blanks if record else ()


def pdf_name(kind: Kind, year: int) -> str:
    """The name of a file that is written only where WeasyPrint is installed."""
    return f"{stem(kind, year)}.pdf"


def _writers(to_agency: ToAgency, editions: Sequence[Edition]) -> Writers:
    report, letter = editions
    sheets = [Sheet(title, table) for title, table in to_agency]
    title = f"Rapport till Tillväxtverket {report.year}"
    return {
        **_of_text(letter),
        **_of_text(report),
        f"{report.stem}.xlsx": lambda path: write_tables(report, path),
        f"tillvaxtverket-{report.year}.xlsx": lambda path: write_sheets(
            sheets, title, report.publisher, report.as_of, path
        ),
    }


def _of_text(edition: Edition) -> Writers:
    """A document in every format that text is read in."""
    writers: dict[str, Callable[[Path], object]] = {
        f"{edition.stem}.docx": lambda path: write_word(edition, path),
        f"{edition.stem}.html": lambda path: path.write_text(page(edition), encoding="utf-8"),
    }
    if pdf.is_available():
        writers[pdf_name(edition.document.kind, edition.year)] = lambda path: pdf.write_pdf(edition, path)
    return writers


def _record(folder: Path) -> Record | None:
    try:
        return Record(**json.loads((folder / RECORD).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _stands(record: Record, folder: Path) -> bool:
    """Whether every file is there as it was written."""
    return all((folder / name).exists() and checksum(folder / name) == sum_ for name, sum_ in record.files.items())


def _fingerprint(editions: Sequence[Edition], to_agency: ToAgency) -> str:
    """Everything that the documents are made of: content, charts, and the code and libraries that write them."""
    parts = hashlib.sha256(_code().encode())
    parts.update(repr(([replace(edition, pictures={}) for edition in editions], to_agency)).encode())
    for edition in editions:
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
