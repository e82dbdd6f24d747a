"""Assets for the indicators: their definitions, and their figures for each programme year."""

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.indicators import INDICATORS, PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import UNKNOWN, VALUE
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.orchestration.common import (
    INDICATORS_GROUP,
    OWNERS,
    Materialized,
    NightResource,
    as_headed_table,
    column_schema,
    key_of,
    needs_of,
)
from rsp_pipeline.orchestration.table import table_asset

COMPLETE_CHECK = "alla_nyckeltal_ar_beraknade"
KNOWN_CHECK = "inga_uppgifter_saknas"


definitions_asset = table_asset(DEFINITIONS, INDICATOR, INDICATORS_GROUP)


def values_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `indicator/value`, one partition for each programme year."""

    @dg.asset(
        key=key_of(FIGURES),
        deps=needs_of(FIGURES),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=INDICATORS_GROUP,
        description=f"{VALUE.comment}. En partition per programår; ett fastställt års siffror står fast.",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        metadata=column_schema(VALUE),
        check_specs=[
            dg.AssetCheckSpec(
                COMPLETE_CHECK,
                asset=key_of(FIGURES),
                description="Varje nyckeltal har ett värde för länet eller är markerat ”uppgift saknas”.",
                blocking=True,
            ),
            dg.AssetCheckSpec(
                KNOWN_CHECK, asset=key_of(FIGURES), description="Inget nyckeltal för länet saknar underlag."
            ),
        ],
    )
    def indicator_values(context: dg.AssetExecutionContext, night: NightResource) -> Materialized:
        counted = FIGURES.make(night.about(map(int, context.partition_keys)))
        for year, of_year in counted.of_years.items():
            context.add_asset_metadata(_metadata(of_year), partition_key=str(year))
        # a check speaks for every year there is, also when one year is made alone
        return dg.MaterializeResult(check_results=[_complete(counted.totals), _known(counted.totals)])

    return indicator_values


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
        check_name=COMPLETE_CHECK,
        passed=not missing,
        metadata={"Saknas": ", ".join(f"{indicator} {year}" for indicator, year in missing) or "inget"},
    )


def _known(totals: pd.DataFrame) -> dg.AssetCheckResult:
    unknown = totals[totals["status"] == UNKNOWN]
    return dg.AssetCheckResult(
        check_name=KNOWN_CHECK,
        passed=unknown.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Uppgift saknas": as_headed_table(unknown[["indicator_id", "year"]])},
    )
