"""The report on what the grants went to: investments, those in energy and environment among them, and home delivery."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import MUNICIPALITY_NOUN, Material, Row
from rsp_pipeline.indicators.dimension import GRANT_FORM, INVESTMENT_KIND, Member
from rsp_pipeline.indicators.grants import S01
from rsp_pipeline.indicators.home_delivery import M02, M03, M04
from rsp_pipeline.indicators.indicator import NOT_STATED
from rsp_pipeline.indicators.investments import S13, S13K, S14, S14K
from rsp_pipeline.report.grants import EVERY_INVESTMENT
from rsp_pipeline.swedish import (
    NO_BREAK_SPACE,
    UNKNOWN,
    Adjective,
    Gender,
    Noun,
    Number,
    counted,
    counted_in_words,
    in_words,
    kronor,
    number,
)

INVESTMENT, HOME_DELIVERY = GRANT_FORM.at("Investeringsbidrag"), GRANT_FORM.at("Hemsändning")
GRANT = Noun("investeringsbidrag", "investeringsbidrag", Gender.NEUTRUM)
MEASURE = Noun("energi- eller miljöåtgärd", "energi- eller miljöåtgärder", Gender.UTRUM)
MARKED = Adjective("märkt", "märkt", "märkta")
HOUSEHOLD = Noun("hushåll", "hushåll", Gender.NEUTRUM)


def purposes(material: Material) -> tuple[Block, ...]:
    """The year's investments in sentences and a table of what they are about, and what home delivery reaches."""
    if not material.is_known("grants"):
        return ()
    return (*_investments(material), *_home_deliveries(material))


def _investments(material: Material) -> tuple[Block, ...]:
    n_grants = material.value(S01, INVESTMENT)
    granted = material.figure(S01, partial(counted, noun=GRANT), INVESTMENT)
    if not n_grants:
        return (Paragraph((*material.happened("beslutades", "beslutats", granted), ".")),)
    in_all = (*material.happened("beslutades", "beslutats", granted, " om ", material.figure(S13K, kronor)), ".")
    told = Paragraph((*in_all, *_cost(material, n_grants), *_environmental(material, n_grants)))
    kinds = [row for row in material["investments"] if row["granted_sek"] or row["eligible_cost_sek"]]
    if {row["investment_kind"] for row in kinds} <= {EVERY_INVESTMENT, NOT_STATED}:
        return (told,)
    rows = tuple(_cells(material, row) for row in kinds)
    return (
        told,
        Table(
            "investeringar",
            f"Vad investeringsbidragen {material.year} gäller",
            (
                Column("Investeringen gäller"),
                Column("Stödgrundande kostnad, kronor", Align.END),
                Column("Beviljat, kronor", Align.END),
            ),
            rows,
            has_total=True,
            note=rounding_note(rows),
        ),
    )


def _cost(material: Material, n_grants: Number) -> Spans:
    if not _is_cost_known(material):
        return (f" Vad {'investeringen' if n_grants == 1 else 'investeringarna'} kostar är inte känt.",)
    which = "en investering" if n_grants == 1 else "investeringar"
    return (f" Bidrage{'t' if n_grants == 1 else 'n'} gäller {which} för ", material.figure(S13, kronor), ".")


def _is_cost_known(material: Material, *of: Member) -> bool:
    """Whether the cost is known of any of the investments: where it is of none, S13 is zero, or is not there."""
    return material.figures.has(S13, material.year, *of) and bool(material.value(S13, *of))


def _environmental(material: Material, n_grants: Number) -> Spans:
    """How many of the investments are marked as measures for energy or environment, and what they were granted."""
    marked = material.value(S14) or 0
    as_measures = f"{MARKED.agreeing(MEASURE, marked or 1)} som {MEASURE.form(1 if marked == 0 else marked)}"
    if n_grants == 1:
        return (f" Den är {'' if marked else 'inte '}", material.figure(S14, lambda _: as_measures), ".")
    if not marked:
        return (" ", material.figure(S14, lambda _: Gender.UTRUM.none.capitalize()), f" av dem är {as_measures}.")
    with_aid: Spans = (", med ", material.figure(S14K, kronor), " i stöd.")
    if marked == n_grants:
        return (" Samtliga är ", material.figure(S14, lambda _: as_measures), *with_aid)
    return (" Av dem är ", material.figure(S14, in_words), f" {as_measures}", *with_aid)


def _cells(material: Material, row: Row) -> tuple[Cell, ...]:
    of = () if row["investment_kind"] == EVERY_INVESTMENT else (INVESTMENT_KIND.at(row["investment_kind"]),)
    return (
        Cell(row["investment_kind"]),
        material.cell(S13, *of) if _is_cost_known(material, *of) else Cell(UNKNOWN),
        material.cell(S13K, *of),
    )


def _home_deliveries(material: Material) -> tuple[Block, ...]:
    """What the year's aid to home delivery reaches; nothing where there is none."""
    if not material.value(S01, HOME_DELIVERY):
        return ()
    households: Spans = ("gäller ",)
    if material.value(M02):
        households = ("når ", material.figure(M02, partial(counted, noun=HOUSEHOLD)), " i ")
    where = material.figure(M04, partial(counted_in_words, noun=MUNICIPALITY_NOUN))
    each: Spans = ()
    if material.value(M03) is not None:
        each = (" och motsvarar ", material.figure(M03, _per_delivery))
    return (Paragraph(("Stödet till hemsändning ", *households, where, *each, ".")),)


def _per_delivery(value: Number) -> str:
    return f"{number(value, M03.decimals)}{NO_BREAK_SPACE}kronor per leverans"
