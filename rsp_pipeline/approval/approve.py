"""Closing a year: freezing its figures, their rows and the follow-up's documents as the board approved them.

What is frozen is what the published file gives: its figures of the year, computed from its own tables, and the rows
behind them. Restricted indicators are not in that file, no board is shown them, and they are left out here as well.
A revision freezes what the registers give today as a new version; every earlier version stays.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.approval.archive import DOCUMENTS, FINDINGS, FORMAT, FROZEN, MANIFEST, Archive, Version
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.approved import as_approved
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE, evaluate, evidence_sql
from rsp_pipeline.lineage.build import BUILD, code_version
from rsp_pipeline.lineage.evidence import APPROVED_EVIDENCE, rows_sql
from rsp_pipeline.programme import Programme
from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline.rules.tables import FINDING
from rsp_pipeline.store.atomic import UNFINISHED, replaced
from rsp_pipeline.store.checksums import checksum
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.tables import TableMissing, TableOutdated, Tables

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

AGAIN = "Kör rsp refresh, se efter att inget hålls tillbaka, och fastställ sedan."
ABOUT = (
    "Ett fastställt år: siffror (value), raderna bakom dem (evidence), definitioner (indicator) och de avvikelser som "
    "fanns (finding) som Parquet, och uppföljningens dokument. files och source_files ger SHA-256 för varje fil här "
    "och för varje levererad fil."
)


class NotApprovable(Exception):
    """A year that cannot be approved as asked; the message says in Swedish why, and what to do."""


@dataclass(frozen=True)
class Decision:
    """The board's decision; `reason` says why an approved year is revised, and is empty the first time.

    Raises:
        NotApprovable: it is not told as a decision is.
    """

    diary_no: str
    paragraph: int
    decided_on: date
    reason: str = ""

    @classmethod
    def told(cls, diary_no: str, paragraph: int, day: str, reason: str = "") -> Decision:
        """The decision as a person writes it down, with its day as 2026-03-24.

        Raises:
            NotApprovable: the day is none, or the decision is not told as one is.
        """
        try:
            decided_on = date.fromisoformat(day)
        except ValueError:
            raise NotApprovable(f"”{day}” är ingen dag. Skriv den som 2026-03-24.") from None
        return cls(diary_no, paragraph, decided_on, reason)

    def __post_init__(self) -> None:
        """Refuse an empty diary number, and what is no paragraph."""
        if not self.diary_no.strip():
            raise NotApprovable("Beslutets diarienummer är tomt.")
        if self.paragraph < 1:
            raise NotApprovable(f"{self.paragraph} är ingen paragraf i ett protokoll. Skriv den som 45.")


@dataclass(frozen=True)
class Closing:
    """A year to close, by a decision, on a day, and who does it."""

    year: int
    decision: Decision
    is_revision: bool
    today: date
    programme: Programme
    by: str = ""


def refuse_unapprovable(closing: Closing, archive: Archive, published: Path, tables: Tables) -> None:
    """Refuse to close a year that is not over, not published as it now is, or approved already.

    Raises:
        NotApprovable: so it is.
    """
    year, decision = closing.year, closing.decision
    refuse_year(year, closing.programme, closing.today)
    if not date(year, 12, 31) < decision.decided_on <= closing.today:
        raise NotApprovable(
            f"Beslutet är daterat {decision.decided_on}. Ett beslut om {year} fattas efter årets slut, senast i dag."
        )
    if damage := archive.damage():
        raise NotApprovable("\n".join(["Det som redan är fastställt är inte orört.", *damage]))
    _refuse_wrong_kind(closing, archive.versions(year))
    _refuse_unpublished(year, published, tables)


def refuse_year(year: int, programme: Programme, today: date) -> None:
    """Refuse a year that is none of the programme's, or not over.

    Raises:
        NotApprovable: so it is.
    """
    if year not in programme.years:
        first, last = programme.years[0], programme.years[-1]
        raise NotApprovable(f"{year} är inget år i programmet. Välj bland {first}–{last}.")
    if today.year <= year:
        raise NotApprovable(f"{year} är inte slut. Det kan fastställas från och med {year + 1}-01-01.")


def freeze(closing: Closing, archive: Archive, published: Path, documents: Path, approved_at: datetime) -> Version:
    """Make the next version of a year, from the published file and a folder of documents.

    Raises:
        NotApprovable: there are no documents, or the published figures are not what the file's own tables give.
    """
    before = archive.versions(closing.year)
    version = Version(archive.root / str(closing.year) / f"v{len(before) + 1}")
    if not any(documents.rglob("*")):
        raise NotApprovable(f"Uppföljningen av {closing.year} har inga dokument i {documents}. {AGAIN}")
    year_folder = version.folder.parent
    year_folder.mkdir(parents=True, exist_ok=True)
    year_folder.chmod(0o755)
    beside = year_folder / f".{version.folder.name}{UNFINISHED}"
    shutil.rmtree(beside, ignore_errors=True)
    shutil.copytree(documents, beside / DOCUMENTS, ignore=shutil.ignore_patterns(f".*{UNFINISHED}*"))
    about = _write_figures(closing, published, beside)
    manifest = {
        "om": ABOUT,
        "format": FORMAT,
        "year": closing.year,
        "version": version.number,
        "region": closing.programme.region,
        "programme": closing.programme.title,
        "decision": asdict(closing.decision),
        "approved_at": approved_at,
        "approved_by": closing.by,
        "previous_manifest_sha256": before[-1].manifest_sha256 if before else "",
        **about,
        "files": {
            path.relative_to(beside).as_posix(): checksum(path) for path in sorted(beside.rglob("*")) if path.is_file()
        },
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2, default=str)
    (beside / MANIFEST).write_text(text + "\n", encoding="utf-8")
    _seal(beside, version.folder)
    return version


def bring_back_documents(version: Version, folder: Path) -> None:
    """Make `folder` hold the documents of a version, and nothing else."""
    kept = version.folder / DOCUMENTS
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if not (kept / path.relative_to(folder)).exists():
            path.unlink()
    for path in [path for path in kept.rglob("*") if path.is_file()]:
        with replaced(folder / path.relative_to(kept), 0o644) as beside:
            shutil.copyfile(path, beside)


def _refuse_wrong_kind(closing: Closing, versions: tuple[Version, ...]) -> None:
    if versions and not closing.is_revision:
        decision = versions[-1].manifest["decision"]
        raise NotApprovable(
            f"{closing.year} är redan fastställt (version {versions[-1].number}, {decision['diary_no']} "
            f"§ {decision['paragraph']}). Ska siffrorna ändras: fastställ en revidering, med ett skäl."
        )
    if closing.is_revision and not versions:
        raise NotApprovable(f"{closing.year} är inte fastställt, så det finns inget att revidera.")
    if closing.is_revision and not closing.decision.reason.strip():
        raise NotApprovable("En revidering har ett skäl. Skriv det, så att det följer med siffrorna.")


def _refuse_unpublished(year: int, published: Path, tables: Tables) -> None:
    """Refuse when the published file is not made by this program from the files in the workshop: a night held back."""
    if not published.exists():
        raise NotApprovable(f"Databasfilen {published} finns inte. {AGAIN}")
    columns = "register, source_file, sha256, rows_accepted"
    with _opened(published) as session:
        ((code,),) = session.execute(f"SELECT code_version FROM {BUILD.full_name}").fetchall()
        files = session.sql(f"SELECT {columns} FROM {SOURCE_FILE.full_name} ORDER BY ALL").fetchall()
        figures = session.execute(f"SELECT count(*) FROM {VALUE.full_name} WHERE year = ?", [year]).fetchone()
    try:
        with tables.session([SOURCE_FILE]) as session:
            workshop = session.sql(f"SELECT {columns} FROM {SOURCE_FILE.full_name} ORDER BY ALL").fetchall()
    except (TableMissing, TableOutdated) as hindrance:
        raise NotApprovable(f"{hindrance} {AGAIN}") from None
    if figures == (0,):
        raise NotApprovable(f"Databasfilen har inga siffror för {year}. {AGAIN}")
    if code != code_version():
        raise NotApprovable(f"Databasfilen är byggd av en annan version av programmet. {AGAIN}")
    if files != workshop:
        raise NotApprovable(
            f"Den senaste körningen är inte publicerad: den hölls tillbaka, eller blev inte klar. {AGAIN}"
        )


def _write_figures(closing: Closing, published: Path, folder: Path) -> dict[str, Any]:
    """Write the figures of the year, their rows and their definitions; what the manifest tells of their origin."""
    year = closing.year
    with _opened(published) as session:
        figures = evaluate(session, PUBLISHED, [year])
        if not closing.is_revision:
            _refuse_different(session, figures, year)
        rows = rows_sql(PUBLISHED, evidence_sql, [year])
        _write(folder / FROZEN[VALUE], VALUE, as_approved(figures))
        _write(
            folder / FROZEN[APPROVED_EVIDENCE],
            APPROVED_EVIDENCE,
            session.sql(f"FROM ({rows}) ORDER BY ALL").to_arrow_table(),
        )
        for table, name in ((INDICATOR, FROZEN[INDICATOR]), (FINDING, FINDINGS)):
            _write(folder / name, table, session.sql(f"FROM {table.full_name} ORDER BY ALL").to_arrow_table())
        ((built_at, code),) = session.execute(f"SELECT built_at, code_version FROM {BUILD.full_name}").fetchall()
        files = session.sql(f"SELECT source_file, sha256 FROM {SOURCE_FILE.full_name} ORDER BY ALL").fetchall()
    return {"published_at": built_at, "code_version": code, "source_files": dict(files)}


def _refuse_different(session: duckdb.DuckDBPyConnection, figures: pa.Table, year: int) -> None:
    session.register("figures", figures)
    columns = ", ".join(VALUE.columns)
    shown = f"SELECT {columns} FROM {VALUE.full_name} WHERE year = {year}"
    differing = f"(FROM figures EXCEPT ALL ({shown})) UNION ALL (({shown}) EXCEPT ALL FROM figures)"
    if session.execute(differing).fetchall():
        raise NotApprovable(f"De publicerade siffrorna för {year} är inte vad databasfilens rader ger. {AGAIN}")


def _write(path: Path, table: Table, rows: pa.Table) -> None:
    """Write a table that tells in Swedish what each of its columns is."""
    import pyarrow.parquet as pq

    schema = table.arrow_schema
    for place, field in enumerate(table.fields):
        schema = schema.set(place, schema.field(place).with_metadata({"kommentar": field.comment}))
    commented = rows.select(list(table.columns)).cast(schema.with_metadata({"kommentar": table.comment}))
    pq.write_table(commented, path, compression="zstd")


def _seal(beside: Path, folder: Path) -> None:
    """Put the finished version in its place, on disk for certain and for reading only."""
    for path in beside.rglob("*"):
        if path.is_file():
            with path.open("rb") as written:
                os.fsync(written.fileno())
        path.chmod(0o555 if path.is_dir() else 0o444)
    beside.replace(folder)
    for sealed in (folder, folder.parent):
        sealed.chmod(0o555)


def _opened(published: Path) -> duckdb.DuckDBPyConnection:
    import duckdb

    return duckdb.connect(str(published), read_only=True)
