"""The asset that publishes the DuckDB file analysts open."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg

from rsp_pipeline.indicators import PUBLISHED
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.indicators.traceability import differing
from rsp_pipeline.orchestration.common import (
    OWNERS,
    PUBLISHING_GROUP,
    Materialized,
    SettingsResource,
    keys_of,
    path_metadata,
)
from rsp_pipeline.settings import TIMEZONE
from rsp_pipeline.warehouse.publish import publish
from rsp_pipeline.warehouse.tables import Tables

KEY = dg.AssetKey(["warehouse", "published"])
TRACEABLE_CHECK = "varje_varde_stammer_med_sina_rader"
DIFFERING_SHOWN = 20


def published_asset(followup: list[dg.AssetsDefinition]) -> dg.AssetsDefinition:
    """The asset `warehouse/published`, made after everything else."""

    @dg.asset(
        key=KEY,
        deps=[*keys_of([INDICATOR, VALUE]), *(asset.key for asset in followup)],  # all else comes before these
        group_name=PUBLISHING_GROUP,
        description="Databasfilen rsp.duckdb som analytiker öppnar: byggs bredvid den gamla och byts in hel.",
        owners=OWNERS,
        kinds={"duckdb"},
        check_specs=[
            dg.AssetCheckSpec(
                TRACEABLE_CHECK,
                asset=KEY,
                description="Varje värde i den publicerade filen, i varje uppdelning, är vad dess rader ger.",
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

    with duckdb.connect(str(path), read_only=True) as connection:
        told = differing(connection, PUBLISHED)
    return dg.AssetCheckResult(
        check_name=TRACEABLE_CHECK,
        passed=not told,
        metadata={"Avviker": "; ".join(told[:DIFFERING_SHOWN]) or "inget", "Antal som avviker": len(told)},
    )
