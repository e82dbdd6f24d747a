"""The case's history, from the board's own plan to the document that tells the whole: a paragraph for each step.

What the programme file or the year's head does not say is not told; what only the officer knows is a blank to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator

from rsp_pipeline.followup.document import Blank, Block, Paragraph, Span, Spans
from rsp_pipeline.followup.full_report.compose import title
from rsp_pipeline.followup.full_report.material import Material
from rsp_pipeline.followup.full_report.parties import everyone
from rsp_pipeline.followup.year_head import Head
from rsp_pipeline.programme import Programme
from rsp_pipeline.swedish import enumeration, long_date


def case(material: Material, head: Head) -> tuple[Block, ...]:
    """The history of the case."""
    programme = material.programme
    paragraphs: tuple[Spans, ...] = (
        tuple(_board_plan(material, head)),
        (" ".join(_decisions(programme)),),
        (" ".join(_purpose(programme)),),
        tuple(_action_plans(material)),
        tuple(_followed_up(material, head)),
    )
    return tuple(Paragraph(spans) for spans in paragraphs if any(spans))


def years_with_action_plan(material: Material) -> str:
    """The years until the next that have an action plan, in figures: 2023–2026, or 2023 och 2025; empty for none."""
    years = [row["year"] for row in material["action_plan_years"]]
    if len(years) > 1 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}–{years[-1]}"
    return enumeration([str(year) for year in years])


def _board_plan(material: Material, head: Head) -> Iterator[Span]:
    programme, plan = material.programme, material.programme.board_plan
    if not plan:
        return
    yield f"{programme.board} beslutade "
    if decided := head.board_plan:
        yield f"{long_date(decided.on)}{_paragraph(decided.paragraph)}"
    else:
        yield Blank("[dag och paragraf]", f"dagen för nämndens beslut om {plan.name} {material.year + 1}")
    yield f" om {plan.name} för {material.year + 1}, med {plan.part} som {plan.part_says}. "
    yield f"Enligt den följer nämnden upp det regionala serviceprogrammet vid sitt sammanträde i {plan.meeting}."


def _paragraph(number: int | None) -> str:
    return f", §\u00a0{number}," if number else ""


def _decisions(programme: Programme) -> Iterator[str]:
    """The offer, the decisions on the programme, who decides on action plans, and what it rests on, in sentences."""
    background = programme.background
    if background.offered:
        yield (
            f"I {background.offered} erbjöd regeringen {programme.region} och övriga regioner att ta fram och "
            "genomföra regionala serviceprogram."
        )
    for decision in programme.decisions:
        number = f" ({decision.diary_no})" if decision.diary_no else ""
        when = f"{long_date(decision.on)}{_paragraph(decision.paragraph)}"
        yield f"{decision.by} beslutade {when} om {decision.what}{number}."
    if background.action_plans_decided_by:
        yield f"Årliga handlingsplaner beslutas på delegation av {background.action_plans_decided_by}."
    if programme.rests_on:
        yield f"Programmet vilar på {enumeration(programme.rests_on)}."


def _purpose(programme: Programme) -> Iterator[str]:
    """With whom the programme came about, what it is for and adds, and what the region does, in sentences."""
    background = programme.background
    if background.drawn_up_with:
        yield f"Programmet har tagits fram i bred samverkan med {enumeration(background.drawn_up_with)}."
    if background.purpose:
        yield f"Syftet är {background.purpose}."
    if background.adds:
        yield f"Programmet bidrar till att {background.adds}."
    if background.region_does:
        yield f"Regionen {background.region_does}."


def _action_plans(material: Material) -> Iterator[Span]:
    programme, years = material.programme, [str(row["year"]) for row in material["action_plan_years"]]
    through = f" genom {'det regionala ' if programme.network else ''}{everyone(programme)}"
    if not years:
        yield f"Programmet genomförs{through}."
        return
    what, it = ("Handlingsplaner", "De") if len(years) > 1 else ("En handlingsplan", "Den")
    yield f"{what} har tagits fram för {enumeration(years)}{through}."
    if programme.background.action_plans_hold:
        yield f" {it} innehåller {programme.background.action_plans_hold}."


def _followed_up(material: Material, head: Head) -> Iterator[Span]:
    """How the programme is followed up, whom it is reported to, and where the whole is told."""
    programme, background = material.programme, material.programme.background
    if background.guidelines:
        yield f"Programmet följs upp varje år enligt {background.guidelines}. "
    yield "Uppföljningen ligger till grund för kommande års handlingsplaner."
    if background.reported_to:
        yield from _reported(material, head)
    yield (
        f" Handlingsplanens uppföljning redovisas i sin helhet i dokumentet {title(material.year)} "
        f"({programme.diary_no}). Här följer några utdrag ur den, för varje prioriterat område."
    )


def _reported(material: Material, head: Head) -> Iterator[Span]:
    background = material.programme.background
    number = f" ({background.report_diary_no})" if background.report_diary_no else ""
    when = f" under {background.reported_in} {material.year + 1}" if background.reported_in else ""
    yield f" Den redovisas även skriftligt till {background.reported_to}{when}{number}. "
    if head.reported_on is None:
        yield "Rapporten "
        yield Blank("[lämnades eller lämnas, dag]", f"dagen för rapporten till {background.reported_to}")
        yield "."
    else:
        verb = "lämnades" if head.reported_on <= (head.day or material.as_of) else "lämnas"
        yield f"Rapporten {verb} {long_date(head.reported_on)}."
