"""Pages as tagged PDF (PDF/UA), where WeasyPrint and its system libraries are installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.page import page

MISSING = "Pdf skrevs inte: WeasyPrint eller dess systembibliotek Pango saknas. Kör make pdf, se README."


@cache
def is_available() -> bool:
    """Whether a PDF can be written here."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):  # OSError: a system library cannot be loaded
        return False
    return True


def write_pdf(edition: Edition, path: Path) -> None:
    """Write the PDF, whose bytes depend on the edition and WeasyPrint alone."""
    write_page(page(edition, for_print=True), edition.stem, path)


def write_page(html: str, identifier: str, path: Path) -> None:
    """Write a page as PDF; `identifier` tells it from other documents."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    document = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    document.write_pdf(path, pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())
