"""The table of the outlets, year by year."""

from __future__ import annotations

from rsp_pipeline.derived.outlet_distances import IS_PLACED
from rsp_pipeline.report.over_time import YEAR
from rsp_pipeline.store.schema import Field, Table, View

SERVICESTALLEN = View(
    Table(
        "report",
        "servicestallen",
        "Serviceställen: en rad per år och ställe som var öppet den 31 december, eller öppnade eller stängde det året",
        (
            YEAR,
            Field("outlet_id", "VARCHAR", "Ställets identitet"),
            Field("name", "VARCHAR", "Ställets namn"),
            Field("kind", "VARCHAR", "Ställets slag"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("municipality_name", "VARCHAR", "Kommunens namn"),
            Field("locality", "VARCHAR", "Ort"),
            Field("is_open", "BOOLEAN", "Stället var öppet den 31 december"),
            Field("opened_on", "DATE", "Dag då stället öppnade, om det var under året"),
            Field("closed_on", "DATE", "Dag då stället lades ned, om det var under året"),
            Field(
                "is_supported",
                "BOOLEAN",
                "Stället har fått stöd det året eller tidigare; tomt när registret över stödbeslut inte har levererats",
            ),
            Field("east", "INTEGER", "Östlig koordinat, SWEREF 99 TM", "m"),
            Field("north", "INTEGER", "Nordlig koordinat, SWEREF 99 TM", "m"),
            Field("is_placed", "BOOLEAN", "Koordinaterna ligger i kommunen; tomt när de saknas"),
            Field("nearest_name", "VARCHAR", "Närmaste andra öppna ställe av samma slag i länet"),
            Field("distance_m", "INTEGER", "Fågelvägen dit", "m"),
        ),
    ),
    f"""
        WITH supported AS (
            SELECT outlet_id, min(year) AS first_year
            FROM core.supported_outlets
            GROUP BY outlet_id
        )
        SELECT
            years.year,
            outlet.outlet_id,
            outlet.name,
            outlet.kind,
            outlet.municipality_code,
            municipality_name,
            outlet.locality,
            still_open.outlet_id IS NOT NULL AS is_open,
            CASE WHEN year(outlet.opened_on) = years.year THEN outlet.opened_on END AS opened_on,
            CASE WHEN year(outlet.closed_on) = years.year THEN outlet.closed_on END AS closed_on,
            CASE WHEN grants.year IS NOT NULL THEN coalesce(first_year <= years.year, false) END AS is_supported,
            outlet.east,
            outlet.north,
            {IS_PLACED} AS is_placed,
            nearest.name AS nearest_name,
            distance_m
        FROM core.outlets AS outlet
        JOIN core.municipalities USING (municipality_code)
        JOIN core.delivered_years AS years ON years.register = 'outlets'
        LEFT JOIN core.open_outlets AS still_open
            ON still_open.record_id = outlet.record_id AND still_open.year = years.year
        LEFT JOIN core.delivered_years AS grants ON grants.register = 'grants' AND grants.year = years.year
        LEFT JOIN supported ON supported.outlet_id = outlet.outlet_id
        LEFT JOIN core.outlet_distances AS distance
            ON distance.record_id = outlet.record_id AND distance.year = years.year
        LEFT JOIN core.outlets AS nearest ON nearest.outlet_id = nearest_outlet_id
        WHERE still_open.outlet_id IS NOT NULL
            OR year(outlet.opened_on) = years.year
            OR year(outlet.closed_on) = years.year
        ORDER BY years.year, outlet.municipality_code, outlet.kind, outlet.name, outlet.outlet_id
    """,
)
