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
# Cases of more than a basic decision. Most are of one: only in these do decisions come one before the other.
AMENDED = """
                SELECT case_id
                FROM core.grants
                GROUP BY case_id
                HAVING count(*) > 1 OR bool_or(decision_type <> 'Grundbeslut')
            """
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
                "granted_today_sek",
                "DECIMAL(14,2)",
                "Beviljat belopp som det står i dag, efter alla levererade beslut, också av senare år; "
                "ett års beviljade belopp är summan av granted_at_year_end_sek",
                "kr",
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
        WITH year_ends AS (
            SELECT
                case_id,
                year(decided_on) AS year,
                bool_or(decision_type = 'Grundbeslut') AS has_basic_decision,
                arg_min(record_id, (decided_on, decision_no)) FILTER ({APPROVES}) AS first_approval,
                arg_max(
                    {{'record_id': record_id, 'granted_sek': granted_sek, 'outcome': outcome}},
                    (decided_on, decision_no)
                ) FILTER ({SETS_TOTAL}) AS total
            FROM core.grants
            WHERE case_id IN ({AMENDED})
            GROUP BY case_id, year(decided_on)
        ),
        amended AS (
            SELECT
                case_id,
                CASE WHEN bool_or(has_basic_decision) THEN arg_min(first_approval, year) END AS first_approval,
                arg_min(total, year) FILTER (first_approval IS NOT NULL) AS at_year_end,
                arg_max(total, year) AS as_it_stands
            FROM year_ends
            GROUP BY case_id
        ),
        approved AS NOT MATERIALIZED (
            SELECT
                decision.*,
                year(decided_on) AS decided_year,
                coalesce(at_year_end.record_id, record_id) AS year_end_record_id,
                coalesce(at_year_end.granted_sek, granted_sek) AS granted_at_year_end_sek,
                coalesce(as_it_stands.granted_sek, granted_sek) AS granted_today_sek,
                coalesce(as_it_stands.outcome, outcome) AS outcome_now
            FROM core.grants AS decision
            LEFT JOIN amended USING (case_id)
            WHERE CASE WHEN amended.case_id IS NULL THEN {APPROVES} ELSE record_id = first_approval END
        ),
        recipients AS (
            SELECT recipient_id, decided_year, arg_min(record_id, (decided_on, case_id)) AS recipient_record_id
            FROM approved
            GROUP BY recipient_id, decided_year
        ),
        paid AS (
            SELECT
                case_id,
                sum({PAID_SEK}) AS net_sek,
                coalesce(sum(amount_sek) FILTER ({IS_PAID_OUT}), 0) AS paid_out_sek
            FROM core.payments
            GROUP BY case_id
        ),
        with_payments AS (
            SELECT
                approved.*,
                CASE WHEN payments_are_known THEN coalesce(net_sek, 0) END AS paid_sek,
                CASE WHEN payments_are_known THEN coalesce(paid_out_sek, 0) END AS paid_out_sek
            FROM approved
            CROSS JOIN (SELECT count(*) > 0 AS payments_are_known FROM core.payments)
            LEFT JOIN paid USING (case_id)
        )
        SELECT
            case_id,
            received_on,
            decided_on AS first_approved_on,
            decided_year AS first_approved_year,
            record_id AS first_approval_record_id,
            grant_form,
            municipality_code,
            funding_source,
            recipient_id,
            recipient_record_id,
            outlet_name,
            outlet_id,
            locality,
            state_aid_basis,
            households,
            deliveries,
            investment_kind,
            is_environmental,
            eligible_cost_sek,
            year_end_record_id,
            granted_at_year_end_sek,
            granted_today_sek,
            paid_sek::DECIMAL(14,2) AS paid_sek,
            CASE
                WHEN outcome_now = 'Återkallad' THEN 'Återkallat'
                WHEN paid_out_sek = 0 THEN 'Beviljat'
                WHEN paid_out_sek < granted_today_sek THEN 'Delvis utbetalt'
                WHEN paid_out_sek >= granted_today_sek THEN 'Slututbetalt'
            END AS state
        FROM with_payments
        JOIN recipients USING (recipient_id, decided_year)
        ORDER BY decided_on, case_id
    """,
)
