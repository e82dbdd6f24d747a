import os
from pathlib import Path
from typing import Any

import pytest

from rsp_pipeline.followup.documents import pdf
from rsp_pipeline_tests.followup.editions import sample
from rsp_pipeline_tests.pdfs import can_ask_verapdf, failures_of_pdf_ua, fonts_left_out, letter_sizes

pikepdf = pytest.importorskip("pikepdf")
without_verapdf = pytest.mark.skipif(
    not can_ask_verapdf() and not os.environ.get("CI"),
    reason="VERAPDF SAKNAS: pdf/ua provades bara delvis. Installera paketen default-jdk-headless och libjaxb-java.",
)
pytestmark = pytest.mark.skipif(not pdf.is_available(), reason="WEASYPRINT SAKNAS: ingen pdf provades. Kör make pdf.")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("pdf") / "uppfoljning-2025.pdf"
    pdf.write_pdf(sample(), written)
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
    edition = sample()
    with pikepdf.open(path) as document:
        tags = elements(document.Root.StructTreeRoot)
        names = [str(tag.S) for tag in tags]
        alts = [str(tag.Alt) for tag in tags if str(tag.S) == "/Figure"]
    assert names.count("/H1") == 1
    assert names.count("/H2") == len(edition.document.sections) + 1
    assert (
        names.count("/Table") >= len(edition.document.tables) + len(edition.document.figures) + 1
    )  # more where pages break
    assert {"/TH", "/TD", "/TR", "/L", "/LI", "/P", "/Link"} <= set(names)
    assert alts == [figure.alt for figure in edition.document.figures]


def test_every_cell_of_a_table_names_its_header(path: Path) -> None:
    with pikepdf.open(path) as document:
        tags = elements(document.Root.StructTreeRoot)
        headers = {bytes(tag.ID) for tag in tags if str(tag.S) == "/TH" and "/ID" in tag}
        named = [{bytes(header) for header in tag.A.get("/Headers", [])} for tag in tags if str(tag.S) == "/TD"]
    assert len(named) > 100
    assert all(own and own <= headers for own in named)


def test_no_letters_are_under_eight_points_and_every_font_is_in_it(path: Path) -> None:
    pytest.importorskip("pypdfium2")
    sizes = letter_sizes(path)
    assert len(sizes) > 3
    assert sizes < letter_sizes(path, with_pictures=True)
    assert min(letter_sizes(path, with_pictures=True)) >= 8
    assert fonts_left_out(path) == set()


@without_verapdf
def test_verapdf_finds_nothing_against_pdf_ua(path: Path) -> None:
    *failures, checks = failures_of_pdf_ua(path)
    assert failures == []
    assert int(checks) > 50_000


@without_verapdf
def test_verapdf_would_find_a_fault(tmp_path: Path) -> None:
    with pikepdf.new() as untagged:
        untagged.add_blank_page()
        untagged.save(tmp_path / "untagged.pdf")
    assert len(failures_of_pdf_ua(tmp_path / "untagged.pdf")) > 3


def test_the_same_edition_gives_the_same_bytes(path: Path, tmp_path: Path) -> None:
    pdf.write_pdf(sample(), tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()
