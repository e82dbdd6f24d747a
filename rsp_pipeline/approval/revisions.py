"""What the published file tells of approved years: the decisions, and how what the registers give today differs."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.approval.archive import Archive, Version
from rsp_pipeline.approval.compare import CAME, CHANGED, WENT, differing_figures, differing_rows
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.approved import APPROVED_FIGURES, FRESH, GROUP
from rsp_pipeline.indicators.engine import VALUE, evidence_sql
from rsp_pipeline.lineage.evidence import APPROVED_EVIDENCE, EVIDENCE, SOURCE, rows_sql
from rsp_pipeline.store.schema import Field, Table
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

APPROVAL = Table(
    "meta",
    "approval",
    "Fastställda år: varje version, och beslutet som den vilar på. Den sista versionen av ett år gäller",
    (
        Field("year", "INTEGER", "Kalenderår"),
        Field("version", "INTEGER", "Versionens nummer: 1, och ett mer för varje revidering"),
        Field("diary_no", "VARCHAR", "Beslutets diarienummer", required=True),
        Field("paragraph", "INTEGER", "Beslutets paragraf i protokollet", required=True),
        Field("decided_on", "DATE", "Dagen för beslutet", required=True),
        Field("reason", "VARCHAR", "Skälet till en revidering; tomt för den första versionen"),
        Field("approved_at", "TIMESTAMP", "När versionen sparades, i svensk tid", required=True),
        Field("approved_by", "VARCHAR", "Vem som sparade den; tomt för de första, som inte säger det"),
        Field("code_version", "VARCHAR", "Programvarans version när siffrorna räknades", required=True),
        Field("manifest_sha256", "VARCHAR", "Kontrollsumma (SHA-256) av versionens manifest.json", required=True),
    ),
    ("year", "version"),
)
APPROVED_TABLES = (APPROVAL, APPROVED_FIGURES, APPROVED_EVIDENCE)  # beside the workshop's, each from the archive

REVISED = ("value", "denominator", "n_records", "status")
REVISED_FIGURES = Table(
    "report",
    "revideringar",
    "Fastställda siffror som registren inte längre ger: den fastställda bredvid dagens, och skillnaden",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning", required=True),
        Field("year", "INTEGER", "Det fastställda året", required=True),
        Field("breakdown", "VARCHAR", "Vad siffran är uppdelad på; total är hela länet", required=True),
        *GROUP,
        Field("approved_value", "DECIMAL(18,4)", "Siffran som är fastställd; tomt när uppgift saknades"),
        Field("fresh_value", "DECIMAL(18,4)", "Siffran som registren ger i dag; tomt när uppgift saknas"),
        Field("difference", "DECIMAL(18,4)", "Dagens siffra minus den fastställda"),
        Field("approved_denominator", "DECIMAL(18,4)", "Nämnaren i den fastställda siffran"),
        Field("fresh_denominator", "DECIMAL(18,4)", "Nämnaren i dag"),
        Field("approved_n_records", "INTEGER", "Antal rader bakom den fastställda siffran", "rader"),
        Field("fresh_n_records", "INTEGER", "Antal rader som räknas i dag", "rader"),
        Field("approved_status", "VARCHAR", "Den fastställda siffrans status; tomt när siffran är ny"),
        Field("fresh_status", "VARCHAR", "Status för dagens siffra; tomt när den inte finns längre"),
    ),
)
REVISED_ROWS = Table(
    "report",
    "reviderade_rader",
    "Raderna bakom skillnaderna i report.revideringar: de som kommit, försvunnit eller ändrats sedan året fastställdes",
    (
        *(field for field in EVIDENCE if field.name not in {"value", "denominator", *(place.name for place in SOURCE)}),
        Field("change", "VARCHAR", "Vad som hänt med raden", required=True, choices=(CAME, WENT, CHANGED)),
        Field("approved_value", "DECIMAL(18,4)", "Radens bidrag till den fastställda siffran"),
        Field("fresh_value", "DECIMAL(18,4)", "Radens bidrag i dag"),
        Field("approved_denominator", "DECIMAL(18,4)", "Radens del av nämnaren i den fastställda siffran"),
        Field("fresh_denominator", "DECIMAL(18,4)", "Radens del av nämnaren i dag"),
        *SOURCE,
    ),
)
REVISIONS = (REVISED_FIGURES, REVISED_ROWS)


def lay_out(session: duckdb.DuckDBPyConnection, archive: Archive, tables: Tables) -> None:
    """Make `APPROVED_TABLES` and the workshop's `FRESH`, as far as there are any, in a session over the workshop."""
    import pyarrow as pa

    versions, current = archive.versions(), archive.current()
    evidence = [version.table(APPROVED_EVIDENCE) for version in current]
    figures = [version.table(VALUE) for version in current]
    fresh = [tables.read(FRESH)] if tables.paths(FRESH) else []
    rows: dict[Table, pa.Table] = {
        APPROVAL: pa.Table.from_pylist([_approval(version) for version in versions], APPROVAL.arrow_schema),
        APPROVED_FIGURES: pa.Table.from_pylist(
            [
                {"indicator_id": indicator, "year": version.year, "version": version.number}
                for version, table in zip(current, figures, strict=True)
                for indicator in table["indicator_id"].unique().to_pylist()
            ],
            APPROVED_FIGURES.arrow_schema,
        ),
        APPROVED_EVIDENCE: pa.concat_tables([APPROVED_EVIDENCE.arrow_schema.empty_table(), *evidence]),
        FRESH: pa.concat_tables([FRESH.arrow_schema.empty_table(), *fresh]),
    }
    for table, content in rows.items():
        session.register("content", content)
        session.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
        session.execute(f"CREATE TABLE {table.full_name} AS FROM content")
        session.unregister("content")


def tell_revisions(session: duckdb.DuckDBPyConnection, years: tuple[int, ...]) -> None:
    """Fill `REVISIONS` in the file that is being built, for the years that are approved."""
    if not years:
        return
    approved = f"SEMI JOIN {APPROVED_FIGURES.full_name} USING (indicator_id, year)"
    session.execute(
        f"""
        INSERT INTO {REVISED_FIGURES.full_name} BY NAME
        SELECT
            * EXCLUDE ({", ".join(f"{side}_{name}" for side in ("old", "new") for name in REVISED)}),
            {_renamed(REVISED)},
            new_value - old_value AS difference
        FROM ({
            differing_figures(
                f"(FROM {VALUE.full_name} {approved})", f"(FROM memory.{FRESH.full_name} {approved})", REVISED
            )
        })
        WHERE {_differs("value", "denominator", "n_records")}
        """
    )
    session.execute(f"CREATE TEMP TABLE fresh_rows AS {rows_sql(PUBLISHED, evidence_sql, years)}")
    session.execute(
        f"""
        INSERT INTO {REVISED_ROWS.full_name} BY NAME
        SELECT
            * EXCLUDE (old_value, new_value, old_denominator, new_denominator),
            {_renamed(("value", "denominator"))}
        FROM ({differing_rows(APPROVED_EVIDENCE.full_name, f"(FROM fresh_rows {approved})")})
        """
    )
    session.execute("DROP TABLE fresh_rows")


def verified(published: Path) -> list[str]:
    """What is not as it was approved, told in Swedish; the published file vouches for the versions that it knows."""
    import duckdb

    known: list[tuple[int, int, str]] = []
    if published.exists():
        with duckdb.connect(str(published), read_only=True) as session, suppress(duckdb.CatalogException):
            known = known_versions(session, "")
    return Archive.beside(published).damage(known)


def known_versions(session: duckdb.DuckDBPyConnection, database: str) -> list[tuple[int, int, str]]:
    """The approved versions that a published file tells of: year, version, and the manifest's checksum."""
    table = ".".join(filter(None, (database, APPROVAL.full_name)))
    return session.execute(f"SELECT year, version, manifest_sha256 FROM {table}").fetchall()


def _approval(version: Version) -> dict[str, object]:
    manifest = version.manifest
    return {
        "year": version.year,
        "version": version.number,
        **manifest["decision"],
        "decided_on": date.fromisoformat(manifest["decision"]["decided_on"]),
        "approved_at": datetime.fromisoformat(manifest["approved_at"]),
        "approved_by": manifest.get("approved_by"),
        "code_version": manifest["code_version"],
        "manifest_sha256": version.manifest_sha256,
    }


def _renamed(names: tuple[str, ...]) -> str:
    return ", ".join(f"old_{name} AS approved_{name}, new_{name} AS fresh_{name}" for name in names)


def _differs(*names: str) -> str:
    return " OR ".join(f"old_{name} IS DISTINCT FROM new_{name}" for name in names)
