"""Grants decided in the year: how many, how much, to whom, and how fast."""

from rsp_pipeline.indicators.dimension import FUNDING_SOURCE, GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

NEW_ORDINANCE = "Från 2025 beslutas stöden enligt förordning (2024:1243), med andra tak än tidigare."

S01 = Indicator(
    "S01",
    title="Beslutade stöd",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal ärenden som fick sitt första bifall under året.",
    processing="Bifall och Delvis bifall räknas. Ett ärende räknas en gång, i året för sitt första bifall.",
    registers=("grants",),
    by=(MUNICIPALITY, GRANT_FORM),
    comparability=NEW_ORDINANCE,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            grant_form,
            1 AS value
        FROM core.cases
    """,
)

S02 = Indicator(
    "S02",
    title="Beviljat belopp",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Beviljat belopp i årets beslutade stöd.",
    processing=(
        "För ärenden som fick sitt första bifall under året: det totala beloppet som det stod när året slutade. "
        "Senare ändringar och återkrav ändrar inte årets belopp."
    ),
    registers=("grants",),
    by=(MUNICIPALITY, GRANT_FORM, FUNDING_SOURCE),
    apart=(FUNDING_SOURCE,),
    comparability=NEW_ORDINANCE,
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            grant_form,
            funding_source,
            granted_at_year_end_sek AS value
        FROM core.cases
    """,
)

S03 = Indicator(
    "S03",
    title="Nettoförändring av tidigare års beslut",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Hur mycket årets ändringar höjde eller sänkte beloppen i ärenden som beviljades tidigare år.",
    processing=(
        "Varje senare bifall i ärendet (oftast en ändring), och varje ändring som återkallar stödet, räknas i året för "
        "sitt beslut: det nya totalbeloppet minus det som gällde före. Ett beslut som inte ändrar beloppet räknas "
        "inte. Bara ärenden vars första bifall är från ett tidigare år. Återkrav är ingen ändring. Året före måste "
        "också vara levererat."
    ),
    registers=("grants",),
    by=(GRANT_FORM,),
    looks_back=1,
    comparable_since=None,
    comparability="Ärenden som beviljades före registrets första år ingår inte, så ju fler år, desto mer täcks.",
    evidence="""
        SELECT record_id, year(decided_on) AS year, grant_form, change_sek AS value
        FROM core.case_changes
        WHERE year(decided_on) > first_approved_year AND change_sek <> 0
    """,
)

S08 = Indicator(
    "S08",
    title="Bifallsandel",
    unit=Unit.PERCENT,
    content=Content.GRANTS_AND_VISITS,
    description="Hur stor andel av årets avgjorda ansökningar som beviljades.",
    processing=(
        "Täljaren är årets beslutade stöd (S01). Nämnaren är samma ärenden och de ärenden som fick avslag i ett "
        "grundbeslut under året och inte hade beviljats när året slutade. Ett ärende som får avslag ett år och bifall "
        "ett senare räknas i båda. Avskrivna, återkallade och pågående ansökningar räknas inte. Stödformen för ett "
        "ärende som fick avslag är det första avslagets under året."
    ),
    registers=("grants",),
    by=(GRANT_FORM,),
    aggregate=Aggregate.RATIO,
    decimals=0,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            grant_form,
            1 AS value,
            1 AS denominator
        FROM core.cases
        UNION ALL
        SELECT record_id, year(decided_on) AS year, decision.grant_form, 0 AS value, 1 AS denominator
        FROM core.grants AS decision
        LEFT JOIN core.cases AS cases USING (case_id)
        WHERE decision_type = 'Grundbeslut'
            AND outcome = 'Avslag'
            AND coalesce(first_approved_year, 9999) > year(decided_on)
        QUALIFY row_number() OVER (PARTITION BY case_id, year(decided_on) ORDER BY decided_on, decision_no) = 1
    """,
)

S09 = Indicator(
    "S09",
    title="Medianstöd",
    unit=Unit.SEK,
    content=Content.GRANTS_AND_VISITS,
    description="Det mittersta beviljade beloppet bland årets beslutade stöd.",
    processing=(
        "Medianen av ärendenas beviljade belopp som de stod när året slutade (S02). Vid ett jämnt antal är det "
        "medelvärdet av de två mittersta."
    ),
    registers=("grants",),
    by=(GRANT_FORM,),
    aggregate=Aggregate.MEDIAN,
    comparability=NEW_ORDINANCE,
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            grant_form,
            granted_at_year_end_sek AS value
        FROM core.cases
    """,
)

S10 = Indicator(
    "S10",
    title="Unika mottagare",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal olika mottagare av årets beslutade stöd.",
    processing="En mottagare känns igen på organisationsnumret och räknas en gång per redovisad grupp.",
    registers=("grants",),
    by=(MUNICIPALITY, GRANT_FORM),
    aggregate=Aggregate.DISTINCT,
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            grant_form,
            recipient_record_id AS entity,
            1 AS value
        FROM core.cases
    """,
)

S11 = Indicator(
    "S11",
    title="Nya mottagare",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal mottagare av årets beslutade stöd som inte hade beviljats något de tre åren före.",
    processing=(
        "Mottagare (organisationsnummer) med minst ett ärende vars första bifall är från året, och inget vars första "
        "bifall är från något av de tre kalenderåren före, oavsett stödform. Räknas en gång per redovisad grupp. De "
        "tre åren före måste också vara levererade."
    ),
    registers=("grants",),
    by=(GRANT_FORM,),
    aggregate=Aggregate.DISTINCT,
    looks_back=3,
    comparable_since=2026,
    comparability="Kräver att registret täcker året och de tre åren före.",
    evidence="""
        SELECT
            first_approval_record_id AS record_id,
            year,
            grant_form,
            recipient_record_id AS entity,
            1 AS value
        FROM core.cases
        JOIN core.recipient_years USING (recipient_id)
        WHERE year = first_approved_year AND coalesce(year_before < year - 3, true)
    """,
)

S12 = Indicator(
    "S12",
    title="Handläggningstid",
    unit=Unit.DAYS,
    content=Content.GRANTS_AND_VISITS,
    description="Antal dagar (median) från att ansökan kom in till att den avgjordes.",
    processing=(
        "Medianen av antalet dagar från ankomstdag till beslutsdag, för årets första grundbeslut i varje ärende med "
        "utfallet Bifall, Delvis bifall eller Avslag. Ett ärende vars beslut saknar ankomstdag räknas inte."
    ),
    registers=("grants",),
    by=(GRANT_FORM,),
    aggregate=Aggregate.MEDIAN,
    good=Good.DOWN,
    evidence="""
        WITH first_settled AS (
            SELECT *
            FROM core.grants
            WHERE decision_type = 'Grundbeslut' AND outcome IN ('Bifall', 'Delvis bifall', 'Avslag')
            QUALIFY row_number() OVER (PARTITION BY case_id, year(decided_on) ORDER BY decided_on, decision_no) = 1
        )
        SELECT
            record_id,
            year(decided_on) AS year,
            grant_form,
            date_diff('day', received_on, decided_on) AS value
        FROM first_settled
        WHERE received_on IS NOT NULL
    """,
)
