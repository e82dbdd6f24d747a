"""The tables that the steward keeps, against what is followed up: each of their rows is of use.

Whether a published figure has its like belongs in `published`.
"""

from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Egna tabeller",
    "egna_tabeller_galler_det_som_foljs_upp",
    "Varje stödram, målvärde, publicerad siffra och regelparameter gäller något som följs upp.",
)

RULES = (
    Rule(
        "R70",
        title="År utanför programmet",
        group=GROUP,
        description=(
            "En stödram, ett målvärde och en publicerad siffra ska gälla ett av programmets år; en regelparameter kan "
            "gälla från tidigare år, men inte från senare."
        ),
        rests_on=OWN,
        tries="""
            SELECT
                record_id,
                told_year,
                first_year,
                last_year,
                told_year > last_year OR (told_year < first_year AND NOT may_be_earlier) AS breaks
            FROM (
                SELECT record_id, year AS told_year, false AS may_be_earlier FROM core.grant_frames
                UNION ALL SELECT record_id, year, false FROM core.targets
                UNION ALL SELECT record_id, year, false FROM core.published_figures
                UNION ALL SELECT record_id, year(valid_from), true FROM core.rule_parameters
            )
            CROSS JOIN (SELECT min(year) AS first_year, max(year) AS last_year FROM core.programme_years)
        """,
        sentence="Raden gäller {told_year} och används aldrig: programmets år är {first_year}–{last_year}",
    ),
    Rule(
        "R71",
        title="Målvärde för en grupp som nyckeltalet saknar",
        group=GROUP,
        description="Nyckeltalet ska vara uppdelat på det som målvärdet gäller en del av: kommun, stödform eller båda.",
        rests_on=OWN,
        tries="""
            WITH divided AS (
                SELECT DISTINCT
                    indicator_id,
                    (municipality_code IS NOT NULL, grant_form IS NOT NULL) AS parts
                FROM indicator.value
            )
            SELECT
                record_id,
                target.indicator_id,
                concat_ws(
                    ' och ',
                    CASE WHEN municipality_code IS NOT NULL THEN 'kommun' END,
                    CASE WHEN grant_form IS NOT NULL THEN 'stödform' END
                ) AS told_parts,
                CASE
                    WHEN target.indicator_id IN (SELECT indicator_id FROM divided) THEN divided.indicator_id IS NULL
                END AS breaks
            FROM core.targets AS target
            LEFT JOIN divided
                ON divided.indicator_id = target.indicator_id
                AND divided.parts = (municipality_code IS NOT NULL, grant_form IS NOT NULL)
        """,
        sentence="{indicator_id} är inte uppdelat på {told_parts}, så målvärdet jämförs aldrig med något utfall",
    ),
    Rule(
        "R75",
        title="Lucka mellan en parameters värden",
        group=GROUP,
        description=(
            "Nästa värde ska börja när det förra slutar, eller inom en vecka: kurser sätts inte på helger. Under en "
            "lucka prövas inget, eller mot ett värde som är för gammalt."
        ),
        rests_on=OWN,
        tries="""
            SELECT
                record_id,
                parameter AS told_parameter,
                lag(valid_to) OVER (PARTITION BY parameter ORDER BY valid_from) AS previous_to,
                valid_from,
                valid_from - previous_to > 7 AS breaks
            FROM core.rule_parameters
        """,
        sentence="Parametern {told_parameter} saknar värde mellan {previous_to} och {valid_from}",
    ),
)
