"""What people read: the follow-up's two documents and charts, composed from the indicators and the report views.

Nothing that an indicator counts is counted here. Of the rest, they tell how many there are of what it lists.
"""

from rsp_pipeline.followup.charts import CHARTS, Chart

__all__ = ["CHARTS", "Chart"]
