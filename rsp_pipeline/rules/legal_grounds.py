"""What a decision says it rests on: the basis of state aid and the ordinance, against the form of aid and the day."""

from rsp_pipeline.rules.rule import OWN, Group, Rule, Severity, paragraph

GROUP = Group(
    "Rättslig grund",
    "rattslig_grund_passar_beslutet",
    "Statsstödsgrund och förordning passar stödformen och gällde den dag som beslutet fattades.",
)

RULES = (
    Rule(
        "R22",
        title="Statsstödsgrunden passar inte stödformen",
        group=GROUP,
        description="Hemsändning till kommuner är inte statsstöd; övriga former är stöd av mindre betydelse.",
        rests_on="2024:1243 §§ 6–7",
        tries=f"""
            SELECT
                record_id,
                grant_form,
                state_aid_basis,
                {paragraph("2024:1243 §§ 6–7")},
                (grant_form = 'Hemsändning') <> (state_aid_basis = 'Ej statsstöd') AS breaks
            FROM decisions
            WHERE approves
        """,
        sentence="Statsstödsgrunden {state_aid_basis} passar inte stödformen {grant_form}",
        severity=Severity.NOTICE,
    ),
    Rule(
        "R23",
        title="EU-förordningen gällde inte vid beslutet",
        group=GROUP,
        description="EU-förordningen som anges som statsstödsgrund ska ha gällt den dag då beslutet fattades.",
        rests_on=OWN,
        tries="""
            WITH regulations AS (
                SELECT source, min(valid_from) AS first_day, max(coalesce(valid_to, 'infinity')) AS last_day
                FROM core.rule_parameters
                WHERE parameter IN ('de_minimis_tak_eur', 'de_minimis_tak_sgei_eur')
                GROUP BY source
            )
            SELECT
                record_id,
                decided_on,
                state_aid_basis,
                decided_on NOT BETWEEN first_day AND last_day AS breaks
            FROM decisions
            LEFT JOIN regulations ON source = state_aid_basis
            WHERE approves AND coalesce(state_aid_basis, '') <> 'Ej statsstöd'
        """,
        sentence="Statsstödsgrunden {state_aid_basis} gällde inte den {decided_on}",
    ),
    Rule(
        "R24",
        title="Förordningen gällde inte vid beslutet",
        group=GROUP,
        description="Förordningen som anges som rättslig grund ska ha gällt den dag då beslutet fattades.",
        rests_on="2024:1243",
        tries="""
            WITH ordinances AS (
                SELECT source, valid_from, coalesce(valid_to, 'infinity') AS valid_to
                FROM core.rule_parameters
                WHERE parameter = 'ordinance'
            )
            SELECT
                record_id,
                decided_on,
                legal_basis,
                source AS rests_on,
                CASE WHEN legal_basis <> 'Annan' THEN NOT contains(legal_basis, source) END AS breaks
            FROM decisions
            LEFT JOIN ordinances ON decided_on BETWEEN valid_from AND valid_to
        """,
        sentence="Rättslig grund är {legal_basis}, som inte gällde den {decided_on}",
    ),
)
