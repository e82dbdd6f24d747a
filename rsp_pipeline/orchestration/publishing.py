"""The asset that publishes the DuckDB file analysts open, and its gate."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import dagster as dg
from pydantic import Field as ConfigField

from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.orchestration.common import OWNERS, PUBLISHING_GROUP, SettingsResource, keys_of, path_metadata
from rsp_pipeline.publishing.about import Occasion
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import HeldBack, Judgement, Override
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.rules.tables import FINDING, RULE
from rsp_pipeline.settings import TIMEZONE
from rsp_pipeline.store.tables import Tables

KEY = dg.AssetKey(["warehouse", "published"])
OVERRIDABLE = [gate.name for gate in GATES if gate.may_be_overridden]


class Publishing(dg.Config):
    """What a person may say about one run."""

    override: list[str] = ConfigField(
        default=[], description=f"Villkor att åsidosätta i den här körningen: {', '.join(OVERRIDABLE)}."
    )
    reason: str = ConfigField(default="", description="Skälet till att de åsidosätts. Det sparas i meta.build.")


def override_config(override: Override) -> dict[str, object]:
    """The run config of an override."""
    config = {"override": list(override.gates), "reason": override.reason}
    return {"ops": {"__".join(KEY.path): {"config": config}}}


def published_asset(followup: list[dg.AssetsDefinition]) -> dg.AssetsDefinition:
    """The asset `warehouse/published`, made after everything else."""

    @dg.asset(
        key=KEY,
        deps=[
            *keys_of([INDICATOR, VALUE, FINDING, RULE]),
            *(asset.key for asset in followup),
        ],  # all else comes before these
        group_name=PUBLISHING_GROUP,
        description=(
            "Databasfilen rsp.duckdb som analytiker öppnar: byggs bredvid den gamla och byts in hel. Håller inte något "
            "av villkoren ligger den gamla kvar. Ett villkor åsidosätts i Launchpad, med ett skäl."
        ),
        owners=OWNERS,
        kinds={"duckdb"},
        check_specs=[
            dg.AssetCheckSpec(gate.name, asset=KEY, description=gate.promise, blocking=True) for gate in GATES
        ],
    )
    def published(
        settings: SettingsResource, config: Publishing
    ) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
        occasion = Occasion(datetime.now(ZoneInfo(TIMEZONE)).replace(tzinfo=None), settings.today, settings.programme)
        override = Override(tuple(config.override), config.reason)
        try:
            done = publish(Tables(settings.tables_dir), settings.published_file, occasion, override, settings.snapshots)
        except HeldBack as held:
            yield from (_check(judgement, override) for judgement in held.judgements)
            raise dg.Failure(str(held), allow_retries=False) from None
        yield from (_check(judgement, override) for judgement in done.judgements)
        yield dg.MaterializeResult(
            metadata={
                "Fil": path_metadata(done.path),
                "Storlek (byte)": done.path.stat().st_size,
                "Rader": dg.MetadataValue.md("\n".join(f"- {name}: {rows}" for name, rows in done.rows.items())),
            },
        )

    return published


def _check(judgement: Judgement, override: Override) -> dg.AssetCheckResult:
    """A broken condition is an error, or a warning when it is overridden."""
    return dg.AssetCheckResult(
        asset_key=KEY,
        check_name=judgement.gate.name,
        passed=judgement.holds,
        severity=dg.AssetCheckSeverity.WARN if judgement.overridden else dg.AssetCheckSeverity.ERROR,
        description="\n".join(judgement.breaches) or None,
        metadata={"Åsidosatt": override.reason} if judgement.overridden else {},
    )
