"""The places that the municipalities' service plans name. Which place has which level is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rsp_pipeline.programme import Municipality, Programme
from rsp_pipeline.registers.service_plan_places import SERVICE_PLAN_PLACES
from rsp_pipeline.sample.files import Row, write_csv
from rsp_pipeline.sample.plans import SITUATIONS, plan_id
from rsp_pipeline.sample.recipients import localities

LEVELS = (  # in the order of the municipality's places: level, prioritised, services
    ("Serviceort", "nej", "Dagligvaror, Drivmedel, Post, Apotek, Betaltjänst"),
    ("Servicenod", "ja", "Dagligvaror, Drivmedel, Post, Apotek"),
    ("Servicenod", "ja", "Dagligvaror, drivmedel och post"),
    ("Servicepunkt", "ja", "Dagligvaror, Post"),
    ("Servicepunkt", "nej", "Drivmedel"),
)
SOT_PUNKTER = {"Stora Blåsjön": ("SOT-punkt", "ja", "Dagligvaror, Drivmedel, Post, Apotek, Betaltjänst")}
NOT_YET_WRITTEN = "Under framtagande"

COLUMNS = ("plan_id", "locality", "level", "is_prioritised", "services")


def write_places(into: Path, programme: Programme) -> Path:
    """Write the places of every municipality's latest plan as one csv file."""
    header = [SERVICE_PLAN_PLACES.column(name).header for name in COLUMNS]
    rows: list[Row] = [header]
    for turn, municipality in enumerate(programme.municipalities):
        plan = SITUATIONS[turn % len(SITUATIONS)][-1]
        if plan.status != NOT_YET_WRITTEN:
            rows += _rows(plan_id(municipality, plan.number), municipality)
    return write_csv(into / "orter_i_serviceplaner.csv", rows)


def _rows(plan: str, municipality: Municipality) -> Iterator[Row]:
    for locality, level in zip(localities(municipality.code, municipality.name), LEVELS, strict=False):
        yield (plan, locality, *SOT_PUNKTER.get(locality, level))
