"""Every indicator once more, in plain Python from the accepted rows of the registers.

Written from docs/indicators.md alone, apart from the SQL: where the two differ, one of them or the text is wrong. A
definition says which parts count in a year; `figures` makes them figures.
"""

from rsp_pipeline_tests.indicators.definitions import (
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
from rsp_pipeline_tests.indicators.definitions.figures import Definition

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
    activities,
    service_plans,
    action_plan,
    data_quality,
)
DEFINITIONS = {definition.id: definition for topic in TOPICS for definition in topic.DEFINITIONS}

__all__ = ["DEFINITIONS", "Definition"]
