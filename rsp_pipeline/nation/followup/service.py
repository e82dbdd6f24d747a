"""What is told of the nation's visits, plans, outlets and efforts: in sentences, and region below region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from rsp_pipeline.followup.document import Block, Paragraph, Span, Spans
from rsp_pipeline.followup.full_report.goals import EFFORT, EFFORT_WORDS
from rsp_pipeline.followup.full_report.grants import PHYSICAL_VISITS
from rsp_pipeline.indicators.action_plan import P01, P02
from rsp_pipeline.indicators.dimension import EFFORT_STATUS, OUTLET_KIND
from rsp_pipeline.indicators.home_delivery import M02
from rsp_pipeline.indicators.outlets import M05, M09
from rsp_pipeline.indicators.service_plans import O01, O01A, O03
from rsp_pipeline.indicators.visits import S18, S19A, S20
from rsp_pipeline.nation.followup.material import Material
from rsp_pipeline.nation.followup.tables import FEW, Shown, by_region
from rsp_pipeline.swedish import NO_BREAK_SPACE, Number, counted, in_words, long_date, number, percent


def visits_made(material: Material) -> Spans:
    """How many physical visits were made, as a sentence."""
    told = (*material.happened("gjordes", "gjorts", material.figure(S18, PHYSICAL_VISITS)), ".")
    return material.with_part(S18, told)


def visits(material: Material) -> tuple[Block, ...]:
    """The visits to businesses."""
    if material.value(S18) is None:
        return (Paragraph(material.missing("företagsbesök")),)
    told = visits_made(material)
    if material.value(S19A) is not None:
        share = material.figure(S19A, percent)
        made = (" Av dem gjordes ", share) if material.has_ended else (" Av dem har ", share, " gjorts")
        told = (*told, *made, " av flera organisationer tillsammans.")
    shown = (
        Shown("Fysiska besök", S18),
        Shown("Därav i samverkan", S19A),
        Shown("Digitala kontakter och telefon", S20),
    )
    caption = f"Företagsbesök {material.year}, region för region"
    return (Paragraph(told), by_region(material, "besok_per_region", caption, shown, FEW))


def plans_in_force(material: Material) -> Spans:
    """How many municipalities had a plan in force at the end of the year, of all that are told of."""
    if material.value(O01) is None:
        return material.missing("serviceplaner")
    of_all = number(material.row(O01)["denominator"])
    has = "hade en gällande serviceplan" if material.has_ended else "har en serviceplan som gäller"
    told: Spans = (
        material.figure(O01, number),
        f" av {of_all} kommuner (",
        material.figure(O01A, percent),
        f") {has} {long_date(date(material.year, 12, 31))}.",
    )
    return material.with_part(O01, told)


def plans(material: Material) -> tuple[Block, ...]:
    """The municipalities' service plans."""
    if material.value(O01) is None:
        return (Paragraph(plans_in_force(material)),)
    shown = (
        Shown("Kommuner med gällande plan", O01),
        Shown("Andel av kommunerna", O01A),
        Shown("Planer som löper ut inom 12 månader", O03),
    )
    caption = f"Serviceplaner den 31 december {material.year}, region för region"
    return (Paragraph(plans_in_force(material)), by_region(material, "planer_per_region", caption, shown))


def outlets(material: Material) -> tuple[Block, ...]:
    """Shops, fuel stations and other outlets, and the households that goods are brought to."""
    shop, fuel = OUTLET_KIND.at("Dagligvarubutik"), OUTLET_KIND.at("Drivmedelsstation")
    if material.value(M05, shop) is None:
        return (Paragraph(material.missing("serviceställen")),)
    told: Spans = (
        f"Den 31 december {material.year} fanns " if material.has_ended else "Enligt registren finns ",
        material.figure(M05, partial(_things, "dagligvarubutiker"), shop),
        " och ",
        material.figure(M05, partial(_things, "drivmedelsställen"), fuel),
        ".",
    )
    if material.value(M02) is not None:
        got = "fick" if material.has_ended else "har hittills fått"
        told += (" ", material.figure(M02, partial(_things, "hushåll")), f" {got} hemsändning med stöd.")
    shown = (
        Shown("Dagligvarubutiker", M05, (shop,)),
        Shown("Drivmedelsställen", M05, (fuel,)),
        Shown("SOT-punkter", M09),
        Shown("Hushåll med hemsändning", M02),
    )
    caption = f"Serviceställen den 31 december {material.year}, region för region"
    return (Paragraph(material.with_part(M05, told)), by_region(material, "stallen_per_region", caption, shown))


def efforts_done(material: Material) -> Spans:
    """How the efforts of the regions' action plans stand."""
    if material.value(P01) is None:
        return material.missing("handlingsplanens insatser")
    parts: list[Spans] = [
        (material.figure(P01, in_words, EFFORT_STATUS.at(status)), f" {word.agreeing(EFFORT, count)}")
        for status, word in EFFORT_WORDS.items()
        if (count := material.value(P01, EFFORT_STATUS.at(status)))
    ]
    told: Spans = ("Regionernas handlingsplaner har ", material.figure(P01, partial(counted, noun=EFFORT)))
    return material.with_part(P01, (*told, *((": ", *_joined(parts)) if parts else ()), "."))


def efforts(material: Material) -> tuple[Block, ...]:
    """The efforts of the regions' action plans, and how many of them reached their goal."""
    if material.value(P01) is None:
        return (Paragraph(efforts_done(material)),)
    told = efforts_done(material)
    if material.value(P02) is not None:
        reached, of_all = (number(material.row(P02)[part]) for part in ("numerator", "denominator"))
        told = (
            *told,
            f" Av de {of_all} insatser som har ett målvärde har {reached} nått det, ",
            material.figure(P02, percent),
            ".",
        )
    shown = (
        Shown("Insatser", P01),
        Shown("Genomförda", P01, (EFFORT_STATUS.at("Genomförd"),)),
        Shown("Försenade", P01, (EFFORT_STATUS.at("Försenad"),)),
        Shown("Måluppfyllelse", P02),
    )
    caption = f"Handlingsplanernas insatser {material.year}, region för region"
    note = f"Måluppfyllelsen är insatser som nått sitt mål av dem som har ett målvärde. {FEW}"
    return (Paragraph(told), by_region(material, "insatser_per_region", caption, shown, note))


def _things(what: str, count: Number) -> str:
    return f"{number(count)}{NO_BREAK_SPACE}{what}"


def _joined(parts: Sequence[Spans]) -> Spans:
    """Several pieces of text in a row: a, b och c."""
    spans: list[Span] = []
    for place, part in enumerate(parts):
        spans += [" och " if place == len(parts) - 1 else ", "] if place else []
        spans += part
    return tuple(spans)
