"""Assets for what people read: the key figures' page and each chart, one partition for each programme year."""

import dagster as dg

from rsp_pipeline.derived import MUNICIPALITIES
from rsp_pipeline.followup import CHARTS, Chart, key_figures
from rsp_pipeline.followup.charts import save
from rsp_pipeline.followup.figures import Figures
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.orchestration.common import (
    FOLLOWUP_GROUP,
    OWNERS,
    SettingsResource,
    keys_of,
    path_metadata,
    years_to_write,
)
from rsp_pipeline.orchestration.derived import CORE_TABLES
from rsp_pipeline.orchestration.documents import documents_asset
from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.schema import read_by
from rsp_pipeline.store.tables import Tables

SOURCES = (VALUE, MUNICIPALITIES)


def stored_figures(tables: Tables) -> Figures:
    """Every figure in the workshop."""
    values = tables.read(VALUE).to_pylist()
    names = {row["municipality_code"]: row["municipality_name"] for row in tables.read(MUNICIPALITIES).to_pylist()}
    return Figures.of(values, names)


def key_figures_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/nyckeltal`."""

    @dg.asset(
        key=["followup", "nyckeltal"],
        deps=keys_of(SOURCES),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=FOLLOWUP_GROUP,
        description="Uppföljningens punkter om stöd och företagsbesök, som text att klippa in.",
        owners=OWNERS,
        kinds={"markdown"},
    )
    def nyckeltal(context: dg.AssetExecutionContext, settings: SettingsResource) -> None:
        figures = stored_figures(Tables(settings.tables_dir))
        for year in years_to_write(context, settings):
            page = key_figures.document(figures, int(year))
            path = settings.followup_dir(int(year)) / "nyckeltal.md"
            with replaced(path, 0o644) as beside:
                beside.write_text(page, encoding="utf-8")
            context.add_asset_metadata(
                {"Nyckeltal": dg.MetadataValue.md(page), "Fil": path_metadata(path)}, partition_key=year
            )

    return nyckeltal


def chart_asset(chart: Chart, partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/<chart>`."""
    sources = read_by(chart.sql, [*CORE_TABLES, INDICATOR, VALUE])

    @dg.asset(
        key=["followup", chart.name],
        deps=keys_of(sources),
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=FOLLOWUP_GROUP,
        description=f"Diagram: {chart.caption}. Sparas som svg och png med alternativtext.",
        owners=OWNERS,
        kinds={"matplotlib"},
    )
    def drawn_chart(context: dg.AssetExecutionContext, settings: SettingsResource) -> None:
        years = [int(year) for year in years_to_write(context, settings)]
        with Tables(settings.tables_dir).session(sources, chart.views) as session:
            data = {year: chart.data(session, year) for year in years}
        for year in years:
            saved = save(chart, data[year], year, settings.followup_dir(year) / "diagram")
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
