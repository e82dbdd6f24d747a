"""Nyckeltalen: the memo's bullets for a year, in its own wording."""

from __future__ import annotations

from rsp_pipeline.followup.document import Spans, plain
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators.dimension import GRANT_FORM
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.programme import GrantLines
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import UNKNOWN, kronor, pieces


def heading(year: int) -> str:
    """The heading of a year."""
    return f"Uppföljning {year}"


def bullets(figures: Figures, year: int, lines: GrantLines) -> list[str]:
    """One bullet for each form of aid and one for the physical visits, as plain text; one alone when all is unknown."""
    if figures.value(S01, year) is None and figures.value(S18, year) is None:
        return [f"{UNKNOWN.capitalize()}: varken stödbeslut eller företagsbesök har levererats"]
    return [plain(spans) for spans in (*grants(figures, year, lines), visits(figures, year))]


def grants(figures: Figures, year: int, lines: GrantLines) -> tuple[Spans, ...]:
    """A bullet for each form of aid, by the region's own words: how many grants, and how much was granted."""
    shown = (form for form in FORMS.values if figures.has(S01, year, GRANT_FORM.at(form)))
    words = words_of(lines)
    return tuple(_grants_of(figures, year, form, words.get(form, form)) for form in shown)


def words_of(lines: GrantLines) -> dict[str, str]:
    """The region's own words for the forms of aid."""
    return {
        "Hemsändning": lines.home_delivery,
        "Servicebidrag": lines.service,
        "Investeringsbidrag": lines.investment,
        "Särskilt driftstöd": lines.operating,
    }


def visits(figures: Figures, year: int) -> Spans:
    """The bullet for the physical visits."""
    return ("Antal fysiska företagsbesök ", figures.span(S18, year, pieces))


def _grants_of(figures: Figures, year: int, form: str, words: str) -> Spans:
    of_form = GRANT_FORM.at(form)
    if figures.value(S01, year, of_form) is None:
        return (f"{words} {UNKNOWN}",)
    return (
        f"{words} ",
        figures.span(S01, year, pieces, of_form),
        ", ",
        figures.span(S02, year, kronor, of_form),
    )


def document(figures: Figures, year: int, lines: GrantLines) -> str:
    """The bullets as a Markdown page."""
    listed = (f"- {bullet}" for bullet in bullets(figures, year, lines))
    return "\n".join([f"# {heading(year)}", "", *listed, ""])
