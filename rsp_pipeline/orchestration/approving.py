"""Closing a year: the asset that a person materialises when the board has decided, and never the nightly job."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import dagster as dg
import pyarrow.compute as pc
from pydantic import Field as ConfigField

from rsp_pipeline.approval.approve import (
    Closing,
    Decision,
    NotApprovable,
    bring_back_documents,
    freeze,
    refuse_unapprovable,
)
from rsp_pipeline.approval.archive import Archive, Version
from rsp_pipeline.indicators.approved import FRESH
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.orchestration.common import (
    OWNERS,
    PUBLISHING_GROUP,
    QUIET,
    Materialized,
    SettingsResource,
    path_metadata,
)
from rsp_pipeline.settings import TIMEZONE, Settings
from rsp_pipeline.store.atomic import UNFINISHED
from rsp_pipeline.store.tables import Tables

KEY = dg.AssetKey(["warehouse", "approved"])


APPROVE = "approve"

approving_job = dg.define_asset_job(
    APPROVE,
    selection=dg.AssetSelection.assets(KEY),
    description="Fastställer ett år, när nämnden har beslutat om dess uppföljning.",
)


class Approving(dg.Config):
    """What a person says about the decision."""

    diary_no: str = ConfigField(description="Beslutets diarienummer, till exempel RUN/536/2021.")
    paragraph: int = ConfigField(description="Beslutets paragraf i protokollet.")
    decided_on: str = ConfigField(description="Dagen för beslutet, till exempel 2026-03-24.")
    revision: bool = ConfigField(default=False, description="Sant när ett fastställt år ska få en ny version.")
    reason: str = ConfigField(default="", description="Skälet till en revidering.")


def approved_asset(
    partitions: dg.PartitionsDefinition, published: dg.AssetKey, followup: list[dg.AssetsDefinition]
) -> dg.AssetsDefinition:
    """The asset `warehouse/approved`, one partition for each programme year."""

    @dg.asset(
        key=KEY,
        deps=[published],
        partitions_def=partitions,
        group_name=PUBLISHING_GROUP,
        description=(
            "Ett fastställt år: siffrorna, raderna bakom dem och uppföljningens dokument, sparade för gott. "
            "Materialisera ett år i taget, med beslutet i Launchpad; nattkörningen gör det aldrig."
        ),
        owners=OWNERS,
        kinds={"parquet"},
    )
    def approved(context: dg.AssetExecutionContext, settings: SettingsResource, config: Approving) -> Materialized:
        try:
            decision = Decision(config.diary_no, config.paragraph, _day(config.decided_on), config.reason)
            closing = Closing(int(context.partition_key), decision, config.revision, settings.today, settings.programme)
            version = close(closing, settings, followup)
        except NotApprovable as reason:
            raise dg.Failure(str(reason), allow_retries=False) from None
        return dg.MaterializeResult(
            metadata={
                "Mapp": path_metadata(version.folder),
                "Version": version.number,
                "Beslut": f"{decision.diary_no} § {decision.paragraph}, {decision.decided_on}",
                "Filer": len(version.manifest["files"]),
            }
        )

    return approved


def close(closing: Closing, settings: Settings, followup: list[dg.AssetsDefinition]) -> Version:
    """Freeze a year; a revision makes its documents anew first, from the figures of today.

    Raises:
        NotApprovable: the year cannot be closed as asked.
    """
    archive, tables = Archive.beside(settings.published_file), Tables(settings.tables_dir)
    refuse_unapprovable(closing, archive, settings.published_file, tables)
    now = datetime.now(ZoneInfo(TIMEZONE)).replace(tzinfo=None, microsecond=0)
    documents = settings.followup_dir(closing.year)
    if not closing.is_revision:
        return freeze(closing, archive, settings.published_file, documents, now)
    with _made_anew(closing.year, settings, followup) as fresh:
        version = freeze(closing, archive, settings.published_file, fresh, now)
    bring_back_documents(version, documents)
    return version


@contextmanager
def _made_anew(year: int, settings: Settings, followup: list[dg.AssetsDefinition]) -> Iterator[Path]:
    """The follow-up's documents of a year, made in a workshop of their own where nothing of the year is approved."""
    tables = Tables(settings.tables_dir)
    with TemporaryDirectory(dir=settings.warehouse_dir, prefix=".revision.", suffix=UNFINISHED) as folder:
        apart = replace(settings, data_dir=Path(folder))
        shutil.copytree(settings.tables_dir, apart.tables_dir)
        fresh = tables.read(FRESH, str(year))
        Tables(apart.tables_dir).write(VALUE, fresh.filter(pc.equal(fresh["year"], year)), part=str(year))
        with dg.DagsterInstance.ephemeral() as instance:
            dg.materialize(
                followup,
                partition_key=str(year),
                resources={"settings": apart},
                run_config=QUIET,
                instance=instance,
            )
        yield apart.followup_dir(year)


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise NotApprovable(f"”{told}” är ingen dag. Skriv den som 2026-03-24.") from None
