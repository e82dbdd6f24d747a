"""Days in their order: application, decision, payment, and the period that aid is for."""

from rsp_pipeline.derived.cases import IS_PAID_OUT
from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Datum",
    "datumen_kommer_i_ordning",
    "Ansökan kommer före beslutet, beslutet före utbetalningen och startdatum före slutdatum.",
)

RULES = (
    Rule(
        "R25",
        title="Beslut före ansökan",
        group=GROUP,
        description="Ansökan ska ha kommit in senast den dag då beslutet fattades.",
        rests_on=OWN,
        tries="SELECT record_id, received_on, decided_on, received_on > decided_on AS breaks FROM decisions",
        sentence="Beslutet fattades {decided_on}, innan ansökan kom in {received_on}",
    ),
    Rule(
        "R26",
        title="Utbetalning före bifall",
        group=GROUP,
        description="Inget får betalas ut före ärendets första bifall.",
        rests_on=OWN,
        tries=f"""
            SELECT payments.record_id, paid_on, first_approved_on, paid_on < first_approved_on AS breaks
            FROM core.payments
            LEFT JOIN core.cases USING (case_id)
            WHERE {IS_PAID_OUT}
        """,
        sentence="Utbetalningen gjordes {paid_on}, före ärendets första bifall {first_approved_on}",
    ),
    Rule(
        "R27",
        title="Slutdatum före startdatum",
        group=GROUP,
        description="Perioden som stödet avser ska inte sluta innan den börjar.",
        rests_on=OWN,
        tries="SELECT record_id, starts_on, ends_on, ends_on < starts_on AS breaks FROM decisions",
        sentence="Slutdatum {ends_on} är före startdatum {starts_on}",
    ),
)
