"""Service plans whose days and status contradict each other."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity

GROUP = Group(
    "Serviceplaner",
    "serviceplanernas_datum_och_status_stammer",
    "Serviceplanerna antogs innan de började gälla, en i taget, och deras status stämmer med datumen.",
)

# Plans that were adopted; one said to have ended, without a day, is in force on no day that is known.
ADOPTED = """
            SELECT
                record_id,
                plan_id,
                municipality_code,
                replaces,
                adopted_on,
                valid_from,
                greatest(adopted_on, valid_from) AS first_day,
                coalesce(greatest(valid_to, extended_to), CASE WHEN status <> 'Utgången' THEN 'infinity'::DATE END)
                    AS last_day
            FROM core.service_plans
            WHERE status IN ('Antagen', 'Under revidering', 'Förlängd', 'Utgången')
"""

RULES = (
    Rule(
        "R36",
        title="Planen antogs efter att den började gälla",
        group=GROUP,
        description="En plan ska vara antagen senast den dag då den börjar gälla.",
        rests_on=OWN,
        tries=f"SELECT record_id, adopted_on, valid_from, adopted_on > valid_from AS breaks FROM ({ADOPTED})",
        sentence="Planen antogs {adopted_on}, efter att den började gälla {valid_from}",
        severity=Severity.NOTICE,
    ),
    Rule(
        "R37",
        title="Två gällande planer för en kommun",
        group=GROUP,
        description="En plan ska inte börja gälla medan en annan gäller i kommunen, om den inte ersätter den.",
        rests_on=OWN,
        tries=f"""
            WITH adopted AS ({ADOPTED})
            SELECT
                plan.record_id,
                plan.first_day,
                min(other.plan_id) AS other_plan,
                CASE WHEN plan.first_day IS NOT NULL THEN count(other.record_id) > 0 END AS breaks
            FROM adopted AS plan
            LEFT JOIN adopted AS other
                ON other.municipality_code = plan.municipality_code
                AND (other.first_day, other.record_id) < (plan.first_day, plan.record_id)
                AND other.last_day >= plan.first_day
                AND other.plan_id IS DISTINCT FROM plan.replaces
            GROUP BY plan.record_id, plan.first_day
        """,
        sentence="Planen började gälla {first_day}, medan kommunens plan {other_plan} fortfarande gällde",
    ),
    Rule(
        "R38",
        title="Planens status motsäger datumen",
        group=GROUP,
        description="Planens status ska stämma med när den antogs, hur länge den gäller och om den har förlängts.",
        rests_on=OWN,
        tries="""
            WITH dated AS (
                SELECT
                    *,
                    status IN ('Antagen', 'Under revidering', 'Förlängd') AS is_in_force,
                    greatest(valid_to, extended_to) AS last_day
                FROM core.service_plans
                CROSS JOIN today
            )
            SELECT
                record_id,
                status,
                CASE
                    WHEN NOT is_in_force AND status <> 'Utgången' THEN 'planen antogs ' || adopted_on
                    WHEN status = 'Förlängd' AND extended_to IS NULL THEN 'dag för förlängningen saknas'
                    WHEN is_in_force AND last_day < day THEN 'den gällde till och med ' || last_day
                    WHEN status = 'Utgången' AND last_day >= day THEN 'den gäller till och med ' || last_day
                END AS contradiction,
                CASE
                    WHEN contradiction IS NOT NULL THEN true
                    WHEN last_day IS NOT NULL OR status IN ('Saknas', 'Under framtagande', 'På remiss') THEN false
                END AS breaks
            FROM dated
        """,
        sentence="Status är {status}, men {contradiction}",
    ),
    Rule(
        "R76",
        title="Planen har ingen sista dag",
        group=GROUP,
        description=(
            "En antagen plan ska ha en dag då den slutar gälla. Utan den räknas planen som gällande i varje år sedan "
            "den började, också när dess status är Utgången. En plan som inte har antagits prövas inte."
        ),
        rests_on=OWN,
        tries="""
            SELECT
                record_id,
                status,
                CASE WHEN adopted_on IS NOT NULL THEN coalesce(valid_to, extended_to) IS NULL END AS breaks
            FROM core.service_plans
        """,
        sentence="Planen (status {status}) har ingen sista dag, och räknas som gällande i varje år sedan den började",
    ),
)
