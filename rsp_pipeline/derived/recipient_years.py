"""Mottagare per år: in which years each recipient had a first approval, and when it last had one before."""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Table

RECIPIENT_YEARS = Derived(
    Table(
        "core",
        "recipient_years",
        "Mottagare per år: en rad per mottagare och år då något av dess ärenden fick sitt första bifall",
        (
            Field("recipient_id", "VARCHAR", "Pseudonym för mottagaren"),
            Field("year", "INTEGER", "År för det första bifallet"),
            Field("year_before", "INTEGER", "Närmast föregående år med ett första bifall; tomt när det inte finns"),
        ),
        ("recipient_id", "year"),
    ),
    select="""
        SELECT
            recipient_id,
            first_approved_year AS year,
            lag(first_approved_year) OVER (PARTITION BY recipient_id ORDER BY first_approved_year) AS year_before
        FROM (SELECT DISTINCT recipient_id, first_approved_year FROM core.cases)
        ORDER BY recipient_id, year
    """,
)
