"""The memo on what was planned: the municipalities' service plans, the action plan's efforts, and the targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from rsp_pipeline.followup.document import Align, Block, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.memo.material import MOST_NAMED, MUNICIPALITY_NOUN, Material, Row
from rsp_pipeline.followup.memo.parties import municipalities, plans_heading, whose
from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, PLAN_STATUS
from rsp_pipeline.indicators.service_plans import O01, O02
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
    compared_count,
    counted_in_words,
    enumeration,
    genitive,
    in_words,
    kommun,
    long_date,
    number,
    out_of,
    sentence,
)

PLAN = Noun("plan", "planer", Gender.UTRUM)
EFFORT = Noun("insats", "insatser", Gender.UTRUM)
GOAL = Noun("mål", "mål", Gender.NEUTRUM)
TARGET = Noun("målvärde", "målvärden", Gender.NEUTRUM)
THE_ONLY = {GOAL: "målet", TARGET: "målvärdet"}
MISSING_PLAN = "Saknas"
UNKNOWN_OUTCOME, UNKNOWN_BEFORE = (2, 4), (3,)  # the columns of targets that say nothing when an outcome is unknown
KNOWN = {indicator.id: indicator for indicator in PUBLISHED}
PLAN_SYMBOLS = {
    "Antagen": "✔",
    "Förlängd": "✔",
    "Under revidering": "✔",
    "På remiss": "▶",
    "Under framtagande": "▶",
    "Utgången": "✕",
    MISSING_PLAN: "✕",
}
EFFORT_SYMBOLS = {"Genomförd": "✔", "Pågår": "▶", "Försenad": "▲", "Ej påbörjad": "○", "Utgår": "✕"}
VERDICT_SYMBOLS = {REACHED: "✔", NOT_REACHED: "✕"}
UNKNOWN_SYMBOL, NOT_YET_SYMBOL = "?", "▶"
EFFORT_WORDS = {
    "Genomförd": Adjective("genomförd", "genomfört", "genomförda"),
    "Pågår": Adjective("pågående", "pågående", "pågående"),
    "Försenad": Adjective("försenad", "försenat", "försenade"),
    "Ej påbörjad": Adjective("ej påbörjad", "ej påbörjat", "ej påbörjade"),
    "Utgår": Adjective("struken", "struket", "strukna"),
}
MET = Adjective("uppnådd", "uppnått", "uppnådda")


def with_symbol(word: str | None, symbols: dict[str, str]) -> str:
    """A status as a symbol and a word, so that neither colour nor shape alone carries it."""
    return f"{symbols.get(word or '', UNKNOWN_SYMBOL)}{NO_BREAK_SPACE}{word or UNKNOWN}"


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
    if expiring := [row for row in material["plans"] if _expires_next_year(row)]:
        spans = (*spans, f" {_expiring(expiring)}")
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


def _expiring(rows: Sequence[Row]) -> str:
    """The plans that expire in the year to come, the first one first."""
    expiries = [
        (genitive(row["municipality_name"]), long_date(row["valid_until"]))
        for row in sorted(rows, key=lambda row: (row["valid_until"], row["municipality_name"]))
    ]
    if len(expiries) == 1:
        return f"{expiries[0][0]} plan löper ut {expiries[0][1]}."
    year = rows[0]["valid_until"].year
    if len(expiries) > MOST_NAMED:
        return f"Under {year} löper {counted_in_words(len(expiries), PLAN)} ut."
    each = enumeration([f"{whose} {when.removesuffix(f' {year}')}" for whose, when in expiries])
    return f"Under {year} löper {counted_in_words(len(expiries), PLAN)} ut: {each}."


def _expires_next_year(row: Row) -> bool:
    return bool(row["is_valid"] and row["valid_until"] and row["valid_until"].year == row["year"] + 1)


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


def efforts_done(material: Material) -> str:
    """How the action plan's efforts stand: nine efforts, seven done and two ongoing."""
    efforts = material["efforts"]
    counts = Counter(row["effort_status"] for row in efforts)
    if len(efforts) == 1 and (status := efforts[0]["effort_status"]):
        return f"Handlingsplanens enda insats är {EFFORT_WORDS[status].agreeing(EFFORT, 1)}."
    parts = [
        f"{in_words(counts[status])} {word.agreeing(EFFORT, counts[status])}"
        for status, word in EFFORT_WORDS.items()
        if counts[status]
    ]
    if len(counts) == 1 and (status := efforts[0]["effort_status"]):
        return f"Handlingsplanens {counted_in_words(len(efforts), EFFORT)} är {EFFORT_WORDS[status].plural}."
    known = f"är {enumeration(parts)}" if parts else ""
    unknown = f"saknas uppgift om {in_words(counts[None])}" if counts[None] else ""
    clauses = " och ".join(part for part in (known, unknown) if part)
    return sentence(f"av handlingsplanens {counted_in_words(len(efforts), EFFORT)} {clauses}")


def efforts(material: Material) -> tuple[Block, ...]:
    """The efforts against their goals: a sentence, and a table for each priority area."""
    if not material["efforts"]:
        return (Paragraph((material.missing("action_plan"),)),)
    with_target = [row for row in material["efforts"] if row["verdict"]]
    goals = f" {_reached(material, with_target, GOAL, ' med målvärde')}" if with_target else ""
    tables = (_effort_table(material, area) for area in material.programme.area_names)
    return (Paragraph((f"{efforts_done(material)}{goals}",)), *(table for table in tables if table.rows))


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
    rows = tuple(_effort_cells(row) for row in material["efforts"] if row["priority_area"] == area)
    return Table(f"insatser_{_short(area, material.programme)}", f"Insatser {material.year}: {area}", columns, rows)


def _short(area: str, programme: Programme) -> str:
    """An area's first word, and its place where several begin alike."""
    first = area.split()[0].lower()
    alike = [name for name in programme.area_names if name.split()[0].lower() == first]
    return first if len(alike) == 1 else f"{first}_{alike.index(area) + 1}"


def _effort_cells(row: Row) -> tuple[Cell, ...]:
    target, outcome = row["target_value"], row["outcome_value"]
    measured = f"mäts{NO_BREAK_SPACE}inte" if target is None else UNKNOWN
    return (
        Cell(f"{row['effort_id']} {row['effort']}"),
        Cell(row["goal"]),
        Cell(row["responsible"]),
        Cell("inget" if target is None else _plain_number(target), target),
        Cell(measured if outcome is None else _plain_number(outcome), outcome),
        Cell(with_symbol(row["effort_status"], EFFORT_SYMBOLS)),
    )


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
    unit = "" if row["unit"] in (None, "antal") else f"{NO_BREAK_SPACE}{row['unit'].split()[0]}"
    bound = "högst" if row["direction"] == AT_MOST else "minst"
    outcome, before, indicator = row["outcome_value"], row["previous_year_value"], KNOWN.get(row["indicator_id"])
    own = max((_decimals(value) for value in (outcome, before) if value is not None), default=0)
    decimals = (indicator.decimals if indicator else 0) or own

    def worded(value: Number) -> str:
        return f"{number(value, decimals)}{unit}"

    members = [each.at(row[each.column]) for each in (MUNICIPALITY, GRANT_FORM) if row[each.column]]
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
