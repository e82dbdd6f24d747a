import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from rsp_pipeline.office.word_templates import HAS_MACROS, NOT_WORD, TemplateError, as_document, check_template
from rsp_pipeline_tests.office.templates import write_template


def refused(path: Path) -> str:
    with pytest.raises(TemplateError) as told:
        check_template(path)
    return str(told.value)


def test_a_template_is_opened_as_a_document(tmp_path: Path) -> None:
    path = write_template(tmp_path / "mall.dotx")
    check_template(path)
    with pytest.raises(ValueError, match="not a Word file"):
        Document(str(path))
    assert Document(io.BytesIO(as_document(path.read_bytes()))).sections[0].header.paragraphs[0].text


def test_a_document_will_do_as_a_template(tmp_path: Path) -> None:
    path = tmp_path / "mall.docx"
    Document().save(str(path))
    check_template(path)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    assert refused(tmp_path / "mall.dotx") == f"finns inte: {tmp_path}/mall.dotx"
    assert refused(tmp_path).startswith("kan inte läsas")


@pytest.mark.parametrize("content", [b"", b"{\\rtf1}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an encrypted file"])
def test_what_is_no_archive_is_no_word_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "mall.dotx").write_bytes(content)
    assert refused(tmp_path / "mall.dotx") == NOT_WORD


def test_another_archive_is_no_word_file(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "mall.dotx", "w") as archive:
        archive.writestr("a.txt", "text")
    assert refused(tmp_path / "mall.dotx") == NOT_WORD
    write_template(tmp_path / "blad.dotx", lambda _, content: content.replace(b"wordprocessingml", b"spreadsheetml"))
    assert refused(tmp_path / "blad.dotx") == NOT_WORD


def test_a_damaged_template_is_told_before_a_night_begins(tmp_path: Path) -> None:
    whole = write_template(tmp_path / "mall.dotx").read_bytes()
    (tmp_path / "mall.dotx").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "mall.dotx") == NOT_WORD
    half = write_template(tmp_path / "halv.dotx", lambda name, all_: all_[:99] if name == "word/styles.xml" else all_)
    assert refused(half) == NOT_WORD


def test_a_template_with_macros_is_refused(tmp_path: Path) -> None:
    path = write_template(
        tmp_path / "mall.dotm",
        lambda _, content: content.replace(b"template.main+xml", b"template.macroEnabledTemplate.main+xml"),
    )
    assert refused(path) == HAS_MACROS
    with ZipFile(write_template(tmp_path / "mall.dotx"), "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    assert refused(tmp_path / "mall.dotx") == HAS_MACROS
