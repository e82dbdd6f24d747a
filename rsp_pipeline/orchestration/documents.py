"""The asset of the documents that people read: the year's memo as page, docx, PDF and workbook."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import dagster as dg

from rsp_pipeline.followup import CHARTS, tillvaxtverket
from rsp_pipeline.followup.charts.save import thumbnail
from rsp_pipeline.followup.document import Document
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.put_together import editions
from rsp_pipeline.followup.documents.write import Written, write_year
from rsp_pipeline.followup.markdown import escaped, markdown
from rsp_pipeline.followup.memo.compose import AREA, SUMMARY, section_headings
from rsp_pipeline.followup.own_texts import OwnTexts, own_texts
from rsp_pipeline.indicators.catalogue import INDICATOR
from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.lineage.provenance import RECORD
from rsp_pipeline.orchestration.common import (
    FOLLOWUP_GROUP,
    OWNERS,
    Materialized,
    SettingsResource,
    keys_of,
    path_metadata,
    years_to_write,
)
from rsp_pipeline.orchestration.derived import CORE_TABLES
from rsp_pipeline.reading.tables import QUARANTINE, SOURCE_FILE
from rsp_pipeline.report import REPORTS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables

if TYPE_CHECKING:
    import duckdb

KEY = dg.AssetKey(["followup", "uppfoljning"])
READ = (*CORE_TABLES, INDICATOR, VALUE)
SEEN = (*READ, SOURCE_FILE, QUARANTINE)  # which the registers' assets write, too
OWN_TEXTS_CHECK = "alla_egna_texter_hor_till_ett_avsnitt"


def documents_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/uppfoljning`."""

    @dg.asset(
        key=KEY,
        deps=[*keys_of(READ), *(dg.AssetKey(["followup", chart.name]) for chart in CHARTS)],
        partitions_def=partitions,
        backfill_policy=dg.BackfillPolicy.single_run(),
        group_name=FOLLOWUP_GROUP,
        description=(
            "Årets uppföljning att läsa: tjänsteskrivelsen som docx och tillgänglig webbsida (och pdf), tabellerna som "
            "arbetsbok, och rapporten till Tillväxtverket. Egna texter skrivs i data/raw/texts/<år>.md."
        ),
        owners=OWNERS,
        kinds={"html", "word", "excel"},
        check_specs=[
            dg.AssetCheckSpec(
                OWN_TEXTS_CHECK,
                asset=KEY,
                description="Varje rubrik i data/raw/texts/<år>.md finns i uppföljningen, så att dess text kom med.",
            )
        ],
    )
    def uppfoljning(context: dg.AssetExecutionContext, settings: SettingsResource) -> Materialized:
        remarks: list[str] = []
        with Tables(settings.tables_dir).session(SEEN, (RECORD, *REPORTS)) as session:
            for year in map(int, years_to_write(context, settings)):
                texts = own_texts(settings.raw_dir, year, section_headings(settings.programme))
                written = _written(session, settings, year, texts)
                context.add_asset_metadata(_told(written, texts, settings), partition_key=str(year))
                remarks += texts.remarks
        return dg.MaterializeResult(
            check_results=[
                dg.AssetCheckResult(
                    check_name=OWN_TEXTS_CHECK,
                    passed=not remarks,
                    severity=dg.AssetCheckSeverity.WARN,
                    metadata={"Anmärkningar": dg.MetadataValue.md(_listed(remarks) or "inga")},
                )
            ]
        )

    return uppfoljning


def _written(session: "duckdb.DuckDBPyConnection", settings: Settings, year: int, texts: OwnTexts) -> Written:
    """The documents of a year as they stand in its folder."""
    folder = settings.followup_dir(year)
    edition_of = editions(session, settings.programme, year, folder / "diagram", texts)
    report = tillvaxtverket.tables(session, settings.programme, year)
    return write_year(folder, edition_of, report, settings.today)


def _told(written: Written, texts: OwnTexts, settings: Settings) -> dict[str, dg.MetadataValue]:
    """What the asset's page shows of a year: the bullets, the charts and the paths."""
    edition = written.edition
    files = dict(zip(("Webbsida", "Word", "Tabeller", "Tillväxtverket", "Pdf"), written.paths, strict=False))
    without_pdf = {} if pdf.is_available() else {"Pdf": dg.MetadataValue.text(pdf.MISSING)}
    return {
        "Punkter": dg.MetadataValue.md(markdown(_bullets(edition.memo, settings))),
        "Diagram": dg.MetadataValue.md("\n\n".join(_image(edition, settings, name) for name in edition.pictures)),
        **{name: path_metadata(path) for name, path in files.items()},
        **without_pdf,
        "Skrivet": dg.MetadataValue.text(edition.as_of.isoformat()),
        "Anmärkningar på egna texter": dg.MetadataValue.md(_listed(texts.remarks) or "inga"),
    }


def _bullets(memo: Document, settings: Settings) -> Document:
    shown = {SUMMARY, *(AREA.format(area) for area in settings.programme.priority_areas)}
    sections = tuple(replace(each, sections=()) for each in memo.sections if each.heading in shown)
    return replace(memo, facts=(), sections=sections)


def _image(edition: Edition, settings: Settings, name: str) -> str:
    alt = next(figure.alt for figure in edition.memo.figures if figure.chart_id == name)
    png: Path = settings.followup_dir(edition.year) / "diagram" / f"{name}.png"
    return f"![{escaped(alt)}](data:image/png;base64,{thumbnail(png)})"


def _listed(remarks: "list[str] | tuple[str, ...]") -> str:
    return "\n".join(f"- {escaped(remark)}" for remark in remarks)
