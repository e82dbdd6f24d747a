"""Which tables are public, and the datasets they make up.

Tables with a row per grant, payment, visit or outlet are not public: village and amount together can identify a shop.
Apart from them stands the grant list, of which a region decides itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rsp_pipeline.derived import MUNICIPALITIES, PROGRAMME_YEARS
from rsp_pipeline.derived.delivered_years import DELIVERED_YEARS
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.registers import Register
from rsp_pipeline.registers.grant_frames import GRANT_FRAMES
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline.registers.register import PROVENANCE
from rsp_pipeline.registers.rule_parameters import RULE_PARAMETERS
from rsp_pipeline.registers.service_plan_places import SERVICE_PLAN_PLACES
from rsp_pipeline.registers.service_plans import SERVICE_PLANS
from rsp_pipeline.registers.targets import TARGETS
from rsp_pipeline.report.efforts import INSATSER, MALVARDEN
from rsp_pipeline.report.grants import BESLUTADE_STOD, STOD_PER_KOMMUN
from rsp_pipeline.report.network import AKTIVITETER, FORETAGSBESOK, RESURSER, SERVICEPLANER
from rsp_pipeline.report.over_time import NYCKELTAL, NYCKELTAL_OVER_TID
from rsp_pipeline.report.quality import DATAKVALITET
from rsp_pipeline.store.schema import Table, View

HIDDEN = "skyddad uppgift"


@dataclass(frozen=True)
class Dataset:
    """Tables that are found and fetched together."""

    id: str
    title: str
    description: str
    keywords: tuple[str, ...]
    tables: tuple[Table, ...]


def _with_hidden(table: Table) -> Table:
    """The table as exported, where a status may also say that the figure is hidden."""
    addition = f"; {HIDDEN} = vilar på för få mottagare, eller skulle röja en siffra som gör det"
    fields = (replace(f, comment=f.comment + addition) if f.name == "status" else f for f in table.fields)
    return replace(table, fields=tuple(fields))


def _register(register: Register) -> Table:
    """A register as exported: without restricted columns and without where its rows were read."""
    published = register.table.published()
    fields = tuple(field for field in published.fields if field not in PROVENANCE)
    always_filled = {field.name for field in fields if field.required}
    key = register.key if always_filled.issuperset(register.key) else ()
    return replace(published, fields=fields, key=key)


REPORTS: tuple[View, ...] = (
    NYCKELTAL,
    NYCKELTAL_OVER_TID,
    BESLUTADE_STOD,
    STOD_PER_KOMMUN,
    FORETAGSBESOK,
    SERVICEPLANER,
    MALVARDEN,
    INSATSER,
    AKTIVITETER,
    RESURSER,
    DATAKVALITET,
)
DATASETS = (
    Dataset(
        "nyckeltal",
        "Nyckeltal för regionalt serviceprogram",
        "Nyckeltal per år, kommun och stödform om stöd till kommersiell service på landsbygden, företagsbesök, "
        "serviceplaner och insatser, med definitioner.",
        ("nyckeltal", "kommersiell service", "landsbygd", "stöd", "dagligvarubutiker"),
        (INDICATOR, _with_hidden(VALUE)),
    ),
    Dataset(
        "uppfoljning",
        "Uppföljning av regionalt serviceprogram",
        "Uppföljningens tabeller: beslutade stöd, företagsbesök, serviceplaner, insatser, mål, aktiviteter och "
        "resurser, med jämförelse mot året före.",
        ("uppföljning", "regionalt serviceprogram", "kommersiell service", "landsbygd"),
        tuple(_with_hidden(view.table) for view in REPORTS),
    ),
    Dataset(
        "underlag",
        "Underlag till uppföljning av regionalt serviceprogram",
        "Kommuner, år, folkmängd, målvärden, stödramar, regelparametrar, kommunernas serviceplaner och de orter som "
        "planerna nämner.",
        ("serviceplaner", "kommersiell service", "landsbygd", "folkmängd"),
        (
            MUNICIPALITIES,
            PROGRAMME_YEARS,
            DELIVERED_YEARS.table,
            _register(POPULATION),
            _register(TARGETS),
            _register(GRANT_FRAMES),
            _register(RULE_PARAMETERS),
            _register(SERVICE_PLANS),
            _register(SERVICE_PLAN_PLACES),
        ),
    ),
)
GRANT_LIST = Dataset(
    "beviljade_stod",
    "Beviljade stöd till kommersiell service",
    "Varje beviljat stöd till en myndighet, ett aktiebolag, en förening eller en stiftelse, med mottagare, stödform, "
    "kommun, dag och belopp, enligt 360Giving Data Standard.",
    ("beviljade stöd", "stödmottagare", "kommersiell service", "landsbygd"),
    (),
)
"""The dataset of regions that publish whom they granted aid: its files are no tables of the published file."""
EXPORTED: tuple[Table, ...] = tuple(table for dataset in DATASETS for table in dataset.tables)


def title(table: Table) -> str:
    """What a table is called: its comment up to the first explanation."""
    return re.split(r"[:;]| med ", table.comment)[0]
