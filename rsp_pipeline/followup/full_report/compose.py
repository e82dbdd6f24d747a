"""The report's sections in their order, each with the steward's own text in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from rsp_pipeline.followup.document import Block, Bullets, Document, Figure, Kind, Paragraph, Section, Spans
from rsp_pipeline.followup.full_report import (
    applications,
    frames,
    goals,
    grants,
    network,
    operating_aid,
    outlets_visited,
    plans,
    purposes,
    resources,
)
from rsp_pipeline.followup.full_report.areas import AREA, done, held_by_none
from rsp_pipeline.followup.full_report.material import Material
from rsp_pipeline.followup.full_report.network import SERVICE_NETWORK
from rsp_pipeline.followup.full_report.parties import everyone, plans_heading
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline.followup.standing import GOING_ON
from rsp_pipeline.programme import Content, PriorityArea, Programme
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, counted_in_words, enumeration, long_date, within

ABOUT, SUMMARY = "Om uppföljningen", "Sammanfattning"
BY_MUNICIPALITY = "Stöd per kommun"
EFFORTS, TARGETS, RESOURCES = "Handlingsplanens insatser", "Målvärden", "Resurser"
QUALITY, DEFINITIONS, ORIGINS = "Datakvalitet", "Bilaga: definitioner", "Bilaga: varifrån siffrorna kommer"

AREA_NOUN = Noun("prioriterat område", "prioriterade områden", Gender.NEUTRUM)
CHARTS: Mapping[str, tuple[Content | str, str]] = {
    "beviljat_per_stodform": (Content.GRANTS_AND_VISITS, "grants"),
    "utbetalt_per_beslutsar": ("Ramar och utbetalningar", "grants"),
    "foretagsbesok": (Content.GRANTS_AND_VISITS, "visits"),
    "beviljat_per_kommun": (BY_MUNICIPALITY, "grants"),
    "beviljat_karta": (BY_MUNICIPALITY, "grants"),
    "servicestallen_karta": (SERVICE_NETWORK, "outlets"),
    "serviceplaner": (Content.PUBLIC_BODIES, "service_plans"),
}
"""Where a chart of the follow-up belongs, and the register without which it has nothing to show."""
ELSEWHERE = (EFFORTS, "action_plan")
ABOUT_GRANTS_AND_VISITS: Mapping[str, Callable[[Material], tuple[Block, ...]]] = {
    "Ansökningar och handläggning": applications.applications,
    "Vad stöden gick till": purposes.purposes,
    "Särskilt driftstöd": operating_aid.operating_aid,
    "Ramar och utbetalningar": frames.frames_and_payments,
    "Besök hos ställen med stöd": outlets_visited.outlets_visited,
}
"""What is said of grants and visits below their own section, by its heading."""
NO_TEXTS = OwnTexts()


def section_headings(programme: Programme) -> tuple[str, ...]:
    """The headings that the steward's own texts may name; a priority area by its name alone."""
    own = (*programme.area_names, *(_heading(programme, content) for content in held_by_none(programme)))
    below = [name for content in Content for name in _below(programme, content)]
    rest = (EFFORTS, TARGETS, RESOURCES, QUALITY, DEFINITIONS, ORIGINS)
    return tuple(dict.fromkeys((ABOUT, SUMMARY, *own, *below, *rest)))


def title(year: int) -> str:
    """What the report of a year is called."""
    return f"Uppföljning av regionalt serviceprogram {year}"


def compose(material: Material, figures: Iterable[Figure] = (), texts: OwnTexts = NO_TEXTS) -> Document:
    """The report of a year, with the charts to refer to and the steward's own texts."""
    programme = material.programme
    charts = _charts_by_section(material, figures)

    def section(name: str, blocks: Iterable[Block], sections: Iterable[Section] = ()) -> tuple[Section, ...]:
        heading = AREA.format(name) if name in programme.area_names else ""
        return texts.section(name, (*blocks, *charts.get(name, ())), sections, heading)

    def below(contents: Iterable[Content]) -> Iterable[Section]:
        told = ((name, tell(material)) for each in contents for name, tell in _below(programme, each).items())
        return [each for name, blocks in told if blocks or texts.has(name) for each in section(name, blocks)]

    areas = [
        each
        for area in programme.priority_areas
        for each in section(area.name, _area(material, area), below(area.holds))
    ]
    for content in held_by_none(programme):
        if content is Content.GRANTS_AND_VISITS:
            areas += section(content.heading, grants.decided(material, ""), below([content]))
        else:
            areas += below([content])
    report = Document(
        kind=Kind.REPORT,
        title=title(material.year),
        facts=_facts(material),
        sections=(
            *section(ABOUT, _about(material)),
            *section(SUMMARY, _summary(material)),
            *areas,
            *section(EFFORTS, goals.efforts(material)),
            *section(TARGETS, goals.targets(material)),
            *section(RESOURCES, resources.resources(material)),
            *section(QUALITY, resources.quality(material)),
        ),
    )
    appendices = (
        *section(DEFINITIONS, resources.definitions(report.sources)),
        *section(ORIGINS, resources.origins(material)),
    )
    return replace(report, sections=(*report.sections, *appendices))


def _heading(programme: Programme, content: Content) -> str:
    """The heading, by its name alone, under which a kind of content stands."""
    return programme.area_of(content) or content.heading


def _below(programme: Programme, content: Content) -> dict[str, Callable[[Material], tuple[Block, ...]]]:
    """The sections that a kind of content has below its own, by their headings."""
    if content is Content.GRANTS_AND_VISITS:
        by_municipality = {BY_MUNICIPALITY: grants.per_municipality} if len(programme.municipalities) > 1 else {}
        return {**by_municipality, **ABOUT_GRANTS_AND_VISITS}
    if content is Content.CITIZENS:
        return {SERVICE_NETWORK: network.service_network}
    if content is Content.PUBLIC_BODIES:
        return {plans_heading(programme): plans.service_plans}
    return {}


def _charts_by_section(material: Material, figures: Iterable[Figure]) -> Mapping[str, list[Figure]]:
    placed: dict[str, list[Figure]] = {}
    for figure in figures:
        place, register = CHARTS.get(figure.chart_id, ELSEWHERE)
        if material.is_known(register):
            placed.setdefault(_section_of(place, material.programme), []).append(figure)
    return placed


def _section_of(place: Content | str, programme: Programme) -> str:
    """The section that a chart stands in, by its name."""
    if place is Content.PUBLIC_BODIES:
        return plans_heading(programme)
    return _heading(programme, place) if isinstance(place, Content) else place


def _facts(material: Material) -> tuple[tuple[str, str], ...]:
    programme = material.programme
    preliminary = () if material.has_ended else (("Status", GOING_ON),)
    return (
        ("Från", programme.region),
        ("Till", programme.board),
        ("Diarienummer", programme.diary_no),
        ("Uppgifterna hämtade", long_date(material.as_of)),
        *preliminary,
    )


def _about(material: Material) -> tuple[Block, ...]:
    programme = material.programme
    count = counted_in_words(len(programme.priority_areas), AREA_NOUN)
    areas = enumeration([within(name) for name in programme.area_names])
    opening = (
        f"{programme.genitive} regionala serviceprogram gäller {programme.first_year}–{programme.last_year}"
        f"{goals.action_plans(material)}. Programmet genomförs av {everyone(programme)}."
    )
    aim = (
        f"Uppföljningen redovisar arbetet under {material.year} inom programmets {count}: {areas}. "
        "Den ligger till grund för nästa handlingsplan."
    )
    blocks = [Paragraph((opening,)), Paragraph((aim,))]
    if (earlier := material["years_not_delivered"]) and material.is_known("grants"):
        years = enumeration([str(row["year"]) for row in earlier])
        blocks.append(Paragraph((f"{UNKNOWN.capitalize()} för {years}: då hade registren inte börjat levereras.",)))
    if not material.has_ended:
        until = long_date(material.as_of)
        blocks.append(
            Paragraph((f"Året pågår. Siffrorna för {material.year} är preliminära och gäller till {until}.",))
        )
    return tuple(blocks)


def _summary(material: Material) -> tuple[Block, ...]:
    """The year in a few bullets."""
    are_grants_known = material.is_known("grants")
    bullets: list[Spans] = [grants.total(material) if are_grants_known else (material.all_missing(),)]
    if are_grants_known or material.is_known("visits"):
        bullets.append(grants.visits(material))
    if material.is_known("service_plans"):
        bullets.append(plans.plans_in_force(material))
    if material["efforts"]:
        bullets.append(goals.efforts_done(material))
    return (Bullets(tuple(bullets)),)


def _area(material: Material, area: PriorityArea) -> tuple[Block, ...]:
    """What was done within a priority area."""
    if Content.GRANTS_AND_VISITS in area.holds:
        return grants.decided(material, area.name)
    return done(material, area.name)
