"""A difference between two published files, or approved versions, as lines a person reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.dimension import DIMENSIONS, MUNICIPALITY
from rsp_pipeline.publishing.difference import Difference, Row
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.swedish import UNKNOWN, number

BY_ID = {indicator.id: indicator for indicator in INDICATORS}
FIGURES_SHOWN, ROWS_SHOWN = 10, 20  # of one indicator and year
NONE = "–"


def as_text(found: Difference, municipalities: Mapping[str, str]) -> Iterator[str]:
    """The lines: each indicator and year whose figures differ, how, and the rows behind; `municipalities` by code."""
    yield from map(plain, _lines(found, municipalities))


def _lines(found: Difference, municipalities: Mapping[str, str]) -> Iterator[str]:
    yield f"Från {found.old} till {found.new}"
    if not found.figures and not found.rows:
        yield "Siffrorna och raderna bakom dem är desamma."
        return
    rows = {key: list(some) for key, some in groupby(found.rows, key=_subject)}
    figures = {key: list(some) for key, some in groupby(found.figures, key=_subject)}
    for indicator_id, year in sorted({*figures, *rows}, key=lambda key: (key[1], key[0])):
        yield ""
        yield f"{indicator_id} {BY_ID[indicator_id].title if indicator_id in BY_ID else ''} {year}"
        ordered = sorted(figures.get((indicator_id, year), []), key=lambda row: row["breakdown"] != "total")
        yield from _shortened([_figure(row, municipalities) for row in ordered], FIGURES_SHOWN, "siffror")
        behind = rows.get((indicator_id, year), [])
        if behind:
            yield "  Rader:"
        yield from _shortened([_row(row, municipalities) for row in behind], ROWS_SHOWN, "rader")


def _subject(row: Row) -> tuple[str, int]:
    return row["indicator_id"], row["year"]


def _figure(row: Row, municipalities: Mapping[str, str]) -> str:
    old, new = row["old_value"], row["new_value"]
    line = f"  {_group(row, municipalities) or 'hela länet'}: {_in_full(old)} → {_in_full(new)}"
    if old is not None and new is not None and old != new:
        return f"{line} ({'+' if new > old else ''}{_in_full(new - old)})"
    if old == new and row["old_denominator"] != row["new_denominator"]:
        return f"{line} (nämnaren {_in_full(row['old_denominator'])} → {_in_full(row['new_denominator'])})"
    if old == new:
        return f"{line} (av {row['new_n_records'] or 0} rader, förut {row['old_n_records'] or 0})"
    return line


def _row(row: Row, municipalities: Mapping[str, str]) -> str:
    values = f"{_in_full(row['old_value'], NONE)} → {_in_full(row['new_value'], NONE)}"
    if row["old_value"] == row["new_value"]:
        values += f" (nämnaren {_in_full(row['old_denominator'], NONE)} → {_in_full(row['new_denominator'], NONE)})"
    sheet = f", blad ”{row['source_sheet']}”" if row["source_sheet"] else ""
    line = f", rad {row['source_row']}" if row["source_row"] else ""
    place = f"{row['source_file']}{sheet}{line}" if row["source_file"] else ""
    parts = (row["change"], row["record_id"], _group(row, municipalities), values, place)
    return "    " + "  ".join(part for part in parts if part)


def _group(row: Row, municipalities: Mapping[str, str]) -> str:
    members = ((dimension, row[dimension.column]) for dimension in DIMENSIONS if row[dimension.column] is not None)
    return ", ".join(
        municipalities.get(member, member) if dimension is MUNICIPALITY else member for dimension, member in members
    )


def _in_full(value: Decimal | None, unknown: str = UNKNOWN) -> str:
    """A value with the decimals that it has: none, or two at least."""
    if value is None:
        return unknown
    exact = -int(value.normalize().as_tuple().exponent)
    return number(value, 0 if exact <= 0 else max(exact, 2))


def _shortened(lines: list[str], shown: int, what: str) -> Iterator[str]:
    yield from lines[:shown]
    if len(lines) > shown:
        yield f"    … och {len(lines) - shown} {what} till"
