"""The indicators told in words: as the table `indicator.indicator`, and as the page docs/indicators.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rsp_pipeline.indicators.indicator import EVERY_AREA, Indicator
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers import TITLES
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import pyarrow as pa

INDICATOR = Table(
    "indicator",
    "indicator",
    "Nyckeltalens definitioner",
    (
        Field("indicator_id", "VARCHAR", "Nyckeltalets beteckning"),
        Field("title", "VARCHAR", "Nyckeltalets namn"),
        Field("unit", "VARCHAR", "Enhet"),
        Field("area", "VARCHAR", "Prioriterat område"),
        Field("description", "VARCHAR", "Vad nyckeltalet visar"),
        Field("processing", "VARCHAR", "Hur det räknas"),
        Field("registers", "VARCHAR", "Registren det bygger på"),
        Field("decimals", "INTEGER", "Antal decimaler när värdet visas"),
        Field("good_direction", "VARCHAR", "Åt vilket håll det är bra: upp, ner eller neutral"),
        Field("comparable_since", "INTEGER", "Första år som kan jämföras med senare; tomt när inget kan det"),
        Field("comparability", "VARCHAR", "Vad den som jämför år behöver veta"),
        Field("is_restricted", "BOOLEAN", "Nyckeltalet publiceras inte: varken värden eller rader"),
    ),
    ("indicator_id",),
)

INTRODUCTION = """\
# Nyckeltal

Sidan är skriven ur nyckeltalens objekt i `rsp_pipeline/indicators/`. Ändra där; `make snapshots` skriver om sidan.

- **Årets beslutade stöd** är de ärenden vars första bifall (Bifall eller Delvis bifall, inte Återkrav) är daterat under
  året, i ärenden som har ett grundbeslut i registret. Stödform, kommun, mottagare och medel är det första bifallets.
- **Som det stod när året slutade**: totalbeloppet i ärendets senaste bifall, eller återkallande ändring, beslutad under
  året; av två beslut samma dag gäller det med högst beslutsnummer.
- **Andelar** är hundra gånger täljarens summa genom nämnarens summa. Länets andel är kvoten av länets summor, aldrig
  medelvärdet av kommunernas. Värden avrundas till fyra decimaler, halvor från noll.
- **En tom dimension** är *Ej angivet*.
- **Regelparametrar** gäller från och till sina dagar. Gäller flera värden samma dag används det som började gälla
  senast.
- **Status**: *slutlig*; *fastställd* när året är fastställt, och siffran alltså står fast; *preliminär* när året
  pågår; *uppgift saknas* när ett register som nyckeltalet bygger på inte är levererat för året, eller en del av talet
  inte är känd; *för litet underlag* när en median, eller en andel vars nämnare är de egna raderna, vilar på färre än
  fem rader (värdet står kvar), eller när det inte finns något att dela med (inget värde). Det går före *preliminär*
  och *fastställd*.
- **Noll** är ett känt värde: registret är levererat, men inget hände. Varje kommun och varje värde som registret kan
  ha visas, också med noll: Korrosionsskydd till och med 2023, av medlen 1:1-anslaget och Nationella medel, av
  beslutsåren programmets år till och med året, av investeringarna de slag som finns i något års första bifall. Annat
  visas när det förekommer.
- **Täljare, nämnare och antal rader** står bredvid värdet så långt de är kända, också när värdet inte är det. För ett
  år som inte är levererat visas bara hur många rader det ändå finns.
"""


def definitions(indicators: Iterable[Indicator], programme: Programme | None) -> pa.Table:
    """The rows of `INDICATOR`, with the priority areas of the programme; without one, with what each is about."""
    import pyarrow as pa

    rows = [
        (
            each.id,
            each.title,
            each.unit.label,
            _area(each, programme),
            each.description,
            each.processing,
            ", ".join(each.registers),
            each.decimals,
            each.good.value,
            each.comparable_since,
            each.comparability,
            each.restricted,
        )
        for each in indicators
    ]
    return pa.table(dict(zip(INDICATOR.columns, zip(*rows, strict=True), strict=True)), schema=INDICATOR.arrow_schema)


def page(indicators: Iterable[Indicator]) -> str:
    """The indicators as a Markdown page in Swedish: an overview, then each by itself."""
    listed = list(indicators)
    overview = ["| Nyckeltal | | Enhet | Innehåll |", "|---|---|---|---|"]
    overview += [
        f"| [{i.id}](#{i.id.lower()}) | {i.title} | {i.unit.label} | {i.content.heading if i.content else EVERY_AREA} |"
        for i in listed
    ]
    sections = ("\n".join(_section(indicator)) for indicator in listed)
    return "\n".join([INTRODUCTION, *overview, "", *sections])


def _area(indicator: Indicator, programme: Programme | None) -> str:
    """The priority area that an indicator belongs to; where none holds it, what it is about."""
    if indicator.content is None:
        return EVERY_AREA
    return (programme.area_of(indicator.content) if programme else "") or indicator.content.heading


def _section(indicator: Indicator) -> Iterator[str]:
    yield f'## <a id="{indicator.id.lower()}"></a>{indicator.id} {indicator.title} ({indicator.unit.label})'
    yield ""
    yield indicator.description
    yield ""
    yield f"- Hur det räknas: {indicator.processing}"
    yield f"- Underlag: {_registers(indicator)}"
    yield f"- Uppdelning: {_breakdowns(indicator)}"
    yield f"- Bra riktning: {indicator.good.value}. Visas med {indicator.decimals} decimaler."
    yield f"- Jämförbart: {_comparable(indicator)}"
    if indicator.restricted:
        yield "- Publiceras inte: värden och rader stannar i verkstaden."
    yield ""


def _registers(indicator: Indicator) -> str:
    return ", ".join(f"{TITLES[name]} (`{name}`)" for name in indicator.registers) or "alla levererade register"


def _breakdowns(indicator: Indicator) -> str:
    titles = (" × ".join(dimension.title.lower() for dimension in some) for some in indicator.breakdowns[1:])
    return "; ".join(["hela länet", *titles])


def _comparable(indicator: Indicator) -> str:
    since = f"från {indicator.comparable_since}." if indicator.comparable_since else "nej."
    return f"{since} {indicator.comparability}".strip()
