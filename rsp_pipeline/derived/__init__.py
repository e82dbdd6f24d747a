"""What follows from the registers before anything is measured: tables that indicators and rules share.

Each is one SELECT over tables made before it. What counts in a year's follow-up belongs in `indicators`.
"""

from rsp_pipeline.derived.case_years import CASE_YEARS
from rsp_pipeline.derived.cases import CASES
from rsp_pipeline.derived.data_dates import DATA_DATES
from rsp_pipeline.derived.delivered_years import DELIVERED_YEARS
from rsp_pipeline.derived.derived import Derived
from rsp_pipeline.derived.outlet_matches import OUTLET_MATCHES
from rsp_pipeline.derived.plan_status import PLAN_STATUS_BY_YEAR
from rsp_pipeline.derived.programme import MUNICIPALITIES, PROGRAMME_YEARS, municipalities, programme_years

DERIVED: tuple[Derived, ...] = (DELIVERED_YEARS, DATA_DATES, CASES, CASE_YEARS, OUTLET_MATCHES, PLAN_STATUS_BY_YEAR)

__all__ = ["DERIVED", "MUNICIPALITIES", "PROGRAMME_YEARS", "Derived", "municipalities", "programme_years"]
