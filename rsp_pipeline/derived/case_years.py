"""Ärenden per år: how each approved case stood when each year ended, and what was paid in the year.

From the year of the first approval to the running one. Where a register was not delivered for one of the programme's
years since then, the total granted, or what was paid up to the year's end, is unknown: not unchanged and not zero.
"""

from rsp_pipeline.derived.cases import AMENDED, IS_PAID_OUT, PAID_SEK, SETS_TOTAL
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
        WITH later_totals AS (
            SELECT
                case_id,
                decision.record_id,
                decision.granted_sek,
                year(decided_on) AS from_year,
                lead(year(decided_on), 1, 9999) OVER in_order AS until_year
            FROM core.grants AS decision
            JOIN core.cases USING (case_id)
            WHERE {SETS_TOTAL} AND year(decided_on) > first_approved_year AND case_id IN ({AMENDED})
            WINDOW in_order AS (PARTITION BY case_id ORDER BY decided_on, decision_no)
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
                year AS from_year,
                lead(year, 1, 9999) OVER so_far AS until_year,
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
        years_since AS (
            SELECT
                first_approved_year,
                year,
                payments_are_known,
                bool_and(grants_are_known) OVER since AS is_granted_known,
                bool_and(payments_are_known) OVER since AS is_paid_known
            FROM (SELECT DISTINCT first_approved_year FROM core.cases)
            JOIN years ON year >= first_approved_year
            WINDOW since AS (PARTITION BY first_approved_year ORDER BY year)
        )
        SELECT
            cases.case_id,
            since.year,
            CASE WHEN is_granted_known THEN coalesce(later.granted_sek, granted_at_year_end_sek) END
                AS granted_at_year_end_sek,
            CASE WHEN payments_are_known THEN coalesce(in_year_sek, 0) END::DECIMAL(14,2) AS paid_in_year_sek,
            CASE WHEN is_paid_known THEN coalesce(so_far.paid_sek, 0) END::DECIMAL(14,2) AS paid_to_year_end_sek,
            CASE WHEN is_paid_known THEN coalesce(so_far.paid_out_sek, 0) END::DECIMAL(14,2)
                AS paid_out_to_year_end_sek,
            CASE WHEN is_granted_known THEN coalesce(later.record_id, year_end_record_id) END AS record_id
        FROM core.cases AS cases
        JOIN years_since AS since USING (first_approved_year)
        LEFT JOIN later_totals AS later
            ON later.case_id = cases.case_id AND since.year >= later.from_year AND since.year < later.until_year
        LEFT JOIN paid ON paid.case_id = cases.case_id AND paid.year = since.year
        LEFT JOIN paid_up_to AS so_far
            ON so_far.case_id = cases.case_id AND since.year >= so_far.from_year AND since.year < so_far.until_year
        ORDER BY cases.case_id, since.year
    """,
)
