"""`rsp nation status`: how each region stands, a line for each, for people and for a watchdog. Nothing is made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.night.step import Night
from rsp_pipeline.remote.turn import latest
from rsp_pipeline.shell import status_report
from rsp_pipeline.shell.exit_codes import GOOD, REFUSED
from rsp_pipeline.shell.terminal import plain
from rsp_pipeline.shell.todo_report import THING
from rsp_pipeline.store.clock import changed_at
from rsp_pipeline.store.tables import TableOutdated
from rsp_pipeline.swedish import counted

MOMENT = "%Y-%m-%d %H.%M"


@dataclass(frozen=True)
class Standing:
    """How a region stands.

    `published` is when its file was put in place, `last` when it was last found up to date, `to_do` how many things
    there are to do, and `why` what is wrong with its nights: empty where nothing is.
    """

    name: str
    region: str = ""
    published: datetime | None = None
    last: datetime | None = None
    is_going_on: bool = False
    to_do: int = 0
    why: str = ""
    exit_code: int = REFUSED


def status(nation: Nation) -> list[Standing]:
    """How each region stands: what keeps one from being asked is told of that one."""
    return [_standing(name, nation) for name in nation.names]


def as_text(found: Sequence[Standing]) -> Iterator[str]:
    """A line for each region, which says in a second what is wrong where something is."""
    wide = max(len(each.name) for each in found)
    for each in found:
        published = f"publicerad {each.published:{MOMENT}}" if each.published else "ingenting publicerat"
        last = f"senaste natten {each.last:{MOMENT}}" if each.last else "ingen natt har lyckats"
        going_on = ["en uppdatering pågår"] if each.is_going_on else []
        told = ", ".join([published, last, *going_on, f"{counted(each.to_do, THING)} att göra"])
        yield f"{each.name:<{wide}}  {told}"
        if each.why:
            yield f"{'':<{wide}}  {plain(each.why)}"


def as_json(found: Sequence[Standing]) -> str:
    """One JSON object on one line: as text tells, with the exit codes."""
    told = {"regions": [asdict(each) for each in found], "exit_code": exit_code(found)}
    return json.dumps(told, ensure_ascii=False, default=str)


def exit_code(found: Sequence[Standing]) -> int:
    """That of the region that stands worst."""
    return max((each.exit_code for each in found), default=GOOD)


def _standing(name: str, nation: Nation) -> Standing:
    try:
        settings = nation.settings_of(name)
    except UNUSABLE as refused:
        return Standing(name, why=str(refused))
    region, published = settings.programme.region, settings.published_file
    try:
        latest(settings)
        at = changed_at(published) if published.exists() else None
        found = status_report.status(Night.of(settings))
    except (TableOutdated, OSError) as hindrance:
        return Standing(name, region, why=str(hindrance))
    why = " ".join(f"{row['kind']}: {row['what']}" for row in found.rows if row["kind"] in status_report.OF_NIGHTS)
    return Standing(name, region, at, found.last, found.is_going_on, len(found.rows), why, found.exit_code)
