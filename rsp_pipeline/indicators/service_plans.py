"""The municipalities' service plans on 31 December."""

from rsp_pipeline.indicators.indicator import MUNICIPALITY, PLAN_STATUS, PUBLIC_BODIES, Indicator, Unit

O01 = Indicator(
    "O01",
    title="Kommuner med gällande serviceplan",
    unit=Unit.COUNT,
    area=PUBLIC_BODIES,
    description="Antal av länets kommuner som hade en gällande serviceplan den 31 december.",
    processing="Planen ska vara antagen och gälla den 31 december, förlängning inräknad. Nämnaren är länets kommuner.",
    registers=("service_plans",),
    evidence="SELECT record_id, year, 1 AS value FROM core.plan_status WHERE is_valid",
    denominator="SELECT year, 1 AS value FROM years CROSS JOIN core.municipalities",
)

O02 = Indicator(
    "O02",
    title="Planstatus",
    unit=Unit.COUNT,
    area=PUBLIC_BODIES,
    description="Antal kommuner per status på serviceplanen den 31 december.",
    processing="En plan per kommun: den gällande, annars den som tas fram, annars den som gått ut.",
    registers=("service_plans",),
    by=(MUNICIPALITY, PLAN_STATUS),
    evidence="SELECT record_id, year, municipality_code, plan_status, 1 AS value FROM core.plan_status",
)
