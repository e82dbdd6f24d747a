"""Hemsändningsbidrag: the municipality's net cost and occasions against what may be granted for them.

An occasion is one household having goods delivered once, or going on one inköpstur: a trip to a shop. What both cost
and how many they are counts together (2024:1243 §§ 11–13).
"""

from rsp_pipeline.rules.rule import Group, Rule, paragraph

GROUP = Group(
    "Hemsändningsbidrag",
    "hemsandning_ryms_inom_granserna",
    "Beviljat hemsändningsbidrag ryms inom andelen av nettokostnaden och beloppet per hushåll och tillfälle.",
)
HOME_DELIVERY = "approves AND grant_form = 'Hemsändning'"
NET_COST = "coalesce(net_cost_sek + shopping_trip_cost_sek, net_cost_sek, shopping_trip_cost_sek)"
OCCASIONS = "coalesce(deliveries::BIGINT + shopping_trips, deliveries, shopping_trips)"

RULES = (
    Rule(
        "R06",
        title="Hemsändningsbidrag över andelen av nettokostnaden",
        group=GROUP,
        description=(
            "Bidraget får vara högst den andel som gäller av kommunens nettokostnad för hemsändning och inköpsturer."
        ),
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                {NET_COST} AS cost_sek,
                parameter.home_delivery_share.value AS share_pct,
                parameter.home_delivery_share.source AS rests_on,
                percent_of(cost_sek, share_pct) AS ceiling_sek,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Beviljat {granted_sek} överstiger {share_pct} av nettokostnaden {cost_sek}",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R07",
        title="Hemsändningsbidrag över beloppet per hushåll och tillfälle",
        group=GROUP,
        description=(
            "Bidraget får vara högst det belopp som gäller per hushåll och hemsändnings- eller inköpstillfälle."
        ),
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                granted_sek,
                {OCCASIONS} AS occasions,
                parameter.home_delivery_per_household.value AS each_sek,
                parameter.home_delivery_per_household.source AS rests_on,
                occasions * each_sek AS ceiling_sek,
                granted_sek > ceiling_sek AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Beviljat {granted_sek} överstiger {ceiling_sek}: {each_sek} för vart av {occasions} tillfällen",
        compares=("granted_sek", "ceiling_sek"),
    ),
    Rule(
        "R08",
        title="Hemsändningsbidrag med för liten nettokostnad",
        group=GROUP,
        description=(
            "Stöd lämnas bara om nettokostnaden under ett kalenderår är minst den andel som gäller av det årets "
            "prisbasbelopp. Säger registret inte vilket år kostnaden avser är det året före beslutet: stödet betalas i "
            "efterskott (§ 32)."
        ),
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            WITH price_bases AS (
                SELECT aid_year, arg_max(value, valid_from) AS price_base_sek
                FROM (SELECT DISTINCT aid_year FROM decisions WHERE {HOME_DELIVERY})
                JOIN core.rule_parameters
                    ON parameter = 'price_base_amount'
                    AND aid_year BETWEEN year(valid_from) AND coalesce(year(valid_to), aid_year)
                GROUP BY aid_year
            )
            SELECT
                record_id,
                aid_year,
                {NET_COST} AS cost_sek,
                price_base_sek,
                parameter.home_delivery_least_cost_share.value AS share_pct,
                parameter.home_delivery_least_cost_share.source AS rests_on,
                percent_of(price_base_sek, share_pct) AS least_sek,
                cost_sek < least_sek AS breaks
            FROM decisions
            LEFT JOIN price_bases USING (aid_year)
            WHERE {HOME_DELIVERY}
        """,
        sentence=(
            "Nettokostnaden {cost_sek} är mindre än {share_pct} av prisbasbeloppet {price_base_sek} för {aid_year}"
        ),
        compares=("cost_sek", "least_sek"),
    ),
    Rule(
        "R09",
        title="Hemsändningsbidrag utan underlag",
        group=GROUP,
        description="Nettokostnad, antal hushåll och antal tillfällen ska vara angivna när stöd har beviljats.",
        rests_on="2024:1243 §§ 12–13",
        tries=f"""
            SELECT
                record_id,
                concat_ws(
                    ', ',
                    CASE WHEN {NET_COST} IS NULL THEN 'nettokostnad' END,
                    CASE WHEN households IS NULL THEN 'antal hushåll' END,
                    CASE WHEN {OCCASIONS} IS NULL THEN 'antal tillfällen' END
                ) AS lacking,
                {paragraph("2024:1243 §§ 12–13")},
                granted_sek > 0 AND lacking <> '' AS breaks
            FROM decisions
            WHERE {HOME_DELIVERY}
        """,
        sentence="Uppgift saknas om {lacking}, så att stödet inte kan prövas",
    ),
)
