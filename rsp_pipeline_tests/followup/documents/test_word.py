import os
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Inches

from rsp_pipeline.followup.charts.style import WIDTH
from rsp_pipeline.followup.documents.word import CHART_TABLES, CONTENTS, HIGHEST_CHART_CM, write_word
from rsp_pipeline.followup.documents.word_base import EMU_PER_TWIP, text_width
from rsp_pipeline_tests.followup.editions import both, sample, written
from rsp_pipeline_tests.pdfs import letter_sizes

NAME = "uppfoljning-2025.docx"
SOFFICE = shutil.which("soffice")
HEADINGS = {f"Heading {level}": level for level in range(1, 7)}


def whole_text(paragraph: Any) -> str:
    """The text with that of its fields, which python-docx leaves out."""
    return "".join(each.text for each in paragraph._p.iter(qn("w:t")))


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(str(written(NAME)))


def test_every_paragraph_has_a_style_of_its_own(word: Any) -> None:
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert used == {
        "Uppgift", "Heading 1", "Heading 2", "Heading 3", "Body Text", "List Bullet", "List Number",
        "Figur", "Caption", "Tabellrubrik", "Tabellnot",
    }  # fmt: skip
    assert {table.style.name for table in word.tables} == {"Uppföljningstabell"}
    assert not [run for paragraph in word.paragraphs for run in paragraph.runs if run.bold or run.italic]


def test_headings_go_down_one_level_at_a_time(word: Any) -> None:
    levels = [HEADINGS[each.style.name] for each in word.paragraphs if each.style.name in HEADINGS]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_has_a_header_row_that_is_repeated_and_rows_that_are_not_split(word: Any) -> None:
    edition = sample()
    long = [figure for figure in edition.document.figures if figure.table and len(figure.table.rows) > 50]
    assert [figure.chart_id for figure in long] == ["servicestallen_karta"]
    assert len(word.tables) == len(edition.document.tables) + len(edition.document.figures) - len(long)
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        assert all(cell.text for cell in table.rows[0].cells)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"


def test_a_short_table_is_not_broken_over_pages_and_its_note_stays_with_it(word: Any) -> None:
    for table, made in zip(sample().document.tables, word.tables, strict=False):
        stays = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in made.rows]
        assert stays[0]
        assert stays[-1] == bool(table.note)
        assert all(stays[:-1]) == (len(table.rows) <= 12)


def test_text_lists_and_tables_have_one_left_edge_and_headings_no_numbers(word: Any) -> None:
    style = word.styles["Uppföljningstabell"].element
    assert style.find(f".//{qn('w:tblInd')}").get(qn("w:w")) == "0"
    assert style.find(f".//{qn('w:tblCellMar')}/{qn('w:left')}").get(qn("w:w")) == "0"
    for name in ("Heading 1", "Heading 2", "Heading 3", "Body Text", "Caption", "Tabellrubrik", "Tabellnot", "Figur"):
        properties = word.styles[name].element.pPr
        assert properties is None or (properties.ind is None and properties.numPr is None), name
    for name in ("List Bullet", "List Number"):
        indent = word.styles[name].element.pPr.ind
        assert indent.left == indent.hanging


def test_headings_and_captions_stand_on_the_page_of_what_follows(word: Any) -> None:
    for name in (*HEADINGS, "Tabellrubrik", "Figur"):
        if name in {style.name for style in word.styles}:
            assert word.styles[name].paragraph_format.keep_with_next, name


def test_what_introduces_a_list_stands_on_its_page(word: Any) -> None:
    introducing = [each for each in word.paragraphs if each.text.endswith(":") and each.style.name == "Body Text"]
    assert len(introducing) > 3
    assert all(each.paragraph_format.keep_with_next for each in introducing)


def test_every_table_fits_on_the_page(word: Any) -> None:
    for table in word.tables:
        assert sum(column.width.cm for column in table.columns) <= 16.5


def test_every_chart_has_an_alternative_text_and_a_caption_that_leads_to_its_figures(word: Any) -> None:
    figures = sample().document.figures
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [figure.alt for figure in figures]
    captions = [whole_text(each) for each in word.paragraphs if each.style.name == "Caption"]
    assert [caption.split(".")[0] for caption in captions] == [f"Figur {number}" for number, _ in enumerate(figures, 1)]
    assert all("Siffrorna står i tabell" in caption for caption in captions[1:])
    assert captions[0].endswith("Siffrorna står i arbetsboken.")
    contents = [each for each in word.paragraphs if each._p.find(qn("w:hyperlink")) is not None]
    marks = {each.get(qn("w:name")) for each in word.element.iter(qn("w:bookmarkStart"))}
    assert {each._p.find(qn("w:hyperlink")).get(qn("w:anchor")) for each in contents} <= marks
    assert [whole_text(each) for each in contents] == [
        each.text for each in word.paragraphs if each.style.name == "Heading 2" and each.text != CONTENTS
    ]
    assert CHART_TABLES in [each.text for each in word.paragraphs]


def test_every_chart_is_as_wide_as_a_line_so_that_its_letters_have_their_own_size(word: Any) -> None:
    line = text_width(word) * EMU_PER_TWIP / Inches(1)
    assert pytest.approx(line, abs=0.01) == WIDTH
    assert all(shape.width.inches == pytest.approx(WIDTH, abs=0.01) for shape in word.inline_shapes)
    assert all(shape.height.cm <= HIGHEST_CHART_CM for shape in word.inline_shapes)


def test_the_language_is_swedish_everywhere(word: Any) -> None:
    languages = {each.get(qn("w:val")) for each in word.styles.element.iter(qn("w:lang"))}
    assert languages == {"sv-SE"}
    assert word.core_properties.language == "sv-SE"
    assert b'w:lang w:val="en' not in ZipFile(written(NAME)).read("word/document.xml")


def test_its_properties_and_page_numbers_are_set(word: Any) -> None:
    properties = word.core_properties
    assert properties.title == "Uppföljning av regionalt serviceprogram 2025"
    assert properties.author == "Region Jämtland Härjedalen"
    assert properties.created.date().isoformat() == "2026-03-24"
    fields = [each.get(qn("w:instr")).strip() for each in word.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_stewards_own_text_stands_in_it_as_it_was_written(word: Any) -> None:
    texts = [paragraph.text for paragraph in word.paragraphs]
    at = texts.index("Vi vill lyfta följande:")
    assert texts[at + 2] == "Andra <b>punkten</b> & mer"
    assert [run.style.name for run in word.paragraphs[at].runs if run.text == "lyfta"] == ["Strong"]


@pytest.mark.skipif(
    SOFFICE is None and not os.environ.get("CI"),
    reason="LIBREOFFICE SAKNAS: tjänsteskrivelsen öppnades inte. Installera paketet libreoffice-writer-nogui.",
)
def test_libreoffice_opens_it_and_sets_it_on_pages(tmp_path: Path) -> None:
    assert SOFFICE
    letter = tmp_path / "tjansteskrivelse-2025.docx"
    write_word(both()[1], letter)
    command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", tmp_path, written(NAME), letter], check=True, capture_output=True, timeout=180
    )
    pikepdf, _ = pytest.importorskip("pikepdf"), pytest.importorskip("pypdfium2")
    with pikepdf.open(tmp_path / "uppfoljning-2025.pdf") as pdf:
        assert 8 <= len(pdf.pages) <= 20
        assert str(pdf.Root.Lang) == "sv-SE"
        assert {tuple(round(float(side)) for side in page.mediabox[2:]) for page in pdf.pages} == {(595, 842)}
    with pikepdf.open(letter.with_suffix(".pdf")) as pdf:
        assert len(pdf.pages) <= 3
    assert min(letter_sizes(tmp_path / "uppfoljning-2025.pdf") | letter_sizes(letter.with_suffix(".pdf"))) >= 8
