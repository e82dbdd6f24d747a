"""Ärenden: one row per approved case, with its amount as it stood when the year of its first approval ended.

A case of which the register holds only amendments began before the register does: its first approval is not known,
and it is no row here. A recovery (*återkrav*) does not change what was granted.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.schema import Field, Table

CASES = Derived(
    Table(
        "core",
        "cases",
        "Ärenden med beviljat stöd: en rad per ärende, daterad av det första bifallet",
        (
            Field("case_id", "VARCHAR", "Ärendets nummer i ärendesystemet"),
            Field("first_approved_on", "DATE", "Dag för ärendets första bifall"),
            Field("first_approved_year", "INTEGER", "År för ärendets första bifall"),
            Field("first_approval_record_id", "VARCHAR", "Beslutet som var ärendets första bifall"),
            Field("grant_form", "VARCHAR", "Stödform"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("funding_source", "VARCHAR", "Medel som finansierar stödet"),
            Field("recipient_id", "VARCHAR", "Pseudonym för mottagaren"),
            Field("year_end_record_id", "VARCHAR", "Beslutet som gällde när det året slutade"),
            Field(
                "granted_at_year_end_sek",
                "DECIMAL(14,2)",
                "Beviljat belopp som det stod när året för första bifallet slutade",
                "kr",
            ),
        ),
        ("case_id",),
    ),
    select="""
        WITH decisions AS (
            SELECT
                *,
                year(decided_on) AS decided_year,
                decision_type <> 'Återkrav' AND outcome IN ('Bifall', 'Delvis bifall') AS approves,
                approves OR (decision_type = 'Ändring' AND outcome = 'Återkallad') AS sets_total
            FROM core.grants
            WHERE case_id IN (SELECT case_id FROM core.grants WHERE decision_type = 'Grundbeslut')
        ),
        first_approvals AS (
            SELECT *
            FROM decisions
            WHERE approves
            QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY decided_on, decision_no) = 1
        ),
        year_ends AS (
            SELECT case_id, decided_year, record_id, granted_sek
            FROM decisions
            WHERE sets_total
            QUALIFY row_number() OVER (
                PARTITION BY case_id, decided_year ORDER BY decided_on DESC, decision_no DESC
            ) = 1
        )
        SELECT
            first.case_id,
            first.decided_on AS first_approved_on,
            first.decided_year AS first_approved_year,
            first.record_id AS first_approval_record_id,
            first.grant_form,
            first.municipality_code,
            first.funding_source,
            first.recipient_id,
            year_end.record_id AS year_end_record_id,
            year_end.granted_sek AS granted_at_year_end_sek
        FROM first_approvals AS first
        JOIN year_ends AS year_end USING (case_id, decided_year)
        ORDER BY first.decided_on, first.case_id
    """,
)
