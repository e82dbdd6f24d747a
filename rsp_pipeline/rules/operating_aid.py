"""Särskilt driftstöd: the ceiling, and which outlets may have it. Turnover is restricted and told in no sentence."""

from rsp_pipeline.rules.rule import Group, Rule, paragraph

GROUP = Group(
    "Särskilt driftstöd",
    "driftstod_ryms_inom_granserna",
    "Särskilt driftstöd ryms under taket, en gång per ställe och år, och villkoren för stället är uppfyllda.",
)
OPERATING_AID = "approves AND grant_form = 'Särskilt driftstöd'"

RULES = (
    Rule(
        "R16",
        title="Särskilt driftstöd över taket",
        group=GROUP,
        description="Beviljat belopp får inte överstiga taket som gällde vid beslutet.",
        rests_on="2024:1243 § 22",
        tries=f"""
            SELECT
                record_id,
                year,
                granted_sek,
                parameter.special_operating_aid_ceiling.value AS ceiling_sek,
                parameter.special_operating_aid_ceiling.source AS rests_on,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {OPERATING_AID}
        """,
        sentence="Beviljat {granted_sek} överstiger taket {ceiling_sek} för särskilt driftstöd {year}",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R17",
        title="Särskilt driftstöd till butik med för stor omsättning",
        group=GROUP,
        description="Butikens omsättning av dagligvaror får överstiga gränsen bara om särskilda skäl är angivna.",
        rests_on="2024:1243 § 21",
        tries=f"""
            SELECT
                record_id,
                parameter.turnover_ceiling.value AS ceiling_sek,
                parameter.turnover_ceiling.source AS rests_on,
                groceries_turnover_sek > ceiling_sek AND special_reasons IS NULL AS breaks
            FROM decisions
            WHERE {OPERATING_AID}
        """,
        sentence="Butikens omsättning av dagligvaror överstiger {ceiling_sek}, men särskilda skäl är inte angivna",
    ),
    Rule(
        "R18",
        title="Särskilt driftstöd till butik nära en annan",
        group=GROUP,
        description=(
            "Avståndet till närmaste fullsortimentsbutik ska vara längre än gränsen, om butiken inte ligger i ett "
            "skärgårdsområde utan fast landförbindelse eller särskilda skäl är angivna."
        ),
        rests_on="2024:1243 § 21",
        tries=f"""
            SELECT
                record_id,
                distance_km,
                parameter.distance_min.value AS least_km,
                parameter.distance_min.source AS rests_on,
                NOT coalesce(is_island, false) AND distance_km <= least_km AND special_reasons IS NULL AS breaks
            FROM decisions
            WHERE {OPERATING_AID}
        """,
        sentence=(
            "Avståndet {distance_km} till närmaste fullsortimentsbutik är inte längre än {least_km}, "
            "men särskilda skäl är inte angivna"
        ),
        compares=("distance_km", "least_km"),
    ),
    Rule(
        "R60",
        title="Särskilt driftstöd till butik som inte är öppen året runt",
        group=GROUP,
        description="Butiken ska vara öppen året runt; från det villkoret får undantag inte göras av särskilda skäl.",
        rests_on="2024:1243 § 21",
        tries=f"""
            SELECT
                record_id,
                {paragraph("2024:1243 § 21", before="§ 21 a")},
                NOT is_open_all_year AS breaks
            FROM decisions
            WHERE {OPERATING_AID}
        """,
        sentence="Butiken är inte öppen året runt",
    ),
    Rule(
        "R19",
        title="Särskilt driftstöd två gånger för samma ställe och år",
        group=GROUP,
        description="Ett serviceställe får ha högst ett beviljat särskilt driftstöd för ett år.",
        rests_on="2024:1243 § 22",
        tries=f"""
            SELECT
                decision.record_id,
                aid_year,
                coalesce(match.outlet_id, decision.outlet_id) AS outlet,
                {paragraph("2024:1243 § 22")},
                CASE
                    WHEN outlet IS NOT NULL
                    THEN row_number() OVER (PARTITION BY outlet, aid_year ORDER BY decided_on, decision.record_id) > 1
                END AS breaks
            FROM standing_decisions AS decision
            LEFT JOIN core.outlet_matches AS match ON match.record_id = decision.record_id
            WHERE {OPERATING_AID}
        """,
        sentence="Serviceställe {outlet} har mer än ett särskilt driftstöd för {aid_year}",
    ),
)
