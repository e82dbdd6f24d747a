"""What the published file says of itself: how it was built, what differs from the one before, and what all means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from rsp_pipeline.lineage.build import BUILD, code_version
from rsp_pipeline.programme import Programme
from rsp_pipeline.publishing.gate import PREVIOUS, Built, Judgement, Override
from rsp_pipeline.reading.tables import SOURCE_FILE
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import duckdb

RENEWED, UNCHANGED, FAILED, BROUGHT_BACK = "förnyad", "oförändrad", "misslyckad", "återställd"
REASONS_TOLD = 20

CATALOGUE = Table(
    "meta",
    "catalogue",
    "Datakatalog: vad varje tabell och kolumn betyder",
    (
        Field("table_schema", "VARCHAR", "Schema"),
        Field("table_name", "VARCHAR", "Tabell eller vy"),
        Field("column_name", "VARCHAR", "Kolumn; tomt för tabellen själv"),
        Field("data_type", "VARCHAR", "Datatyp"),
        Field("unit", "VARCHAR", "Enhet"),
        Field("comment", "VARCHAR", "Betydelse"),
        Field(
            "is_key",
            "BOOLEAN",
            "Om kolumnen hör till tabellens nyckel, som är unik för varje rad; tomt för tabellen själv",
        ),
        Field(
            "refers_to",
            "VARCHAR",
            "Kolumnen i en annan tabell där varje värde finns; tomt när kolumnen inte hänvisar till någon",
        ),
        Field("row_count", "BIGINT", "Antal rader när filen byggdes; bara för tabellen själv, tomt för en vy", "rader"),
    ),
    ("table_schema", "table_name", "column_name"),
)


NIGHT = Table(
    "meta",
    "night",
    "Nätterna, en rad var: om något hade ändrats så att filen byggdes om, och vad, eller vad som hindrade det",
    (
        Field("began_at", "TIMESTAMP", "När uppdateringen kördes, i svensk tid", required=True),
        Field(
            "outcome",
            "VARCHAR",
            "Vad den kom fram till; återställd när en tidigare fil lades tillbaka",
            required=True,
            choices=(RENEWED, UNCHANGED, FAILED, BROUGHT_BACK),
        ),
        Field(
            "because",
            "VARCHAR",
            "Varför filen byggdes om: det som hade ändrats; tomt när inget hade det. När natten misslyckades: "
            "steget som stannade, och varför. När en fil lades tillbaka: vilken, och skälet",
        ),
    ),
)


@dataclass(frozen=True)
class Went:
    """How a night went in which no file was built: its outcome, and if it failed at which step, and why."""

    began_at: datetime
    outcome: str
    step: str = ""
    because: str = ""


@dataclass(frozen=True)
class Occasion:
    """When a file is built, for what programme, and why.

    `today` is the day that the figures are as of; `because` tells what had changed, and `nights` how the nights went
    since the file before.
    """

    built_at: datetime
    today: date
    programme: Programme
    because: tuple[str, ...] = ()
    nights: tuple[Went, ...] = ()


def tell_build(built: Built, occasion: Occasion, judgements: Iterable[Judgement], override: Override) -> None:
    """Fill `BUILD` in the file that is being built."""
    overridden = [judgement for judgement in judgements if judgement.overridden]
    built.session.execute(
        f"""
        INSERT INTO {BUILD.full_name}
        SELECT
            ?, ?, ?, ?, ?,
            count(*),
            sha256(string_agg(source_file || ' ' || sha256, chr(10) ORDER BY source_file)),
            coalesce(sum(rows_accepted), 0),
            coalesce(sum(rows_quarantined), 0),
            ?, ?, ?, ?, ?
        FROM {SOURCE_FILE.full_name}
        """,
        [
            occasion.built_at,
            occasion.today,
            code_version(),
            occasion.programme.title,
            occasion.programme.region,
            _previous_built_at(built),
            ", ".join(judgement.gate.name for judgement in overridden) or None,
            override.reason if overridden else None,
            "\n".join(line for judgement in overridden for line in judgement.breaches) or None,
            (override.by or None) if overridden else None,
        ],
    )


def tell_nights(built: Built, occasion: Occasion) -> None:
    """Fill `NIGHT` in the file that is being built: the nights that the file before tells of, and those since."""
    if NIGHT.full_name in built.previous_columns:
        built.session.execute(f"INSERT INTO {NIGHT.full_name} BY NAME FROM {PREVIOUS}.{NIGHT.full_name}")
    more = len(occasion.because) - REASONS_TOLD
    because = " ".join([*occasion.because[:REASONS_TOLD], *([f"Och {more} till."] if more > 0 else [])])
    nights = [
        *(
            (went.began_at, went.outcome, ": ".join(filter(None, (went.step, went.because))) or None)
            for went in occasion.nights
        ),
        (occasion.built_at, RENEWED, because or None),
    ]
    built.session.executemany(f"INSERT INTO {NIGHT.full_name} VALUES (?, ?, ?)", nights)


def tell_catalogue(session: duckdb.DuckDBPyConnection, tables: Iterable[Table], views: Iterable[Table]) -> None:
    """Fill `CATALOGUE` with what the tables and views of the file are."""
    import pyarrow as pa

    described = {table: _count(session, table) for table in tables} | dict.fromkeys(views)
    described[CATALOGUE] = sum(1 + len(table.fields) for table in described)
    keys = {table.full_name: table.key for table in described}
    rows = [row for table, count in described.items() for row in _catalogue_rows(table, count, keys)]
    columns = zip(*rows, strict=True)
    catalogue = pa.table(dict(zip(CATALOGUE.columns, columns, strict=True)), schema=CATALOGUE.arrow_schema)
    session.register("described", catalogue)
    session.execute(f"INSERT INTO {CATALOGUE.full_name} BY NAME FROM described")
    session.unregister("described")


def _previous_built_at(built: Built) -> datetime | None:
    if "built_at" not in built.previous_columns.get(BUILD.full_name, ()):
        return None
    ((built_at,),) = built.session.execute(f"SELECT max(built_at) FROM {PREVIOUS}.{BUILD.full_name}").fetchall()
    return built_at  # type: ignore[no-any-return]


def _catalogue_rows(table: Table, count: int | None, keys: Mapping[str, tuple[str, ...]]) -> Iterable[Sequence[object]]:
    refers_to = {
        name: f"{reference.table}.{key}"
        for reference in table.references
        for name, key in zip(reference.columns, keys[reference.table], strict=True)
    }
    yield table.schema, table.name, "", "", "", table.comment, None, "", count
    for field in table.fields:
        told = field.type, field.unit, field.comment, field.name in table.key, refers_to.get(field.name, "")
        yield table.schema, table.name, field.name, *told, None


def _count(session: duckdb.DuckDBPyConnection, table: Table) -> int:
    ((count,),) = session.execute(f"SELECT count(*) FROM {table.full_name}").fetchall()
    return int(count)
