"""What people read: the follow-up's sentences and charts, composed from the indicators.

Nothing is counted here; a figure that is not in `indicator` or `report` cannot be written or drawn.
"""

from rsp_pipeline.followup.charts import CHARTS, Chart

__all__ = ["CHARTS", "Chart"]
