"""Ärenden: one row per approved case: its amount as it stood when the year of its first approval ended, and as of now.

A case of which the register holds only amendments began before the register does: its first approval is not known,
and it is no row here. A recovery (*återkrav*) does not change what was granted. How a case stood at the end of each
later year is told in `case_years`.
"""

from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Reference, Table

APPROVES = "(decision_type <> 'Återkrav' AND outcome IN ('Bifall', 'Delvis bifall'))"
SETS_TOTAL = f"({APPROVES} OR (decision_type = 'Ändring' AND outcome = 'Återkallad'))"
IS_PAID_OUT = "kind IN ('Utbetalning', 'Förskott')"
PAID_SEK = f"CASE WHEN {IS_PAID_OUT} THEN amount_sek ELSE -abs(amount_sek) END"

CASES = Derived(
    Table(
        "core",
        "cases",
        "Ärenden med beviljat stöd: en rad per ärende, daterad av det första bifallet",
        (
            Field("case_id", "VARCHAR", "Ärendets nummer i ärendesystemet"),
            Field("received_on", "DATE", "Dag då ansökan kom in"),
            Field("first_approved_on", "DATE", "Dag för ärendets första bifall"),
            Field("first_approved_year", "INTEGER", "År för ärendets första bifall"),
            Field("first_approval_record_id", "VARCHAR", "Beslutet som var ärendets första bifall"),
            Field("grant_form", "VARCHAR", "Stödform"),
            Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
            Field("funding_source", "VARCHAR", "Medel som finansierar stödet"),
            Field("recipient_id", "VARCHAR", "Pseudonym för mottagaren"),
            Field(
                "recipient_record_id",
                "VARCHAR",
                "Årets första beslut om samma mottagare: det skiljer mottagarna åt också när pseudonymerna byts",
            ),
            Field("outlet_name", "VARCHAR", "Försäljningsställets namn"),
            Field("outlet_id", "VARCHAR", "Försäljningsställets identitet"),
            Field("locality", "VARCHAR", "Ort"),
            Field("state_aid_basis", "VARCHAR", "EU-förordning som stödet lämnas under, i det första bifallet"),
            Field("households", "INTEGER", "Hemsändning: antal hushåll, i det första bifallet"),
            Field("deliveries", "INTEGER", "Hemsändning: antal hemsändningstillfällen, i det första bifallet"),
            Field("investment_kind", "VARCHAR", "Investeringsbidrag: vad investeringen gäller"),
            Field("is_environmental", "BOOLEAN", "Investeringsbidrag: energi- eller miljöinvestering"),
            Field("eligible_cost_sek", "DECIMAL(14,2)", "Kostnad som stödet beräknas på, i det första bifallet", "kr"),
            Field("year_end_record_id", "VARCHAR", "Beslutet som gällde när det året slutade"),
            Field(
                "granted_at_year_end_sek",
                "DECIMAL(14,2)",
                "Beviljat belopp som det stod när året för första bifallet slutade",
                "kr",
            ),
            Field(
                "granted_sek", "DECIMAL(14,2)", "Beviljat belopp som det står nu, efter alla levererade beslut", "kr"
            ),
            Field(
                "paid_sek",
                "DECIMAL(14,2)",
                "Utbetalt: utbetalningar och förskott minus återfört, återkrävt och kvittat; "
                "tomt när inga utbetalningar har levererats",
                "kr",
            ),
            Field(
                "state",
                "VARCHAR",
                "Beviljat (inget utbetalt än), Delvis utbetalt, Slututbetalt (hela beloppet har betalats ut, också om "
                "något senare kom tillbaka) eller Återkallat; tomt när inga utbetalningar har levererats",
            ),
        ),
        ("case_id",),
        (
            Reference(("first_approval_record_id",), "core.grants"),
            Reference(("recipient_record_id",), "core.grants"),
            Reference(("year_end_record_id",), "core.grants"),
            Reference(("municipality_code",), "core.municipalities"),
        ),
    ),
    select=f"""
        WITH decisions AS (
            SELECT
                *,
                year(decided_on) AS decided_year,
                {APPROVES} AS approves,
                {SETS_TOTAL} AS sets_total
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
        ),
        as_it_stands AS (
            SELECT case_id, granted_sek, outcome
            FROM decisions
            WHERE sets_total
            QUALIFY row_number() OVER (PARTITION BY case_id ORDER BY decided_on DESC, decision_no DESC) = 1
        ),
        paid AS (
            SELECT
                case_id,
                sum({PAID_SEK}) AS net_sek,
                coalesce(sum(amount_sek) FILTER ({IS_PAID_OUT}), 0) AS paid_out_sek
            FROM core.payments
            GROUP BY case_id
        ),
        amounts AS (
            SELECT
                case_id,
                granted_sek,
                outcome,
                CASE WHEN payments_are_known THEN coalesce(net_sek, 0) END AS paid_sek,
                CASE WHEN payments_are_known THEN coalesce(paid_out_sek, 0) END AS paid_out_sek
            FROM as_it_stands
            CROSS JOIN (SELECT count(*) > 0 AS payments_are_known FROM core.payments)
            LEFT JOIN paid USING (case_id)
        )
        SELECT
            first.case_id,
            first.received_on,
            first.decided_on AS first_approved_on,
            first.decided_year AS first_approved_year,
            first.record_id AS first_approval_record_id,
            first.grant_form,
            first.municipality_code,
            first.funding_source,
            first.recipient_id,
            first_value(first.record_id) OVER (
                PARTITION BY first.recipient_id, first.decided_year ORDER BY first.decided_on, first.case_id
            ) AS recipient_record_id,
            first.outlet_name,
            first.outlet_id,
            first.locality,
            first.state_aid_basis,
            first.households,
            first.deliveries,
            first.investment_kind,
            first.is_environmental,
            first.eligible_cost_sek,
            year_end.record_id AS year_end_record_id,
            year_end.granted_sek AS granted_at_year_end_sek,
            amounts.granted_sek,
            amounts.paid_sek::DECIMAL(14,2) AS paid_sek,
            CASE
                WHEN amounts.outcome = 'Återkallad' THEN 'Återkallat'
                WHEN amounts.paid_out_sek = 0 THEN 'Beviljat'
                WHEN amounts.paid_out_sek < amounts.granted_sek THEN 'Delvis utbetalt'
                WHEN amounts.paid_out_sek >= amounts.granted_sek THEN 'Slututbetalt'
            END AS state
        FROM first_approvals AS first
        JOIN year_ends AS year_end USING (case_id, decided_year)
        JOIN amounts USING (case_id)
        ORDER BY first.decided_on, first.case_id
    """,
)
