"""Assets for the indicators: their definitions, and their figures for each programme year."""

import dagster as dg
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rsp_pipeline.approval.archive import Archive
from rsp_pipeline.approval.figures import store_figures
from rsp_pipeline.indicators import INDICATORS, PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import UNKNOWN, VALUE, evaluate, reads
from rsp_pipeline.orchestration.common import (
    INDICATORS_GROUP,
    OWNERS,
    Materialized,
    SettingsResource,
    as_told,
    column_schema,
    key_of,
    keys_of,
)
from rsp_pipeline.orchestration.derived import CORE_TABLES
from rsp_pipeline.orchestration.tables import table_asset
from rsp_pipeline.store.schema import read_by
from rsp_pipeline.store.tables import Tables

SOURCES = read_by(reads(INDICATORS), CORE_TABLES)
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
        description=f"{VALUE.comment}. En partition per programår; ett fastställt års siffror står fast.",
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
        stored = store_figures(tables, Archive.beside(settings.published_file), values, years)
        for year, of_year in stored.items():
            context.add_asset_metadata(_metadata(of_year), partition_key=str(year))
        # a check speaks for every year there is, also when one year is made alone
        with tables.session([VALUE]) as session:
            totals = session.sql(f"FROM {VALUE.full_name} WHERE breakdown = 'total' ORDER BY ALL").df()
        return dg.MaterializeResult(check_results=[_complete(totals), _known(totals)])

    return indicator_values


def _metadata(of_year: pa.Table) -> dict[str, dg.MetadataValue]:
    """The number of figures of a year, and those for the whole county; without what is restricted."""
    rows = of_year.filter(pc.is_in(of_year["indicator_id"], pa.array([each.id for each in PUBLISHED]))).to_pandas()
    totals = rows[rows["breakdown"] == "total"]
    shown = ["indicator_id", "value", "numerator", "denominator", "n_records", "status"]
    return {"dagster/row_count": dg.MetadataValue.int(len(rows)), "Hela länet": as_told(totals[shown])}


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
        metadata={"Uppgift saknas": as_told(unknown[["indicator_id", "year"]])},
    )
