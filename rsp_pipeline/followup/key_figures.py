"""Nyckeltalen: the memo's bullets for a year, in its own wording."""

from __future__ import annotations

from decimal import Decimal

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
    """One bullet for each form of aid and one for the physical visits."""
    counts = figures.by(S01, year, GRANT_FORM)
    amounts = figures.by(S02, year, GRANT_FORM)
    forms = [form for form in FORMS.values if form in counts]
    return [
        *(_grant_bullet(form, counts[form], amounts[form]) for form in forms),
        f"Antal fysiska företagsbesök {pieces(figures.total(S18, year))}",
    ]


def _grant_bullet(form: str, count: Decimal | None, amount: Decimal | None) -> str:
    return f"{form} {UNKNOWN}" if count is None else f"{form} {pieces(count)}, {kronor(amount)}"


def document(figures: Figures, year: int) -> str:
    """The bullets as a Markdown page."""
    lines = (f"- {bullet}" for bullet in bullets(figures, year))
    return "\n".join([f"# {heading(year)}", "", *lines, ""])
