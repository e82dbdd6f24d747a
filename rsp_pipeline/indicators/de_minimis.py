"""De minimis aid against its ceiling: for the workshop only, since it tells of single recipients' room for more."""

from rsp_pipeline.indicators.engine import quotient_sql
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.indicators.parameters import latest_on, parameter_on
from rsp_pipeline.programme import Content
from rsp_pipeline.registers.rule_parameters import EURO_RATE, GENERAL_AID_CEILING, GENERAL_INTEREST_CEILING
from rsp_pipeline.registers.state_aid import GENERAL_AID_BASES, NO_STATE_AID

CEILING = (
    f"CASE WHEN state_aid_basis IN {GENERAL_AID_BASES} THEN '{GENERAL_AID_CEILING}' "
    f"ELSE '{GENERAL_INTEREST_CEILING}' END"
)
"""SQL for the parameter with the ceiling of aid that rests on a `state_aid_basis`."""

S17 = Indicator(
    "S17",
    title="Utnyttjat de minimis-tak",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor del av taken för stöd av mindre betydelse som mottagarna har utnyttjat. Vägledande.",
    processing=(
        "Beviljat belopp (S02) i ärenden med första bifall under året och de två åren före, i euro efter kursen för "
        "dagen för det första bifallet eller den senast kända dessförinnan (regelparametern "
        f"{EURO_RATE}, kronor per euro, avrundat till cent), delat med "
        "summan av taken: ett tak per mottagare och slag av stöd. Slagen är stöd enligt (EU) 2023/2831 eller 1407/2013 "
        f"(parametern {GENERAL_AID_CEILING}) och tjänster av allmänt ekonomiskt intresse enligt (EU) 2023/2832 eller "
        f"360/2012 ({GENERAL_INTEREST_CEILING}); taket är det som gäller den 31 december. Vägledande: registren säger "
        "inte vilka företag som hör ihop. De två åren före måste också vara levererade."
    ),
    registers=("grants", "rule_parameters"),
    aggregate=Aggregate.RATIO,
    looks_back=2,
    good=Good.NEUTRAL,
    comparable_since=None,
    comparability="Reglerna, taken och kursen skiljer sig mellan åren.",
    restricted=True,
    evidence=f"""
        WITH aid AS (
            SELECT
                year_end_record_id AS record_id,
                unnest([first_approved_year, first_approved_year + 1, first_approved_year + 2]) AS year,
                recipient_id,
                {CEILING} AS ceiling,
                granted_at_year_end_sek,
                {latest_on("first_approved_on", f"'{EURO_RATE}'")} AS rate
            FROM core.cases
            WHERE state_aid_basis <> '{NO_STATE_AID}'
        ),
        against_ceilings AS (
            SELECT *, {parameter_on("make_date(year, 12, 31)", "ceiling")} AS ceiling_eur FROM aid
        )
        SELECT
            record_id,
            year,
            {quotient_sql("granted_at_year_end_sek", "rate", "1", decimals=2)} AS value,
            CASE
                WHEN row_number() OVER (PARTITION BY recipient_id, ceiling, year ORDER BY record_id) > 1 THEN 0
                ELSE ceiling_eur
            END AS denominator
        FROM against_ceilings
    """,
)
