"""What Dagster's pages tell of a step that was made: the same whether its asset or the nightly job made it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import dagster as dg

from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night import leftovers
from rsp_pipeline.night.step import Night, Step, make
from rsp_pipeline.orchestration import versions
from rsp_pipeline.orchestration.common import OWNERS, READ_BY, NightResource, key_of, keys_of, needs_of
from rsp_pipeline.remote.turn import send_up
from rsp_pipeline.swedish import enumeration

Made = TypeVar("Made")
Metadata = Mapping[str, Any]


@dataclass(frozen=True)
class Told:
    """What is told of a step: metadata for each of its assets, or for each year of its one asset, and its checks."""

    metadata: Mapping[dg.AssetKey, Metadata]
    checks: tuple[dg.AssetCheckResult, ...] = ()
    by_year: Mapping[int, Metadata] | None = None


@dataclass(frozen=True)
class Shown(Generic[Made]):
    """A step that Dagster shows: `tell` gives what is told of what it made."""

    step: Step[Made]
    tell: Callable[[Made, Night], Told]


def asset(
    shown: Shown[Any],
    group: str,
    description: str,
    kinds: set[str],
    *,
    partitions: dg.PartitionsDefinition | None = None,
    metadata: Metadata | None = None,
    check_specs: Sequence[dg.AssetCheckSpec] = (),
) -> dg.AssetsDefinition:
    """The asset of a step that makes one thing; of a yearly step, with a partition for each year."""

    @dg.asset(
        key=key_of(shown.step),
        deps=needs_of(shown.step),
        group_name=group,
        description=description,
        owners=OWNERS,
        kinds=kinds,
        tags=READ_BY[group],
        code_version=code_version(),
        metadata=metadata,
        check_specs=check_specs,
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run() if partitions else None,
    )
    def making(context: dg.AssetExecutionContext, night: NightResource) -> Iterator[dg.MaterializeResult[None]]:
        yield from materialized(shown, night, context)

    return making


def materialized(
    shown: Shown[Any], night: Night, context: dg.AssetExecutionContext
) -> Iterator[dg.MaterializeResult[None]]:
    """Make the step for an asset of it, and give what the asset yields.

    A yearly step is made for the years of the run; the approved ones, which it leaves alone, are told in the log.

    Raises:
        Failure: one of them has not begun; nothing is made.
    """
    step = shown.step
    years = sorted(map(int, context.partition_keys)) if step.yearly else night.years
    if to_come := [str(year) for year in years if year not in night.settings.open_years]:
        raise dg.Failure(f"{enumeration(to_come)} har inte börjat, så inget är gjort.", allow_retries=False)
    leftovers.remove(night)
    made = make(step, night.about(years))
    send_up(night.settings)  # here, where what hinders fails the run: at the end of its turn it would not
    told = shown.tell(made, night)
    for year, metadata in (told.by_year or {}).items():
        context.add_asset_metadata(metadata, partition_key=str(year))
    if told.by_year is not None and (approved := [str(year) for year in years if year not in told.by_year]):
        context.log.info(f"Fastställt, dokumenten står kvar: {', '.join(approved)}")
    for key in keys_of(step):
        checks = [check for check in told.checks if check.asset_key == key]
        version = _version(key, night, step, years)
        yield dg.MaterializeResult(
            asset_key=key, metadata=told.metadata.get(key), check_results=checks, data_version=version
        )


def events(
    shown: Shown[Any], made: object, night: Night, after: int | None = None
) -> Iterator[dg.AssetMaterialization | dg.AssetCheckEvaluation]:
    """What the nightly job yields of a step that it made, `after` the last event before; of years the latest last.

    The last is the one that the first page of an asset shows.
    """
    told = shown.tell(made, night)
    for name, key in zip(shown.step.makes, keys_of(shown.step), strict=True):
        if told.by_year is None:
            tags = versions.tags(name, night, after=after)
            yield dg.AssetMaterialization(key, metadata=told.metadata.get(key), tags=tags)
        else:
            for year, metadata in sorted(told.by_year.items()):
                tags = versions.tags(name, night, year, after)
                yield dg.AssetMaterialization(key, metadata=metadata, partition=str(year), tags=tags)
    yield from map(evaluation, told.checks)


def _version(key: dg.AssetKey, night: Night, step: Step[Any], years: Sequence[int]) -> dg.DataVersion | None:
    """The version of what an asset's run made; of several years at once Dagster keeps but one, which is left to it."""
    if step.yearly and len(years) > 1:
        return None
    version = versions.data_version(key.to_user_string(), night, years[0] if step.yearly else None)
    return dg.DataVersion(version) if version else None


def evaluation(check: dg.AssetCheckResult) -> dg.AssetCheckEvaluation:
    """A check as the nightly job yields it, which is about no asset of its own."""
    assert check.asset_key and check.check_name
    return dg.AssetCheckEvaluation(
        asset_key=check.asset_key,
        check_name=check.check_name,
        passed=check.passed,
        metadata=check.metadata,
        severity=check.severity,
        description=check.description,
    )
