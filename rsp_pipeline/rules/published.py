"""Figures that are told elsewhere, against what the rows give: published ones, goals' outcomes, and files' totals."""

from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Avstämning",
    "siffrorna_stammer_med_publicerade_och_summor",
    "Varje beräknat värde är lika med det publicerade och med handlingsplanens utfall, och varje fils summarad stämmer "
    "med dess rader.",
)

# Each published figure with the computed one of the same year and group.
RECONCILED = """
            SELECT
                published.*,
                computed.indicator_id IS NOT NULL AS is_computed,
                computed.value AS computed_value,
                published.value AS published_value
            FROM core.published_figures AS published
            LEFT JOIN indicator.value AS computed
                ON computed.indicator_id = published.indicator_id
                AND computed.year = published.year
                AND computed.breakdown = published.breakdown
                AND computed.municipality_code IS NOT DISTINCT FROM published.municipality_code
                AND computed.grant_form IS NOT DISTINCT FROM published.grant_form
"""

RULES = (
    Rule(
        "R39",
        title="Beräknat värde skiljer sig från det publicerade",
        group=GROUP,
        description="Ett nyckeltal ska vara exakt lika med det värde som har publicerats för samma år och grupp.",
        rests_on=OWN,
        tries=f"""
            SELECT
                record_id,
                indicator_id,
                year,
                where_published,
                computed_value,
                published_value,
                computed_value - published_value AS difference,
                difference <> 0 AS breaks
            FROM ({RECONCILED})
        """,
        sentence=(
            "{indicator_id} {year} är beräknat till {computed_value} men publicerat som {published_value} "
            "i {where_published}: skillnaden är {difference}"
        ),
        compares=("computed_value", "published_value"),
    ),
    Rule(
        "R40",
        title="Summaraden stämmer inte med raderna",
        group=GROUP,
        description="En summarad i en levererad fil ska vara lika med summan av raderna ovanför.",
        rests_on=OWN,
        tries="""
            SELECT
                file.source_file AS record_id,
                rtrim(remark.message, '.') AS message,
                CASE WHEN verdict <> 'rejected' THEN remark.message IS NOT NULL END AS breaks
            FROM quality.source_file AS file
            LEFT JOIN quality.remark AS remark
                ON remark.register = file.register
                AND remark.source_file = file.source_file
                AND remark.code = 'total_differs'
        """,
        sentence="{message}",
    ),
    Rule(
        "R68",
        title="Handlingsplanens utfall skiljer sig från nyckeltalet",
        group=GROUP,
        description=(
            "När året är slut ska handlingsplanens utfall av ett mål vara lika med det nyckeltal som mäter målet."
        ),
        rests_on=OWN,
        tries="""
            SELECT
                plan.record_id,
                plan.effort_id,
                plan.indicator_id,
                plan.outcome_value AS told_value,
                computed.value AS computed_value,
                told_value <> round(computed_value, 2) AS breaks
            FROM core.action_plan AS plan
            JOIN core.programme_years AS years ON years.year = plan.year AND has_ended
            LEFT JOIN indicator.value AS computed
                ON computed.indicator_id = plan.indicator_id
                AND computed.year = plan.year
                AND computed.breakdown = concat_ws(
                    '+',
                    CASE WHEN plan.municipality_code IS NOT NULL THEN 'municipality' END,
                    CASE WHEN plan.grant_form IS NOT NULL THEN 'grant_form' END,
                    CASE WHEN plan.municipality_code IS NULL AND plan.grant_form IS NULL THEN 'total' END
                )
                AND computed.municipality_code IS NOT DISTINCT FROM plan.municipality_code
                AND computed.grant_form IS NOT DISTINCT FROM plan.grant_form
                AND computed.indicator_id NOT IN (SELECT indicator_id FROM indicator.indicator WHERE is_restricted)
            WHERE plan.indicator_id IS NOT NULL
        """,
        sentence=(
            "Utfallet av insatsen {effort_id} är {told_value} i handlingsplanen, men {computed_value} enligt "
            "nyckeltalet {indicator_id}"
        ),
        compares=("told_value", "computed_value"),
    ),
    Rule(
        "R72",
        title="Publicerad siffra utan något beräknat värde att stämma av mot",
        group=GROUP,
        description="Nyckeltalet ska ha ett värde det året för den uppdelning, kommun och stödform som raden anger.",
        rests_on=OWN,
        tries=f"""
            SELECT
                record_id,
                indicator_id,
                year,
                breakdown,
                CASE
                    WHEN (indicator_id, year) IN (SELECT (indicator_id, year) FROM indicator.value)
                    THEN NOT is_computed
                END AS breaks
            FROM ({RECONCILED})
        """,
        sentence=(
            "{indicator_id} {year} har inget värde för uppdelningen ”{breakdown}” med den kommun och den stödform "
            "som raden anger"
        ),
    ),
)
