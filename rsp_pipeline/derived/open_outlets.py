"""Öppna serviceställen: which outlets were open on 31 December of each year.

From the first day of an outlet, or from ever where it is not told, to the day before it closed. What the register does
not date, such as agent services, is as it stood when the register was delivered.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

OPEN_OUTLETS = Derived(
    Table(
        "core",
        "open_outlets",
        "Öppna serviceställen: en rad per ställe och år som det var öppet den 31 december",
        (
            Field("record_id", "VARCHAR", "Stället i registret"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("outlet_id", "VARCHAR", "Ställets identitet"),
            Field("kind", "VARCHAR", "Ställets slag"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("locality", "VARCHAR", "Ort"),
            Field("agent_services", "VARCHAR", "Ombudstjänster när registret lämnades, åtskilda av komma"),
        ),
        ("year", "outlet_id"),
    ),
    select="""
        SELECT outlet.record_id, delivered.year, outlet_id, kind, municipality_code, locality, agent_services
        FROM core.outlets AS outlet
        JOIN core.delivered_years AS delivered
            ON delivered.register = 'outlets'
            AND coalesce(opened_on, DATE '0001-01-01') <= make_date(delivered.year, 12, 31)
            AND coalesce(closed_on, DATE '9999-12-31') > make_date(delivered.year, 12, 31)
        ORDER BY delivered.year, outlet_id
    """,
)
