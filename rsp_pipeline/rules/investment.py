"""Investeringsstöd: the share of the cost that was granted, and when the works began."""

from rsp_pipeline.rules.rule import Group, Rule, paragraph

GROUP = Group(
    "Investeringsstöd",
    "investeringsstod_ryms_inom_granserna",
    "Beviljat investeringsstöd ryms inom andelen av kostnaden, och åtgärden började efter ansökan.",
)
INVESTMENT = "approves AND grant_form = 'Investeringsbidrag'"

RULES = (
    Rule(
        "R10",
        title="Investeringsstöd över den högsta andelen",
        group=GROUP,
        description="Stödet får inte ens med någon av grunderna i § 17 överstiga den högsta andelen av kostnaden.",
        rests_on="2024:1243 § 17",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                eligible_cost_sek,
                parameter.investment_share_exceptional.value AS share_pct,
                parameter.investment_share_exceptional.source AS rests_on,
                percent_of(eligible_cost_sek, share_pct) AS ceiling_sek,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {INVESTMENT}
        """,
        sentence="Beviljat {granted_sek} överstiger {share_pct} av kostnaden {eligible_cost_sek}",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R11",
        title="Investeringsstöd över den vanliga andelen utan grund",
        group=GROUP,
        description=(
            "Stöd mellan den vanliga och den högsta andelen av kostnaden kräver någon av grunderna i § 17: en större "
            "investering, kompetenshöjande insatser, ett åtgärdsprogram eller krav i lag (p. 1–4), eller särskilda "
            "skäl (p. 5), som då ska vara angivna."
        ),
        rests_on="2024:1243 § 16",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                eligible_cost_sek,
                parameter.investment_share.value AS share_pct,
                parameter.investment_share.source AS rests_on,
                percent_of(eligible_cost_sek, share_pct) AS ceiling_sek,
                granted_sek > ceiling_sek
                    AND granted_sek <= percent_of(eligible_cost_sek, parameter.investment_share_exceptional.value)
                    AND coalesce(higher_share_ground, 'Särskilda skäl') = 'Särskilda skäl'
                    AND special_reasons IS NULL AS breaks
            FROM decisions
            WHERE {INVESTMENT}
        """,
        sentence="Beviljat {granted_sek} överstiger {share_pct} av kostnaden {eligible_cost_sek} utan angiven grund",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R12",
        title="Åtgärden påbörjades före ansökan",
        group=GROUP,
        description="Åtgärden får inte ha påbörjats innan ansökan kom in.",
        rests_on="2024:1243 § 25",
        tries=f"""
            SELECT
                record_id,
                works_started_on,
                received_on,
                {paragraph("2024:1243 § 25")},
                works_started_on < received_on AS breaks
            FROM decisions
            WHERE {INVESTMENT}
        """,
        sentence="Åtgärden påbörjades {works_started_on}, innan ansökan kom in {received_on}",
    ),
)
