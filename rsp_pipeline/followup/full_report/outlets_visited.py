"""The report on visits against aid: how many of the outlets that were granted aid have been visited, and by whom."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import Material, Row
from rsp_pipeline.indicators.dimension import MUNICIPALITY
from rsp_pipeline.indicators.engine import TOO_FEW
from rsp_pipeline.indicators.visits import S18, S19, S19A, S21
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, in_words, number, percent

OUTLET = Noun("ställe", "ställen", Gender.NEUTRUM)
VISIT = Noun("besök", "besök", Gender.NEUTRUM)
FEW = "Andelar av färre än fem ställen säger lite."
TOGETHER = "av två eller flera organisationer tillsammans"


def outlets_visited(material: Material) -> tuple[Block, ...]:
    """Visits at the outlets that were granted aid in the year, in sentences and a table per municipality."""
    if not material.is_known("visits"):
        return (Paragraph((material.missing("visits"),)),) if material.is_known("grants") else ()
    told = Paragraph((*_supported(material), *_together(material)))
    rows = [row for row in material["outlets_visited"] if row["n_outlets"]]
    if len(material.programme.municipalities) == 1 or not rows or rows[-1]["n_visited"] is None:
        return (told,)
    return (
        told,
        Table(
            "stodstallen_besokta",
            f"Ställen som beviljats stöd {material.year}, och besök hos dem {_two_years(material, 'och')}",
            (
                Column("Kommun"),
                Column("Ställen med stöd", Align.END),
                Column("Besökta", Align.END),
                Column("Andel besökta", Align.END),
            ),
            tuple(_cells(material, row) for row in rows),
            has_total=True,
            note=FEW if any(row["status"] == TOO_FEW for row in rows) else "",
        ),
    )


def _two_years(material: Material, conjunction: str) -> str:
    return f"{material.year_before} {conjunction} {material.year}"


def _supported(material: Material) -> Spans:
    """How many of the supported outlets have been visited; unknown where a register of either year is."""
    whole = next(row for row in material["outlets_visited"] if row["municipality_code"] is None)
    n_outlets, n_visited = whole["n_outlets"], whole["n_visited"]
    if n_outlets is None or n_visited is None:
        needed = f"registren för både {material.year_before} och {material.year} behövs"
        return (f"{UNKNOWN.capitalize()} om besök hos ställen som beviljats stöd: {needed}.",)
    if not n_outlets:
        return (f"Inget känt serviceställe har beviljats stöd under {material.year}.",)
    granted = f"som beviljats stöd under {material.year}"
    visited = f"fått ett fysiskt besök under {_two_years(material, 'eller')}"
    if n_outlets == 1:
        return (f"Det enda ställe {granted} har {'' if n_visited else 'inte '}{visited}.",)
    if n_visited in (0, n_outlets):
        share = material.figure(S21, lambda _: "Samtliga" if n_visited else "Inget av de")
        return (share, f" {number(n_outlets)} ställen {granted} har {visited}.")
    share = material.figure(S21, percent)
    return (
        f"Av de {number(n_outlets)} ställen {granted} har {in_words(n_visited, OUTLET.gender)} (",
        share,
        f") {visited}.",
    )


def _together(material: Material) -> Spans:
    """How many of the physical visits several organisations made together; nothing where there were no visits."""
    n_visits, n_together = material.value(S18), material.value(S19)
    if not n_visits:
        return ()
    if n_visits == 1:
        by = TOGETHER if n_together else "av en organisation"
        return (" Årets enda fysiska besök gjordes ", material.figure(S19, lambda _: by), ".")
    if not n_together:
        none = material.figure(S19, lambda _: VISIT.gender.none.capitalize())
        return (" ", none, f" av årets fysiska besök gjordes {TOGETHER}.")
    if n_together == n_visits:
        every = material.figure(S19, lambda _: "samtliga")
        return (f" Årets {number(n_visits)} fysiska besök gjordes ", every, f" {TOGETHER}.")
    how_many = material.figure(S19, partial(in_words, gender=VISIT.gender))
    share: Spans = (how_many, " (", material.figure(S19A, percent), f") {TOGETHER}.")
    return (f" Av årets {number(n_visits)} fysiska besök gjordes ", *share)


def _cells(material: Material, row: Row) -> tuple[Cell, ...]:
    municipality = (MUNICIPALITY.at(row["municipality_code"]),) if row["municipality_code"] else ()
    return (
        Cell(row["municipality_name"]),
        Cell(number(row["n_outlets"]), row["n_outlets"]),
        Cell(number(row["n_visited"]), row["n_visited"]),
        material.cell(S21, *municipality, worded=percent),
    )
