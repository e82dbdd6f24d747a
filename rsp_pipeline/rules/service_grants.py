"""Servicebidrag: the ceiling per recipient and year, alone and with driftstöd, and for how many years."""

from rsp_pipeline.rules.rule import Group, Rule

GROUP = Group(
    "Servicebidrag",
    "servicebidrag_ryms_under_taken",
    "Servicebidrag ryms under taket per mottagare och år, ensamt och med driftstöd, och lämnas inte för för många år.",
)
SERVICE_GRANT = "grant_form = 'Servicebidrag'"

RULES = (
    Rule(
        "R13",
        title="Servicebidrag över taket",
        group=GROUP,
        description=(
            "Mottagarens servicebidrag för ett år får inte överstiga årets tak. Ett belopp mellan det vanliga taket "
            "och det högre för strategiskt viktiga butiker går inte att pröva: registret säger inte vilka de är."
        ),
        rests_on="2024:1243 § 20",
        tries=f"""
            SELECT
                record_id,
                aid_year,
                sum(granted_sek) OVER (PARTITION BY recipient_id, aid_year) AS granted_in_year_sek,
                coalesce(parameter.servicebidrag_ceiling_strategic.value, parameter.servicebidrag_ceiling.value)
                    AS ceiling_sek,
                parameter.servicebidrag_ceiling.source AS rests_on,
                CASE
                    WHEN granted_in_year_sek <= parameter.servicebidrag_ceiling.value THEN false
                    WHEN granted_in_year_sek > ceiling_sek THEN true
                END AS breaks
            FROM standing_decisions
            WHERE {SERVICE_GRANT}
        """,
        sentence="Beviljat {granted_in_year_sek} överstiger taket {ceiling_sek} för servicebidrag {aid_year}",
        compares=("granted_in_year_sek", "ceiling_sek"),
    ),
    Rule(
        "R14",
        title="Servicebidrag för många år",
        group=GROUP,
        description="En mottagare får ha servicebidrag för högst så många år som gäller.",
        rests_on="2024:1243 § 20",
        tries=f"""
            SELECT
                record_id,
                aid_year,
                dense_rank() OVER (PARTITION BY recipient_id ORDER BY aid_year) AS n_years,
                parameter.servicebidrag_max_years.value AS most_years,
                parameter.servicebidrag_max_years.source AS rests_on,
                n_years > most_years AS breaks
            FROM standing_decisions
            WHERE {SERVICE_GRANT}
        """,
        sentence="Med {aid_year} har mottagaren servicebidrag för {n_years} år, fler än de {most_years} som medges",
        compares=("n_years", "most_years"),
    ),
    Rule(
        "R15",
        title="Servicebidrag och driftstöd över det gemensamma taket",
        group=GROUP,
        description="Mottagarens servicebidrag och driftstöd för ett år får inte överstiga det gemensamma taket.",
        rests_on="2024:1243 § 20",
        tries=f"""
            WITH together AS (
                SELECT
                    recipient_id,
                    aid_year,
                    sum(granted_sek) AS together_sek,
                    bool_or(grant_form = 'Särskilt driftstöd') AS has_both
                FROM standing_decisions
                WHERE grant_form IN ('Servicebidrag', 'Särskilt driftstöd')
                GROUP BY recipient_id, aid_year
            )
            SELECT
                record_id,
                aid_year,
                together_sek,
                parameter.combined_ceiling.value AS ceiling_sek,
                parameter.combined_ceiling.source AS rests_on,
                has_both AND together_sek > ceiling_sek AS breaks
            FROM standing_decisions
            JOIN together USING (recipient_id, aid_year)
            WHERE {SERVICE_GRANT}
        """,
        sentence="Servicebidrag och driftstöd {together_sek} överstiger gemensamma taket {ceiling_sek} för {aid_year}",
        compares=("together_sek", "ceiling_sek"),
    ),
)
