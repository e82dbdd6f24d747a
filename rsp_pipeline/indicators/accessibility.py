"""Accessibility: how many inhabitants share a shop, and how far it is from one outlet to the next of its kind."""

from rsp_pipeline.indicators.dimension import COUNTED_OUTLETS, MUNICIPALITY, OUTLET_KIND
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.indicators.outlets import AS_REGISTERED, IS_OPEN
from rsp_pipeline.programme import Content

FAR_KM = 20
OF_BOTH_KINDS = "Länets värde utan uppdelning gäller båda slagen tillsammans."
ROAD_KM = "CASE still_open.kind WHEN 'Dagligvarubutik' THEN shop_road_km ELSE fuel_road_km END"
BY_ROAD = f"""
        FROM core.open_outlets AS still_open
        JOIN core.outlets AS outlet ON outlet.record_id = still_open.record_id
        WHERE still_open.kind IN {COUNTED_OUTLETS} AND {ROAD_KM} IS NOT NULL
"""
ROADS = (
    "Butiker har sin väg till närmaste andra butik och drivmedelsstationer till närmaste andra drivmedelsstation, som "
    f"avsändaren har räknat dem. {IS_OPEN} Ställen utan uppgift räknas inte."
)
AS_ROADS_ARE = "Registret har en väg per ställe, som den var när registret lämnades: den gäller för varje år."

M14 = Indicator(
    "M14",
    title="Invånare per dagligvarubutik",
    unit=Unit.INHABITANTS_PER_SHOP,
    content=Content.CITIZENS,
    description="Folkmängden delad med antalet dagligvarubutiker som var öppna den 31 december.",
    processing=(
        f"Folkmängden den 31 december delad med antalet serviceställen av slaget Dagligvarubutik. {IS_OPEN} Länets "
        "värde är summan av kommunernas folkmängder delad med summan av butikerna; saknas folkmängden i någon kommun "
        "är det inte känt. Utan butik finns inget att dela med."
    ),
    registers=("outlets", "population"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    comparability=AS_REGISTERED,
    evidence="""
        SELECT record_id, year(counted_on) AS year, municipality_code, population AS value
        FROM core.population
        WHERE counted_on = make_date(year(counted_on), 12, 31)
    """,
    # no shops are told where the inhabitants are not: then neither the municipality's figure nor the county's is known
    denominator="""
        SELECT
            years.year,
            own.municipality_code,
            CASE WHEN any_value(population) IS NOT NULL THEN count(shop.record_id) END AS value
        FROM years
        CROSS JOIN core.municipalities AS own
        LEFT JOIN core.population AS counted
            ON counted.municipality_code = own.municipality_code AND counted_on = make_date(years.year, 12, 31)
        LEFT JOIN core.open_outlets AS shop
            ON shop.year = years.year
            AND shop.municipality_code = own.municipality_code
            AND shop.kind = 'Dagligvarubutik'
        GROUP BY years.year, own.municipality_code
    """,
)

M15 = Indicator(
    "M15",
    title="Fågelvägen till nästa ställe av samma slag",
    unit=Unit.KILOMETRES,
    content=Content.CITIZENS,
    description="Medianen av fågelvägen från varje butik till närmaste andra butik, och likadant för drivmedel.",
    processing=(
        "Serviceställen av slagen Dagligvarubutik och Drivmedelsstation: fågelvägen i planet SWEREF 99 TM, avrundad "
        f"till hela meter, till det närmaste andra öppna stället av samma slag i länet. {IS_OPEN} Ställen räknas inte "
        "om de saknar koordinater, ligger utanför sin kommun enligt dem, eller är ensamma i länet om sitt slag. "
        f"{OF_BOTH_KINDS}"
    ),
    registers=("outlets",),
    by=(MUNICIPALITY, OUTLET_KIND),
    aggregate=Aggregate.MEDIAN,
    decimals=1,
    good=Good.DOWN,
    comparability=f"{AS_REGISTERED} Ställen i andra län är inte med: vid länsgränsen kan det vara närmare.",
    evidence=f"""
        SELECT record_id, year, municipality_code, kind AS outlet_kind, distance_m::DECIMAL(18,4) * 0.001 AS value
        FROM core.outlet_distances
        WHERE kind IN {COUNTED_OUTLETS}
    """,
)

M16 = Indicator(
    "M16",
    title="Vägen till nästa ställe av samma slag",
    unit=Unit.KILOMETRES,
    content=Content.CITIZENS,
    description="Medianen av vägen från varje butik till närmaste andra butik, och likadant för drivmedel.",
    processing=f"{ROADS} {OF_BOTH_KINDS}",
    registers=("outlets",),
    by=(MUNICIPALITY, OUTLET_KIND),
    aggregate=Aggregate.MEDIAN,
    decimals=1,
    good=Good.DOWN,
    comparable_since=None,
    comparability=AS_ROADS_ARE,
    evidence=f"""
        SELECT
            still_open.record_id,
            still_open.year,
            still_open.municipality_code,
            still_open.kind AS outlet_kind,
            {ROAD_KM} AS value
        {BY_ROAD}
    """,
)

M17 = Indicator(
    "M17",
    title=f"Ställen med mer än {FAR_KM} km till nästa av samma slag",
    unit=Unit.PERCENT,
    content=Content.CITIZENS,
    description=(
        f"Hur stor andel av butikerna som har mer än {FAR_KM} km väg till närmaste andra butik, och likadant för "
        "drivmedel."
    ),
    processing=f"Nämnaren är ställena i M16, täljaren de av dem vars väg är längre än {FAR_KM} km. {ROADS}",
    registers=("outlets",),
    by=(MUNICIPALITY, OUTLET_KIND),
    aggregate=Aggregate.RATIO,
    good=Good.DOWN,
    comparable_since=None,
    comparability=AS_ROADS_ARE,
    evidence=f"""
        SELECT
            still_open.record_id,
            still_open.year,
            still_open.municipality_code,
            still_open.kind AS outlet_kind,
            ({ROAD_KM} > {FAR_KM})::INTEGER AS value,
            1 AS denominator
        {BY_ROAD}
    """,
)
