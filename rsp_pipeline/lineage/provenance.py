"""The views of lineage: where every record stands, and which records are behind every figure."""

from __future__ import annotations

from rsp_pipeline.indicators import PUBLISHED, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, Dimension
from rsp_pipeline.indicators.indicator import breakdown_name
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.register import PROVENANCE as PLACE
from rsp_pipeline.schema import Field, Table, View

RECORD = View(
    Table(
        "meta",
        "record",
        "Var varje rad som räknas med står: register, fil, blad och rad",
        (Field("register", "VARCHAR", "Registret som raden hör till"), *PLACE),
    ),
    " UNION ALL ".join(
        f"SELECT '{register.name}' AS register, {', '.join(field.name for field in PLACE)} "
        f"FROM {register.table.full_name}"
        for register in REGISTERS
    ),
)


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


PROVENANCE = View(
    Table(
        "meta",
        "provenance",
        "Raderna bakom varje siffra: en rad per nyckeltal, år, redovisad grupp och rad som räknas i den. "
        "Nämnare räknas inte hit",
        (
            Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("breakdown", "VARCHAR", "Vad siffran är uppdelad på; total är hela länet"),
            *(dimension.field for dimension in DIMENSIONS),
            Field("source_register", "VARCHAR", "Registret som raden hör till"),
            *PLACE,
            Field("value", "DECIMAL(18,4)", "Radens bidrag till siffran"),
        ),
    ),
    f"""
        SELECT counted.*, source.* EXCLUDE (record_id, register), source.register AS source_register
        FROM ({" UNION ALL ".join(map(_records_behind, PUBLISHED))}) AS counted
        LEFT JOIN {RECORD.table.full_name} AS source ON source.record_id = counted.record_id
    """,
)
