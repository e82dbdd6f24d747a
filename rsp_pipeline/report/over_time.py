"""Every figure with its names, and beside those of the years before it; and what the other views take from there."""

from __future__ import annotations

from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import UNKNOWN, VALUE
from rsp_pipeline.indicators.indicator import NOT_STATED
from rsp_pipeline.store.schema import Field, SqlType, Table, View

YEAR = Field("year", "INTEGER", "Kalenderår")
STATUS = Field("status", "VARCHAR", f"Hur säker årets siffra är, till exempel slutlig, preliminär eller {UNKNOWN}")
MUNICIPALITY_CODE = Field("municipality_code", "VARCHAR", "Kommunens kod (SCB); tomt för hela länet")
MUNICIPALITY_NAME = Field("municipality_name", "VARCHAR", "Kommunens namn, eller Hela länet")
WHOLE_COUNTY, ALL_FORMS = "Hela länet", "Samtliga"

GROUP = ", ".join(dimension.column for dimension in DIMENSIONS)


NYCKELTAL = View(
    Table(
        "report",
        "nyckeltal",
        "Nyckeltal med namn: varje siffra i indicator.value, med nyckeltalets namn och enhet och kommunens namn",
        (
            VALUE.fields[0],
            Field("title", "VARCHAR", "Nyckeltalets namn"),
            Field("unit", "VARCHAR", "Nyckeltalets enhet"),
            *VALUE.fields[1:3],
            Field("municipality_name", "VARCHAR", "Kommunens namn; Hela länet när siffran inte gäller en kommun"),
            *VALUE.fields[3:],
        ),
    ),
    f"""
        SELECT
            figure.*,
            title,
            unit,
            CASE
                WHEN figure.municipality_code IS NULL THEN '{WHOLE_COUNTY}'
                ELSE coalesce(municipality_name, '{NOT_STATED}')
            END AS municipality_name
        FROM indicator.value AS figure
        JOIN indicator.indicator USING (indicator_id)
        LEFT JOIN core.municipalities USING (municipality_code)
        ORDER BY indicator_id, breakdown, {GROUP}, year
    """,
)


def _years_before(years: int) -> str:
    return f"max(value) OVER (over_time RANGE BETWEEN {years} PRECEDING AND {years} PRECEDING)"


NYCKELTAL_OVER_TID = View(
    Table(
        "report",
        "nyckeltal_over_tid",
        "Nyckeltal över tid: varje siffra bredvid de tre åren före, och förändringen från året före",
        (
            Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02"),
            Field("title", "VARCHAR", "Nyckeltalets namn"),
            Field("area", "VARCHAR", "Prioriterat område"),
            Field("unit", "VARCHAR", "Nyckeltalets enhet"),
            YEAR,
            Field("breakdown", "VARCHAR", "Vad siffran är uppdelad på; total är hela länet"),
            *(dimension.field for dimension in DIMENSIONS),
            Field("value", "DECIMAL(18,4)", "Årets värde; tomt när uppgift saknas"),
            Field("previous_year_value", "DECIMAL(18,4)", "Värdet året före"),
            Field("two_years_before_value", "DECIMAL(18,4)", "Värdet två år före"),
            Field("three_years_before_value", "DECIMAL(18,4)", "Värdet tre år före"),
            Field("change", "DECIMAL(18,4)", "Förändring från året före, i nyckeltalets enhet"),
            Field("change_percent", "DECIMAL(18,4)", "Förändring från året före; tomt om värdet då var noll", "%"),
            Field("n_records", "INTEGER", "Antal rader som räknas i årets värde", "rader"),
            STATUS,
        ),
    ),
    f"""
        WITH with_years_before AS (
            SELECT
                *,
                {_years_before(1)} AS previous_year_value,
                {_years_before(2)} AS two_years_before_value,
                {_years_before(3)} AS three_years_before_value
            FROM indicator.value
            WINDOW over_time AS (PARTITION BY indicator_id, breakdown, {GROUP} ORDER BY year)
        )
        SELECT
            *,
            value - previous_year_value AS change,
            100 * (value - previous_year_value) / nullif(abs(previous_year_value), 0) AS change_percent
        FROM with_years_before
        JOIN indicator.indicator USING (indicator_id)
        ORDER BY indicator_id, breakdown, {GROUP}, year
    """,
)


def figure(indicator: Indicator, sql_type: SqlType, column: str = "value") -> str:
    """The SQL of an indicator's figure, or another column of it, where a view groups the figures by year and part."""
    return f"(max({column}) FILTER (indicator_id = '{indicator.id}'))::{sql_type}"


def figures_by(*breakdowns: str, of: tuple[Indicator, ...]) -> str:
    """The FROM and WHERE of a view over the figures of some indicators in some breakdowns."""
    ids = ", ".join(f"'{indicator.id}'" for indicator in of)
    shown = ", ".join(f"'{breakdown}'" for breakdown in breakdowns)
    return f"FROM {NYCKELTAL_OVER_TID.table.full_name} WHERE indicator_id IN ({ids}) AND breakdown IN ({shown})"
