"""What people read: the follow-up's memo and charts, composed from the indicators and the report views.

Nothing that an indicator counts is counted here. Of the rest, the memo tells how many there are of what it lists.
"""

from rsp_pipeline.followup.chart import Chart
from rsp_pipeline.followup.grant_charts import GRANTED_BY_FORM, GRANTED_BY_MUNICIPALITY

CHARTS: tuple[Chart, ...] = (GRANTED_BY_FORM, GRANTED_BY_MUNICIPALITY)

__all__ = ["CHARTS", "Chart"]
