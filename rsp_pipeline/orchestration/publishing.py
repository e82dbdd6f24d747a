"""The asset that publishes the DuckDB file analysts open, and its gate."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import dagster as dg
from pydantic import Field as ConfigField

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.noted import TOO_OLD
from rsp_pipeline.night.publishing import PUBLISHED
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration import versions
from rsp_pipeline.orchestration.attribution import who
from rsp_pipeline.orchestration.common import (
    OWNERS,
    PUBLISHING_GROUP,
    READ_BY,
    NightResource,
    key_of,
    needs_of,
    path_metadata,
)
from rsp_pipeline.orchestration.forms import REFRESH_FORM
from rsp_pipeline.orchestration.told import Shown, Told, materialized
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import HeldBack, Judgement, Override
from rsp_pipeline.publishing.publish import Published

KEY = key_of(PUBLISHED)
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


def _tell(done: Published, night: Night) -> Told:
    metadata = {
        "Fil": path_metadata(done.path),
        "Storlek (byte)": done.path.stat().st_size,
        "Rader": dg.MetadataValue.md("\n".join(f"- {name}: {rows}" for name, rows in done.rows.items())),
    }
    return Told({KEY: metadata}, checks(done.judgements, night.override))


SHOWN = Shown(PUBLISHED, _tell)


@dg.asset(
    key=KEY,
    deps=needs_of(PUBLISHED),
    group_name=PUBLISHING_GROUP,
    description=(
        "Databasfilen rsp.duckdb som analytiker öppnar: byggs bredvid den gamla och byts in hel. Håller inte något "
        f"av villkoren ligger den gamla kvar. Ett villkor [åsidosätts med ett formulär]({REFRESH_FORM}), och ett skäl."
    ),
    owners=OWNERS,
    kinds={"duckdb"},
    tags=READ_BY[PUBLISHING_GROUP],
    code_version=code_version(),
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=TOO_OLD),
    check_specs=[dg.AssetCheckSpec(gate.name, asset=KEY, description=gate.promise, blocking=True) for gate in GATES],
)
def published_asset(
    context: dg.AssetExecutionContext, night: NightResource, config: Publishing
) -> Iterator[dg.AssetCheckResult | dg.MaterializeResult[None]]:
    """The published file, made after everything else."""
    override = Override(tuple(config.override), config.reason, who(context.run))
    try:
        yield from materialized(SHOWN, replace(night, override=override), context)
    except HeldBack as held:
        yield from checks(held.judgements, override)
        raise dg.Failure(str(held), allow_retries=False) from None


def still_stands(night: Night, why: str) -> dg.AssetMaterialization:
    """What is told of the file in a night in which there was nothing to do: else it would be held for too old."""
    metadata: dict[str, Any] = {"Fil": path_metadata(night.settings.published_file), "Natten": why}
    return dg.AssetMaterialization(KEY, metadata=metadata, tags=versions.tags(PUBLISHED.name, night))


def checks(judgements: Iterable[Judgement], override: Override) -> tuple[dg.AssetCheckResult, ...]:
    """The gates as they were found."""
    return tuple(_check(judgement, override) for judgement in judgements)


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
