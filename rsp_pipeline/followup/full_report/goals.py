"""The report on what was meant to be reached: the efforts of the action plan with their goals, and the targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.full_report.material import Material, Row, with_symbol
from rsp_pipeline.indicators import BY_ID
from rsp_pipeline.indicators.action_plan import P01, P02
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, Member
from rsp_pipeline.indicators.indicator import Unit
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers.targets import AT_MOST
from rsp_pipeline.report.efforts import NOT_REACHED, REACHED
from rsp_pipeline.report.over_time import WHOLE_COUNTY
from rsp_pipeline.swedish import (
    NO_BREAK_SPACE,
    UNKNOWN,
    Adjective,
    Gender,
    Noun,
    Number,
    counted_in_words,
    enumeration,
    in_words,
    number,
    out_of,
    percent,
    sentence,
)

EFFORT = Noun("insats", "insatser", Gender.UTRUM)
GOAL = Noun("mål", "mål", Gender.NEUTRUM)
TARGET = Noun("målvärde", "målvärden", Gender.NEUTRUM)
THE_ONLY = {GOAL: "målet", TARGET: "målvärdet"}
UNKNOWN_OUTCOME, UNKNOWN_BEFORE = (2, 4), (3,)  # the columns of targets that say nothing when an outcome is unknown
EFFORT_SYMBOLS = {"Genomförd": "✔", "Pågår": "▶", "Försenad": "▲", "Ej påbörjad": "○", "Utgår": "✕"}
VERDICT_SYMBOLS = {REACHED: "✔", NOT_REACHED: "✕"}
NOT_YET_SYMBOL = "▶"
EFFORT_WORDS = {
    "Genomförd": Adjective("genomförd", "genomfört", "genomförda"),
    "Pågår": Adjective("pågående", "pågående", "pågående"),
    "Försenad": Adjective("försenad", "försenat", "försenade"),
    "Ej påbörjad": Adjective("ej påbörjad", "ej påbörjat", "ej påbörjade"),
    "Utgår": Adjective("struken", "struket", "strukna"),
}
MET = Adjective("uppnådd", "uppnått", "uppnådda")


def action_plans(material: Material) -> str:
    """For which years up to this one the programme has an action plan, as the end of a clause about the programme."""
    years = [row["year"] for row in material["action_plan_years"] if row["year"] in material.programme.years]
    years = [year for year in years if year <= material.year]
    if not years:
        return ""
    if len(years) > 1 and years == list(range(material.programme.first_year, material.year + 1)):
        return f" och har en handlingsplan för varje år till och med {material.year}"
    plans = "en handlingsplan" if len(years) == 1 else "handlingsplaner"
    return f" och har {plans} för {enumeration([str(year) for year in years])}"


def efforts_done(material: Material) -> Spans:
    """How the action plan's efforts stand: nine efforts, seven done and two ongoing."""
    efforts = material["efforts"]
    counts = Counter(row["effort_status"] for row in efforts)
    if len(efforts) == 1 and (status := efforts[0]["effort_status"]):
        only = material.figure(P01, lambda _: f"enda insats är {EFFORT_WORDS[status].agreeing(EFFORT, 1)}")
        return ("Handlingsplanens ", only, ".")
    how_many = material.figure(P01, partial(counted_in_words, noun=EFFORT))
    if len(counts) == 1 and (status := efforts[0]["effort_status"]):
        return ("Handlingsplanens ", how_many, f" är {EFFORT_WORDS[status].plural}.")
    parts = [
        f"{in_words(counts[status])} {word.agreeing(EFFORT, counts[status])}"
        for status, word in EFFORT_WORDS.items()
        if counts[status]
    ]
    known = f"är {enumeration(parts)}" if parts else ""
    unknown = f"saknas uppgift om {in_words(counts[None])}" if counts[None] else ""
    clauses = " och ".join(part for part in (known, unknown) if part)
    return ("Av handlingsplanens ", how_many, f" {clauses}.")


def efforts(material: Material) -> tuple[Block, ...]:
    """The efforts against their goals: a sentence, and a table for each priority area."""
    if not material["efforts"]:
        return (Paragraph((material.missing("action_plan"),)),)
    spans = efforts_done(material)
    if with_target := [row for row in material["efforts"] if row["verdict"]]:
        spans = (*spans, f" {_reached(material, with_target, GOAL, ' med målvärde')}")
    if len(with_target) > 1:
        spans = (*spans, " Måluppfyllelsen är enligt handlingsplanen ", material.figure(P02, percent), ".")
    tables = (_effort_table(material, area) for area in material.programme.area_names)
    return (Paragraph(spans), *(table for table in tables if table.rows))


def _reached(material: Material, rows: Sequence[Row], noun: Noun, which: str) -> str:
    """How many of some targets are met, as a sentence; in a year in progress, so far."""
    reached = sum(row["verdict"] == REACHED for row in rows)
    so_far = "" if material.has_ended else "hittills "
    if len(rows) == 1:
        return f"Det enda {THE_ONLY[noun]}{which} är {'' if reached else 'inte '}{so_far}uppnått."
    return sentence(f"{out_of(reached, len(rows), noun)}{which} är {so_far}{MET.agreeing(noun, reached or 1)}")


def _effort_table(material: Material, area: str) -> Table:
    columns = (
        Column("Insats"),
        Column("Mål"),
        Column("Ansvarig"),
        Column("Målvärde", Align.END),
        Column("Utfall", Align.END),
        Column("Status"),
    )
    efforts = [row for row in material["efforts"] if row["priority_area"] == area]
    return Table(
        f"insatser_{_short(area, material.programme)}",
        f"Insatser {material.year}: {area}",
        columns,
        tuple(_effort_cells(material, row) for row in efforts),
        note=_told_otherwise([row for row in efforts if _is_told_otherwise(row)]),
    )


def _is_told_otherwise(row: Row) -> bool:
    """Whether the action plan tells another outcome than the registers give."""
    computed, told = row["indicator_value"], row["outcome_value"]
    return None not in (computed, told) and round(computed, 2) != told


def _told_otherwise(efforts: Sequence[Row]) -> str:
    """What the action plan says of the efforts whose outcome it tells otherwise."""
    if not efforts:
        return ""
    told = [f"{_plain_number(row['outcome_value'])} för {row['effort_id']}" for row in efforts]
    outcome = "ett annat utfall" if len(efforts) == 1 else "andra utfall"
    return f"Handlingsplanen säger {outcome}: {enumeration(told)}. Här står det som registren ger."


def _short(area: str, programme: Programme) -> str:
    """An area's first word, and its place where several begin alike."""
    first = area.split()[0].lower()
    alike = [name for name in programme.area_names if name.split()[0].lower() == first]
    return first if len(alike) == 1 else f"{first}_{alike.index(area) + 1}"


def _effort_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    target = row["target_value"]
    return (
        Cell(f"{row['effort_id']} {row['effort']}"),
        Cell(row["goal"]),
        Cell(row["responsible"]),
        Cell("inget" if target is None else f"{_plain_number(target)}{_unit_of(row)}", target),
        _outcome(material, row),
        Cell(with_symbol(row["effort_status"], EFFORT_SYMBOLS)),
    )


def _outcome(material: Material, row: Row) -> Cell:
    """What the indicator that measures an effort's goal came to; where none does, what the action plan says."""
    told, indicator, members = row["outcome_value"], BY_ID.get(row["indicator_id"]), _members(row)
    if indicator and row["indicator_value"] is not None:
        decimals = _decimals(row["indicator_value"]) and indicator.decimals
        return material.cell(indicator, *members, worded=lambda value: f"{number(value, decimals)}{_unit_of(row)}")
    if told is None:
        return Cell(UNKNOWN if indicator or row["target_value"] is not None else f"mäts{NO_BREAK_SPACE}inte")
    return Cell(_plain_number(told), told)


def _unit_of(row: Row) -> str:
    """The unit after a goal's figures, where an indicator measures it in something else than a count."""
    indicator = BY_ID.get(row["indicator_id"])
    return _unit(indicator.unit.label if indicator else None)


def _unit(label: str | None) -> str:
    return "" if label in (None, Unit.COUNT.label) else f"{NO_BREAK_SPACE}{label.split()[0]}"


def _members(row: Row) -> list[Member]:
    """The part of the county and of the aid that a goal is about."""
    return [each.at(row[each.column]) for each in (MUNICIPALITY, GRANT_FORM) if row[each.column]]


def _plain_number(value: Decimal, decimals: int = 0) -> str:
    """A number with decimals only where it has any, and then at most two."""
    return number(value, decimals or _decimals(value))


def _decimals(value: Decimal) -> int:
    return next(places for places in (0, 1, 2) if places == 2 or value == round(value, places))


def targets(material: Material) -> tuple[Block, ...]:
    """The indicators against their targets; none where no target is set."""
    if not material["targets"]:
        return (Paragraph((f"Inga målvärden är satta för nyckeltalen {material.year}.",)),)
    columns = (
        Column("Nyckeltal"),
        Column("Målvärde", Align.END),
        Column(f"Utfall {material.year}", Align.END),
        Column(f"Utfall {material.year_before}", Align.END),
        Column("Bedömning"),
    )
    known = [row for row in material["targets"] if row["outcome_value"] is not None]
    shown = material["targets"] if material.is_known("grants") else known
    rows = tuple(_target_cells(material, row) for row in shown)
    which = "" if len(known) == len(material["targets"]) else " med känt utfall"
    summary = (Paragraph((_reached(material, known, TARGET, which),)),) if known else ()
    caption = f"Målvärden och utfall {material.year}" if known else f"Målvärden {material.year}"
    table = Table("malvarden", caption, columns, rows)
    return (*summary, table.without([*UNKNOWN_OUTCOME * (not known), *UNKNOWN_BEFORE * (not material.has_year_before)]))


def _target_cells(material: Material, row: Row) -> tuple[Cell, ...]:
    municipality = row["municipality_name"] if row["municipality_name"] != WHOLE_COUNTY else ""
    group = [part for part in ((row["grant_form"] or "").lower(), municipality) if part]
    unit = _unit(row["unit"])
    bound = "högst" if row["direction"] == AT_MOST else "minst"
    outcome, before, indicator = row["outcome_value"], row["previous_year_value"], BY_ID.get(row["indicator_id"])
    own = max((_decimals(value) for value in (outcome, before) if value is not None), default=0)
    decimals = (indicator.decimals if indicator else 0) or own

    def worded(value: Number) -> str:
        return f"{number(value, decimals)}{unit}"

    members = _members(row)
    return (
        Cell(", ".join([row["title"] or row["indicator_id"], *group])),
        Cell(f"{bound} {_plain_number(row['target_value'])}{unit}", row["target_value"]),
        material.cell(indicator, *members, worded=worded)
        if indicator and material.figures.has(indicator, material.year, *members)
        else Cell(UNKNOWN),
        Cell(UNKNOWN if before is None else worded(before), before),
        Cell(_verdict(material, row)),
    )


def _verdict(material: Material, row: Row) -> str:
    """Whether a target is met; what is not met in a year in progress may still be."""
    if row["verdict"] == NOT_REACHED and not material.has_ended:
        return f"{NOT_YET_SYMBOL}{NO_BREAK_SPACE}ännu {NOT_REACHED}"
    return with_symbol(row["verdict"], VERDICT_SYMBOLS)
