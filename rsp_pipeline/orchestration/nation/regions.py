"""The asset `region/published`: a partition for each region, whose run is that region's whole night.

The regions share nothing but the program: each has its own programme, folders, lock, key, approved years and gate.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

import dagster as dg

from rsp_pipeline.lineage.build import BUILD, code_version
from rsp_pipeline.nation.regions import UNUSABLE, Nation
from rsp_pipeline.nation.telling import tell_of_refusal
from rsp_pipeline.night.hindrances import in_swedish, no_registers
from rsp_pipeline.night.night import reasons, run
from rsp_pipeline.night.noted import SKIPPED
from rsp_pipeline.night.step import Night
from rsp_pipeline.night.telling import tell_of_hindrance
from rsp_pipeline.orchestration.common import OWNERS, path_metadata
from rsp_pipeline.orchestration.nightly import Refreshing, ended, log_all
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.remote.turn import in_turn, latest, send_up
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.report.todo_kinds import GRAVE
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.lock import Busy

PARTITIONS = dg.DynamicPartitionsDefinition(name="region")
KEY = dg.AssetKey(["region", "published"])
REGION_NIGHT = "region_night"
GROUP = "steg_1_regioner"
SHOWN_REASONS = 10
MOMENT = "%Y-%m-%d kl. %H.%M"

NationResource = dg.ResourceParam[Nation]


@dg.asset(
    key=KEY,
    partitions_def=PARTITIONS,
    group_name=GROUP,
    description=(
        "Regionernas databasfiler: en partition för varje programfil i mappen RSP_NATION, och en hel natt för regionen "
        "i varje körning. Håller inte något av villkoren ligger regionens gamla fil kvar, och de andra regionerna "
        "märker inget. Ett villkor åsidosätts i Launchpad, med ett skäl."
    ),
    owners=OWNERS,
    kinds={"duckdb"},
    code_version=code_version(),
)
def region_asset(
    context: dg.AssetExecutionContext, nation: NationResource, config: Refreshing
) -> dg.MaterializeResult[None]:
    """A region's night: what something has changed for is made again, and its file is published if its gate lets it."""
    settings = _settings_of(context.partition_key, nation, context)
    try:
        with in_turn(settings, tell_waiting=context.log.warning):
            night = config.said_of(Night.of(settings), context.run)
            night = replace(night, because=reasons(night))
            with ended(night, context) as begun:
                run(night, before_each=lambda step: begun.append(step.name))
                send_up(settings)
            return _shown(night, begun)
    except (Busy, OSError) as hindrance:
        raise _hindered(Night.of(settings), in_swedish(str(hindrance)), context) from None


region_job = dg.define_asset_job(
    REGION_NIGHT,
    selection=[region_asset],
    description="En regions natt: läser registren, räknar nyckeltalen för de öppna åren och publicerar databasfilen.",
)


def still_stands(night: Night, why: str) -> dg.AssetMaterialization:
    """What is told of a region's file in a night in which there was nothing to do."""
    settings = night.settings
    file = path_metadata(settings.told(settings.published_file))
    return dg.AssetMaterialization(KEY, metadata={"Natten": why, "Databasfil": file}, partition=settings.data_dir.name)


def _settings_of(name: str, nation: Nation, context: dg.AssetExecutionContext) -> Settings:
    """A region's settings.

    Raises:
        Failure: they cannot be used, or nothing is delivered: people are told.
    """
    try:
        settings = nation.settings_of(name)
    except UNUSABLE as refused:
        log_all(tell_of_refusal(str(refused), name, nation), context)
        raise dg.Failure(str(refused), allow_retries=False) from None
    try:
        missing = no_registers(latest(settings))
    except OSError as hindrance:
        missing = in_swedish(str(hindrance))
    if missing:
        raise _hindered(Night.of(settings), missing, context)
    return settings


def _hindered(night: Night, why: str, context: dg.AssetExecutionContext) -> dg.Failure:
    log_all(tell_of_hindrance(night, why), context)
    return dg.Failure(why, allow_retries=False)


def _shown(night: Night, made: list[str]) -> dg.MaterializeResult[None]:
    """What people read of a region's night, and of the file that stands after it."""
    settings = night.settings
    built_at, gates = _as_built(settings)
    harms: list[int] = night.tables.read(TODO.table)["harm"].to_pylist()
    more = len(night.because) - SHOWN_REASONS
    because = [*night.because[:SHOWN_REASONS], *([f"Och {more} till."] if more > 0 else [])]
    metadata: dict[str, Any] = {
        "Region": settings.programme.region,
        "Natten": dg.MetadataValue.md("\n".join(f"- {reason}" for reason in because) if made else SKIPPED),
        "Steg som gjordes om": len(made),
        "Att göra": len(harms),
        "Allvarligt att göra": sum(harm <= GRAVE for harm in harms),
        "Publicerad": f"{built_at:{MOMENT}}",
        "Villkoren": gates,
        "Databasfil": path_metadata(settings.told(settings.published_file)),
        "Uppföljningen": path_metadata(settings.told(settings.overview_dir / "index.html")),
    }
    return dg.MaterializeResult(metadata=metadata)


def _as_built(settings: Settings) -> tuple[datetime, str]:
    """When the published file was built, and a Swedish sentence on how it passed its gates then."""
    import duckdb

    with duckdb.connect(str(settings.published_file), read_only=True) as session:
        ((built_at, overridden, reason),) = session.execute(
            f"SELECT built_at, overridden, override_reason FROM {BUILD.full_name}"
        ).fetchall()
    return built_at, f"Åsidosatt: {overridden}. {reason}" if overridden else f"Alla {len(GATES)} höll."
