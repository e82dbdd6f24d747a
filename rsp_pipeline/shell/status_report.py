"""`rsp status`: how the follow-up stands and what there is to do, for people and for a watchdog. Nothing is made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from rsp_pipeline.night.noted import TOO_OLD, past
from rsp_pipeline.night.standings import standings
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import FAILED, NIGHT, UNCHANGED, Went
from rsp_pipeline.remote.turn import is_in_use
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.shell.todo_report import Row, in_full, todo
from rsp_pipeline.store.clock import changed_at, now
from rsp_pipeline.swedish import long_date

NIGHTS_SHOWN = 5
OF_NIGHTS = NOTHING_PUBLISHED, STOPPED, OLD = "Ingenting publicerat", "Misslyckad natt", "Gammal databasfil"


@dataclass(frozen=True)
class Status:
    """How all stands at this moment.

    `last` is when it was last found that the published file is up to date, `nights` the last of the nights, the latest
    first, `years` how each year stands, and `rows` what there is to do: what the night found, after what can be told
    only now.
    """

    last: datetime | None
    is_going_on: bool
    nights: tuple[Went, ...]
    years: dict[int, str]
    rows: list[Row]

    @property
    def exit_code(self) -> int:
        """0 nothing to do, 1 something to do, 2 the night failed, or the file is too old or not there."""
        if any(row["kind"] in OF_NIGHTS for row in self.rows):
            return REFUSED
        return GOOD_WITH_REMARKS if self.rows else GOOD


def status(night: Night) -> Status:
    """How all stands.

    Raises:
        TableOutdated: another version of the program found what there is to do.
    """
    published, nights = night.settings.published_file, _nights(night)
    unchanged = [went.began_at for went in nights if went.outcome == UNCHANGED]
    last = max([changed_at(published), *unchanged]) if published.exists() else None
    return Status(
        last,
        is_in_use(night.settings),
        tuple(reversed(nights[-NIGHTS_SHOWN:])),
        standings(night),
        [*_told_now(night, last, nights), *todo(night)],
    )


def as_text(found: Status) -> Iterator[str]:
    """The lines that a person reads."""
    if found.last:
        yield f"Senaste natten var {long_date(found.last.date())} kl. {found.last:%H.%M}."
    if found.is_going_on:
        yield "En uppdatering pågår just nu."
    for went in found.nights:
        why = plain(": ".join(filter(None, (went.step, went.because))))
        yield f"  {went.began_at:%Y-%m-%d %H.%M} {went.outcome}{'. ' if why else ''}{why}"
    for year, stands in found.years.items():
        yield f"  {year} {stands}."
    yield ""
    yield from in_full(found.rows)


def as_json(found: Status) -> str:
    """One JSON object on one line: as text tells, with the exit code."""
    return json.dumps({**asdict(found), "exit_code": found.exit_code}, ensure_ascii=False, default=str)


def _nights(night: Night) -> list[Went]:
    """The nights that the published file tells of and those since, the earliest first."""
    import duckdb

    published = night.settings.published_file
    told: list[Any] = []
    if published.exists():
        try:
            with duckdb.connect(str(published), read_only=True) as session:
                told = session.execute(f"SELECT began_at, outcome, because FROM {NIGHT.full_name}").fetchall()
        except duckdb.Error:
            told = []  # of an earlier version, or damaged: the next night tells
    return [*(Went(began_at, outcome, because=because or "") for began_at, outcome, because in told), *past(night)]


def _told_now(night: Night, last: datetime | None, nights: list[Went]) -> Iterator[Row]:
    """What is to do that no night can find: that there was none, that it failed, that it was long ago."""
    published = night.settings.published_file
    if last is None:
        yield _row(NOTHING_PUBLISHED, f"{published} finns inte.", None, "Kör rsp refresh.")
    if nights and nights[-1].outcome == FAILED:
        failed = nights[-1]
        stood = "Det som var publicerat står kvar." if last else ""
        what = ": ".join(filter(None, (failed.step, failed.because)))
        yield _row(STOPPED, f"{what} {stood}".strip(), failed.began_at, "Rätta det som stoppade den; kör rsp refresh.")
    if last and now() - last > TOO_OLD:
        hours = TOO_OLD // timedelta(hours=1)
        what = f"Det är mer än {hours} timmar sedan natten senast blev klar: den har stannat eller inte startat."
        yield _row(OLD, what, last, "Se efter att Dagster eller cron är igång, och kör rsp refresh.")


def _row(kind: str, what: str, since: datetime | None, remedy: str) -> Row:
    where = dict.fromkeys(("source_file", "source_sheet", "source_row"))
    day = (since or now()).date()
    return {"harm": 1, "kind": kind, "what": what, **where, "since": day, "remedy": remedy, "subject": kind}
