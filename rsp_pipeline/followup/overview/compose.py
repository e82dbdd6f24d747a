"""What the overview says beside its lists of documents: each year's status, the key figures, and what has changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rsp_pipeline.followup.amounts import rounding_note
from rsp_pipeline.followup.document import Align, Block, Bullets, Cell, Column, Paragraph, Spans, Table
from rsp_pipeline.followup.over_years import grant_lines, in_unit, line
from rsp_pipeline.followup.overview.material import Material, Row
from rsp_pipeline.followup.standing import Approval, standing
from rsp_pipeline.indicators import BY_ID
from rsp_pipeline.indicators.action_plan import P02
from rsp_pipeline.indicators.grants import S01
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.outlets import M05, M09
from rsp_pipeline.indicators.payments import S04
from rsp_pipeline.indicators.service_plans import O01
from rsp_pipeline.indicators.visits import S18, S20
from rsp_pipeline.programme import Programme
from rsp_pipeline.registers import TITLES
from rsp_pipeline.swedish import UNKNOWN, Gender, Noun, counted, enumeration, long_date

KEY_FIGURES = tuple(map(line, (M01, S04, S18, S20, O01, M05, M09, P02)))
"""What stands below the grants in the table of key figures, in its order."""
MOST_TOLD = 20
FIGURE = Noun("siffra", "siffror", Gender.UTRUM)
ROWS = {
    "ny": Noun("ny rad", "nya rader", Gender.UTRUM),
    "borttagen": Noun("borttagen rad", "borttagna rader", Gender.UTRUM),
    "ändrad": Noun("ändrad rad", "ändrade rader", Gender.UTRUM),
}
FIRST = "Det här är den första filen som publiceras: det finns ingen tidigare att jämföra med."
NOTHING = "Inget har ändrats."
ALL_OF_IT = "Varje ändring står i databasen, i meta.change och meta.record_change."


def status(material: Material, programme: Programme, year: int) -> str:
    """How far a year has come: going on, ended, or approved, and by which decision."""
    rows = (row for row in material["approvals"] if row["year"] == year)
    approvals = [Approval(row["diary_no"], row["paragraph"], row["decided_on"], row["version"]) for row in rows]
    has_ended = any(row["year"] == year and row["has_ended"] for row in material["years"])
    return standing(approvals[0] if approvals else None, has_ended, programme.board)


def key_figures(material: Material, programme: Programme) -> Table:
    """The key figures of the county over the years."""
    figures, years = material.figures, material.years
    lines = (*grant_lines(figures, programme.grant_lines, years), *KEY_FIGURES)
    rows = tuple((Cell(each.title), *each.cells(figures, years)) for each in lines)
    going_on = {row["year"] for row in material["years"] if not row["has_ended"]}
    headers = (Column(f"{year}{' hittills' if year in going_on else ''}", Align.END) for year in years)
    caption = "Nyckeltal för hela länet, år för år"
    return Table("nyckeltal", caption, (Column("Nyckeltal"), *headers), rows, note=rounding_note(rows))


def changes(material: Material) -> tuple[Block, ...]:
    """What differs from the file that was published before."""
    (build,) = material["build"]
    if build["previous_built_at"] is None:
        return (Paragraph((FIRST,)),)
    since = f"Jämfört med databasen från {long_date(build['previous_built_at'])}:"
    told = [*_of_parts(material), *_of_status(material), *_of_rows(material)]
    if not told and not material["changes"]:
        return (Paragraph((f"{since} {NOTHING.lower()}",)),)
    table = (changed_figures(material["changes"]),) if material["changes"] else ()
    bullets = (Bullets(tuple(told)),) if told else ()
    return (Paragraph((since,)), *table, *bullets, Paragraph((ALL_OF_IT,)))


def changed_figures(rows: Sequence[Row]) -> Table:
    """Figures of the county that have changed, in their order, before and now; the first of them if they are many."""
    columns = (Column("Nyckeltal"), Column("År"), Column("Tidigare", Align.END), Column("Nu", Align.END))
    cells = tuple(
        (
            Cell(_title(row["indicator_id"])),
            Cell(str(row["year"])),
            *_values(row),
        )
        for row in rows[:MOST_TOLD]
    )
    table = Table("andrat", "Siffror för hela länet som har ändrats", columns, cells, note=rounding_note(cells))
    more = len(rows) - MOST_TOLD
    return replace(table, note=f"{table.note} Och {counted(more, FIGURE)} till.".strip()) if more > 0 else table


def _title(indicator_id: str) -> str:
    return line(BY_ID[indicator_id]).title if indicator_id in BY_ID else indicator_id


def _values(row: Row) -> tuple[Cell, Cell]:
    """A figure before and now, with as many decimals as it takes to tell them apart."""
    old, new = row["old_value"], row["new_value"]
    indicator = BY_ID.get(row["indicator_id"], S01)  # one that is no more is told as a plain number
    decimals = next(
        places
        for places in range(indicator.decimals, 5)
        if places == 4 or round(old or 0, places) != round(new or 0, places)
    )
    told = replace(indicator, decimals=decimals)
    before, now = (Cell(UNKNOWN if value is None else in_unit(value, told), value) for value in (old, new))
    return before, now


def _of_parts(material: Material) -> Iterable[Spans]:
    """How many figures of parts of the county have changed in each year."""
    for row in material["changes_of_parts"]:
        yield (f"{row['year']}: {counted(row['n_figures'], FIGURE)} för delar av länet har ändrats.",)


def _of_status(material: Material) -> Iterable[Spans]:
    """How many figures stand as they were but for their status."""
    for row in material["changes_of_status"]:
        was_and_is = f"är nu {row['new_status']}, tidigare {row['old_status']}"
        yield (f"{row['year']}: status för {counted(row['n_figures'], FIGURE)} {was_and_is}.",)


def _of_rows(material: Material) -> Iterable[Spans]:
    """How many rows of each register came, went or changed."""
    by_register: dict[str, list[str]] = {}
    for row in material["changes_of_rows"]:
        by_register.setdefault(row["register"], []).append(counted(row["n_rows"], ROWS[row["change"]]))
    for register, counts in by_register.items():
        yield (f"{TITLES.get(register, register)}: {enumeration(counts)}.",)
