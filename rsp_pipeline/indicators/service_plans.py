"""The municipalities' service plans on 31 December, and the grants that go where they say."""

from rsp_pipeline.indicators.dimension import MUNICIPALITY, PLAN_STATUS
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

AS_REGISTERED = "Datum och förlängningar är de som registret har nu."
MUNICIPALITIES = "SELECT year, 1 AS value FROM years CROSS JOIN core.municipalities"

O01 = Indicator(
    "O01",
    title="Kommuner med gällande serviceplan",
    unit=Unit.COUNT,
    content=Content.PUBLIC_BODIES,
    description="Antal av länets kommuner som hade en gällande serviceplan den 31 december.",
    processing=(
        "Planen ska senast den 31 december vara antagen, med dagen angiven, och ha börjat gälla; utan första dag "
        "gäller den från antagandet. Den gäller till och med sin sista dag eller den dag den är förlängd till, om den "
        "är senare; utan någon av dem gäller den tills vidare. Av flera gällande planer i en kommun räknas den som "
        "antogs senast, och av dem som antogs samma dag den med lägst plan-id. Nämnaren är länets kommuner."
    ),
    registers=("service_plans",),
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence="SELECT record_id, year, 1 AS value FROM core.plan_status WHERE is_valid",
    denominator=MUNICIPALITIES,
)

O01A = Indicator(
    "O01A",
    title="Andel kommuner med gällande serviceplan",
    unit=Unit.PERCENT,
    content=Content.PUBLIC_BODIES,
    description="Hur stor andel av länets kommuner som hade en gällande serviceplan den 31 december.",
    processing="Kommunerna i O01 delat med antalet kommuner i länet.",
    registers=("service_plans",),
    aggregate=Aggregate.RATIO,
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence=O01.evidence,
    denominator=MUNICIPALITIES,
)

O02 = Indicator(
    "O02",
    title="Planstatus",
    unit=Unit.COUNT,
    content=Content.PUBLIC_BODIES,
    description="Antal kommuner per status på serviceplanen den 31 december.",
    processing=(
        "En plan per kommun i registret: den gällande (O01), annars den som tas fram, annars den som gått ut. Den "
        "gällande planen är Förlängd när dess egen sista dag har passerat, annars Under revidering när registret "
        "säger det, annars Antagen. En plan utan antagandedag tas fram när registret säger På remiss eller, i andra "
        "hand, Under framtagande. En antagen plan som har börjat gälla men inte gäller längre är Utgången. För andra "
        "planer är statusen Saknas. En kommun utan rad i registret räknas inte."
    ),
    registers=("service_plans",),
    by=(MUNICIPALITY, PLAN_STATUS),
    comparability=AS_REGISTERED,
    evidence="SELECT record_id, year, municipality_code, plan_status, 1 AS value FROM core.plan_status",
)

O03 = Indicator(
    "O03",
    title="Planer som löper ut inom 12 månader",
    unit=Unit.COUNT,
    content=Content.PUBLIC_BODIES,
    description="Antal gällande serviceplaner vars sista dag ligger inom ett år efter den 31 december.",
    processing=(
        "Kommunens gällande plan (O01) vars sista dag, förlängning inräknad, är senast den 31 december året efter. "
        "Planer utan sista dag räknas inte."
    ),
    registers=("service_plans",),
    good=Good.DOWN,
    comparability=AS_REGISTERED,
    evidence="""
        SELECT record_id, year, 1 AS value
        FROM core.plan_status
        WHERE is_valid AND last_day <= make_date(year + 1, 12, 31)
    """,
)

O05 = Indicator(
    "O05",
    title="Andel stöd till prioriterade orter",
    unit=Unit.PERCENT,
    content=Content.PUBLIC_BODIES,
    description="Hur stor del av det beviljade beloppet som gick till orter som serviceplanerna prioriterar.",
    processing=(
        "Nämnaren är allt beviljat belopp (S02), också i ärenden utan ort. Täljaren är beloppet i ärenden vars ort i "
        "det första bifallet är prioriterad i kommunens plan som gällde den 31 december (O01); ortnamnen jämförs utan "
        "hänsyn till stora bokstäver och omgivande mellanslag."
    ),
    registers=("grants", "service_plans", "service_plan_places"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence="""
        WITH prioritised AS (
            SELECT DISTINCT year, municipality_code, lower(trim(locality)) AS place
            FROM core.plan_status AS status
            JOIN core.service_plans AS plan USING (record_id, municipality_code)
            JOIN core.service_plan_places USING (plan_id)
            WHERE is_valid AND is_prioritised
        )
        SELECT
            year_end_record_id AS record_id,
            first_approved_year AS year,
            cases.municipality_code,
            CASE WHEN place IS NULL THEN 0 ELSE granted_at_year_end_sek END AS value,
            granted_at_year_end_sek AS denominator
        FROM core.cases AS cases
        LEFT JOIN prioritised
            ON prioritised.year = first_approved_year
            AND prioritised.municipality_code = cases.municipality_code
            AND place = lower(trim(locality))
    """,
)
