"""Outlets that cannot lie where their coordinates say, and rows about an outlet that name another."""

from rsp_pipeline.derived.outlet_distances import IS_PLACED
from rsp_pipeline.derived.outlet_matches import MENTIONS
from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Serviceställen",
    "stallena_ligger_i_sin_kommun",
    "Varje serviceställe ligger i sin kommun, enligt koordinaterna.",
)
NAMED = Group(
    "Ställets namn",
    "stallets_namn_ar_dess_eget",
    "Inget beslut och inget besök anger ett ställe med ett annat ställes namn.",
)

RULES = (
    Rule(
        "R67",
        title="Koordinater utanför kommunen",
        group=GROUP,
        description=(
            "Ett serviceställes koordinater ska ligga inom rektangeln runt kommunen, med fem kilometers marginal. "
            "Annars kan öst och nord ha bytt plats, ett annat system än SWEREF 99 TM ha använts, eller kommunen vara "
            "fel."
        ),
        rests_on=OWN,
        tries=f"""
            SELECT
                record_id,
                name AS outlet_name,
                municipality_name AS municipality,
                east,
                north,
                NOT ({IS_PLACED}) AS breaks
            FROM core.outlets AS outlet
            JOIN core.municipalities USING (municipality_code)
        """,
        sentence="Serviceställe {outlet_name} ligger inte i {municipality} enligt koordinaterna {east} och {north}",
    ),
    Rule(
        "R74",
        title="Ställets namn är ett annat ställes",
        group=NAMED,
        description=(
            "Ett stödbeslut eller ett besök som anger både ställets identitet och dess namn ska mena samma ställe. Ett "
            "namn som inget ställe i kommunen har kan vara ett tidigare, och säger inget."
        ),
        rests_on=OWN,
        tries=f"""
            WITH called AS (
                SELECT municipality_code, lower(trim(name)) AS called, min(outlet_id) AS other_outlet
                FROM core.outlets
                GROUP BY ALL
            )
            SELECT
                told.record_id,
                told.outlet_id AS told_outlet,
                told.outlet_name AS told_name,
                own.name AS own_name,
                other_outlet,
                CASE
                    WHEN told_name IS NOT NULL AND own_name IS NOT NULL
                    THEN lower(trim(told_name)) <> lower(trim(own_name)) AND other_outlet IS NOT NULL
                END AS breaks
            FROM ({MENTIONS}) AS told
            LEFT JOIN core.outlets AS own ON own.outlet_id = told.outlet_id
            LEFT JOIN called
                ON called.municipality_code = told.municipality_code AND called = lower(trim(told.outlet_name))
        """,
        sentence="Serviceställe {told_outlet} heter {own_name}, men {told_name} är {other_outlet}: vilket menas?",
    ),
)
