"""The programme as tables: its municipalities, its priority areas and its years."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rsp_pipeline.programme import Programme
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

    rows = [(municipality.code, municipality.name) for municipality in programme.municipalities]
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
