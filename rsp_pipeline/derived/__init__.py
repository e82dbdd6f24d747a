"""What follows from the registers before anything is measured: tables that indicators and rules share.

Each is one SELECT over tables made before it. What counts in a year's follow-up belongs in `indicators`.
"""

from rsp_pipeline.derived.case_changes import CASE_CHANGES
from rsp_pipeline.derived.case_years import CASE_YEARS
from rsp_pipeline.derived.cases import CASES
from rsp_pipeline.derived.data_dates import DATA_DATES
from rsp_pipeline.derived.delivered_years import DELIVERED_YEARS
from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.derived.file_years import FILE_YEARS
from rsp_pipeline.derived.lists import LISTS
from rsp_pipeline.derived.open_outlets import OPEN_OUTLETS
from rsp_pipeline.derived.outlet_distances import OUTLET_DISTANCES
from rsp_pipeline.derived.outlet_matches import OUTLET_MATCHES
from rsp_pipeline.derived.plan_status import PLAN_STATUS_BY_YEAR
from rsp_pipeline.derived.programme import (
    MUNICIPALITIES,
    PRIORITY_AREAS,
    PROGRAMME_YEARS,
    municipalities,
    priority_areas,
    programme_years,
)
from rsp_pipeline.derived.recipient_years import RECIPIENT_YEARS
from rsp_pipeline.derived.supported_outlets import SUPPORTED_OUTLET_FORMS, SUPPORTED_OUTLETS
from rsp_pipeline.store.schema import View

DERIVED: tuple[Derived, ...] = (
    DELIVERED_YEARS,
    FILE_YEARS,
    DATA_DATES,
    CASES,
    CASE_YEARS,
    CASE_CHANGES,
    RECIPIENT_YEARS,
    OPEN_OUTLETS,
    OUTLET_DISTANCES,
    OUTLET_MATCHES,
    SUPPORTED_OUTLETS,
    PLAN_STATUS_BY_YEAR,
)
# Nothing but analysts reads these.
DERIVED_VIEWS: tuple[View, ...] = (SUPPORTED_OUTLET_FORMS, *LISTS)

__all__ = [
    "DERIVED",
    "DERIVED_VIEWS",
    "MUNICIPALITIES",
    "PRIORITY_AREAS",
    "PROGRAMME_YEARS",
    "Derived",
    "municipalities",
    "priority_areas",
    "programme_years",
]
