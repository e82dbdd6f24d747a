"""Closing a year: the asset that a person materialises when the board has decided, and never the nightly job."""

from collections.abc import Mapping
from datetime import date

import dagster as dg
from pydantic import Field as ConfigField

from rsp_pipeline.approval.approve import Closing, Decision, NotApprovable
from rsp_pipeline.night.approving import close
from rsp_pipeline.orchestration.attribution import who
from rsp_pipeline.orchestration.common import OWNERS, PUBLISHING_GROUP, NightResource, path_metadata
from rsp_pipeline.orchestration.publishing import KEY as PUBLISHED

KEY = dg.AssetKey(["warehouse", "approved"])
APPROVE = "approve"

approving_job = dg.define_asset_job(
    APPROVE,
    selection=dg.AssetSelection.assets(KEY),
    description="Fastställer ett år, när nämnden har beslutat om dess uppföljning.",
)


class Approving(dg.Config):
    """What a person says about the decision."""

    diary_no: str = ConfigField(description="Beslutets diarienummer.")
    paragraph: int = ConfigField(description="Beslutets paragraf i protokollet.")
    decided_on: str = ConfigField(description="Dagen för beslutet, till exempel 2026-03-24.")
    revision: bool = ConfigField(default=False, description="Sant när ett fastställt år ska få en ny version.")
    reason: str = ConfigField(default="", description="Skälet till en revidering.")


def approve_config(decision: Mapping[str, object]) -> dict[str, object]:
    """The run config of a decision, told by the names of `Approving`."""
    return {"ops": {"__".join(KEY.path): {"config": dict(decision)}}}


def approved_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `warehouse/approved`, one partition for each programme year."""

    @dg.asset(
        key=KEY,
        deps=[PUBLISHED],
        partitions_def=partitions,
        group_name=PUBLISHING_GROUP,
        description=(
            "Ett fastställt år: siffrorna, raderna bakom dem och uppföljningens dokument, sparade för gott. "
            "Materialisera ett år i taget, med beslutet i Launchpad; nattkörningen gör det aldrig."
        ),
        owners=OWNERS,
        kinds={"parquet"},
    )
    def approved(
        context: dg.AssetExecutionContext, night: NightResource, config: Approving
    ) -> dg.MaterializeResult[None]:
        try:
            decision = Decision(config.diary_no, config.paragraph, _day(config.decided_on), config.reason)
            year, settings = int(context.partition_key), night.settings
            closing = Closing(year, decision, config.revision, settings.today, settings.programme, who(context.run))
            version = close(closing, night)
        except NotApprovable as reason:
            raise dg.Failure(str(reason), allow_retries=False) from None
        return dg.MaterializeResult(
            metadata={
                "Mapp": path_metadata(version.folder),
                "Version": version.number,
                "Beslut": f"{decision.diary_no} § {decision.paragraph}, {decision.decided_on}",
                "Filer": len(version.manifest["files"]),
                "Anmärkningar": settings.programme.diary_numbers.remark(decision.diary_no) or "inga",
            }
        )

    return approved


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotApprovable(f"”{text}” är ingen dag. Skriv den som 2026-03-24.") from None
