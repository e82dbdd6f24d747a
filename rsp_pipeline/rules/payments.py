"""What was paid against what was granted."""

from rsp_pipeline.derived.cases import IS_PAID_OUT
from rsp_pipeline.rules.rule import OWN, Group, Rule

GROUP = Group(
    "Utbetalningar",
    "utbetalningarna_ryms_i_besluten",
    "Inget ärende har fått mer utbetalt än beviljat, och inget har betalats ut utan bifall.",
)

RULES = (
    Rule(
        "R28",
        title="Utbetalt mer än beviljat",
        group=GROUP,
        description="Det som betalats ut i ett ärende, minus det som kom tillbaka, får inte överstiga det beviljade.",
        rests_on=OWN,
        tries="""
            SELECT
                first_approval_record_id AS record_id,
                case_id,
                paid_sek,
                granted_today_sek,
                paid_sek > granted_today_sek AS breaks
            FROM core.cases
        """,
        sentence="I ärende {case_id} har {paid_sek} betalats ut, mer än beviljade {granted_today_sek}",
        compares=("paid_sek", "granted_today_sek"),
    ),
    Rule(
        "R29",
        title="Utbetalning utan bifall",
        group=GROUP,
        description="Ett ärende som inte har något bifall i registret ska inte ha någon utbetalning.",
        rests_on=OWN,
        tries=f"""
            SELECT payments.record_id, case_id, amount_sek, NOT is_approved AS breaks
            FROM core.payments
            LEFT JOIN (SELECT case_id, bool_or(approves) AS is_approved FROM decisions GROUP BY case_id) USING (case_id)
            WHERE {IS_PAID_OUT}
        """,
        sentence="{amount_sek} har betalats ut i ärende {case_id}, som inte har något bifall",
    ),
)
