"""The page as a tagged PDF (PDF/UA), where WeasyPrint and its system libraries are installed."""

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
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    html = HTML(string=page(edition, for_print=True), url_fetcher=URLFetcher(allowed_protocols=["data"]))
    html.write_pdf(path, pdf_variant="pdf/ua-1", pdf_identifier=edition.stem.encode())
