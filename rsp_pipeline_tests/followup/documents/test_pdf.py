from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline.followup.documents import pdf
from rsp_pipeline_tests.followup.editions import sample

pikepdf = pytest.importorskip("pikepdf")
pytestmark = pytest.mark.skipif(not pdf.is_available(), reason="WEASYPRINT SAKNAS: ingen pdf provades. Kör make pdf.")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("pdf") / "uppfoljning-2025.pdf"
    pdf.write_pdf(sample()[0], written)
    return written


def elements(node: Any) -> list[Any]:
    """Every structure element below one, in reading order."""
    found: list[Any] = []
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += [kid, *elements(kid)]
    return found


def test_it_says_that_it_is_accessible_and_in_which_language(path: Path) -> None:
    with pikepdf.open(path) as document:
        assert bool(document.Root.MarkInfo.Marked)
        assert str(document.Root.Lang) == "sv"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert "Uppföljning av regionalt serviceprogram 2025" in metadata["dc:title"]


def test_headings_tables_lists_and_charts_are_tagged(path: Path) -> None:
    edition = sample()[0]
    with pikepdf.open(path) as document:
        tags = elements(document.Root.StructTreeRoot)
        names = [str(tag.S) for tag in tags]
        alts = [str(tag.Alt) for tag in tags if str(tag.S) == "/Figure"]
    assert names.count("/H1") == 1
    assert names.count("/H2") == len(edition.memo.sections) + 1
    assert names.count("/Table") >= len(edition.memo.tables) + len(edition.memo.figures) + 1  # more where pages break
    assert {"/TH", "/TD", "/TR", "/L", "/LI", "/P", "/Link"} <= set(names)
    assert alts == [figure.alt for figure in edition.memo.figures]


def test_the_same_edition_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    pdf.write_pdf(sample()[0], tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()
