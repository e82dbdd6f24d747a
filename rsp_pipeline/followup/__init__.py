"""What people read: the follow-up's sentences and charts, composed from the indicators.

Nothing is counted here; a figure that is not in `indicator.value` cannot be written or drawn.
"""

from rsp_pipeline.followup.chart import Chart
from rsp_pipeline.followup.grant_charts import GRANTED_BY_FORM, GRANTED_BY_MUNICIPALITY

CHARTS: tuple[Chart, ...] = (GRANTED_BY_FORM, GRANTED_BY_MUNICIPALITY)

__all__ = ["CHARTS", "Chart"]
