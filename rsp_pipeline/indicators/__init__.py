"""What is measured: the indicators of the follow-up, each one object with the SELECT of the rows that count.

One engine evaluates them all. How the figures are worded or drawn belongs in `followup`.
"""

from rsp_pipeline.indicators.grants import S01, S02, S10
from rsp_pipeline.indicators.indicator import Indicator
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.service_plans import O01, O02
from rsp_pipeline.indicators.visits import S18, S20

INDICATORS: tuple[Indicator, ...] = (S01, S02, S10, S18, S20, M01, O01, O02)

__all__ = ["INDICATORS", "Indicator"]
