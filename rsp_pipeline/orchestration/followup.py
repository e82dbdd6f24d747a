"""Assets for what people read: the key figures' page and each chart, one partition for each programme year."""

import dagster as dg

from rsp_pipeline.followup import CHARTS, Chart
from rsp_pipeline.night.followup import DRAWINGS, KEY_FIGURES
from rsp_pipeline.orchestration.common import (
    FOLLOWUP_GROUP,
    OWNERS,
    NightResource,
    key_of,
    make,
    needs_of,
    path_metadata,
)
from rsp_pipeline.orchestration.documents import documents_asset


def key_figures_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/nyckeltal`."""

    @dg.asset(
        key=key_of(KEY_FIGURES),
        deps=needs_of(KEY_FIGURES),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=FOLLOWUP_GROUP,
        description="Uppföljningens punkter om stöd och företagsbesök, som text att klippa in.",
        owners=OWNERS,
        kinds={"markdown"},
    )
    def nyckeltal(context: dg.AssetExecutionContext, night: NightResource) -> None:
        for year, written in make(KEY_FIGURES, context, night).items():
            context.add_asset_metadata(
                {"Nyckeltal": dg.MetadataValue.md(written.page), "Fil": path_metadata(written.path)},
                partition_key=str(year),
            )

    return nyckeltal


def chart_asset(chart: Chart, partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/<chart>`."""
    step = DRAWINGS[chart.name]

    @dg.asset(
        key=key_of(step),
        deps=needs_of(step),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=FOLLOWUP_GROUP,
        description=f"Diagram: {chart.caption}. Sparas som svg och png med alternativtext.",
        owners=OWNERS,
        kinds={"matplotlib"},
    )
    def drawn_chart(context: dg.AssetExecutionContext, night: NightResource) -> None:
        for year, saved in make(step, context, night).items():
            context.add_asset_metadata(
                {
                    "Diagram": dg.MetadataValue.md(f"![{saved.alt}](data:image/png;base64,{saved.thumbnail})"),
                    "Alternativtext": saved.alt,
                    "Fil": path_metadata(saved.svg),
                },
                partition_key=str(year),
            )

    return drawn_chart


def followup_assets(partitions: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """Every asset of this room."""
    return [
        key_figures_asset(partitions),
        *(chart_asset(chart, partitions) for chart in CHARTS),
        documents_asset(partitions),
    ]
