"""The files keep to the rules of their formats, so that Word and Excel open them without a repair."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from rsp_pipeline_tests.followup.editions import WRITERS, written

openxml_audit = pytest.importorskip(
    "openxml_audit", reason="OPENXML-AUDIT SAKNAS: inga format provades. Kör make test."
)


def faults(path: Path) -> list[str]:
    return [str(error.description) for error in openxml_audit.OpenXmlValidator().validate(path).errors]


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_keeps_to_the_rules_of_its_format(name: str) -> None:
    assert faults(written(name)) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/document.xml", b"<w:cantSplit/>", b"<w:cantSplit/><w:cantSplitt/>"),
        ("word/document.xml", b"<w:tblPr>", b"<w:tblPr><w:tblCaption w:val='a'/>"),
        ("word/styles.xml", b"<w:docDefaults>", b"<w:docDefault/><w:docDefaults>"),
    ],
)
def test_a_fault_would_be_found(part: str, right: bytes, wrong: bytes, tmp_path: Path) -> None:
    with ZipFile(written("uppfoljning-2025.docx")) as whole, ZipFile(tmp_path / "b.docx", "w") as spoilt:
        for name in whole.namelist():
            content = whole.read(name)
            spoilt.writestr(name, content.replace(right, wrong, 1) if name == part else content)
    assert faults(tmp_path / "b.docx")
