"""The action plan's efforts: how far they came, and whether they reached their goals."""

from rsp_pipeline.indicators.dimension import EFFORT_STATUS, PRIORITY_AREA
from rsp_pipeline.indicators.indicator import Aggregate, Good, Indicator, Unit

P01 = Indicator(
    "P01",
    title="Insatser per status",
    unit=Unit.COUNT,
    description="Antal insatser i årets handlingsplan, per status.",
    processing="Insatserna i årets handlingsplan med den status de hade när registret lämnades.",
    registers=("action_plan",),
    by=(PRIORITY_AREA, EFFORT_STATUS),
    evidence="""
        SELECT record_id, year, priority_area, status AS effort_status, 1 AS value
        FROM core.action_plan
    """,
)

P02 = Indicator(
    "P02",
    title="Måluppfyllelse",
    unit=Unit.PERCENT,
    description="Hur stor andel av insatserna med ett målvärde som nådde det, enligt handlingsplanen.",
    processing=(
        "Nämnaren är insatserna i årets handlingsplan som har ett målvärde. Täljaren är de av dem vars utfall i "
        "handlingsplanen är minst lika stort; en insats utan utfall har inte nått målet."
    ),
    registers=("action_plan",),
    by=(PRIORITY_AREA,),
    aggregate=Aggregate.RATIO,
    good=Good.UP,
    evidence="""
        SELECT
            record_id,
            year,
            priority_area,
            coalesce(outcome_value >= target_value, false)::INTEGER AS value,
            1 AS denominator
        FROM core.action_plan
        WHERE target_value IS NOT NULL
    """,
)
