"""Assets for the indicators: their definitions, and their figures for each programme year."""

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.indicators import INDICATORS, PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import UNKNOWN, VALUE
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES, Counted
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.common import INDICATORS_GROUP, as_headed_table, column_schema, key_of
from rsp_pipeline.orchestration.table import table_asset, table_shown
from rsp_pipeline.orchestration.told import Shown, Told, asset

KEY = key_of(FIGURES)
COMPLETE_CHECK = "alla_nyckeltal_ar_beraknade"
KNOWN_CHECK = "inga_uppgifter_saknas"


def _tell(counted: Counted, _: Night) -> Told:
    """What is told of the years that were counted; the checks speak for every year there is."""
    by_year = {year: _metadata(of_year) for year, of_year in counted.of_years.items()}
    return Told({}, (_complete(counted.totals), _known(counted.totals)), by_year)


DEFINED, COUNTED = table_shown(DEFINITIONS, INDICATOR), Shown(FIGURES, _tell)
SHOWN = (DEFINED, COUNTED)

definitions_asset = table_asset(DEFINED, INDICATOR, INDICATORS_GROUP)


def values_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `indicator/value`, one partition for each programme year."""
    return asset(
        COUNTED,
        INDICATORS_GROUP,
        f"{VALUE.comment}. En partition per programår; ett fastställt års siffror står fast.",
        kinds={"duckdb", "parquet"},
        partitions=partitions,
        metadata=column_schema(VALUE),
        check_specs=[
            dg.AssetCheckSpec(
                COMPLETE_CHECK,
                asset=KEY,
                description="Varje nyckeltal har ett värde för länet eller är markerat ”uppgift saknas”.",
                blocking=True,
            ),
            dg.AssetCheckSpec(KNOWN_CHECK, asset=KEY, description="Inget nyckeltal för länet saknar underlag."),
        ],
    )


def _metadata(of_year: pa.Table) -> dict[str, dg.MetadataValue]:
    """The number of figures of a year, and those for the whole county; without what is restricted."""
    rows = of_year.filter(pc.is_in(of_year["indicator_id"], pa.array([each.id for each in PUBLISHED]))).to_pandas()
    totals = rows[rows["breakdown"] == "total"]
    shown = ["indicator_id", "value", "numerator", "denominator", "n_records", "status"]
    return {"dagster/row_count": dg.MetadataValue.int(len(rows)), "Hela länet": as_headed_table(totals[shown])}


def _complete(totals: pd.DataFrame) -> dg.AssetCheckResult:
    found = set(zip(totals["indicator_id"], totals["year"], strict=True))
    missing = sorted({(indicator.id, year) for indicator in INDICATORS for year in totals["year"].unique()} - found)
    return dg.AssetCheckResult(
        asset_key=KEY,
        check_name=COMPLETE_CHECK,
        passed=not missing,
        metadata={"Saknas": ", ".join(f"{indicator} {year}" for indicator, year in missing) or "inget"},
    )


def _known(totals: pd.DataFrame) -> dg.AssetCheckResult:
    unknown = totals[totals["status"] == UNKNOWN]
    return dg.AssetCheckResult(
        asset_key=KEY,
        check_name=KNOWN_CHECK,
        passed=unknown.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Uppgift saknas": as_headed_table(unknown[["indicator_id", "year"]])},
    )
