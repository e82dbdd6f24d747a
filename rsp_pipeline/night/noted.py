"""How the nights since the last file was published went: noted, so that who asks is told, and the next file tells all.

`nights.json` in the warehouse is a list of objects, the earliest night first: `began_at` (in Sweden), `outcome` (one of
`NIGHT`'s, or `BEGUN`), `step` (where a night that failed stopped, as `core/grants`) and `because` (what stopped it,
in Swedish). A night that goes on is there as begun; one that is still begun when nobody works in the warehouse was
killed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path

from rsp_pipeline.night.hindrances import cause
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import BROUGHT_BACK, FAILED, UNCHANGED, Went
from rsp_pipeline.remote.turn import is_in_use, send_up
from rsp_pipeline.store.atomic import written_down
from rsp_pipeline.store.clock import now

FILE = "nights.json"
TOO_OLD = timedelta(hours=26)  # since the last night: it has stopped, or not begun
BEGUN = "påbörjad"
KILLED = "Körningen avbröts innan den var klar: dess process dog, eller maskinen stängdes av."
STANDS = "Databasfilen som lades tillbaka står kvar: inget har ändrats sedan dess, så inget görs om."
SKIPPED = "Inget har ändrats sedan den senaste uppdateringen, så inget görs om."


def skip(night: Night) -> str:
    """Note that tonight is skipped, and return the Swedish sentence that says so."""
    _note(night, [*_ended(night), Went(_moment(), UNCHANGED)])
    return STANDS if is_brought_back(night) else SKIPPED


@contextmanager
def going(night: Night) -> Iterator[Callable[[str], None]]:
    """Note that a night begins, and how it ended; the block is given what to call with the name of each step it makes.

    The caller has the warehouse to himself. What cannot be noted, as on a full disk, stops no night.
    """
    tonight = Went(_moment(), BEGUN)
    made: list[str] = []
    with suppress(OSError):
        _note(night, [*_ended(night), tonight])
        send_up(night.settings, _file(night))  # at once: a killed one tells no more
    try:
        yield made.append
    except Exception as error:
        failed = replace(tonight, outcome=FAILED, step=made[-1] if made else "", because=cause(error))
        with suppress(OSError):
            _note(night, [*_ended(night, but=tonight), failed])
        raise
    if tonight in noted(night):  # else a file was published, and tells of it
        with suppress(OSError):
            _note(night, [*_ended(night, but=tonight), replace(tonight, outcome=UNCHANGED)])


def stop(night: Night, error: Exception) -> None:
    """Note that a night which began was stopped by an error outside its steps, as of Dagster's own history.

    The caller has the warehouse to himself.
    """
    nights = noted(night)
    if nights and nights[-1].outcome == BEGUN:
        with suppress(OSError):
            _note(night, [*nights[:-1], replace(nights[-1], outcome=FAILED, because=cause(error))])


def noted(night: Night) -> tuple[Went, ...]:
    """The nights since the last file was published, the earliest first; the last of them may be going on."""
    try:
        stored = json.loads(_file(night).read_text(encoding="utf-8"))
        return tuple(Went(**each | {"began_at": datetime.fromisoformat(each["began_at"])}) for each in stored)
    except (OSError, ValueError, TypeError, KeyError):
        return ()


def past(night: Night) -> tuple[Went, ...]:
    """The nights since the last file was published that have ended, well or not."""
    if is_in_use(night.settings):
        return tuple(went for went in noted(night) if went.outcome != BEGUN)
    return _ended(night)


def note_brought_back(night: Night, told: Collection[Went], untold: Iterable[Went], because: str) -> None:
    """Note that a file which tells of the nights in `told` was brought back in place of one that tells of `untold`."""
    nights = [went for went in dict.fromkeys((*untold, *_ended(night))) if went not in told]
    nights.sort(key=lambda went: went.began_at)
    _note(night, [*nights, Went(_moment(), BROUGHT_BACK, because=because)])


def is_brought_back(night: Night) -> bool:
    """Whether the file that stands was brought back, and no night has published since."""
    return any(went.outcome == BROUGHT_BACK for went in noted(night))


def forget(night: Night) -> None:
    """Forget the nights: a published file tells of them."""
    _file(night).unlink(missing_ok=True)


def to_tell(night: Night) -> tuple[Went, ...]:
    """The nights that the file which is published tonight tells of: all but tonight."""
    return tuple(went for went in noted(night) if went.outcome != BEGUN)


def _ended(night: Night, but: Went | None = None) -> tuple[Went, ...]:
    """The nights noted, but one, those that never ended as killed."""
    return tuple(
        replace(went, outcome=FAILED, because=KILLED) if went.outcome == BEGUN else went
        for went in noted(night)
        if went != but
    )


def _note(night: Night, nights: list[Went]) -> None:
    stored = [asdict(went) | {"began_at": went.began_at.isoformat()} for went in nights]
    written_down(_file(night), json.dumps(stored, ensure_ascii=False, indent=1))


def _moment() -> datetime:
    return now().replace(microsecond=0)


def _file(night: Night) -> Path:
    return night.settings.warehouse_dir / FILE
