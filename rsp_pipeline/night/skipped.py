"""Nights in which there was nothing to do: noted, so that the next file that is published can tell of them."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from rsp_pipeline.night.step import Night
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.clock import now

FILE = "skipped.json"
SKIPPED = "Inget har ändrats sedan den senaste uppdateringen, så inget görs om."


def skip(night: Night) -> str:
    """Note that tonight is skipped, and return the Swedish sentence that says so."""
    moments = [*skipped(night), now().replace(microsecond=0)]
    with replaced(_file(night)) as beside:
        beside.write_text(json.dumps([moment.isoformat() for moment in moments]), encoding="utf-8")
    return SKIPPED


def skipped(night: Night) -> tuple[datetime, ...]:
    """When the nights since the last file was published were skipped."""
    try:
        return tuple(map(datetime.fromisoformat, json.loads(_file(night).read_text(encoding="utf-8"))))
    except (OSError, ValueError, TypeError):
        return ()


def forget(night: Night) -> None:
    """Forget the skipped nights: a published file tells of them."""
    _file(night).unlink(missing_ok=True)


def _file(night: Night) -> Path:
    return night.settings.warehouse_dir / FILE
