"""Closing a year: a job that a person runs when the board has decided, and the page of the years that are closed.

The page is an asset that no run makes: what is materialized is never a decision, and one that is refused fails its own
run and leaves the page as it is.
"""

from collections.abc import Iterator
from typing import Any

import dagster as dg

from rsp_pipeline.approval.approve import Closing, Decision, NotApprovable
from rsp_pipeline.approval.archive import Version
from rsp_pipeline.night.approving import close
from rsp_pipeline.orchestration.attribution import who
from rsp_pipeline.orchestration.common import OWNERS, PUBLISHING_GROUP, READ_BY, NightResource, path_metadata
from rsp_pipeline.orchestration.forms import APPROVAL_FORM
from rsp_pipeline.orchestration.publishing import KEY as PUBLISHED
from rsp_pipeline.programme import Programme
from rsp_pipeline.remote.bucket import Unreachable
from rsp_pipeline.remote.turn import send_up
from rsp_pipeline.settings import Settings

KEY = dg.AssetKey(["warehouse", "approved"])
APPROVE = "approve"


def approve_config(decision: Decision, is_revision: bool) -> dict[str, object]:
    """The run config of a decision."""
    return _filled_in(
        diarienummer=decision.diary_no,
        paragraf=decision.paragraph,
        dag=decision.decided_on.isoformat(),
        revidering=is_revision,
        skäl=decision.reason,
    )


def approved_years(years: dg.PartitionsDefinition) -> dg.AssetSpec:
    """The page `warehouse/approved`: a partition for each year that has ended, green when it is approved."""
    return dg.AssetSpec(
        KEY,
        deps=[PUBLISHED],
        partitions_def=years,
        group_name=PUBLISHING_GROUP,
        description=(
            "De fastställda åren: siffrorna, raderna bakom dem och uppföljningens dokument, sparade för gott. Ett år "
            f"[fastställs med ett formulär]({APPROVAL_FORM}), eller med rsp approve i en terminal; natten gör "
            "det aldrig."
        ),
        owners=OWNERS,
        kinds={"parquet"},
        tags=READ_BY[PUBLISHING_GROUP],
    )


def approving_job(settings: Settings, years: dg.PartitionsDefinition) -> dg.JobDefinition:
    """The job that closes a year: whoever chooses the year gets the form with today in it."""
    form = dg.PartitionedConfig(
        partitions_def=years,
        run_config_for_partition_key_fn=lambda _: _filled_in(
            diarienummer="", paragraf=0, dag=settings.today.isoformat()
        ),
    )

    @dg.job(
        name=APPROVE,
        config=form,
        description=(
            f"Fastställer ett år, när {settings.programme.board} har beslutat om dess uppföljning. Välj året under "
            "Launchpad, och fyll i beslutets diarienummer, paragraf och dag."
        ),
    )
    def approve() -> None:
        close_year()

    return approve


@dg.op(
    name="beslutet",
    out=dg.Out(dg.Nothing),
    description="Nämndens beslut om årets uppföljning.",
    config_schema={
        "diarienummer": dg.Field(str, default_value="", description="Beslutets diarienummer."),
        "paragraf": dg.Field(int, default_value=0, description="Beslutets paragraf i protokollet, till exempel 45."),
        "dag": dg.Field(str, default_value="", description="Dagen för beslutet, som 2026-03-24; annars i dag."),
        "revidering": dg.Field(bool, default_value=False, description="Sant när ett fastställt år får en ny version."),
        "skäl": dg.Field(str, default_value="", description="Skälet till en revidering."),
    },
)
def close_year(context: dg.OpExecutionContext, night: NightResource) -> Iterator[dg.AssetMaterialization]:
    """Close the year of the run by the decision in its config."""
    settings, told = night.settings, context.op_config
    try:
        day = told["dag"] or settings.today.isoformat()
        decision = Decision.told(told["diarienummer"], told["paragraf"], day, told["skäl"])
        year, by = int(context.partition_key), who(context.run)
        closing = Closing(year, decision, told["revidering"], settings.today, settings.programme, by)
        version = close(closing, night)
        send_up(settings)
    except (NotApprovable, Unreachable) as reason:
        raise dg.Failure(str(reason), allow_retries=False) from None
    yield dg.AssetMaterialization(
        KEY, metadata=_shown(version, decision, settings.programme), partition=context.partition_key
    )


def _filled_in(**form: object) -> dict[str, object]:
    return {"ops": {close_year.name: {"config": form}}}


def _shown(version: Version, decision: Decision, programme: Programme) -> dict[str, Any]:
    return {
        "Mapp": path_metadata(version.folder),
        "Version": version.number,
        "Beslut": f"{decision.diary_no} § {decision.paragraph}, {decision.decided_on}",
        "Filer": len(version.manifest["files"]),
        "Anmärkningar": programme.diary_numbers.remark(decision.diary_no) or "inga",
    }
