"""Serviceställe per rad: which outlet a decision or a visit concerns, also when only the outlet's name was given.

A told identity counts as it is. A name counts when exactly one outlet of the municipality is called so; a row that
leads to no outlet is no row here.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

NAMING = ("grants", "visits")  # the registers whose rows name an outlet
MENTIONS = " UNION ALL ".join(
    f"SELECT '{register}' AS register, record_id, outlet_id, municipality_code, outlet_name FROM core.{register}"
    for register in NAMING
)

OUTLET_MATCHES = Derived(
    Table(
        "core",
        "outlet_matches",
        "Serviceställe per rad: stället som ett stödbeslut eller ett besök gäller",
        (
            Field("register", "VARCHAR", "Registret som raden hör till"),
            Field("record_id", "VARCHAR", "Raden"),
            Field("outlet_id", "VARCHAR", "Serviceställets identitet"),
            Field("matched_by", "VARCHAR", "id = raden sade identiteten, name = raden sade bara namnet"),
        ),
        ("record_id",),
    ),
    select=f"""
        WITH mentions AS (
            {MENTIONS}
        ),
        only_ones AS (
            SELECT municipality_code, lower(trim(name)) AS outlet_name, any_value(outlet_id) AS outlet_id
            FROM core.outlets
            GROUP BY ALL
            HAVING count(*) = 1
        )
        SELECT register, record_id, outlet_id, 'id' AS matched_by
        FROM mentions
        SEMI JOIN core.outlets USING (outlet_id)
        UNION ALL
        SELECT register, record_id, only_ones.outlet_id, 'name' AS matched_by
        FROM mentions
        JOIN only_ones
            ON only_ones.municipality_code = mentions.municipality_code
            AND only_ones.outlet_name = lower(trim(mentions.outlet_name))
        WHERE mentions.outlet_id IS NULL
        ORDER BY record_id
    """,
)
