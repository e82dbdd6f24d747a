"""The headings of each document that the steward's own texts may name."""

from __future__ import annotations

from rsp_pipeline.followup import full_report, letter
from rsp_pipeline.followup.document import Kind
from rsp_pipeline.followup.own_texts import Sections
from rsp_pipeline.programme import Programme


def headings(programme: Programme) -> Sections:
    """The headings of both documents."""
    return {Kind.LETTER: letter.section_headings(programme), Kind.REPORT: full_report.section_headings(programme)}
