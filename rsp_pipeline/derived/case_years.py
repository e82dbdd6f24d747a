"""Ärenden per år: how each approved case stood when each year ended, and what was paid in the year.

From the year of the first approval to the running one. Where a register was not delivered for one of the programme's
years since then, the total granted, or what was paid up to the year's end, is unknown: not unchanged and not zero.
"""

from rsp_pipeline.derived.cases import IS_PAID_OUT, PAID_SEK, SETS_TOTAL
from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.store.schema import Field, Reference, Table

CASE_YEARS = Derived(
    Table(
        "core",
        "case_years",
        "Ärenden per år: en rad per ärende och programår från och med det första bifallet",
        (
            Field("case_id", "VARCHAR", "Ärendets nummer i ärendesystemet"),
            Field("year", "INTEGER", "Kalenderår"),
            Field(
                "granted_at_year_end_sek",
                "DECIMAL(14,2)",
                "Beviljat belopp som det stod när året slutade; tomt när en del av besluten inte har levererats",
                "kr",
            ),
            Field(
                "paid_in_year_sek",
                "DECIMAL(14,2)",
                "Utbetalt under året, minus det som kom tillbaka; tomt när årets utbetalningar inte har levererats",
                "kr",
            ),
            Field(
                "paid_to_year_end_sek",
                "DECIMAL(14,2)",
                "Utbetalt till och med årets slut, minus det som kom tillbaka; tomt när en del inte har levererats",
                "kr",
            ),
            Field(
                "paid_out_to_year_end_sek",
                "DECIMAL(14,2)",
                "Utbetalningar och förskott till och med årets slut; tomt när en del inte har levererats",
                "kr",
            ),
            Field("record_id", "VARCHAR", "Beslutet som gällde när året slutade"),
        ),
        ("case_id", "year"),
        (
            Reference(("case_id",), "core.cases"),
            Reference(("year",), "core.programme_years"),
            Reference(("record_id",), "core.grants"),
        ),
    ),
    select=f"""
        WITH totals AS (
            SELECT case_id, record_id, granted_sek, decided_on, decision_no
            FROM core.grants
            WHERE {SETS_TOTAL}
        ),
        paid AS (
            SELECT
                case_id,
                year(paid_on) AS year,
                sum({PAID_SEK}) AS in_year_sek,
                coalesce(sum(amount_sek) FILTER ({IS_PAID_OUT}), 0) AS paid_out_sek
            FROM core.payments
            GROUP BY ALL
        ),
        paid_up_to AS (
            SELECT
                case_id,
                year,
                sum(in_year_sek) OVER so_far AS paid_sek,
                sum(paid_out_sek) OVER so_far AS paid_out_sek
            FROM paid
            WINDOW so_far AS (PARTITION BY case_id ORDER BY year)
        ),
        years AS (
            SELECT
                year,
                year IN (SELECT year FROM core.delivered_years WHERE register = 'grants') AS grants_are_known,
                year IN (SELECT year FROM core.delivered_years WHERE register = 'payments') AS payments_are_known
            FROM core.programme_years
            WHERE has_begun
        ),
        known_years AS (
            SELECT
                year,
                payments_are_known,
                max(year) FILTER (NOT grants_are_known) OVER (ORDER BY year) AS last_without_grants,
                max(year) FILTER (NOT payments_are_known) OVER (ORDER BY year) AS last_without_payments
            FROM years
        ),
        known_cases AS (
            SELECT
                case_id,
                year,
                payments_are_known,
                coalesce(last_without_grants < first_approved_year, true) AS is_granted_known,
                coalesce(last_without_payments < first_approved_year, true) AS is_paid_known
            FROM core.cases
            JOIN known_years ON year >= first_approved_year
        )
        SELECT
            cases.case_id,
            cases.year,
            CASE WHEN is_granted_known THEN totals.granted_sek END AS granted_at_year_end_sek,
            CASE WHEN payments_are_known THEN coalesce(in_year_sek, 0) END::DECIMAL(14,2) AS paid_in_year_sek,
            CASE WHEN is_paid_known THEN coalesce(paid_up_to.paid_sek, 0) END::DECIMAL(14,2) AS paid_to_year_end_sek,
            CASE WHEN is_paid_known THEN coalesce(paid_up_to.paid_out_sek, 0) END::DECIMAL(14,2)
                AS paid_out_to_year_end_sek,
            CASE WHEN is_granted_known THEN totals.record_id END AS record_id
        FROM known_cases AS cases
        JOIN totals ON totals.case_id = cases.case_id AND year(totals.decided_on) <= cases.year
        LEFT JOIN paid ON paid.case_id = cases.case_id AND paid.year = cases.year
        ASOF LEFT JOIN paid_up_to ON paid_up_to.case_id = cases.case_id AND cases.year >= paid_up_to.year
        QUALIFY row_number() OVER (
            PARTITION BY cases.case_id, cases.year ORDER BY totals.decided_on DESC, totals.decision_no DESC
        ) = 1
        ORDER BY cases.case_id, cases.year
    """,
)
