"""The report on what was planned: the municipalities' service plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from rsp_pipeline.followup.document import Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import MOST_NAMED, MUNICIPALITY_NOUN, Material, Row, with_symbol
from rsp_pipeline.followup.full_report.parties import municipalities, plans_heading, whose
from rsp_pipeline.indicators.dimension import MUNICIPALITY, PLAN_STATUS
from rsp_pipeline.indicators.service_plans import O01, O02, O03, O05
from rsp_pipeline.swedish import (
    Gender,
    Noun,
    compared_count,
    counted_in_words,
    enumeration,
    genitive,
    kommun,
    long_date,
    number,
    out_of,
    percent,
    sentence,
)

PLAN = Noun("plan", "planer", Gender.UTRUM)
MISSING_PLAN = "Saknas"
PLAN_SYMBOLS = {
    "Antagen": "✔",
    "Förlängd": "✔",
    "Under revidering": "✔",
    "På remiss": "▶",
    "Under framtagande": "▶",
    "Utgången": "✕",
    MISSING_PLAN: "✕",
}


def plans_in_force(material: Material) -> Spans:
    """How many municipalities had a plan in force at the end of the year, against the year before."""
    valid = _valid(material["plans"])
    count_of_all = len(material["plans"])
    known_before = [row for row in material["plans_before"] if row["is_valid"] is not None]
    against = f" ({compared_count(valid, _valid(known_before), 'ett år tidigare')})" if known_before else ""
    has = "hade" if material.has_ended else "har"
    until = long_date(date(material.year, 12, 31))
    when = f"en gällande serviceplan {until}" if material.has_ended else f"en serviceplan som gäller {until}"
    if count_of_all == 1:
        name = kommun(material["plans"][0]["municipality_name"])
        return (material.figure(O01, lambda n: f"{name} {has} {when if n else when.replace('en ', 'ingen ', 1)}"), ".")
    owner = whose(material.programme)
    count = material.figure(O01, lambda n: sentence(out_of(n, count_of_all, MUNICIPALITY_NOUN, owner)).rstrip("."))
    return (count, f" {has} {when}{against}.")


def _valid(plans: Sequence[Row]) -> int:
    return sum(bool(row["is_valid"]) for row in plans)


def service_plans(material: Material) -> tuple[Block, ...]:
    """Which municipalities have a plan in force, which do not, and which plans expire within a year."""
    if not material.is_known("service_plans"):
        return (Paragraph((material.missing("service_plans"),)),)
    spans = plans_in_force(material)
    if without := [row for row in material["plans"] if not row["is_valid"]]:
        spans = (*spans, _lacking(material, without))
    if expiring := [row for row in material["plans"] if _expires_within_a_year(row)]:
        spans = (*spans, " ", *_expiring(material, expiring))
    if material.is_known("grants") and material.value(O05) is not None:
        went = "gick" if material.has_ended else "har hittills"
        spans = (*spans, f" Av det beviljade beloppet {went} ", material.figure(O05, percent))
        spans = (*spans, f" {'' if material.has_ended else 'gått '}till orter som de gällande planerna prioriterar.")
    columns = (Column("Kommun"), Column("Status"), Column("Plan"), Column("Antagen"), Column("Gäller till och med"))
    rows = tuple(_plan_cells(material, row) for row in material["plans"])
    caption = f"{plans_heading(material.programme)} den 31 december {material.year}"
    return (Paragraph(spans), Table("serviceplaner", caption, columns, rows))


def _lacking(material: Material, without: Sequence[Row]) -> str:
    """Which municipalities have no plan in force; of the only one, how far it has come."""
    if len(material["plans"]) == 1:
        status = without[0]["plan_status"]
        return "" if status == MISSING_PLAN else f" Planens status är {status.lower()}."
    if len(without) > MOST_NAMED:
        return f" Gällande plan saknas i {number(len(without))} av {municipalities(material.programme)}."
    return f" Gällande plan saknas i {enumeration([_without(row) for row in without])}."


def _without(row: Row) -> str:
    """A municipality without a plan in force, and how far it has come with one."""
    name, status = str(row["municipality_name"]), row["plan_status"].lower()
    return name if row["plan_status"] == MISSING_PLAN else f"{name} ({status})"


def _expiring(material: Material, rows: Sequence[Row]) -> Spans:
    """The plans that expire within a year, the first one first."""
    expiries = [
        (genitive(row["municipality_name"]), long_date(row["valid_until"]))
        for row in sorted(rows, key=lambda row: (row["valid_until"], row["municipality_name"]))
    ]
    if len(expiries) == 1:
        return (material.figure(O03, lambda _: f"{expiries[0][0]} plan"), f" löper ut {expiries[0][1]}.")
    years = {row["valid_until"].year for row in rows}
    period, said = (f"Under {min(years)}", f" {min(years)}") if len(years) == 1 else ("Inom ett år", "")
    how_many = material.figure(O03, partial(counted_in_words, noun=PLAN))
    each = enumeration([f"{whose} {when.removesuffix(said)}" for whose, when in expiries])
    named = f": {each}" if len(expiries) <= MOST_NAMED else ""
    return (f"{period} löper ", how_many, f" ut{named}.")


def _expires_within_a_year(row: Row) -> bool:
    """Whether a plan's last day is within a year of the year's end, which may be the last day itself."""
    return bool(row["is_valid"] and row["valid_until"] and row["valid_until"].year <= row["year"] + 1)


def _plan_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    source = material.source(O02, MUNICIPALITY.at(row["municipality_code"]), PLAN_STATUS.at(row["plan_status"]))
    return (
        Cell(row["municipality_name"]),
        Cell(with_symbol(row["plan_status"], PLAN_SYMBOLS), source=source),
        Cell(row["plan_title"] or "ingen plan"),
        Cell(row["adopted_on"].isoformat() if row["adopted_on"] else "inte antagen", row["adopted_on"]),
        Cell(_last_day(row), row["valid_until"]),
    )


def _last_day(row: Row) -> str:
    if row["valid_until"]:
        return str(row["valid_until"].isoformat())
    return "tills vidare" if row["is_valid"] else "gäller inte"
