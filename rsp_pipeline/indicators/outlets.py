"""The outlets: where there is service, where it came and went, and where aid kept it."""

from rsp_pipeline.indicators.dimension import (
    CLOSED,
    COUNTED_OUTLETS,
    MUNICIPALITY,
    OPENED,
    OUTLET_CHANGE,
    OUTLET_KIND,
    SERVICE,
)
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit
from rsp_pipeline.programme import Content

IS_OPEN = (
    "Ett ställe är öppet den 31 december om det öppnade senast den dagen, eller saknar öppningsdag, och inte har lagts "
    "ned senast den dagen."
)
AS_REGISTERED = "Öppnings- och nedläggningsdagar är de som registret har nu."

M05 = Indicator(
    "M05",
    title="Dagligvarubutiker och drivmedelsställen",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal dagligvarubutiker och drivmedelsstationer som var öppna den 31 december.",
    processing=f"Serviceställen av slagen Dagligvarubutik och Drivmedelsstation. {IS_OPEN}",
    registers=("outlets",),
    by=(MUNICIPALITY, OUTLET_KIND),
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence=f"""
        SELECT record_id, year, municipality_code, kind AS outlet_kind, 1 AS value
        FROM core.open_outlets
        WHERE kind IN {COUNTED_OUTLETS}
    """,
)

M06 = Indicator(
    "M06",
    title="Öppnade och nedlagda ställen",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal serviceställen som öppnade, och antal som lades ned, under året.",
    processing=(
        "Serviceställen av alla slag, räknade i året för öppningsdagen och i året för nedläggningsdagen, var för sig. "
        "Länets värde utan uppdelning är antalet förändringar: öppnade plus nedlagda."
    ),
    registers=("outlets",),
    by=(MUNICIPALITY, OUTLET_CHANGE),
    comparability=AS_REGISTERED,
    evidence=f"""
        SELECT record_id, year(opened_on) AS year, municipality_code, '{OPENED}' AS outlet_change, 1 AS value
        FROM core.outlets
        WHERE opened_on IS NOT NULL
        UNION ALL
        SELECT record_id, year(closed_on) AS year, municipality_code, '{CLOSED}' AS outlet_change, 1 AS value
        FROM core.outlets
        WHERE closed_on IS NOT NULL
    """,
)

M07 = Indicator(
    "M07",
    title="Ställen bevarade med stöd",
    unit=Unit.PERCENT,
    content=Content.CITIZENS,
    description="Hur stor andel av de ställen som fick stöd tre år tidigare som fortfarande fanns kvar.",
    processing=(
        "Nämnaren är de serviceställen som har minst ett ärende med första bifall tre kalenderår före året. Täljaren "
        f"är de av dem som var öppna den 31 december. {IS_OPEN} Stället känns igen som i S21. Registren måste täcka "
        "året och de tre åren före."
    ),
    registers=("grants", "outlets"),
    by=(MUNICIPALITY,),
    aggregate=Aggregate.RATIO,
    looks_back=3,
    good=Good.UP,
    comparable_since=2026,
    comparability="Kräver att registren täcker året och de tre åren före.",
    evidence="""
        SELECT
            supported.record_id,
            supported.year + 3 AS year,
            supported.municipality_code,
            (still_open.outlet_id IS NOT NULL)::INTEGER AS value,
            1 AS denominator
        FROM core.supported_outlets AS supported
        LEFT JOIN core.open_outlets AS still_open
            ON still_open.outlet_id = supported.outlet_id
            AND still_open.year = supported.year + 3
    """,
)

M09 = Indicator(
    "M09",
    title="SOT-punkter",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal service- och trygghetspunkter som var i drift den 31 december.",
    processing=f"Serviceställen av slaget SOT-punkt. {IS_OPEN}",
    registers=("outlets",),
    by=(MUNICIPALITY,),
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence="""
        SELECT record_id, year, municipality_code, 1 AS value
        FROM core.open_outlets
        WHERE kind = 'SOT-punkt'
    """,
)

M10 = Indicator(
    "M10",
    title="Orter med ombudsservice",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal orter där minst ett öppet ställe var ombud den 31 december, också per tjänst.",
    processing=(
        "Olika orter (kommun och ortnamn, utan hänsyn till stora bokstäver och omgivande mellanslag) med minst ett "
        "serviceställe som har tjänsten bland sina ombudstjänster; utan uppdelning räknas orten en gång oavsett antal "
        f"tjänster. {IS_OPEN} Ställen utan ort räknas inte."
    ),
    registers=("outlets",),
    by=(MUNICIPALITY, SERVICE),
    aggregate=Aggregate.DISTINCT,
    good=Good.UP,
    comparable_since=None,
    comparability=(
        "Registret säger inte från när ett ställe är ombud: för varje år räknas de tjänster som det har nu."
    ),
    evidence="""
        SELECT
            record_id,
            year,
            municipality_code,
            unnest(string_split(agent_services, ', ')) AS service,
            municipality_code || ' ' || lower(trim(locality)) AS entity,
            1 AS value
        FROM core.open_outlets
        WHERE agent_services IS NOT NULL AND locality IS NOT NULL
    """,
)

M12 = Indicator(
    "M12",
    title="Servicepunkter",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal servicepunkter som var i drift den 31 december.",
    processing=f"Serviceställen av slaget Servicepunkt. {IS_OPEN}",
    registers=("outlets",),
    by=(MUNICIPALITY,),
    good=Good.UP,
    comparability=AS_REGISTERED,
    evidence="""
        SELECT record_id, year, municipality_code, 1 AS value
        FROM core.open_outlets
        WHERE kind = 'Servicepunkt'
    """,
)

M13 = Indicator(
    "M13",
    title="Öppna ställen som har fått stöd",
    unit=Unit.COUNT,
    content=Content.CITIZENS,
    description="Antal serviceställen som var öppna den 31 december och har fått stöd det året eller tidigare.",
    processing=(
        f"Serviceställen av alla slag. {IS_OPEN} Stället har fått stöd om minst ett ärende som gäller det har sitt "
        "första bifall under året eller tidigare, så långt tillbaka som registret går. Stället känns igen som i S21."
    ),
    registers=("grants", "outlets"),
    by=(MUNICIPALITY,),
    good=Good.UP,
    comparable_since=None,
    comparability="Ju fler år registret över stödbeslut täcker, desto fler ställen har fått stöd.",
    evidence="""
        SELECT record_id, year, municipality_code, 1 AS value
        FROM core.open_outlets AS still_open
        SEMI JOIN core.supported_outlets AS supported
            ON supported.outlet_id = still_open.outlet_id AND supported.year <= still_open.year
    """,
)
