"""The charts of the follow-up: what each shows is declared once, and how all of them look is said once, in `style`.

Nothing is counted here: a chart draws rows of the views in `report`. How charts stand in a document belongs to the
documents.
"""

from rsp_pipeline.followup.charts.chart import Chart, ChartData
from rsp_pipeline.followup.charts.grants import (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
)
from rsp_pipeline.followup.charts.network import EFFORTS, OUTLETS, PLANS, VISITS
from rsp_pipeline.followup.charts.save import SavedChart, save

CHARTS: tuple[Chart, ...] = (
    GRANTED_BY_FORM,
    GRANTED_BY_MUNICIPALITY,
    GRANTED_MAP,
    PAID_BY_DECISION_YEAR,
    VISITS,
    OUTLETS,
    PLANS,
    EFFORTS,
)

__all__ = ["CHARTS", "Chart", "ChartData", "SavedChart", "save"]
