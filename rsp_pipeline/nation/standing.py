"""How a region stands: whether its figures are tonight's, and if not, since when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rsp_pipeline.night.noted import past
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import BROUGHT_BACK, FAILED, UNCHANGED, Went
from rsp_pipeline.settings import Settings
from rsp_pipeline.swedish import long_date

TOLD_LINES = 2
"""So much is told of why a night failed: what follows is for the region's own steward, who reads it elsewhere."""


@dataclass(frozen=True)
class Region:
    """A region of the nation, and how it stands: a row of `tables.REGION`, column by column."""

    name: str
    county_code: str | None
    region: str
    verdict: str
    published_at: datetime | None = None
    data_date: date | None = None
    why: str = ""
    file: str | None = None
    sha256: str | None = None
    code_version: str | None = None


def is_of_tonight(settings: Settings, data_date: date, today: date) -> bool:
    """Whether figures as of `data_date` are tonight's: published tonight, or found unchanged by a night since."""
    last = _last(settings)
    return last.outcome == UNCHANGED and last.began_at.date() >= today if last else data_date >= today


def hindrance(settings: Settings, data_date: date | None, today: date) -> str:
    """What stopped the region's nights since it published figures as of `data_date`; empty where nothing did."""
    last = _last(settings)
    if last and last.outcome == FAILED:
        because = " ".join(last.because.splitlines()[:TOLD_LINES])
        told = ": ".join(filter(None, (last.step, because)))
        return f"Natten {long_date(last.began_at.date())} misslyckades. {told}"
    if last and last.outcome == BROUGHT_BACK:
        return f"En tidigare databasfil är tillbakalagd. {last.because}".strip()
    days = [day for day in (data_date, last.began_at.date() if last else None) if day]
    if days and max(days) < today:
        return f"Ingen natt har körts sedan {long_date(max(days))}."
    return ""


def _last(settings: Settings) -> Went | None:
    """The region's last night that has ended since it published, if any."""
    nights = past(Night(settings, ()))
    return nights[-1] if nights else None
