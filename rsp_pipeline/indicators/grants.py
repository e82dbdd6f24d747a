"""Grants decided in the year: how many, how much, to how many."""

from rsp_pipeline.indicators.indicator import GRANT_FORM, MUNICIPALITY, PROVIDERS, Aggregate, Indicator, Unit

S01 = Indicator(
    "S01",
    title="Beslutade stöd",
    unit=Unit.COUNT,
    area=PROVIDERS,
    description="Antal ärenden som fick sitt första bifall under året.",
    processing="Bifall och Delvis bifall räknas. Ett ärende räknas en gång, i året för sitt första bifall.",
    registers=("grants",),
    by=(MUNICIPALITY, GRANT_FORM),
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
    area=PROVIDERS,
    description="Beviljat belopp i årets beslutade stöd.",
    processing=(
        "För ärenden som fick sitt första bifall under året: det totala beloppet som det stod när året slutade. "
        "Senare ändringar och återkrav ändrar inte årets belopp."
    ),
    registers=("grants",),
    by=(MUNICIPALITY, GRANT_FORM),
    evidence="""
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            grant_form,
            granted_at_year_end_sek AS value
        FROM core.cases
    """,
)

S10 = Indicator(
    "S10",
    title="Unika mottagare",
    unit=Unit.COUNT,
    area=PROVIDERS,
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
            recipient_id AS entity,
            1 AS value
        FROM core.cases
    """,
)
