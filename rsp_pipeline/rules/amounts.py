"""Amounts of a decision against each other: applied for, eligible cost, granted, and the outcome."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity, paragraph

GROUP = Group(
    "Belopp i beslut",
    "beviljade_belopp_stammer_med_ansokan_och_utfall",
    "Beviljat belopp ryms inom det sökta och den stödgrundande kostnaden, och stämmer med beslutets utfall.",
)

RULES = (
    Rule(
        "R01",
        title="Beviljat mer än sökt",
        group=GROUP,
        description="Beviljat belopp får inte vara större än sökt belopp.",
        rests_on="2024:1243 § 9",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                applied_sek,
                {paragraph("2024:1243 § 9")},
                granted_sek > applied_sek AS breaks
            FROM decisions
            WHERE approves
        """,
        sentence="Beviljat {granted_sek} överstiger sökt belopp {applied_sek}",
        compares=("granted_sek", "applied_sek"),
    ),
    Rule(
        "R02",
        title="Beviljat mer än stödgrundande kostnad",
        group=GROUP,
        description="Beviljat belopp får inte vara större än kostnaden som stödet beräknas på.",
        rests_on="2024:1243 § 9",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                eligible_cost_sek,
                {paragraph("2024:1243 § 9")},
                granted_sek > eligible_cost_sek AS breaks
            FROM decisions
            WHERE approves
        """,
        sentence="Beviljat {granted_sek} överstiger stödgrundande kostnad {eligible_cost_sek}",
        compares=("granted_sek", "eligible_cost_sek"),
    ),
    Rule(
        "R03",
        title="Bifall med beloppet noll",
        group=GROUP,
        description="Ett bifall ska ha ett beviljat belopp.",
        rests_on=OWN,
        tries="SELECT record_id, outcome, granted_sek = 0 AS breaks FROM decisions WHERE approves",
        sentence="Utfallet är {outcome}, men beviljat belopp är 0 kr",
    ),
    Rule(
        "R04",
        title="Avslag med belopp",
        group=GROUP,
        description="Ett avslag eller ett avskrivet ärende ska inte ha ett beviljat belopp.",
        rests_on=OWN,
        tries="""
            SELECT record_id, outcome, granted_sek, granted_sek > 0 AS breaks
            FROM decisions
            WHERE outcome IN ('Avslag', 'Avskriven')
        """,
        sentence="Utfallet är {outcome}, men beviljat belopp är {granted_sek}",
    ),
    Rule(
        "R05",
        title="Ovanligt litet belopp",
        group=GROUP,
        description="Ett mycket litet belopp kan vara skrivet i tusental kronor.",
        rests_on=OWN,
        tries="""
            SELECT
                record_id,
                granted_sek,
                parameter.smallest_plausible_amount.value AS least_sek,
                granted_sek > 0 AND granted_sek < least_sek AS breaks
            FROM decisions
            WHERE approves
        """,
        sentence="Beviljat {granted_sek} är mindre än {least_sek}: är beloppet skrivet i tusental kronor?",
        compares=("granted_sek", "least_sek"),
        severity=Severity.NOTICE,
    ),
)
