"""Hemsändning: the municipality's net cost and deliveries against what may be granted for them.

A delivery is one household on one occasion.
"""

from rsp_pipeline.rules.rule import Group, Rule, paragraph

GROUP = Group(
    "Hemsändning",
    "hemsandning_ryms_inom_granserna",
    "Beviljad hemsändning ryms inom andelen av nettokostnaden och beloppet per hushåll och tillfälle.",
)
HOME_DELIVERY = "approves AND grant_form = 'Hemsändning'"

RULES = (
    Rule(
        "R06",
        title="Hemsändning över andelen av nettokostnaden",
        group=GROUP,
        description="Stödet får vara högst den andel av kommunens nettokostnad som gäller.",
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                net_cost_sek,
                parameter.home_delivery_share.value AS share_pct,
                parameter.home_delivery_share.source AS rests_on,
                percent_of(net_cost_sek, share_pct) AS ceiling_sek,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Beviljat {granted_sek} överstiger {share_pct} av nettokostnaden {net_cost_sek}",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R07",
        title="Hemsändning över beloppet per hushåll och tillfälle",
        group=GROUP,
        description="Stödet får vara högst det belopp per hushåll och hemsändningstillfälle som gäller.",
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                deliveries,
                parameter.home_delivery_per_household.value AS each_sek,
                parameter.home_delivery_per_household.source AS rests_on,
                deliveries * each_sek AS ceiling_sek,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Beviljat {granted_sek} överstiger {ceiling_sek}: {each_sek} för vart av {deliveries} tillfällen",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R08",
        title="Hemsändning med för liten nettokostnad",
        group=GROUP,
        description="Stöd lämnas bara om nettokostnaden är minst den andel av prisbasbeloppet som gäller.",
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                net_cost_sek,
                parameter.price_base_amount.value AS price_base_sek,
                parameter.home_delivery_least_cost_share.value AS share_pct,
                parameter.home_delivery_least_cost_share.source AS rests_on,
                percent_of(price_base_sek, share_pct) AS least_sek,
                net_cost_sek < least_sek AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Nettokostnaden {net_cost_sek} är mindre än {share_pct} av prisbasbeloppet {price_base_sek}",
        compares=("net_cost_sek", "least_sek"),
    ),
    Rule(
        "R09",
        title="Hemsändning utan underlag",
        group=GROUP,
        description="Nettokostnad, antal hushåll och antal tillfällen ska vara angivna när stöd har beviljats.",
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                concat_ws(
                    ', ',
                    CASE WHEN net_cost_sek IS NULL THEN 'nettokostnad' END,
                    CASE WHEN households IS NULL THEN 'antal hushåll' END,
                    CASE WHEN deliveries IS NULL THEN 'antal tillfällen' END
                ) AS lacking,
                {paragraph("2024:1243 §§ 12–13")},
                granted_sek > 0 AND lacking <> '' AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Uppgift saknas om {lacking}, så att stödet inte kan prövas",
    ),
)
