"""Tables of the action plan and the targets: what was meant to be reached, and what was."""

from __future__ import annotations

from rsp_pipeline.indicators.dimension import DIMENSIONS
from rsp_pipeline.indicators.engine import FINAL, PRELIMINARY, UNKNOWN
from rsp_pipeline.registers.targets import AT_LEAST, AT_MOST, TARGETS
from rsp_pipeline.report.over_time import (
    MUNICIPALITY_CODE,
    MUNICIPALITY_NAME,
    NYCKELTAL_OVER_TID,
    STATUS,
    WHOLE_COUNTY,
    YEAR,
)
from rsp_pipeline.store.schema import Field, Table, View

REACHED, NOT_REACHED = "uppnått", "ej uppnått"
FROM_TARGETS, FROM_ACTION_PLAN = "Målvärden", "Handlingsplanen"
VERDICT = Field("verdict", "VARCHAR", f"{REACHED}, {NOT_REACHED} eller {UNKNOWN}")

GRANT_FORM = Field("grant_form", "VARCHAR", "Stödform; tomt när målet gäller alla")


def _figure_of(goal: str) -> str:
    """SQL that joins the figure, in the year and group that a goal is about, by the alias of the goal's table."""
    same_group = " AND ".join(
        f"figure.{dimension.column} IS NOT DISTINCT FROM {goal}.{dimension.column}"
        if dimension.column in TARGETS.table.columns
        else f"figure.{dimension.column} IS NULL"
        for dimension in DIMENSIONS
    )
    return f"""
            LEFT JOIN {NYCKELTAL_OVER_TID.table.full_name} AS figure
                ON figure.indicator_id = {goal}.indicator_id AND figure.year = {goal}.year AND {same_group}"""


MALVARDEN = View(
    Table(
        "report",
        "malvarden",
        "Mål och utfall per år: regionens målvärden för nyckeltalen, och handlingsplanens egna",
        (
            YEAR,
            Field("set_in", "VARCHAR", f"Var målet är satt: {FROM_TARGETS} eller {FROM_ACTION_PLAN}"),
            Field("indicator_id", "VARCHAR", "Nyckeltalet som målet gäller; tomt när insatsen inte har något"),
            Field("title", "VARCHAR", "Nyckeltalets namn"),
            Field("effort_id", "VARCHAR", "Insatsen i handlingsplanen som målet hör till"),
            Field("goal", "VARCHAR", "Insatsens mål i ord"),
            MUNICIPALITY_CODE,
            MUNICIPALITY_NAME,
            GRANT_FORM,
            Field(
                "direction", "VARCHAR", "Minst: utfallet ska vara målvärdet eller mer. Högst: målvärdet eller mindre"
            ),
            Field("target_value", "DECIMAL(18,4)", "Målvärdet"),
            Field(
                "outcome_value",
                "DECIMAL(18,4)",
                "Utfallet: nyckeltalets värde, eller där inget nyckeltal mäter målet det som handlingsplanen säger",
            ),
            Field("unit", "VARCHAR", "Enhet för mål och utfall"),
            VERDICT,
            Field("previous_year_value", "DECIMAL(18,4)", "Utfallet året före"),
            Field("change", "DECIMAL(18,4)", "Förändring av utfallet från året före"),
            STATUS,
            Field("source", "VARCHAR", "Var målvärdet är beslutat"),
        ),
    ),
    f"""
        WITH own AS (
            SELECT indicator_id, any_value(title) AS title, any_value(unit) AS unit
            FROM indicator.indicator
            GROUP BY indicator_id
        ),
        outcomes AS (
            SELECT
                target.year,
                '{FROM_TARGETS}' AS set_in,
                target.indicator_id,
                NULL AS effort_id,
                NULL AS goal,
                target.municipality_code,
                target.grant_form,
                direction,
                target_value,
                figure.value AS outcome_value,
                own.unit,
                previous_year_value,
                coalesce(status, '{UNKNOWN}') AS status,
                source
            FROM core.targets AS target
            LEFT JOIN own USING (indicator_id)
            {_figure_of("target")}
            UNION ALL
            SELECT
                plan.year,
                '{FROM_ACTION_PLAN}',
                plan.indicator_id,
                plan.effort_id,
                plan.goal,
                plan.municipality_code,
                plan.grant_form,
                '{AT_LEAST}',
                plan.target_value,
                coalesce(figure.value, plan.outcome_value),
                coalesce(plan.unit, own.unit),
                CASE WHEN figure.value IS NULL THEN before.outcome_value ELSE figure.previous_year_value END,
                CASE
                    WHEN figure.value IS NOT NULL THEN figure.status
                    WHEN plan.outcome_value IS NULL THEN '{UNKNOWN}'
                    WHEN has_ended THEN '{FINAL}'
                    ELSE '{PRELIMINARY}'
                END,
                'Handlingsplan ' || plan.year
            FROM core.action_plan AS plan
            LEFT JOIN own USING (indicator_id)
            {_figure_of("plan")}
            LEFT JOIN core.action_plan AS before
                ON before.effort_id = plan.effort_id AND before.year = plan.year - 1
            LEFT JOIN core.programme_years AS years ON years.year = plan.year
            WHERE plan.target_value IS NOT NULL
        )
        SELECT
            outcomes.*,
            own.title,
            coalesce(municipality_name, '{WHOLE_COUNTY}') AS municipality_name,
            CASE
                WHEN outcome_value IS NULL THEN '{UNKNOWN}'
                WHEN direction = '{AT_MOST}' AND outcome_value <= target_value THEN '{REACHED}'
                WHEN direction = '{AT_LEAST}' AND outcome_value >= target_value THEN '{REACHED}'
                ELSE '{NOT_REACHED}'
            END AS verdict,
            outcome_value - previous_year_value AS change
        FROM outcomes
        LEFT JOIN own USING (indicator_id)
        LEFT JOIN core.municipalities USING (municipality_code)
        ORDER BY year, set_in DESC, effort_id, indicator_id, municipality_code NULLS FIRST, grant_form NULLS FIRST
    """,
)

INSATSER = View(
    Table(
        "report",
        "insatser",
        "Handlingsplanens insatser med mål, utfall och status: en rad per insats och år",
        (
            YEAR,
            Field("priority_area", "VARCHAR", "Prioriterat område"),
            Field("effort_id", "VARCHAR", "Insatsens identitet"),
            Field("effort", "VARCHAR", "Vad som ska göras"),
            Field("goal", "VARCHAR", "Mål som kan följas upp"),
            Field("responsible", "VARCHAR", "Part som ansvarar för insatsen"),
            Field("participants", "VARCHAR", "Parter som medverkar"),
            Field("effort_status", "VARCHAR", "Insatsens status när registret lämnades"),
            Field("target_value", "DECIMAL(14,2)", "Värdet som ska nås; tomt när målet inte har något värde"),
            Field("outcome_value", "DECIMAL(14,2)", "Värdet som nåddes, som handlingsplanen säger"),
            Field("unit", "VARCHAR", "Målvärdets enhet"),
            Field("verdict", "VARCHAR", f"{VERDICT.comment}, som i malvarden; tomt när målet inte har något värde"),
            Field("indicator_id", "VARCHAR", "Nyckeltal som mäter målet"),
            MUNICIPALITY_CODE,
            GRANT_FORM,
            Field("indicator_value", "DECIMAL(18,4)", "Utfallet beräknat ur registren: nyckeltalets värde samma år"),
            Field("n_activities", "INTEGER", "Genomförda aktiviteter som hör till insatsen", "aktiviteter"),
        ),
    ),
    f"""
        SELECT
            plan.*,
            plan.status AS effort_status,
            goals.verdict,
            figure.value AS indicator_value,
            (
                SELECT count(*)
                FROM core.activities AS done
                WHERE done.effort_id = plan.effort_id AND year(performed_on) = plan.year
            ) AS n_activities
        FROM core.action_plan AS plan
        LEFT JOIN report.malvarden AS goals ON goals.effort_id = plan.effort_id AND goals.year = plan.year
        {_figure_of("plan")}
        LEFT JOIN core.priority_areas AS areas ON areas.priority_area = plan.priority_area
        ORDER BY plan.year, areas.place, plan.effort_id
    """,
)
