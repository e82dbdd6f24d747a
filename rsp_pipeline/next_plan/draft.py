"""The draft as a workbook: the register's own layout, a row for each suggestion, and a column that says why.

It is delivered as it stands, or after it has been worked on: the register knows the column and does not store it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rsp_pipeline.new_region.begin import TEMPLATES
from rsp_pipeline.new_region.templates import READABLE, lay_out
from rsp_pipeline.next_plan.suggestions import Suggestion, suggestions
from rsp_pipeline.office.workbook import harmless, looks, settled
from rsp_pipeline.registers.action_plan import ACTION_PLAN, WHY
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.atomic import replaced

if TYPE_CHECKING:
    import duckdb

    from rsp_pipeline.office.workbook import Workbook

WIDTHS = {"effort": 50, "goal": 50, "priority_area": 24, "responsible": 28, "participants": 28}  # characters
WIDTH_OF_WHY = 60


class NoDraft(Exception):
    """There can be no draft; the message says in Swedish why not."""


@dataclass(frozen=True)
class Drafted:
    """A draft that was written: where, and what it suggests."""

    path: Path
    suggested: tuple[Suggestion, ...]


def draft_plan(session: duckdb.DuckDBPyConnection, settings: Settings, year: int) -> Drafted:
    """Write the draft of a year's action plan beside the templates, from a session that sees the published tables.

    Raises:
        NoDraft: the year has no year before it in the programme, that year has no action plan, or the file is there.
        OSError: the folder cannot be written to.
    """
    programme, first = settings.programme, settings.open_years[0]
    if not first < year <= programme.last_year:
        raise NoDraft(f"Ett utkast kan göras för åren {first + 1}–{programme.last_year}, inte för {year}.")
    found = suggestions(session, programme, year, settings.today)
    if not found:
        raise NoDraft(f"Ingen handlingsplan är levererad för {year - 1}, så det finns inget att utgå från.")
    path = settings.data_dir / TEMPLATES / f"handlingsplan_{year}_utkast.xlsx"
    if path.exists():
        raise NoDraft(f"{path} finns redan. Flytta eller ta bort den, om utkastet ska göras på nytt.")
    path.parent.mkdir(parents=True, exist_ok=True)
    made_at = datetime.combine(settings.today, time(), UTC)
    with (
        replaced(path, READABLE) as beside,
        settled(beside, made_at, programme.region, f"Utkast till handlingsplan {year}", "sv-SE") as workbook,
    ):
        _write(workbook, settings, found)
    return Drafted(path, found)


def _write(workbook: Workbook, settings: Settings, found: tuple[Suggestion, ...]) -> None:
    sheet, look = lay_out(workbook, ACTION_PLAN, settings.programme), looks(workbook)
    wrapped = look(text_wrap=True, valign="top")
    for place, column in enumerate(ACTION_PLAN.columns):
        if column.name in WIDTHS:
            sheet.set_column(place, place, WIDTHS[column.name], wrapped)
    last = len(ACTION_PLAN.columns)
    sheet.write_string(0, last, WHY, look(italic=True, bottom=1))
    sheet.set_column(last, last, WIDTH_OF_WHY, wrapped)
    for line, suggestion in enumerate(found, start=1):
        for place, column in enumerate(ACTION_PLAN.columns):
            _write_cell(sheet, line, place, suggestion.effort.get(column.name))
        sheet.write_string(line, last, harmless(suggestion.why))


def _write_cell(sheet: Any, line: int, place: int, value: Any) -> None:
    if isinstance(value, str):
        sheet.write_string(line, place, harmless(value))
    elif value is not None:
        sheet.write_number(line, place, value)
