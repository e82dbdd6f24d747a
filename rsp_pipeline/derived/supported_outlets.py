"""Stödställen: which outlets had a case first approved in each year, and of which forms of aid."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table, View

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

SUPPORTED_OUTLET_FORMS = View(
    Table(
        "core",
        "supported_outlet_forms",
        "Stödställens stödformer: en rad per serviceställe, år och stödform",
        (
            Field("outlet_id", "VARCHAR", "Ställets identitet"),
            Field("name", "VARCHAR", "Ställets namn"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB), enligt registret över serviceställen"),
            Field("year", "INTEGER", "År för det första bifallet"),
            Field("grant_form", "VARCHAR", "Stödform"),
            Field("n_cases", "INTEGER", "Årets ärenden om stället i stödformen", "ärenden"),
            Field("granted_sek", "DECIMAL(14,2)", "Beviljat belopp i dem, som det stod när året slutade", "kr"),
        ),
    ),
    """
        SELECT
            outlets.outlet_id,
            outlets.name,
            outlets.municipality_code,
            first_approved_year AS year,
            grant_form,
            count(*) AS n_cases,
            sum(granted_at_year_end_sek) AS granted_sek
        FROM core.cases AS cases
        JOIN core.outlet_matches AS match ON match.record_id = first_approval_record_id
        JOIN core.outlets AS outlets ON outlets.outlet_id = match.outlet_id
        GROUP BY ALL
        ORDER BY outlets.outlet_id, year, grant_form
    """,
)
