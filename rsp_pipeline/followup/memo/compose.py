"""The memo's sections in their order, each with the steward's own text before and after what it says by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rsp_pipeline.followup.document import Block, Bullets, Document, Figure, Paragraph, Section, Spans
from rsp_pipeline.followup.memo import activities, grants, plans, resources
from rsp_pipeline.followup.memo.material import Material
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline.indicators.indicator import PROVIDERS, PUBLIC_BODIES
from rsp_pipeline.programme import Programme
from rsp_pipeline.swedish import Gender, Noun, counted_in_words, enumeration, genitive, in_words, long_date

CASE, SUMMARY, PROPOSAL = "Ärendebeskrivning", "Sammanfattning", "Regiondirektörens förslag"
BY_MUNICIPALITY, SERVICE_PLANS = "Stöd per kommun", "Kommunernas serviceplaner"
EFFORTS, TARGETS, RESOURCES = "Handlingsplanens insatser", "Målvärden", "Resurser"
QUALITY, DEFINITIONS, ORIGINS = "Datakvalitet", "Bilaga: definitioner", "Bilaga: varifrån siffrorna kommer"
AREA = "Prioriterat område: {}"

AREA_NOUN = Noun("prioriterat område", "prioriterade områden", Gender.NEUTRUM)
CHARTS = {  # where a chart of the follow-up belongs; another one stands with the efforts
    "beviljat_per_stodform": PROVIDERS,
    "utbetalt_per_beslutsar": PROVIDERS,
    "foretagsbesok": PROVIDERS,
    "beviljat_per_kommun": BY_MUNICIPALITY,
    "beviljat_karta": BY_MUNICIPALITY,
    "beviljat_per_invanare": BY_MUNICIPALITY,
    "serviceplaner": SERVICE_PLANS,
}
NO_TEXTS = OwnTexts()


def section_headings(programme: Programme) -> tuple[str, ...]:
    """The headings that the steward's own texts may name; a priority area by its name alone."""
    rest = (BY_MUNICIPALITY, SERVICE_PLANS, EFFORTS, TARGETS, RESOURCES, QUALITY, PROPOSAL, DEFINITIONS, ORIGINS)
    return (CASE, SUMMARY, *programme.priority_areas, *rest)


def compose(material: Material, figures: Iterable[Figure] = (), texts: OwnTexts = NO_TEXTS) -> Document:
    """The memo of a year, with the charts to refer to and the steward's own texts."""
    charts = _charts_by_section(figures)

    def section(name: str, blocks: Iterable[Block], *sections: Section) -> Section:
        heading = AREA.format(name) if name in material.programme.priority_areas else name
        around = (*texts.before.get(name, ()), *blocks, *charts.get(name, ()), *texts.after.get(name, ()))
        return Section(heading, around, sections)

    memo = Document(
        title=f"Uppföljning av regionalt serviceprogram {material.year}",
        facts=_facts(material),
        sections=(
            section(CASE, _case(material)),
            section(SUMMARY, _summary(material)),
            *(
                section(
                    area, _area(material, area), *(section(name, blocks) for name, blocks in _below(material, area))
                )
                for area in material.programme.priority_areas
            ),
            section(EFFORTS, plans.efforts(material)),
            section(TARGETS, plans.targets(material)),
            section(RESOURCES, resources.resources(material)),
            section(QUALITY, resources.quality(material)),
            section(PROPOSAL, _proposal(material)),
        ),
    )
    appendices = (
        section(DEFINITIONS, resources.definitions(memo.sources)),
        section(ORIGINS, resources.origins(material)),
    )
    return replace(memo, sections=(*memo.sections, *appendices))


def _charts_by_section(figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    placed: dict[str, list[Figure]] = {}
    for figure in figures:
        placed.setdefault(CHARTS.get(figure.chart_id, EFFORTS), []).append(figure)
    return placed


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    programme = material.programme
    preliminary = () if material.has_ended else (("Status", "Preliminär: året pågår"),)
    return (
        ("Från", programme.region),
        ("Till", programme.board),
        ("Diarienummer", programme.diary_no),
        ("Uppgifterna hämtade", long_date(material.as_of)),
        *preliminary,
    )


def _case(material: Material) -> tuple[Block, ...]:
    programme = material.programme
    count = counted_in_words(len(programme.priority_areas), AREA_NOUN)
    areas = enumeration([area.lower() for area in programme.priority_areas])
    who = (
        f"regionen, som är sammankallande, länets {in_words(len(programme.municipalities))} kommuner och Länsstyrelsen"
    )
    network = f"nätverket {programme.network}: {who}" if programme.network else who
    opening = (
        f"{genitive(programme.region)} regionala serviceprogram gäller {programme.first_year}–{programme.last_year} "
        f"och har en handlingsplan för varje år. Programmet genomförs av {network}."
    )
    aim = (
        f"Uppföljningen redovisar arbetet under {material.year} inom programmets {count}: {areas}. "
        "Den ligger till grund för nästa handlingsplan."
    )
    blocks = [Paragraph((opening,)), Paragraph((aim,))]
    if not material.has_ended:
        until = long_date(material.as_of)
        blocks.append(
            Paragraph((f"Året pågår. Siffrorna för {material.year} är preliminära och gäller till {until}.",))
        )
    return tuple(blocks)


def _summary(material: Material) -> tuple[Block, ...]:
    """The year in a few bullets."""
    bullets: list[Spans] = [grants.total(material), grants.visits(material)]
    if material.is_known("service_plans"):
        bullets.append(plans.plans_in_force(material))
    if material["efforts"]:
        bullets.append((plans.efforts_done(material),))
    return (Bullets(tuple(bullets)),)


def _area(material: Material, area: str) -> tuple[Block, ...]:
    """What was done within a priority area."""
    if area == PROVIDERS:
        return grants.decided(material, area)
    if not material.is_known("activities"):
        return (Paragraph((material.missing("activities"),)),)
    if not (bullets := activities.bullets(material, area)):
        return (Paragraph((f"{material.in_the_year} har inga aktiviteter registrerats inom området.",)),)
    return (Paragraph((f"{material.in_the_year} har nätverket:",)), Bullets(bullets))


def _below(material: Material, area: str) -> Iterable[tuple[str, tuple[Block, ...]]]:
    """The sections within a priority area."""
    if area == PROVIDERS:
        yield BY_MUNICIPALITY, grants.per_municipality(material)
    if area == PUBLIC_BODIES:
        yield SERVICE_PLANS, plans.service_plans(material)


def _proposal(material: Material) -> tuple[Block, ...]:
    if not material.has_ended:
        return (Paragraph(("Förslag till beslut lämnas när året är slut.",)),)
    programme = material.programme
    return (
        Paragraph(
            (f"{programme.board} godkänner uppföljningen av det regionala serviceprogrammet för {material.year}.",)
        ),
    )
