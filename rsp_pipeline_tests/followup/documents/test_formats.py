"""The files keep to the rules of their formats, so that Word and Excel open them without a repair."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from rsp_pipeline.followup.documents.word import write_word
from rsp_pipeline.followup.documents.workbook import Sheet, write_sheets, write_tables
from rsp_pipeline_tests.followup.editions import DAY, sample
from rsp_pipeline_tests.office.templates import write_template

openxml_audit = pytest.importorskip(
    "openxml_audit", reason="OPENXML-AUDIT SAKNAS: inga format provades. Kör make test."
)


def plain(path: Path) -> None:
    write_word(sample()[0], path)


def from_a_template(path: Path) -> None:
    template = write_template(path.with_name("mall.dotx")).read_bytes()
    write_word(replace(sample()[0], template=template), path)


def tables(path: Path) -> None:
    write_tables(sample()[0], path)


def to_the_agency(path: Path) -> None:
    edition, report = sample()
    write_sheets([Sheet(*each) for each in report], "Rapport", edition.publisher, DAY, path)


WRITERS: dict[str, Callable[[Path], None]] = {
    "uppfoljning.docx": plain,
    "med_mall.docx": from_a_template,
    "uppfoljning.xlsx": tables,
    "tillvaxtverket.xlsx": to_the_agency,
}


def faults(path: Path) -> list[str]:
    return [str(error.description) for error in openxml_audit.OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_keeps_to_the_rules_of_its_format(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    assert faults(tmp_path / name) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/document.xml", b"<w:cantSplit/>", b"<w:cantSplit/><w:cantSplitt/>"),
        ("word/document.xml", b"<w:tblPr>", b"<w:tblPr><w:tblCaption w:val='a'/>"),
        ("word/styles.xml", b"<w:docDefaults>", b"<w:docDefault/><w:docDefaults>"),
    ],
)
def test_a_fault_would_be_found(part: str, right: bytes, wrong: bytes, tmp_path: Path) -> None:
    plain(tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as whole, ZipFile(tmp_path / "b.docx", "w") as spoilt:
        for name in whole.namelist():
            content = whole.read(name)
            spoilt.writestr(name, content.replace(right, wrong, 1) if name == part else content)
    assert faults(tmp_path / "b.docx")
