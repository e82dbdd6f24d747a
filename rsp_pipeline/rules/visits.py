"""Visits that may be one and the same."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity

GROUP = Group(
    "Företagsbesök",
    "inga_besok_ar_inforda_tva_ganger",
    "Inget serviceställe har två besök samma dag eller dagarna intill varandra.",
)

RULES = (
    Rule(
        "R35",
        title="Två besök hos samma ställe inom en dag",
        group=GROUP,
        description="Två besök hos samma ställe samma dag, eller dagen efter, kan vara ett besök infört två gånger.",
        rests_on=OWN,
        tries="""
            SELECT
                visit.record_id,
                visited_on,
                coalesce(match.outlet_id, visit.outlet_id) AS outlet,
                lag(visited_on) OVER (PARTITION BY outlet ORDER BY visited_on, visit.record_id) AS previous_on,
                CASE WHEN outlet IS NOT NULL THEN coalesce(visited_on - previous_on <= 1, false) END AS breaks
            FROM core.visits AS visit
            LEFT JOIN core.outlet_matches AS match ON match.record_id = visit.record_id
        """,
        sentence="Serviceställe {outlet} besöktes {visited_on} och {previous_on}: är det samma besök?",
        severity=Severity.NOTICE,
    ),
)
