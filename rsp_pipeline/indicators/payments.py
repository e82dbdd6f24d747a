"""What was paid out, what came back, and what remains to be paid."""

from rsp_pipeline.derived.cases import IS_PAID_OUT, PAID_SEK
from rsp_pipeline.indicators.dimension import DECISION_YEAR, GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

KNOWN_WHEN_DELIVERED = (
    "Vad som är beviljat och utbetalt i ett ärende är känt när beslut och utbetalningar är levererade för vart och ett "
    "av programmets år från det första bifallet."
)
FROM_THE_REGISTERS_BEGINNING = "Ärenden som beviljades före registrets första år ingår inte."

S04 = Indicator(
    "S04",
    title="Utbetalt",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Vad som betalades ut under året, minus det som kom tillbaka.",
    processing=(
        "Utbetalningar och förskott minus återföringar, återkrav och kvittningar (vare sig de skrivits med "
        "minustecken eller inte), i året för utbetalningsdagen. Stödform, kommun och beslutsår är ärendets; "
        "betalningar i ärenden utan känt första bifall redovisas som Ej angivet."
    ),
    registers=("payments",),
    by=(GRANT_FORM, DECISION_YEAR, MUNICIPALITY),
    apart=(MUNICIPALITY,),
    evidence=f"""
        SELECT
            record_id,
            year(paid_on) AS year,
            grant_form,
            first_approved_year::VARCHAR AS decision_year,
            municipality_code,
            {PAID_SEK} AS value
        FROM core.payments
        LEFT JOIN core.cases USING (case_id)
    """,
)

S05 = Indicator(
    "S05",
    title="Utbetalningsgrad",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor del av det beviljade som hade betalats ut när året slutade, också per beslutsår.",
    processing=(
        "Alla ärenden med första bifall till och med året. Täljaren är utbetalningar och förskott minus återföringar, "
        "återkrav och kvittningar till och med den 31 december, nämnaren det beviljade beloppet som det stod samma "
        f"dag. Beslutsåret är året för ärendets första bifall. {KNOWN_WHEN_DELIVERED}"
    ),
    registers=("grants", "payments"),
    by=(GRANT_FORM, DECISION_YEAR),
    aggregate=Aggregate.RATIO,
    good=Good.UP,
    comparability=FROM_THE_REGISTERS_BEGINNING,
    evidence="""
        SELECT
            case_years.record_id,
            year,
            grant_form,
            first_approved_year::VARCHAR AS decision_year,
            paid_to_year_end_sek AS value,
            case_years.granted_at_year_end_sek AS denominator
        FROM core.case_years
        JOIN core.cases USING (case_id)
    """,
)

S06 = Indicator(
    "S06",
    title="Kvarstående åtagande",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Hur mycket av det beviljade som återstod att betala ut den 31 december.",
    processing=(
        "Per ärende med första bifall till och med året: beviljat belopp som det stod den 31 december, minus det som "
        "är utbetalt netto (S04) och det som kommit tillbaka (S07) till och med samma dag, alltså minus utbetalningar "
        "och förskott. Det som kommit tillbaka betalas inte ut igen. Ett ärende kan inte ha mindre än noll kvar, och "
        f"ett ärende där inget återstår räknas inte. {KNOWN_WHEN_DELIVERED}"
    ),
    registers=("grants", "payments"),
    by=(GRANT_FORM,),
    comparability=FROM_THE_REGISTERS_BEGINNING,
    evidence="""
        SELECT
            case_years.record_id,
            year,
            grant_form,
            case_years.granted_at_year_end_sek - paid_out_to_year_end_sek AS value
        FROM core.case_years
        JOIN core.cases USING (case_id)
        WHERE coalesce(paid_out_to_year_end_sek < case_years.granted_at_year_end_sek, true)
    """,
)

S07 = Indicator(
    "S07",
    title="Återfört och återkrävt",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Vad som kom tillbaka under året.",
    processing=(
        "Summan av återföringar, återkrav och kvittningar, i året för betalningsdagen, räknade som positiva belopp "
        "vare sig de skrivits med minustecken eller inte. Stödformen är ärendets."
    ),
    registers=("payments",),
    by=(GRANT_FORM,),
    evidence=f"""
        SELECT record_id, year(paid_on) AS year, grant_form, abs(amount_sek) AS value
        FROM core.payments
        LEFT JOIN core.cases USING (case_id)
        WHERE NOT ({IS_PAID_OUT})
    """,
)
