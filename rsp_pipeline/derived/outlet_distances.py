"""Avstånd mellan ställen: how far it is from each outlet to the next of its kind, as the crow flies, year by year.

Coordinates that cannot be right lead nowhere: those outside the rectangle around the outlet's municipality. Outlets in
other counties are in no register here.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

IS_PLACED = """
    CASE
        WHEN outlet.east IS NOT NULL AND outlet.north IS NOT NULL
        THEN
            outlet.east BETWEEN 1000 * west_km AND 1000 * east_km
            AND outlet.north BETWEEN 1000 * south_km AND 1000 * north_km
    END"""
"""SQL for whether `outlet`, beside its municipality, lies where it can; null where it has no coordinates."""

OUTLET_DISTANCES = Derived(
    Table(
        "core",
        "outlet_distances",
        "Avstånd mellan ställen: en rad per ställe och år som det var öppet den 31 december och har ett läge, och som "
        "inte var ensamt om sitt slag",
        (
            Field("record_id", "VARCHAR", "Stället i registret"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("outlet_id", "VARCHAR", "Ställets identitet"),
            Field("kind", "VARCHAR", "Ställets slag"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("nearest_outlet_id", "VARCHAR", "Närmaste andra öppna ställe av samma slag i länet"),
            Field("distance_m", "INTEGER", "Fågelvägen dit", "m"),
        ),
        ("year", "outlet_id"),
    ),
    select=f"""
        WITH placed AS (
            SELECT still_open.*, east::BIGINT AS east, north::BIGINT AS north
            FROM core.open_outlets AS still_open
            JOIN core.outlets AS outlet ON outlet.record_id = still_open.record_id
            JOIN core.municipalities AS own ON own.municipality_code = still_open.municipality_code
            WHERE {IS_PLACED}
        ),
        pairs AS (
            SELECT
                here.record_id,
                here.year,
                here.outlet_id,
                here.kind,
                here.municipality_code,
                there.outlet_id AS nearest_outlet_id,
                (here.east - there.east) * (here.east - there.east)
                    + (here.north - there.north) * (here.north - there.north) AS squared_m
            FROM placed AS here
            JOIN placed AS there
                ON there.year = here.year
                AND there.kind = here.kind
                AND there.outlet_id <> here.outlet_id
        )
        SELECT
            record_id,
            year,
            outlet_id,
            kind,
            municipality_code,
            arg_min(nearest_outlet_id, (squared_m, nearest_outlet_id)) AS nearest_outlet_id,
            round(sqrt(min(squared_m)))::INTEGER AS distance_m
        FROM pairs
        GROUP BY record_id, year, outlet_id, kind, municipality_code
        ORDER BY year, outlet_id
    """,
)
