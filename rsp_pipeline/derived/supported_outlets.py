"""Stödställen: which outlets had a case first approved in each year."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

SUPPORTED_OUTLETS = Derived(
    Table(
        "core",
        "supported_outlets",
        "Stödställen: en rad per serviceställe och år då något av dess ärenden fick sitt första bifall",
        (
            Field("outlet_id", "VARCHAR", "Ställets identitet"),
            Field("year", "INTEGER", "År för det första bifallet"),
            Field("record_id", "VARCHAR", "Årets tidigaste första bifall"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB), enligt registret över serviceställen"),
        ),
        ("outlet_id", "year"),
    ),
    select="""
        SELECT
            outlets.outlet_id,
            first_approved_year AS year,
            arg_min(first_approval_record_id, (first_approved_on, first_approval_record_id)) AS record_id,
            outlets.municipality_code
        FROM core.cases AS cases
        JOIN core.outlet_matches AS match ON match.record_id = first_approval_record_id
        JOIN core.outlets AS outlets ON outlets.outlet_id = match.outlet_id
        GROUP BY outlets.outlet_id, first_approved_year, outlets.municipality_code
        ORDER BY outlets.outlet_id, year
    """,
)
