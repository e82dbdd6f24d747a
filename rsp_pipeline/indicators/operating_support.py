"""Aid to keep a shop running: servicebidrag and särskilt driftstöd together, and against their ceiling."""

from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.indicator import Aggregate, Indicator, Unit
from rsp_pipeline.indicators.parameters import parameter_on
from rsp_pipeline.programme import Content

CEILING = "special_operating_aid_ceiling"

S15 = Indicator(
    "S15",
    title="Driftstödsbutiker vid taket",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal butiker som fick det högsta särskilda driftstöd som kan lämnas.",
    processing=(
        "Årets beslutade särskilda driftstöd vars beviljade belopp, som det stod när året slutade, är lika med taket "
        f"(regelparametern {CEILING}) den dag då det första bifallet beslutades. En butik räknas en gång per redovisad "
        "grupp, och känns igen som i S21; ett ärende vars butik inte finns bland serviceställena räknas per mottagare. "
        "Saknas taket för något ärende är antalet okänt."
    ),
    registers=("grants", "outlets", "rule_parameters"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.DISTINCT,
    comparability="Taket höjdes 2025 (2024:1243 § 22).",
    evidence=f"""
        WITH supported AS (
            SELECT *, {parameter_on("first_approved_on", f"'{CEILING}'")} AS ceiling_sek
            FROM core.cases
            WHERE grant_form = 'Särskilt driftstöd'
        )
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            coalesce(match.outlet_id, recipient_record_id) AS entity,
            CASE WHEN ceiling_sek IS NOT NULL THEN 1 END AS value
        FROM supported
        LEFT JOIN core.outlet_matches AS match ON match.record_id = first_approval_record_id
        WHERE coalesce(granted_at_year_end_sek = ceiling_sek, true)
    """,
)

S16 = Indicator(
    "S16",
    title="Kombinerat service- och driftstöd",
    unit=Unit.COUNT,
    content=Content.GRANTS_AND_VISITS,
    description="Antal mottagare som beviljades både servicebidrag och särskilt driftstöd under året.",
    processing=(
        "Mottagare (organisationsnummer) som har minst ett servicebidrag och minst ett särskilt driftstöd med första "
        "bifall under året. Räknas en gång i länet, och en gång i varje kommun där något av ärendena finns."
    ),
    registers=("grants",),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.DISTINCT,
    evidence="""
        WITH kept_running AS (
            FROM core.cases WHERE grant_form IN ('Servicebidrag', 'Särskilt driftstöd')
        ),
        combined AS (
            SELECT recipient_id, first_approved_year
            FROM kept_running
            GROUP BY ALL
            HAVING count(DISTINCT grant_form) = 2
        )
        SELECT
            first_approval_record_id AS record_id,
            first_approved_year AS year,
            municipality_code,
            recipient_record_id AS entity,
            1 AS value
        FROM kept_running
        JOIN combined USING (recipient_id, first_approved_year)
    """,
)
