"""What there is to do, told in the shell: in short when a night is done, in full when someone asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rsp_pipeline.night.step import Night
from rsp_pipeline.report.todo import TODO, place
from rsp_pipeline.report.todo_kinds import GRAVE
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.store.tables import TableMissing
from rsp_pipeline.swedish import Gender, Noun, counted

SHOWN = 20
THING = Noun("sak", "saker", Gender.UTRUM)

Row = dict[str, Any]
"""A line of quality.todo, by its columns."""


def todo(night: Night) -> list[Row]:
    """What there is to do as the last night found it, the gravest first: nothing before the first night.

    Raises:
        TableOutdated: another version of the program found it.
    """
    try:
        rows: list[Row] = night.tables.read(TODO.table).to_pylist()
    except TableMissing:
        return []
    return rows


def is_grave(rows: Sequence[Row]) -> bool:
    """Whether something that was delivered or written does not count."""
    return any(row["harm"] <= GRAVE for row in rows)


def in_short(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each of the grave things, as far as there is room, and how many more there are to do."""
    shown = [row for row in rows if row["harm"] <= GRAVE][:SHOWN]
    yield from (_line(row) for row in shown)
    if len(rows) > len(shown):
        more = counted(len(rows) - len(shown), THING)
        yield f"Att göra: {more}{' till' if shown else ''}. Kör rsp status, eller se index.html i mappen followup."


def in_full(rows: Sequence[Row]) -> Iterator[str]:
    """Every thing, with since when and what to do."""
    yield f"Att göra: {counted(len(rows), THING)}, det som skadar mest först." if rows else "Inget att göra."
    for row in rows:
        yield _line(row)
        where = f"{place(row)}. " if place(row) else ""
        yield f"    {where}Sedan {row['since']}. {row['remedy']}"


def _line(row: Row) -> str:
    return plain(f"{row['kind']}: {row['what']}")
