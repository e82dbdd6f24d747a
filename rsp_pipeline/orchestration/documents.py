"""The asset of the documents that people read: the year's letter and report as page, docx, PDF and workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import dagster as dg

from rsp_pipeline.followup.document import Document
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.full_report.areas import AREA
from rsp_pipeline.followup.full_report.compose import SUMMARY
from rsp_pipeline.followup.markdown import escaped, markdown
from rsp_pipeline.night.followup import DOCUMENTS, Followup
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.chart_image import chart_image
from rsp_pipeline.orchestration.common import FOLLOWUP_GROUP, key_of, path_metadata
from rsp_pipeline.orchestration.told import Shown, Told, asset
from rsp_pipeline.settings import Settings

KEY = key_of(DOCUMENTS)
OWN_TEXTS_CHECK = "alla_egna_texter_hor_till_ett_avsnitt"


def _tell(made: Mapping[int, Followup], night: Night) -> Told:
    remarks = [remark for followup in made.values() for remark in followup.texts.remarks]
    check = dg.AssetCheckResult(
        asset_key=KEY,
        check_name=OWN_TEXTS_CHECK,
        passed=not remarks,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={"Anmärkningar": dg.MetadataValue.md(_listed(remarks) or "inga")},
    )
    return Told({}, (check,), {year: _shown(followup, night.settings) for year, followup in made.items()})


SHOWN = Shown(DOCUMENTS, _tell)


def documents_asset(partitions: dg.PartitionsDefinition) -> dg.AssetsDefinition:
    """The asset `followup/uppfoljning`."""
    return asset(
        SHOWN,
        FOLLOWUP_GROUP,
        "Årets uppföljning att läsa: tjänsteskrivelsen och den hela uppföljningen som docx och tillgänglig webbsida "
        "(och pdf), tabellerna som arbetsbok, och rapporten till Tillväxtverket. Det som bara handläggaren vet skrivs "
        "i data/raw/texts/<år>.md.",
        kinds={"html", "word", "excel"},
        partitions=partitions,
        check_specs=[
            dg.AssetCheckSpec(
                OWN_TEXTS_CHECK,
                asset=KEY,
                description="Varje rubrik i data/raw/texts/<år>.md finns i uppföljningen, så att dess text kom med.",
            )
        ],
    )


def _shown(followup: Followup, settings: Settings) -> dict[str, dg.MetadataValue]:
    """What the asset's page shows of a year: the bullets, the paths and the charts."""
    written, texts = followup.written, followup.texts
    edition = written.report
    without_pdf = {} if pdf.is_available() else {"Pdf": dg.MetadataValue.text(pdf.MISSING)}
    return {
        "Punkter": dg.MetadataValue.md(markdown(_bullets(edition.document, settings))),
        **{path.name: path_metadata(path) for path in written.paths},
        "Kvar att fylla i": dg.MetadataValue.md(_listed(written.letter.document.blanks) or "inget"),
        **without_pdf,
        "Skrivet": dg.MetadataValue.text(edition.as_of.isoformat()),
        "Anmärkningar på egna texter": dg.MetadataValue.md(_listed(texts.remarks) or "inga"),
        **{
            f"Diagram: {figure.caption}": chart_image(edition.year, figure.chart_id, figure.alt)
            for figure in edition.document.figures
        },
    }


def _bullets(memo: Document, settings: Settings) -> Document:
    shown = {SUMMARY, *(AREA.format(name) for name in settings.programme.area_names)}
    sections = tuple(replace(each, sections=()) for each in memo.sections if each.heading in shown)
    return replace(memo, facts=(), sections=sections)


def _listed(remarks: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(remark)}" for remark in remarks)
