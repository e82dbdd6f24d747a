"""Stöd av mindre betydelse: what a recipient was granted over a rolling period, against the EU's ceilings.

Only indicative: groups of companies count as one recipient, which no register tells. Amounts are turned into euro by
the rate of the day of the decision, or the latest that was known by then. How near the ceiling a recipient is must not
be told.
"""

from rsp_pipeline.registers.rule_parameters import EURO_RATE, GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING
from rsp_pipeline.registers.state_aid import GENERAL_AID_BASES, GENERAL_INTEREST_BASES
from rsp_pipeline.rules.rule import Group, Rule, Severity

GROUP = Group(
    "Stöd av mindre betydelse",
    "stod_av_mindre_betydelse_under_taken",
    "Ingen mottagare har fått mer stöd av mindre betydelse än EU medger under tre år; indikativt.",
)


def _under_ceiling(rule_id: str, kind: str, ceiling: str, bases: tuple[str, ...]) -> Rule:
    return Rule(
        rule_id,
        title=f"Stöd av mindre betydelse över taket{kind}",
        group=GROUP,
        description=(
            f"Mottagarens stöd av mindre betydelse{kind} under perioden fram till beslutet får inte överstiga taket "
            "som gällde då, i euro efter kursen för beslutsdagen eller den senast kända dessförinnan. Indikativt: "
            "koncernband är inte kända."
        ),
        rests_on=bases[0],
        tries=f"""
            WITH aid AS (
                SELECT
                    record_id,
                    recipient_id,
                    decided_on,
                    (granted_sek / parameter.{EURO_RATE}.value)::DECIMAL(14,2) AS granted_eur,
                    parameter.de_minimis_years.value AS period_years,
                    parameter.{ceiling}.value AS ceiling_eur,
                    parameter.{ceiling}.source AS rests_on,
                    coalesce(to_years(period_years::INTEGER) - INTERVAL 1 DAY, INTERVAL 0 DAY) AS earlier
                FROM standing_decisions
                WHERE state_aid_basis IN {bases}
            )
            SELECT
                record_id,
                period_years,
                ceiling_eur,
                rests_on,
                CASE
                    WHEN sum(granted_eur) OVER period > ceiling_eur THEN true
                    WHEN count(*) OVER period = count(granted_eur) OVER period AND ceiling_eur > 0 THEN false
                END AS breaks
            FROM aid
            WINDOW period AS (
                PARTITION BY recipient_id ORDER BY decided_on RANGE BETWEEN earlier PRECEDING AND CURRENT ROW
            )
        """,
        sentence=(
            f"Mottagarens stöd av mindre betydelse{kind} under {{period_years}} år överstiger taket {{ceiling_eur}}, "
            "räknat utan koncernband"
        ),
        severity=Severity.NOTICE,
    )


RULES = (
    _under_ceiling("R20", "", GENERAL_AID_CEILING, GENERAL_AID_BASES),
    _under_ceiling(
        "R21", " till tjänster av allmänt ekonomiskt intresse", GENERAL_INTEREST_CEILING, GENERAL_INTEREST_BASES
    ),
)
