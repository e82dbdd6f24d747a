"""The priority areas of a document: what was done in each, and the kinds of content that none of them holds."""

from __future__ import annotations

from rsp_pipeline.followup.document import Block, Bullets, Paragraph
from rsp_pipeline.followup.full_report import activities
from rsp_pipeline.followup.full_report.material import Material
from rsp_pipeline.followup.full_report.parties import the_network
from rsp_pipeline.programme import Content, Programme

AREA = "Prioriterat område: {}"


def held_by_none(programme: Programme) -> list[Content]:
    """The kinds of content that no priority area holds, and that stand by themselves after the areas."""
    return [content for content in Content if not programme.area_of(content)]


def done(material: Material, area: str) -> tuple[Block, ...]:
    """What was done within a priority area beside grants and visits."""
    if not material.is_known("activities"):
        return (Paragraph((material.missing("activities"),)),)
    if not (bullets := activities.bullets(material, area)):
        return (Paragraph((f"{material.in_the_year} har inga aktiviteter registrerats inom området.",)),)
    return (Paragraph((f"{material.in_the_year} har {the_network(material.programme)}:",)), Bullets(bullets))
