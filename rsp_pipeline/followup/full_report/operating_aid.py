"""The report on särskilt driftstöd: to how many, how large, where, and who got as much as can be given."""

from __future__ import annotations

from functools import partial

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.applications import RECIPIENT
from rsp_pipeline.followup.full_report.material import Material, Row
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, Member
from rsp_pipeline.indicators.grants import S01, S02, S09, S10
from rsp_pipeline.indicators.operating_support import S15, S16
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, Number, counted, counted_in_words, kronor

OPERATING_AID = GRANT_FORM.at("Särskilt driftstöd")
GRANT = Noun("särskilt driftstöd", "särskilda driftstöd", Gender.NEUTRUM)
AT_THE_CEILING = (3,)  # the column that says nothing when the ceiling is not known
SHOP = Noun("butik", "butiker", Gender.UTRUM)


def operating_aid(material: Material) -> tuple[Block, ...]:
    """The year's operating aid in sentences, and how it is spread over the municipalities that got any."""
    if not material.is_known("grants"):
        return ()
    granted = material.figure(S01, partial(counted, noun=GRANT), OPERATING_AID)
    if not material.value(S01, OPERATING_AID):
        return (Paragraph((*material.happened("beslutades", "beslutats", granted), ".")),)
    in_all: Spans = (granted, " om ", material.figure(S02, kronor, OPERATING_AID))
    to: Spans = (", till ", material.figure(S10, partial(counted, noun=RECIPIENT), OPERATING_AID), ".")
    told = (*material.happened("beslutades", "beslutats", *in_all), *to, *_median(material), *_at_the_ceiling(material))
    return (Paragraph(told), *_spread(material))


def _median(material: Material) -> Spans:
    if material.value(S01, OPERATING_AID) == 1:
        return ()
    return (" Medianen var ", material.figure(S09, kronor, OPERATING_AID), ".")


def _at_the_ceiling(material: Material) -> Spans:
    """How many shops got as much as can be given, and how many recipients another form of aid besides."""
    combined: Spans = (" ", material.figure(S16, partial(_how_many, noun=RECIPIENT)))
    combined = (*combined, " fick både servicebidrag och särskilt driftstöd.")
    if material.value(S15) is None:
        return (f" {UNKNOWN.capitalize()} om hur många butiker som fick det högsta stöd som kan lämnas.", *combined)
    at_the_ceiling = material.figure(S15, partial(_how_many, noun=SHOP))
    return (" ", at_the_ceiling, " fick det högsta stöd som kan lämnas.", *combined)


def _how_many(count: Number, noun: Noun) -> str:
    """A count that begins a sentence: Fyra butiker, En butik, Ingen butik."""
    told = counted_in_words(count, noun) if count else f"{noun.gender.none} {noun.singular}"
    return f"{told[0].upper()}{told[1:]}"


def _spread(material: Material) -> tuple[Table, ...]:
    if len(material.programme.municipalities) == 1:
        return ()
    rows = tuple(_cells(material, row) for row in material["by_municipality"] if _has_any(material, row))
    table = Table(
        "sarskilt_driftstod",
        f"Särskilt driftstöd {material.year} per kommun",
        (
            Column("Kommun"),
            Column("Antal", Align.END),
            Column("Belopp, kronor", Align.END),
            Column("Butiker vid taket", Align.END),
        ),
        rows,
        has_total=True,
        note=rounding_note(rows),
    )
    return (table.without(AT_THE_CEILING if material.value(S15) is None else ()),)


def _has_any(material: Material, row: Row) -> bool:
    return bool(material.value(S01, *_municipality(row), OPERATING_AID))


def _municipality(row: Row) -> tuple[Member, ...]:
    return (MUNICIPALITY.at(row["municipality_code"]),) if row["municipality_code"] else ()


def _cells(material: Material, row: Row) -> tuple[Cell, ...]:
    municipality = _municipality(row)
    of = (*municipality, OPERATING_AID)
    return (
        Cell(row["municipality_name"]),
        material.cell(S01, *of),
        material.cell(S02, *of),
        material.cell(S15, *municipality),
    )
