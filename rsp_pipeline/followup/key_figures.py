"""Nyckeltalen: the memo's bullets for a year, in its own wording."""

from __future__ import annotations

from rsp_pipeline.followup.document import Spans, plain
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators.dimension import GRANT_FORM
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import UNKNOWN, kronor, pieces


def heading(year: int) -> str:
    """The heading of a year."""
    return f"Uppföljning {year}"


def bullets(figures: Figures, year: int) -> list[str]:
    """One bullet for each form of aid and one for the physical visits, as plain text."""
    return [plain(spans) for spans in (*grants(figures, year), visits(figures, year))]


def grants(figures: Figures, year: int) -> tuple[Spans, ...]:
    """A bullet for each form of aid: how many grants, and how much was granted."""
    shown = (form for form in FORMS.values if figures.has(S01, year, GRANT_FORM.at(form)))
    return tuple(_grants_of(figures, year, form) for form in shown)


def visits(figures: Figures, year: int) -> Spans:
    """The bullet for the physical visits."""
    return ("Antal fysiska företagsbesök ", figures.span(S18, year, pieces))


def _grants_of(figures: Figures, year: int, form: str) -> Spans:
    of_form = GRANT_FORM.at(form)
    if figures.value(S01, year, of_form) is None:
        return (f"{form} {UNKNOWN}",)
    return (
        f"{form} ",
        figures.span(S01, year, pieces, of_form),
        ", ",
        figures.span(S02, year, kronor, of_form),
    )


def document(figures: Figures, year: int) -> str:
    """The bullets as a Markdown page."""
    lines = (f"- {bullet}" for bullet in bullets(figures, year))
    return "\n".join([f"# {heading(year)}", "", *lines, ""])
