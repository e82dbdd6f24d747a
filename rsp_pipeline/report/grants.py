"""Tables of the grants: decided in the year, per municipality, to what investments, and paid per year of decision."""

from __future__ import annotations

from rsp_pipeline.indicators.dimension import GRANT_FORM, INVESTMENT_KIND, MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.investments import S13, S13K
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.report.over_time import (
    ALL_FORMS,
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    STATUS,
    WHOLE_COUNTY,
    YEAR,
    figure,
    figures_by,
)
from rsp_pipeline.store.schema import Field, Table, View

FORM = Field("grant_form", "VARCHAR", f"Stödform, eller {ALL_FORMS}")
FORM_ORDER = f"list_position({[*FORMS.values, ALL_FORMS]}, grant_form)"

GRANTED = (
    Field("n_cases", "INTEGER", "Beslutade stöd: ärenden som fick sitt första bifall under året", "ärenden"),
    Field("granted_sek", "DECIMAL(14,2)", "Beviljat belopp i dem, som det stod när året slutade", "kr"),
)
BEFORE = (
    Field("previous_year_n_cases", "INTEGER", "Beslutade stöd året före", "ärenden"),
    Field("previous_year_granted_sek", "DECIMAL(14,2)", "Beviljat belopp året före", "kr"),
    Field("n_cases_change", "INTEGER", "Förändring av antalet från året före", "ärenden"),
    Field("granted_change_sek", "DECIMAL(14,2)", "Förändring av beloppet från året före", "kr"),
    Field("granted_change_percent", "DECIMAL(18,4)", "Förändring av beloppet från året före", "%"),
)
FIGURES = f"""
            {figure(S01, "INTEGER")} AS n_cases,
            {figure(S02, "DECIMAL(14,2)")} AS granted_sek,
            {figure(S01, "INTEGER", "previous_year_value")} AS previous_year_n_cases,
            {figure(S02, "DECIMAL(14,2)", "previous_year_value")} AS previous_year_granted_sek,
            {figure(S01, "INTEGER", "change")} AS n_cases_change,
            {figure(S02, "DECIMAL(14,2)", "change")} AS granted_change_sek,
            {figure(S02, "DECIMAL(18,4)", "change_percent")} AS granted_change_percent,
            {figure(S02, "VARCHAR", "status")} AS status"""

BESLUTADE_STOD = View(
    Table(
        "report",
        "beslutade_stod",
        "Under året beslutade stöd per stödform: antal, belopp och förändring från året före",
        (YEAR, FORM, *GRANTED, *BEFORE, STATUS),
    ),
    f"""
        SELECT
            year,
            coalesce(grant_form, '{ALL_FORMS}') AS grant_form,
            {FIGURES}
        {figures_by("total", GRANT_FORM.name, of=(S01, S02))}
        GROUP BY year, grant_form
        ORDER BY year, {FORM_ORDER}
    """,
)

STOD_PER_KOMMUN = View(
    Table(
        "report",
        "stod_per_kommun",
        "Under året beslutade stöd per kommun: antal, belopp, belopp per invånare och förändring från året före",
        (
            YEAR,
            MUNICIPALITY_CODE,
            MUNICIPALITY_NAME,
            *GRANTED,
            Field(
                "granted_per_inhabitant_sek",
                "DECIMAL(18,4)",
                "Beviljat belopp delat med folkmängden den 31 december; tomt när den saknas",
                "kr per invånare",
            ),
            *BEFORE,
            STATUS,
        ),
    ),
    f"""
        SELECT
            year,
            municipality_code,
            coalesce(any_value(municipality_name), '{WHOLE_COUNTY}') AS municipality_name,
            {figure(M01, "DECIMAL(18,4)")} AS granted_per_inhabitant_sek,
            {FIGURES}
        FROM ({"SELECT * " + figures_by("total", MUNICIPALITY.name, of=(S01, S02, M01))})
        LEFT JOIN core.municipalities USING (municipality_code)
        GROUP BY year, municipality_code
        ORDER BY year, municipality_code NULLS LAST
    """,
)

EVERY_INVESTMENT = "Samtliga investeringar"

INVESTERINGAR = View(
    Table(
        "report",
        "investeringar",
        "Vad årets beslutade investeringsbidrag gäller: den stödgrundande kostnaden och det beviljade beloppet",
        (
            YEAR,
            Field("investment_kind", "VARCHAR", f"Vad investeringen gäller, eller {EVERY_INVESTMENT}"),
            Field(
                "eligible_cost_sek",
                "DECIMAL(14,2)",
                "Stödgrundande kostnad i de ärenden där den är känd, i det första bifallet",
                "kr",
            ),
            Field("granted_sek", "DECIMAL(14,2)", "Beviljat belopp, som det stod när året slutade", "kr"),
            STATUS,
        ),
    ),
    f"""
        SELECT
            year,
            coalesce(investment_kind, '{EVERY_INVESTMENT}') AS investment_kind,
            {figure(S13, "DECIMAL(14,2)")} AS eligible_cost_sek,
            {figure(S13K, "DECIMAL(14,2)")} AS granted_sek,
            {figure(S13K, "VARCHAR", "status")} AS status
        {figures_by("total", INVESTMENT_KIND.name, of=(S13, S13K))}
        GROUP BY year, investment_kind
        ORDER BY year, investment_kind = '{EVERY_INVESTMENT}', investment_kind
    """,
)

UTBETALNINGAR_PER_BESLUTSAR = View(
    Table(
        "report",
        "utbetalningar_per_beslutsar",
        "Utbetalningar per beslutsår: vad som har betalats ut av varje års beslutade stöd, år för år",
        (
            Field("decided_year", "INTEGER", "År för ärendets första bifall"),
            FORM,
            Field("paid_year", "INTEGER", "År för utbetalningarna, från och med beslutsåret"),
            Field("n_cases", "INTEGER", "Beslutade stöd i beslutsåret", "ärenden"),
            Field(
                "granted_at_year_end_sek",
                "DECIMAL(14,2)",
                "Beviljat belopp i dem som det stod när utbetalningsåret slutade; tomt när uppgift saknas",
                "kr",
            ),
            Field(
                "paid_in_year_sek",
                "DECIMAL(14,2)",
                "Utbetalt under utbetalningsåret, minus det som kom tillbaka; tomt när uppgift saknas",
                "kr",
            ),
            Field(
                "paid_to_date_sek",
                "DECIMAL(14,2)",
                "Utbetalt till och med utbetalningsåret; tomt när uppgift saknas för något år",
                "kr",
            ),
            Field("paid_percent", "DECIMAL(18,4)", "Utbetalt till och med året, som andel av beviljat belopp", "%"),
        ),
    ),
    f"""
        WITH cohorts AS (
            SELECT
                first_approved_year AS decided_year,
                coalesce(grant_form, '{ALL_FORMS}') AS grant_form,
                year AS paid_year,
                count(*) AS n_cases,
                CASE WHEN count(*) = count(by_year.granted_at_year_end_sek)
                    THEN sum(by_year.granted_at_year_end_sek)
                END AS granted_at_year_end_sek,
                CASE WHEN count(*) = count(paid_in_year_sek) THEN sum(paid_in_year_sek) END AS paid_in_year_sek
            FROM core.cases
            JOIN core.case_years AS by_year USING (case_id)
            GROUP BY GROUPING SETS ((first_approved_year, year, grant_form), (first_approved_year, year))
        ),
        to_date AS (
            SELECT
                *,
                CASE WHEN count(*) OVER so_far = count(paid_in_year_sek) OVER so_far
                    THEN sum(paid_in_year_sek) OVER so_far
                END AS paid_to_date_sek
            FROM cohorts
            WINDOW so_far AS (PARTITION BY decided_year, grant_form ORDER BY paid_year)
        )
        SELECT *, 100 * paid_to_date_sek / nullif(granted_at_year_end_sek, 0) AS paid_percent
        FROM to_date
        ORDER BY decided_year, {FORM_ORDER}, paid_year
    """,
)
