"""The views of lineage: where every record stands, and which records are behind every figure."""

from __future__ import annotations

from rsp_pipeline.derived.records import RECORD
from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import breakdown_name
from rsp_pipeline.lineage.evidence import APPROVED_EVIDENCE, SOURCE
from rsp_pipeline.registers.register import RECORD_ID
from rsp_pipeline.store.schema import Field, Table, View


def _records_behind(indicator: Indicator) -> str:
    """Every evidence row of an indicator, once for each breakdown whose figures it counts in."""
    breakdowns = ", ".join(f"('{breakdown_name(some)}')" for some in indicator.breakdowns)
    return f"""
        SELECT
            '{indicator.id}' AS indicator_id,
            year,
            breakdown,
            {", ".join(f"{_member(indicator, dimension)} AS {dimension.column}" for dimension in DIMENSIONS)},
            record_id,
            value::DECIMAL(18,4) AS value
        FROM {indicator.evidence_table.full_name}
        CROSS JOIN (VALUES {breakdowns}) AS shown (breakdown)"""


def _member(indicator: Indicator, dimension: Dimension) -> str:
    """The group that a row counts in along a dimension; empty in the breakdowns that take all groups together."""
    divided = [f"'{breakdown_name(some)}'" for some in indicator.breakdowns if dimension in some]
    if not divided:
        return "NULL::VARCHAR"
    return f"CASE WHEN breakdown IN ({', '.join(divided)}) THEN {dimension.column} END"


def _place(field: Field) -> str:
    """Where a row stands, or stood when its figure was approved."""
    today = "register" if field is SOURCE[0] else field.name
    then = f"approved.{field.name} ELSE source.{today}"
    return f"CASE WHEN approved.record_id IS NOT NULL THEN {then} END AS {field.name}"


PROVENANCE = View(
    Table(
        "meta",
        "provenance",
        "Raderna bakom varje siffra: en rad per nyckeltal, år, redovisad grupp och rad som räknas i den. "
        "Nämnare räknas inte hit. En fastställd siffra leder dit raden stod när året fastställdes",
        (
            Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("breakdown", "VARCHAR", "Vad siffran är uppdelad på; total är hela länet"),
            *(dimension.field for dimension in DIMENSIONS),
            RECORD_ID,
            *SOURCE,
            Field("value", "DECIMAL(18,4)", "Radens bidrag till siffran"),
        ),
    ),
    f"""
        SELECT counted.*, {", ".join(map(_place, SOURCE))}
        FROM ({" UNION ALL ".join(map(_records_behind, PUBLISHED))}) AS counted
        LEFT JOIN {RECORD.table.full_name} AS source USING (record_id)
        LEFT JOIN (
            SELECT DISTINCT indicator_id, year, record_id, {", ".join(field.name for field in SOURCE)}
            FROM {APPROVED_EVIDENCE.full_name}
        ) AS approved USING (indicator_id, year, record_id)
    """,
)
