"""What the national file holds: its tables, most of them a region's with the county as one more column."""

from __future__ import annotations

from dataclasses import replace

from rsp_pipeline.derived import MUNICIPALITIES as OF_A_REGION
from rsp_pipeline.indicators.dimension import DIMENSIONS, MUNICIPALITY, PRIORITY_AREA
from rsp_pipeline.indicators.engine import FINAL, PRELIMINARY, UNKNOWN
from rsp_pipeline.indicators.engine import VALUE as REGIONAL_VALUE
from rsp_pipeline.indicators.indicator import Indicator
from rsp_pipeline.store.schema import Field, Reference, Table, View

TONIGHT, EARLIER = "publicerad i natt", "från en tidigare natt"
ORDER = (UNKNOWN, EARLIER, TONIGHT)
"""How regions stand, the worst first."""

INCOMPLETE = "ofullständig"

COUNTY = Field("county_code", "VARCHAR", "Länets kod (SCB)")
OF_COUNTY = (Reference(("county_code",), "nation.county"),)
N_REGIONS = Field("n_regions", "INTEGER", "Antal regioner som värdet vilar på", "regioner")

REGION = Table(
    "nation",
    "region",
    "Regionerna: om och när var och en publicerade, och varför en inte gjorde det",
    (
        Field("name", "VARCHAR", "Vad regionens programfil heter"),
        replace(COUNTY, comment=f"{COUNTY.comment}; tomt när varken programfilen eller en tidigare natt säger det"),
        Field("region", "VARCHAR", "Regionens namn", required=True),
        Field(
            "verdict",
            "VARCHAR",
            f"{TONIGHT}, eller funnen oförändrad; "
            f"{EARLIER}: siffrorna är från den databasfil som stod kvar; {UNKNOWN}: inga siffror är med",
            required=True,
            choices=(TONIGHT, EARLIER, UNKNOWN),
        ),
        Field("published_at", "TIMESTAMP", "När databasfilen byggdes, i svensk tid; den senast kända när den saknas"),
        Field("data_date", "DATE", "Dagen som siffrorna gäller; den senast kända när de saknas"),
        Field("why", "VARCHAR", "Varför regionen inte är med, eller inte är från i natt; tomt när allt är som det ska"),
        Field("file", "VARCHAR", "Databasfilen som siffrorna är hämtade ur; tomt när ingen är läst"),
        Field("sha256", "VARCHAR", "Databasfilens kontrollsumma"),
        Field("code_version", "VARCHAR", "Programvarans version när den byggdes"),
    ),
    ("name",),
)
COUNTIES = Table(
    "nation",
    "county",
    "Länen som har en region här",
    (
        COUNTY,
        Field("county", "VARCHAR", "Länets namn", required=True),
        Field("region", "VARCHAR", "Regionens namn", required=True),
        Field("population", "INTEGER", "Folkmängd den senaste 31 december som regionen har uppgift om", "invånare"),
        Field("counted_on", "DATE", "Dagen som folkmängden gäller"),
    ),
    ("county_code",),
)
ALIKE = Table(
    "nation",
    "alike",
    "Länen som liknar varje län: de som ligger närmast i folkmängd, räknat som kvoten mellan länens folkmängder (SCB, "
    "enligt regionernas register)",
    (
        COUNTY,
        Field("alike_county_code", "VARCHAR", "Länet som liknar det (SCB)"),
        Field("place", "INTEGER", "1 för det län som ligger närmast", required=True),
    ),
    ("county_code", "alike_county_code"),
    OF_COUNTY,
)
MUNICIPALITIES = replace(
    OF_A_REGION, comment="Kommunerna i de län som är med", fields=(COUNTY, *OF_A_REGION.fields), references=OF_COUNTY
)
POPULATION = Table(
    "core",
    "population",
    "Folkmängd per kommun den 31 december, enligt regionernas register (SCB)",
    (
        Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
        Field("year", "INTEGER", "Kalenderår"),
        Field("population", "INTEGER", "Antal invånare den 31 december", "invånare", required=True),
    ),
    ("municipality_code", "year"),
    (Reference(("municipality_code",), MUNICIPALITIES.full_name),),
)
PROGRAMME_YEARS = Table(
    "core",
    "programme_years",
    "Åren som någon region har siffror för",
    (
        Field("year", "INTEGER", "Kalenderår"),
        Field("has_ended", "BOOLEAN", "Året är slut", required=True),
    ),
    ("year",),
)


def _with_county(field: Field) -> tuple[Field, ...]:
    """A column of a region's figures as the nation's figures have it."""
    if field.name == "breakdown":
        of_whom = replace(COUNTY, comment=f"{COUNTY.comment}; tomt när värdet gäller hela landet")
        return of_whom, replace(field, comment="Vad värdet är uppdelat på; total är hela länet, eller hela landet")
    if field.name == "status":
        addition = (
            f". Landets: {FINAL} eller {PRELIMINARY} när alla regioner är med, {INCOMPLETE} när några saknas, "
            f"{UNKNOWN} när alla gör det"
        )
        return N_REGIONS, replace(field, comment=field.comment + addition)
    return (field,)


VALUE = replace(
    REGIONAL_VALUE,
    comment="Nyckeltal: regionernas siffror som de är publicerade, och landets. Ett värde per nyckeltal, år, län och "
    "redovisad grupp. Olika räknas inom en region, så en mottagare i två regioner är två",
    fields=tuple(own for field in REGIONAL_VALUE.fields for own in _with_county(field)),
    references=(*REGIONAL_VALUE.references, *OF_COUNTY),
)
FIGURES = ("value", "numerator", "denominator", "n_records", "n_regions", "status")

# A municipality's figure is its county's, and areas are called differently in different programmes.
LOCAL = (MUNICIPALITY, PRIORITY_AREA)


def national(indicator: Indicator) -> Indicator:
    """The indicator broken down as it is for the whole nation."""
    kept = tuple(dimension for dimension in indicator.by if dimension not in LOCAL)
    return replace(indicator, by=kept, apart=tuple(each for each in indicator.apart if each in kept))


BUILD = Table(
    "meta",
    "build",
    "Hur och när filen byggdes; regionernas filer står i nation.region",
    (
        Field("built_at", "TIMESTAMP", "När filen byggdes, i svensk tid", required=True),
        Field("today", "DATE", "Dagen som körningen räknade med", required=True),
        Field("code_version", "VARCHAR", "Programvarans version, och en kontrollsumma av dess källkod", required=True),
        Field("regions", "INTEGER", "Antal regioner", "regioner", required=True),
        Field("regions_read", "INTEGER", "Antal regioner vars siffror är med", "regioner", required=True),
    ),
)
PROVENANCE = View(
    Table(
        "meta",
        "provenance",
        "Regionernas siffror bakom var och en av landets, och databasfilen där var och en står. Samma nyckeltal, år "
        "och grupp i meta.provenance i den filen leder vidare till register, fil och rad",
        (
            Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning, till exempel S02"),
            Field("year", "INTEGER", "Kalenderår"),
            Field("breakdown", "VARCHAR", "Vad siffran är uppdelad på; total är hela landet, och hela länet"),
            *(dimension.field for dimension in DIMENSIONS),
            COUNTY,
            Field("region", "VARCHAR", "Regionens namn"),
            *(field for field in REGIONAL_VALUE.fields if field.name in FIGURES),
            *(REGION.fields[REGION.columns.index(name)] for name in ("published_at", "file", "sha256", "name")),
        ),
    ),
    f"""
        SELECT figure.*, region.region, region.published_at, region.file, region.sha256, region.name
        FROM {VALUE.full_name} AS figure
        JOIN {REGION.full_name} AS region USING (county_code)
        SEMI JOIN (SELECT DISTINCT indicator_id, breakdown FROM {VALUE.full_name} WHERE county_code IS NULL)
            USING (indicator_id, breakdown)
    """,
)
