"""Recipients under more than one name or number. Both are restricted, and told in no sentence."""

from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Mottagare",
    "mottagarna_heter_lika_overallt",
    "Varje organisationsnummer har ett namn, och varje namn ett organisationsnummer.",
)

# One row for each recipient and name, capitals and space apart: the record it is first met in. Each way of writing a
# name is made alike once, and not in every row.
NAMES = r"""
            WITH written AS (
                SELECT
                    recipient_id,
                    recipient_name,
                    arg_min(record_id, (decided_on, record_id)) AS record_id,
                    min(decided_on) AS first_met_on
                FROM core.grants
                GROUP BY recipient_id, recipient_name
            ),
            names AS (
                SELECT
                    recipient_id,
                    lower(trim(regexp_replace(recipient_name, '\s+', ' ', 'g'))) AS name,
                    arg_min(record_id, (first_met_on, record_id)) AS record_id,
                    min(first_met_on) AS first_met_on
                FROM written
                GROUP BY ALL
            )
"""

RULES = (
    Rule(
        "R30",
        title="Ett organisationsnummer med flera namn",
        group=GROUP,
        description="Prövas en gång per namn; det namn som förekommer först anses rätt.",
        rests_on=OWN,
        tries=f"""{NAMES}
            SELECT
                record_id,
                count(name) OVER (PARTITION BY recipient_id) AS n_names,
                CASE
                    WHEN name IS NOT NULL
                    THEN row_number() OVER (PARTITION BY recipient_id ORDER BY first_met_on, record_id) > 1
                END AS breaks
            FROM names
        """,
        sentence="Mottagaren har ett annat namn än tidigare: {n_names} namn för samma organisationsnummer",
    ),
    Rule(
        "R31",
        title="Ett namn med flera organisationsnummer",
        group=GROUP,
        description="Prövas en gång per organisationsnummer; det nummer som förekommer först anses rätt.",
        rests_on=OWN,
        tries=f"""{NAMES}
            SELECT
                record_id,
                count(recipient_id) OVER (PARTITION BY name) AS n_numbers,
                CASE
                    WHEN name IS NOT NULL
                    THEN row_number() OVER (PARTITION BY name ORDER BY first_met_on, record_id) > 1
                END AS breaks
            FROM names
        """,
        sentence="Mottagaren har ett annat organisationsnummer än tidigare: {n_numbers} nummer för samma namn",
    ),
)
