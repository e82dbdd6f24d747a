"""The week's letter, gathered from the published file and sent.

The county's figures as the letter told them are kept in `weekly.json` in the warehouse, for the next to be compared
with. It may be deleted at any time: then the next letter compares nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rsp_pipeline.followup.overview.compose import changed_figures
from rsp_pipeline.messages.channels import Channel
from rsp_pipeline.messages.post import send_to_all
from rsp_pipeline.messages.weekly import ToDo, Week, letter
from rsp_pipeline.night.hindrances import in_swedish
from rsp_pipeline.night.noted import KILLED, noted
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import Stopped, closing
from rsp_pipeline.publishing.about import FAILED, UNCHANGED
from rsp_pipeline.reading.personal_data import masked
from rsp_pipeline.remote.turn import in_turn_elsewhere
from rsp_pipeline.report.todo_kinds import QUARANTINE
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.clock import now
from rsp_pipeline.store.lock import Busy
from rsp_pipeline.swedish import long_date, quoted

if TYPE_CHECKING:
    import duckdb

FILE = "weekly.json"
TO_DO = ("harm", "kind", "what", "source_file", "source_sheet", "source_row", "since", "remedy")
"""The columns of `quality.todo` that a letter tells of."""

STEP_BEFORE = re.compile(r"([a-z_]+/[a-z_]+): ")
QUOTING = {QUARANTINE, "Inaktuell rättelse"}
"""Kinds of things whose sentence quotes a delivered cell, which may be anyone's personal number."""

Figures = Mapping[str, Decimal | None]
"""The county's figures by indicator and year: `S02 2025`."""


def send(night: Night) -> tuple[list[Channel], list[str]]:
    """Send the week's letter: to whom it came, and Swedish sentences on those that did not get it."""
    figures, week = _gathered(night)
    arrived, remarks = send_to_all(letter(week, closing(night)), night.settings.channels)
    if arrived and figures is not None:
        remarks = [*remarks, *_remember(figures, night.settings)]
    return arrived, remarks


def _remember(figures: Figures, settings: Settings) -> list[str]:
    """Keep the figures that the letter told; a sentence where that cannot be done."""
    told = json.dumps({key: _text(value) for key, value in figures.items()})
    try:
        with in_turn_elsewhere(settings, lambda _: None), replaced(settings.warehouse_dir / FILE) as beside:
            beside.write_text(told, encoding="utf-8")
    except (Busy, OSError) as hindrance:
        return [f"Nästa veckobrev jämför inte med det här. {in_swedish(str(hindrance))}"]
    return []


def _gathered(night: Night) -> tuple[Figures | None, Week]:
    """The county's figures, and the week: none of either before the first file is published."""
    import duckdb

    published = night.settings.published_file
    since = now() - timedelta(days=7)
    nights = [(went.began_at, went.outcome, went.step, went.because or KILLED) for went in noted(night)]
    if not published.exists():
        return None, Week(None, None, *_nights(nights, since))
    with duckdb.connect(str(published), read_only=True) as session:
        figures = _figures(session)
        told = session.sql(
            "SELECT began_at, outcome, '', coalesce(because, '') FROM meta.night ORDER BY ALL"
        ).fetchall()
        to_do = _to_do(session, night)
    return figures, Week(to_do, _changed(figures, night), *_nights([*told, *nights], since))


def _figures(session: duckdb.DuckDBPyConnection) -> Figures:
    rows = session.sql("SELECT indicator_id, year, value FROM indicator.value WHERE breakdown = 'total' ORDER BY ALL")
    return {f"{indicator_id} {year}": value for indicator_id, year, value in rows.fetchall()}


def _changed(figures: Figures, night: Night) -> list[str] | None:
    """Each figure that differs from the last letter's as a line, the latest year first."""
    try:
        stored = json.loads((night.settings.warehouse_dir / FILE).read_text(encoding="utf-8"))
        before = {key: None if value is None else Decimal(value) for key, value in stored.items()}
    except (OSError, ValueError, ArithmeticError, AttributeError, TypeError):
        return None
    rows = []
    for key in sorted(before.keys() | figures.keys(), key=lambda key: (key[-4:], key), reverse=True):
        old, new = before.get(key), figures.get(key)
        if old != new:
            indicator_id, _, year = key.partition(" ")
            rows.append({"indicator_id": indicator_id, "year": year, "old_value": old, "new_value": new})
    return [
        f"{title.text} {year.text}: {old.text} → {new.text}" for title, year, old, new in changed_figures(rows).rows
    ]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _nights(nights: Iterable[tuple[datetime, str, str, str]], since: datetime) -> tuple[list[str], int]:
    """Those nights since a moment that renewed the file or failed as lines, and how many did neither."""
    lines, unchanged = [], 0
    for began_at, outcome, step, because in nights:
        if began_at < since:
            continue
        if outcome == UNCHANGED:
            unchanged += 1
            continue
        what = _stopped(step, because) if outcome == FAILED else masked(because) or "Databasfilen byggdes."
        lines.append(f"{long_date(began_at.date())} kl. {began_at:%H.%M}: {what}")
    return lines, unchanged


def _stopped(step: str, because: str) -> str:
    """Where a night stopped, and the first line of why; the published file tells the step within the reason."""
    if not step and (told := STEP_BEFORE.match(because)):
        step, because = told[1], because[told.end() :]
    cause = Stopped(step, because).cause
    return f"{cause.title} {cause.lines[0]}"


def _to_do(session: duckdb.DuckDBPyConnection, night: Night) -> list[ToDo] | None:
    """What there is to do, gravest first; None in a file that has no such table."""
    there = session.execute(
        "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'quality' AND table_name = 'todo'"
    ).fetchall()
    if not {(name,) for name in TO_DO} <= set(there):
        return None
    rows = session.sql(f"SELECT {', '.join(TO_DO)} FROM quality.todo ORDER BY harm, since, kind, what").fetchall()
    return [_item(dict(zip(TO_DO, row, strict=True)), night) for row in rows]


def _item(row: Mapping[str, Any], night: Night) -> ToDo:
    """A row as the letter tells it: of what quotes a delivered cell only where it stands."""
    file, sheet, line = row["source_file"], row["source_sheet"], row["source_row"]
    path = str(night.settings.raw_dir / file) if file else ""
    place = [path, f"blad {quoted(sheet)}" if sheet else "", f"rad {line}" if line else ""]
    what = "" if row["kind"] in QUOTING else masked(row["what"])
    return ToDo(row["kind"], what, ", ".join(filter(None, place)), row["since"], masked(row["remedy"] or ""))
