"""The sections of the tjänsteskrivelse in their order, each with the steward's own text in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rsp_pipeline.followup.document import Blank, Block, Bullets, Document, Kind, Paragraph, Section, Span
from rsp_pipeline.followup.full_report import grants, resources
from rsp_pipeline.followup.full_report.areas import AREA, done
from rsp_pipeline.followup.full_report.material import Material
from rsp_pipeline.followup.letter.case import case, years_with_action_plan
from rsp_pipeline.followup.own_texts import OwnTexts
from rsp_pipeline.followup.standing import GOING_ON
from rsp_pipeline.followup.year_head import Head
from rsp_pipeline.programme import Content, PriorityArea, Programme
from rsp_pipeline.swedish import enumeration, long_date, quoted, within

CASE, RESOURCES = "Ärendebeskrivning", "Resurser"
SIGNED, EXTRACT = "I tjänsten", "Utdrag till"
INFINITIVE = re.compile(r"(?:\w{2,}a|få|ge|se|gå|nå|bo|ske|stå)\b")
"""How an effort begins that says what to do, and not what it is called."""
NO_TEXTS, NO_HEAD = OwnTexts(), Head()


def section_headings(programme: Programme) -> tuple[str, ...]:
    """The headings that the steward's own texts may name; a priority area by its name alone."""
    return (CASE, *programme.area_names, *_besides(programme), RESOURCES, programme.proposal, SIGNED, EXTRACT)


def compose(material: Material, head: Head = NO_HEAD, texts: OwnTexts = NO_TEXTS) -> Document:
    """The tjänsteskrivelse of a year, with what the officer wrote of the case and in its sections."""
    programme = material.programme
    areas = [
        texts.section(area.name, _area(material, area), heading=AREA.format(area.name))
        for area in programme.priority_areas
    ]
    besides = [texts.section(each, grants.in_short(material, "")) for each in _besides(programme)]
    sections: Iterable[tuple[Section, ...]] = (
        texts.section(CASE, case(material, head)),
        *areas,
        *besides,
        texts.section(RESOURCES, resources.paid_by(material)),
        texts.section(programme.proposal, _proposal(material)),
        texts.section(SIGNED, _signed(material, head)),
        texts.section(EXTRACT, _extract(head)),
    )
    years = years_with_action_plan(material) or str(material.year)
    title = f"Uppföljning Regionalt serviceprogram {years}"
    return Document(Kind.LETTER, title, _facts(material, head), tuple(each for some in sections for each in some))


def _facts(material: Material, head: Head) -> tuple[tuple[str, Span], ...]:
    programme = material.programme
    day: Span = long_date(head.day).removeprefix("den ") if head.day else Blank("[datum]", "skrivelsens datum")
    preliminary: tuple[tuple[str, Span], ...] = () if material.has_ended else (("Status", GOING_ON),)
    return (
        ("Från", programme.region),
        ("Datum", day),
        ("Diarienummer", head.diary_no or programme.diary_no),
        ("Handläggare", head.officer or Blank("[namn]", "handläggaren")),
        ("Till", head.to or programme.board),
        *preliminary,
    )


def _besides(programme: Programme) -> tuple[str, ...]:
    """The heading of the grants and visits after the areas, where none of these holds them."""
    content = Content.GRANTS_AND_VISITS
    return () if programme.area_of(content) else (content.heading,)


def _area(material: Material, area: PriorityArea) -> tuple[Block, ...]:
    """What was done within a priority area."""
    if Content.GRANTS_AND_VISITS in area.holds:
        return (*_aim(material, area.name), *grants.in_short(material, area.name))
    return done(material, area.name)


def _aim(material: Material, area: str) -> tuple[Block, ...]:
    """What the action plan's efforts in an area are for."""
    of_area = [within(row["effort"]) for row in material["efforts"] if row["priority_area"] == area]
    efforts = list(dict.fromkeys(of_area))
    if not efforts:
        return ()
    if all(map(INFINITIVE.match, efforts)):
        return (Paragraph((f"Aktiviteterna har syftat till att {enumeration(efforts)}.",)),)
    return (Paragraph((f"Aktiviteterna har följt handlingsplanens insatser {enumeration([*map(quoted, efforts)])}.",)),)


def _proposal(material: Material) -> tuple[Block, ...]:
    if not material.has_ended:
        return (Paragraph(("Förslag till beslut lämnas när året är slut.",)),)
    programme = material.programme
    return (Paragraph((f"{programme.board} {programme.proposes} för {material.year}.",)),)


def _signed(material: Material, head: Head) -> tuple[Block, ...]:
    """Who signs: the officer's names and titles, or a blank for the name before each title of the programme file."""
    if head.signatories:
        return tuple(Paragraph((who,)) for who in head.signatories)
    who = "de som skriver under"
    if not (signatories := material.programme.signatories):
        return (Paragraph((Blank("[namn, titel]", who),)),)
    return tuple(Paragraph((Blank("[namn]", who), f", {signatory.title}")) for signatory in signatories)


def _extract(head: Head) -> tuple[Block, ...]:
    if head.extract_to:
        return (Bullets(tuple((to,) for to in head.extract_to)),)
    return (Paragraph((Blank("[fylls i: de som beslutet skickas till]", "de som beslutet skickas till"),)),)
