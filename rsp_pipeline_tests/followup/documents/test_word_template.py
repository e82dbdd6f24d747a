"""A region's template decides how the docx looks, and nothing that it says."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from rsp_pipeline.followup.documents.word import write_word
from rsp_pipeline_tests.followup.documents.test_word import whole_text
from rsp_pipeline_tests.followup.editions import sample, written
from rsp_pipeline_tests.office.templates import LACKING, write_template


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(str(written("med_mall.docx")))


def test_page_header_and_styles_are_the_templates(word: Any) -> None:
    (section,) = word.sections
    assert [round(margin.cm, 1) for margin in (section.left_margin, section.right_margin)] == [4, 3]
    assert section.header.paragraphs[0].text == "Region Exempel"
    assert (word.styles["Normal"].font.name, word.styles["Normal"].font.size.pt) == ("Georgia", 11)
    assert word.styles["Heading 2"].font.name == "Georgia"


def test_what_it_lacks_is_added_in_its_font(word: Any) -> None:
    used = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Caption", "List Number", "Tabellrubrik", "Tabellnot"} <= used
    assert {word.styles[name].font.name for name in (*LACKING, "Tabelltext", "Tabellrubrik")} == {None}
    assert "PAGE" in [
        each.get(qn("w:instr")).strip() for each in word.sections[0].footer._element.iter(qn("w:fldSimple"))
    ]


def test_it_says_what_the_docx_says_without_it_and_nothing_of_its_own(word: Any) -> None:
    plain = Document(str(written("uppfoljning-2025.docx")))
    said, own = ([whole_text(each) for each in made.paragraphs] for made in (plain, word))
    assert own == said
    cells = [[cell.text for table in made.tables for cell in table._cells] for made in (plain, word)]
    assert cells[0] == cells[1]


def test_its_tables_are_as_wide_as_its_page_has_room_for(word: Any) -> None:
    assert all(sum(column.width.cm for column in table.columns) <= 14.01 for table in word.tables)


def test_numbers_begin_at_one_whether_or_not_it_has_lists(word: Any) -> None:
    numbered = [paragraph for paragraph in word.paragraphs if paragraph.style.name == "List Number"]
    (number,) = {paragraph._p.pPr.numPr.numId.val for paragraph in numbered}
    override = word.part.numbering_part.element.num_having_numId(number).lvlOverride_lst[0]
    assert override.startOverride.val == 1


def test_its_preview_and_its_ways_to_other_files_do_not_follow(tmp_path: Path) -> None:
    elsewhere = b'<w:attachedTemplate xmlns:r="urn:r" r:id="rId9"/><w:defaultTabStop'
    template = write_template(
        tmp_path / "mall.dotx",
        lambda name, content: (
            content.replace(b"<w:defaultTabStop", elsewhere) if name == "word/settings.xml" else content
        ),
    )
    write_word(replace(sample(), template=template.read_bytes()), tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as archive:
        assert b"attachedTemplate" not in archive.read("word/settings.xml")
        assert not [name for name in archive.namelist() if "thumbnail" in name or "WithEffects" in name]
