"""The follow-up of the nation for a year: its sections in their order, with the charts where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rsp_pipeline.followup.document import Block, Bullets, Document, Figure, Kind, Paragraph, Section
from rsp_pipeline.followup.full_report.resources import definitions
from rsp_pipeline.followup.standing import GOING_ON
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.nation.followup import grants, service, standing
from rsp_pipeline.nation.followup.charts import BESIDE, BY_FORM, COUNTY_MAP, MUNICIPALITY_MAP
from rsp_pipeline.nation.followup.material import AT_LEAST, Material
from rsp_pipeline.swedish import long_date

ABOUT, SUMMARY, DEFINITIONS = "Om sammanställningen", "Sammanfattning", "Bilaga: definitioner"
GRANTS, BY_FORM_HEADING, MUNICIPALITIES = "Beslutade stöd", "Stödformerna år för år", "Kommunerna"
BESIDE_HEADING = "Länen bredvid hela landet"
CHARTS: Mapping[str, str] = {
    COUNTY_MAP.name: GRANTS,
    BY_FORM.name: BY_FORM_HEADING,
    BESIDE.name: BESIDE_HEADING,
    MUNICIPALITY_MAP.name: MUNICIPALITIES,
}
"""The section that each chart stands in."""
HOW = (
    "Landets siffror är räknade som varje nyckeltal räknas: summor av regionernas summor, andelar som kvoten av "
    "summorna och medianer över alla ärenden. De är aldrig medelvärden av regionernas egna värden."
)
HIDING = (
    "Siffror som vilar på för få mottagare, och de som annars skulle röja en sådan, visas som skyddad uppgift, precis "
    f"som i regionernas öppna data. Står det {AT_LEAST} framför en siffra för hela landet är den summan av de regioner "
    "vars siffror visas."
)


def title(year: int) -> str:
    """What the follow-up of a year is called."""
    return f"Uppföljning av de regionala serviceprogrammen {year}"


def compose(material: Material, figures: Iterable[Figure] = ()) -> Document:
    """The follow-up of the nation for a year, with the charts to refer to."""
    charts: dict[str, list[Figure]] = {}
    for figure in figures:
        charts.setdefault(CHARTS[figure.chart_id], []).append(figure)

    def section(heading: str, blocks: Iterable[Block], below: Iterable[Section] = ()) -> Section:
        return Section(heading, (*blocks, *charts.get(heading, ())), tuple(below))

    below = [
        section(heading, blocks)
        for heading, blocks in (
            (BY_FORM_HEADING, grants.by_form(material)),
            ("Mottagare och ansökningar", grants.applications(material)),
            ("Utbetalningar", grants.payments(material)),
            (BESIDE_HEADING, grants.alike(material)),
            (MUNICIPALITIES, grants.municipalities(material)),
        )
        if blocks
    ]
    report = Document(
        kind=Kind.REPORT,
        title=title(material.year),
        facts=_facts(material),
        sections=(
            section(ABOUT, _about(material)),
            section(SUMMARY, _summary(material)),
            section(GRANTS, grants.grants(material), below),
            section("Företagsbesök", service.visits(material)),
            section("Serviceplaner", service.plans(material)),
            section("Serviceställen och hemsändning", service.outlets(material)),
            section("Handlingsplanernas insatser", service.efforts(material)),
        ),
    )
    appendix = section(DEFINITIONS, definitions(report.sources))
    return replace(report, sections=(*report.sections, appendix))


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    preliminary = () if material.has_ended else (("Status", GOING_ON),)
    return (
        ("Regioner", standing.in_short(material)),
        ("Uppgifterna hämtade", long_date(material.as_of)),
        *preliminary,
    )


def _about(material: Material) -> tuple[Block, ...]:
    what = (
        f"Det här är en sammanställning av vad regionerna själva har publicerat om sina regionala serviceprogram för "
        f"{material.year}. Varje region svarar för sina siffror."
    )
    until = long_date(material.as_of)
    going_on = f"Året pågår. Siffrorna för {material.year} är preliminära och gäller till {until}."
    return (
        Paragraph((what,)),
        *standing.told(material),
        *([] if material.has_ended else [Paragraph((going_on,))]),
        Paragraph((HOW,)),
        Paragraph((HIDING,)),
        standing.delivered(material),
    )


def _summary(material: Material) -> tuple[Block, ...]:
    """The year in a few bullets."""
    bullets = [grants.total(material)]
    if material.value(S18) is not None:
        bullets.append(service.visits_made(material))
    bullets += [service.plans_in_force(material), service.efforts_done(material)]
    return (Bullets(tuple(bullets)),)
