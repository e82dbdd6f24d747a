"""Outlets that cannot lie where their coordinates say."""

from rsp_pipeline.derived.outlet_distances import IS_PLACED
from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Serviceställen",
    "stallena_ligger_i_sin_kommun",
    "Varje serviceställe ligger i sin kommun, enligt koordinaterna.",
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
)
