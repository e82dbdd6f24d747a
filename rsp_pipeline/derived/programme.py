"""The programme as tables: its municipalities, its priority areas and its years."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

from rsp_pipeline.programme import Programme, extents
from rsp_pipeline.store.schema import Field, Table

if TYPE_CHECKING:
    import pandas as pd

MUNICIPALITIES = Table(
    "core",
    "municipalities",
    "Länets kommuner",
    (
        Field("municipality_code", "VARCHAR", "Kommunens kod (SCB)"),
        Field("municipality_name", "VARCHAR", "Kommunens namn", required=True),
        *(
            Field(f"{side}_km", "INTEGER", f"{edge} kant av rektangeln runt kommunen, SWEREF 99 TM", "km")
            for side, edge in (("west", "Västra"), ("south", "Södra"), ("east", "Östra"), ("north", "Norra"))
        ),
    ),
    ("municipality_code",),
)

PRIORITY_AREAS = Table(
    "core",
    "priority_areas",
    "Programmets prioriterade områden",
    (
        Field("priority_area", "VARCHAR", "Områdets namn"),
        Field("place", "INTEGER", "Områdets plats i programmet, från 1", required=True),
    ),
    ("priority_area",),
)

PROGRAMME_YEARS = Table(
    "core",
    "programme_years",
    "Programmets år",
    (
        Field("year", "INTEGER", "Kalenderår"),
        Field("has_begun", "BOOLEAN", "Året har börjat", required=True),
        Field("has_ended", "BOOLEAN", "Året är slut", required=True),
    ),
    ("year",),
)


def municipalities(programme: Programme) -> pd.DataFrame:
    """The rows of `MUNICIPALITIES`."""
    import pandas as pd

    around = extents()
    rows = [(own.code, own.name, *astuple(around[own.code])) for own in programme.municipalities]
    return pd.DataFrame(rows, columns=list(MUNICIPALITIES.columns))


def priority_areas(programme: Programme) -> pd.DataFrame:
    """The rows of `PRIORITY_AREAS`."""
    import pandas as pd

    rows = [(name, place) for place, name in enumerate(programme.area_names, 1)]
    return pd.DataFrame(rows, columns=list(PRIORITY_AREAS.columns))


def programme_years(programme: Programme, today: date) -> pd.DataFrame:
    """The rows of `PROGRAMME_YEARS`, as they are today."""
    import pandas as pd

    rows = [(year, year <= today.year, year < today.year) for year in programme.years]
    return pd.DataFrame(rows, columns=list(PROGRAMME_YEARS.columns))
