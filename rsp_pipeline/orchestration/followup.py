"""Assets for what people read: the key figures' page and each chart, one partition for each programme year."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from rsp_pipeline.followup import CHARTS
from rsp_pipeline.followup.charts import SavedChart
from rsp_pipeline.night.followup import DRAWINGS, KEY_FIGURES, KeyFigures
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.chart_image import chart_image
from rsp_pipeline.orchestration.common import FOLLOWUP_GROUP, path_metadata
from rsp_pipeline.orchestration.documents import SHOWN as DOCUMENTS_SHOWN
from rsp_pipeline.orchestration.documents import documents_asset
from rsp_pipeline.orchestration.fact_sheets import SHOWN as FACT_SHEETS_SHOWN
from rsp_pipeline.orchestration.fact_sheets import fact_sheets_asset
from rsp_pipeline.orchestration.told import Shown, Told, asset


def _tell_key_figures(written: Mapping[int, KeyFigures], _: Night) -> Told:
    return Told({}, by_year={year: _of_page(each) for year, each in written.items()})


def _of_page(written: KeyFigures) -> dict[str, Any]:
    return {"Nyckeltal": dg.MetadataValue.md(written.page), "Fil": path_metadata(written.path)}


def _tell_charts(drawn: Mapping[int, SavedChart], _: Night) -> Told:
    return Told({}, by_year={year: _of_chart(year, saved) for year, saved in drawn.items()})


def _of_chart(year: int, saved: SavedChart) -> dict[str, Any]:
    return {
        "Diagram": chart_image(year, saved.svg.stem, saved.alt),
        "Alternativtext": saved.alt,
        "Fil": path_metadata(saved.svg),
    }


PAGE = Shown(KEY_FIGURES, _tell_key_figures)
DRAWN = tuple((chart, Shown(DRAWINGS[chart.name], _tell_charts)) for chart in CHARTS)
SHOWN: tuple[Shown[Any], ...] = (PAGE, *(shown for _, shown in DRAWN), DOCUMENTS_SHOWN, FACT_SHEETS_SHOWN)


def followup_assets(partitions: dg.PartitionsDefinition) -> list[dg.AssetsDefinition]:
    """Every asset of this room."""
    return [
        asset(
            PAGE,
            FOLLOWUP_GROUP,
            "Uppföljningens punkter om stöd och företagsbesök, som text att klippa in.",
            kinds={"markdown"},
            partitions=partitions,
        ),
        *(
            asset(
                shown,
                FOLLOWUP_GROUP,
                f"Diagram: {chart.caption}. Sparas som svg och png med alternativtext.",
                kinds={"matplotlib"},
                partitions=partitions,
            )
            for chart, shown in DRAWN
        ),
        documents_asset(partitions),
        fact_sheets_asset(partitions),
    ]
