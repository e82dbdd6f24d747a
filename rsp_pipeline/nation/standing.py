"""How a region stands: whether its figures are tonight's, and if not, since when and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from rsp_pipeline.night.noted import past
from rsp_pipeline.night.step import Night
from rsp_pipeline.publishing.about import BROUGHT_BACK, FAILED
from rsp_pipeline.settings import Settings
from rsp_pipeline.swedish import long_date


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


def hindrance(settings: Settings, data_date: date | None, today: date) -> str:
    """What stopped the region's nights since it published figures as of `data_date`; empty where nothing did."""
    nights = past(Night(settings, ()))
    last = nights[-1] if nights else None
    if last and last.outcome == FAILED:
        told = ": ".join(filter(None, (last.step, last.because)))
        return f"Natten {long_date(last.began_at.date())} misslyckades. {told}"
    if last and last.outcome == BROUGHT_BACK:
        return f"En tidigare databasfil är tillbakalagd. {last.because}".strip()
    days = [day for day in (data_date, last.began_at.date() if last else None) if day]
    if days and max(days) < today:
        return f"Ingen natt har körts sedan {long_date(max(days))}."
    return ""
