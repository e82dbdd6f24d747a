"""What the overview says first: what there is to do, the grave apart from the rest.

The page may be handed to anyone: personal data in a delivered cell that a sentence quotes are masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.overview.material import Material, Row
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.report.todo import place
from rsp_pipeline.report.todo_kinds import GRAVE
from rsp_pipeline.swedish import Gender, Noun, counted

MOST_TOLD = 100
THING = Noun("sak", "saker", Gender.UTRUM)
NOTHING = "Inget att göra."
SINCE = Column("Sedan", Align.END)
COLUMNS = (Column("Slag"), Column("Vad"), Column("Var"), SINCE, Column("Gör så här"))


@dataclass(frozen=True)
class Waiting:
    """How much there is to do, in a sentence, and tables of it: the grave, and the rest, where there is any."""

    told: str
    grave: Table | None
    rest: Table | None


def waiting(material: Material) -> Waiting:
    """What there is to do."""
    rows = material["todo"]
    grave, rest = ([row for row in rows if (row["harm"] <= GRAVE) is is_grave] for is_grave in (True, False))
    if not rows:
        return Waiting(NOTHING, None, None)
    told = f"{counted(len(rows), THING)}, varav {len(grave) or 'ingen'} gör att något inte räknas med."
    return Waiting(
        told,
        _table("allvarligt", "Gör att något levererat eller skrivet inte räknas med", grave),
        _table("ovrigt", "Övrigt att göra", rest),
    )


def _table(name: str, caption: str, rows: Sequence[Row]) -> Table | None:
    if not rows:
        return None
    more = len(rows) - MOST_TOLD
    cells = tuple(
        (Cell(row["kind"]), Cell(masked(row["what"])), Cell(place(row)), Cell(str(row["since"])), Cell(row["remedy"]))
        for row in rows[:MOST_TOLD]
    )
    return Table(name, caption, COLUMNS, cells, note=f"Och {counted(more, THING)} till." if more > 0 else "")
