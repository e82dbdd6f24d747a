"""A year's folder of fact sheets: each as a page and, where WeasyPrint is installed, as PDF."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.links import INDEX
from rsp_pipeline.followup.documents.page import rendered
from rsp_pipeline.followup.fact_sheets.compose import FactSheet
from rsp_pipeline.store.atomic import replaced


def write(folder: Path, year: int, publisher: str, sheets: Mapping[str, FactSheet]) -> tuple[Path, ...]:
    """Write the fact sheets of a year, by their names, and remove those of municipalities that take part no more."""
    written = [path for name, sheet in sheets.items() for path in _write(folder, name, page(sheet, year, publisher))]
    for path in {path for suffix in ("html", "pdf") for path in folder.glob(f"*.{suffix}")} - {*written}:
        path.unlink()
    return tuple(written)


def page(sheet: FactSheet, year: int, publisher: str) -> str:
    """A fact sheet as html: it fits one A4 page when it is printed."""
    css = files(__package__).joinpath("sheet.css").read_text(encoding="utf-8")
    return rendered(
        "followup/fact_sheets/sheet.html.jinja", css=css, sheet=sheet, year=year, publisher=publisher, index=INDEX
    )


def _write(folder: Path, name: str, html: str) -> list[Path]:
    paths = [folder / f"{name}.html"]
    with replaced(paths[0], 0o644) as beside:
        beside.write_text(html, encoding="utf-8")
    if pdf.is_available():
        paths.append(folder / f"{name}.pdf")
        with replaced(paths[1], 0o644) as beside:
            pdf.write_page(html, name, beside)
    return paths
