"""Assets for the indicators: their definitions, and their figures for each programme year."""

import dagster as dg
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import INDICATOR, UNKNOWN, VALUE, definitions, evaluate, figures_sql
from rsp_pipeline.orchestration.common import (
    INDICATORS_GROUP,
    OWNERS,
    Materialized,
    SettingsResource,
    as_markdown,
    column_schema,
    key_of,
    keys_of,
    rows_metadata,
)
from rsp_pipeline.orchestration.derived import CORE_TABLES
from rsp_pipeline.orchestration.tables import table_asset
from rsp_pipeline.schema import read_by
from rsp_pipeline.warehouse.tables import Tables

SOURCES = read_by(" ".join(figures_sql(indicator) for indicator in INDICATORS), CORE_TABLES)
COMPLETE_CHECK = "alla_nyckeltal_ar_beraknade"
KNOWN_CHECK = "inga_uppgifter_saknas"


definitions_asset = table_asset(INDICATOR, INDICATORS_GROUP, lambda *_: definitions(INDICATORS))


def values_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `indicator/value`, one partition for each programme year."""

    @dg.asset(
        key=key_of(VALUE),
        deps=keys_of(SOURCES),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=INDICATORS_GROUP,
        description=f"{VALUE.comment}. En partition per programår.",
        owners=OWNERS,
        kinds={"duckdb", "parquet"},
        metadata=column_schema(VALUE),
        check_specs=[
            dg.AssetCheckSpec(
                COMPLETE_CHECK,
                asset=key_of(VALUE),
                description="Varje nyckeltal har ett värde för länet eller är markerat ”uppgift saknas”.",
                blocking=True,
            ),
            dg.AssetCheckSpec(
                KNOWN_CHECK, asset=key_of(VALUE), description="Inget nyckeltal för länet saknar underlag."
            ),
        ],
    )
    def indicator_values(context: dg.AssetExecutionContext, settings: SettingsResource) -> Materialized:
        tables = Tables(settings.tables_dir)
        years = [int(year) for year in context.partition_keys]
        with tables.session(SOURCES) as session:
            values = evaluate(session, INDICATORS, years)
        for year in years:
            of_year = values.filter(pc.equal(values["year"], year))
            tables.write(VALUE, of_year, part=str(year))
            context.add_asset_metadata(rows_metadata(VALUE, _totals(of_year).to_pandas()), partition_key=str(year))
        return dg.MaterializeResult(check_results=[_complete(values, years), _known(values)])

    return indicator_values


def _totals(values: pa.Table) -> pa.Table:
    return values.filter(pc.equal(values["breakdown"], "total"))


def _complete(values: pa.Table, years: list[int]) -> dg.AssetCheckResult:
    found = {(row["indicator_id"], row["year"]) for row in _totals(values).to_pylist()}
    missing = sorted({(indicator.id, year) for indicator in INDICATORS for year in years} - found)
    return dg.AssetCheckResult(
        check_name=COMPLETE_CHECK,
        passed=not missing,
        metadata={"Saknas": ", ".join(f"{indicator} {year}" for indicator, year in missing) or "inget"},
    )


def _known(values: pa.Table) -> dg.AssetCheckResult:
    totals = _totals(values).to_pandas()
    unknown = totals[totals["status"] == UNKNOWN]
    return dg.AssetCheckResult(
        check_name=KNOWN_CHECK,
        passed=unknown.empty,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Uppgift saknas": as_markdown(unknown[["indicator_id", "year"]])},
    )
