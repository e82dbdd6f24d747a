"""Charts of the grants decided in the year."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rsp_pipeline.followup.chart import ACCENT, GRID, INK, MUTED, SHADES, Chart
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S02
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import UNKNOWN, kronor, number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SOURCE = "regionens stödbeslut; beviljat belopp som det stod vid årets slut"
MILLION = Decimal(1_000_000)
YEARS_SHOWN = len(SHADES)


def _years(figures: Figures, year: int) -> list[int]:
    return [shown for shown in figures.years if shown <= year][-YEARS_SHOWN:]


def _forms(figures: Figures, year: int) -> list[str]:
    """The forms of aid of the years shown; one that no longer exists only if something was granted."""
    current = figures.by(S02, year, GRANT_FORM)
    earlier = [figures.by(S02, shown, GRANT_FORM) for shown in _years(figures, year)]
    return [form for form in FORMS.values if form in current or any(amounts.get(form) for amounts in earlier)]


def _draw_by_form(axes: Axes, figures: Figures, year: int) -> None:
    years, forms = _years(figures, year), _forms(figures, year)
    width = 0.8 / len(years)
    ticks, labels = [], []
    for nth, shown in enumerate(years):
        amounts = figures.by(S02, shown, GRANT_FORM)
        for place, form in enumerate(forms):
            x = place + (nth - (len(years) - 1) / 2) * width
            ticks.append(x)
            labels.append(f"{shown}")
            if form not in amounts:
                axes.text(x, 0, "–", ha="center", va="bottom", fontsize=8, color=MUTED)
                continue
            amount = amounts[form]
            if amount is None:
                axes.text(x, 0, f" {UNKNOWN}", rotation=90, ha="center", va="bottom", fontsize=8, color=MUTED)
                continue
            millions = float(amount / MILLION)
            bar = axes.bar(x, millions, width * 0.88, color=SHADES[nth - len(years)])
            weight = "bold" if shown == year else "normal"
            axes.bar_label(bar, [number(amount / MILLION, 1)], padding=2, fontsize=8, fontweight=weight)
    axes.set_xticks(ticks, labels, fontsize=7, color=MUTED)
    for place, form in enumerate(forms):
        axes.text(
            place, -0.085, form, transform=axes.get_xaxis_transform(), ha="center", va="top", fontsize=10, color=INK
        )
    axes.set_yticks([])
    axes.set_ylim(bottom=0)
    axes.margins(y=0.12)


def _alt_by_form(figures: Figures, year: int) -> str:
    sentences = []
    for shown in _years(figures, year):
        amounts = figures.by(S02, shown, GRANT_FORM)
        told = ", ".join(f"{form} {kronor(amounts[form])}" for form in FORMS.values if form in amounts)
        sentences.append(f"{shown}: {told}.")
    return f"Stapeldiagram över beviljat belopp per stödform och år. {' '.join(sentences)}"


GRANTED_BY_FORM = Chart(
    id="beviljat_per_stodform",
    caption="beviljat belopp per stödform och år",
    title=lambda year: f"Beviljat belopp per stödform till och med {year}, miljoner kronor",
    source=SOURCE,
    draw=_draw_by_form,
    alt=_alt_by_form,
)


def _by_municipality(figures: Figures, year: int) -> list[tuple[str, Decimal | None]]:
    """Name and amount of each municipality, the largest first and the unknown last."""
    amounts = figures.by(S02, year, MUNICIPALITY)
    named = [(figures.municipality_names.get(code, code), amount) for code, amount in amounts.items()]
    return sorted(named, key=lambda pair: (pair[1] is None, -(pair[1] or 0), pair[0]))


def _draw_by_municipality(axes: Axes, figures: Figures, year: int) -> None:
    rows = _by_municipality(figures, year)
    names = [name for name, _ in rows]
    bars = axes.barh(names, [float(amount or 0) for _, amount in rows], color=ACCENT, height=0.7)
    labels = [UNKNOWN if amount is None else f"{number(amount)} kr" for _, amount in rows]
    axes.bar_label(bars, labels, padding=4, fontsize=9)
    axes.invert_yaxis()
    axes.set_xticks([])
    axes.set_xlim(left=0, right=max([float(amount or 0) for _, amount in rows], default=0) * 1.25 or 1)
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set(visible=True, color=GRID)


def _alt_by_municipality(figures: Figures, year: int) -> str:
    told = ", ".join(f"{name} {kronor(amount)}" for name, amount in _by_municipality(figures, year))
    return f"Liggande stapeldiagram över beviljat belopp per kommun {year}. {told}."


GRANTED_BY_MUNICIPALITY = Chart(
    id="beviljat_per_kommun",
    caption="beviljat belopp per kommun",
    title=lambda year: f"Beviljat belopp per kommun {year}",
    source=SOURCE,
    draw=_draw_by_municipality,
    alt=_alt_by_municipality,
)
