"""What is measured: the indicators of the follow-up, each one object with the SELECT of the rows that count.

Every `Indicator` of the modules below is found by itself. One engine evaluates them all. How the figures are worded or
drawn belongs in `followup`.
"""

from rsp_pipeline.indicators import (
    accessibility,
    action_plan,
    activities,
    budget,
    data_quality,
    de_minimis,
    grants,
    home_delivery,
    inhabitants,
    investments,
    operating_support,
    outlets,
    payments,
    service_plans,
    visits,
)
from rsp_pipeline.indicators.indicator import Indicator

TOPICS = (
    grants,
    payments,
    investments,
    operating_support,
    de_minimis,
    visits,
    budget,
    inhabitants,
    home_delivery,
    outlets,
    accessibility,
    activities,
    service_plans,
    action_plan,
    data_quality,
)
SERIES = "SMOPQ"  # in the order of the catalogue; others come after them


def _place(indicator: Indicator) -> tuple[int, str]:
    series = indicator.id[0]
    return (SERIES + series).index(series), indicator.id


INDICATORS: tuple[Indicator, ...] = tuple(
    sorted({each for topic in TOPICS for each in vars(topic).values() if isinstance(each, Indicator)}, key=_place)
)
PUBLISHED: tuple[Indicator, ...] = tuple(indicator for indicator in INDICATORS if not indicator.restricted)
BY_ID = {indicator.id: indicator for indicator in PUBLISHED}
"""Those that are published, by their identity."""

__all__ = ["BY_ID", "INDICATORS", "PUBLISHED", "Indicator"]
