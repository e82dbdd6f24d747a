"""The evidence as it is published: the rows that count, and for approved figures the rows that counted then.

An approved figure leads to the rows it was approved on, and to the file and row where they stood; what the registers
say of the same rows today is in schema core. So a figure always equals its evidence, whichever year it is of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.approved import APPROVED_FIGURES, GROUP
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import evidence_sql
from rsp_pipeline.registers.register import RECORD_ID
from rsp_pipeline.store.schema import Field, Table

SOURCE = (
    Field("source_register", "VARCHAR", "Registret som raden hör till"),
    *(field for field in RECORD.table.fields if field.name not in {"register", RECORD_ID.name}),
)
EVIDENCE = (
    Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning", required=True),
    Field("year", "INTEGER", "Kalenderår", required=True),
    *GROUP,
    Field("record_id", "VARCHAR", "Raden i registret som räknas", required=True),
    Field("entity", "VARCHAR", "Det som räknas en gång, för nyckeltal som räknar olika"),
    Field("value", "DECIMAL(18,4)", "Radens bidrag; tomt när det inte är känt"),
    Field("denominator", "DECIMAL(18,4)", "Radens del av nämnaren, för nyckeltal där raderna har en"),
    *SOURCE,
)
APPROVED_EVIDENCE = Table(
    "indicator",
    "approved_evidence",
    "Raderna bakom de fastställda siffrorna, med plats och värde som de hade när året fastställdes",
    EVIDENCE,
)


def published_evidence_sql(indicator: Indicator) -> str:
    """The SELECT of an evidence view in the published file."""
    fields = indicator.evidence_table.fields
    return f"""
        SELECT {", ".join(field.name for field in fields)}
        FROM ({evidence_sql(indicator)})
        WHERE year NOT IN (SELECT year FROM {APPROVED_FIGURES.full_name} WHERE indicator_id = '{indicator.id}')
        UNION ALL
        SELECT {", ".join(f"{field.name}::{field.type}" for field in fields)}
        FROM {APPROVED_EVIDENCE.full_name}
        WHERE indicator_id = '{indicator.id}'
    """


def rows_sql(indicators: Iterable[Indicator], rows_of: Callable[[Indicator], str], years: Iterable[int]) -> str:
    """The SELECT of `EVIDENCE`: the rows of some years that `rows_of` gives, and where each stands today."""
    wanted = ", ".join(map(str, years))
    rows = " UNION ALL ".join(
        f"SELECT {_columns(indicator)} FROM ({rows_of(indicator)}) WHERE year IN ({wanted})" for indicator in indicators
    )
    place = ", ".join(f"source.{field.name}" for field in SOURCE[1:])
    return f"""
        SELECT counted.*, source.register AS source_register, {place}
        FROM ({rows}) AS counted
        LEFT JOIN {RECORD.table.full_name} AS source USING (record_id)
    """


def _columns(indicator: Indicator) -> str:
    own = indicator.evidence_table.columns
    given = {"indicator_id": f"'{indicator.id}'", "record_id": "record_id", "year": "year"}
    given |= {dimension.column: dimension.column for dimension in DIMENSIONS if dimension in indicator.by}
    given |= {name: f"{name}::DECIMAL(18,4)" for name in ("value", "denominator") if name in own}
    given |= {"entity": "entity::VARCHAR"} if "entity" in own else {}
    fields = EVIDENCE[: len(EVIDENCE) - len(SOURCE)]
    return ", ".join(f"{given.get(field.name, f'NULL::{field.type}')} AS {field.name}" for field in fields)
