"""The asset that publishes the DuckDB file analysts open."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.engine import INDICATOR, VALUE
from rsp_pipeline.indicators.indicator import Aggregate
from rsp_pipeline.orchestration.common import (
    OWNERS,
    PUBLISHING_GROUP,
    Materialized,
    SettingsResource,
    keys_of,
    path_metadata,
)
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.settings import TIMEZONE
from rsp_pipeline.warehouse.publish import publish
from rsp_pipeline.warehouse.tables import Tables

KEY = dg.AssetKey(["warehouse", "published"])
TRACEABLE_CHECK = "varje_summa_stammer_med_sina_rader"


def published_asset(followup: list[dg.AssetsDefinition]) -> dg.AssetsDefinition:
    """The asset `warehouse/published`, made after everything else."""

    @dg.asset(
        key=KEY,
        deps=[
            *keys_of([INDICATOR, VALUE, FINDING, RULE]),
            *(asset.key for asset in followup),
        ],  # all else comes before these
        group_name=PUBLISHING_GROUP,
        description="Databasfilen rsp.duckdb som analytiker öppnar: byggs bredvid den gamla och byts in hel.",
        owners=OWNERS,
        kinds={"duckdb"},
        check_specs=[
            dg.AssetCheckSpec(
                TRACEABLE_CHECK,
                asset=KEY,
                description="Varje summerat nyckeltal i den publicerade filen är lika med summan av sina rader.",
            )
        ],
    )
    def published(settings: SettingsResource) -> Materialized:
        built_at = datetime.now(ZoneInfo(TIMEZONE)).replace(tzinfo=None)
        done = publish(Tables(settings.tables_dir), settings.published_file, settings.programme, built_at)
        return dg.MaterializeResult(
            metadata={
                "Fil": path_metadata(done.path),
                "Storlek (byte)": done.path.stat().st_size,
                "Rader": dg.MetadataValue.md("\n".join(f"- {name}: {rows}" for name, rows in done.rows.items())),
            },
            check_results=[_traceable(done.path)],
        )

    return published


def _traceable(path: Path) -> dg.AssetCheckResult:
    import duckdb

    differing = []
    with duckdb.connect(str(path), read_only=True) as connection:
        for indicator in INDICATORS:
            if indicator.aggregate is not Aggregate.SUM:
                continue
            differing += connection.execute(
                f"""
                SELECT indicator_id, year, value.value, coalesce(sum(evidence.value), 0)
                FROM indicator.value LEFT JOIN evidence.{indicator.id} AS evidence USING (year)
                WHERE indicator_id = ? AND breakdown = 'total' AND value.value IS NOT NULL
                GROUP BY ALL
                HAVING value.value <> coalesce(sum(evidence.value), 0)
                """,
                [indicator.id],
            ).fetchall()
    told = [f"{name} {year}: {value}, raderna ger {total}" for name, year, value, total in differing]
    return dg.AssetCheckResult(
        check_name=TRACEABLE_CHECK, passed=not told, metadata={"Avviker": "; ".join(told) or "inget"}
    )
