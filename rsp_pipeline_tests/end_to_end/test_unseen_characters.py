"""A night in which every text of every register, and the steward's own, has characters that no document can hold."""

import re
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document
from openpyxl import load_workbook

from rsp_pipeline.characters import UNSEEN
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.registers import DELIVERED
from rsp_pipeline.registers.kinds import Text, Verbatim
from rsp_pipeline.registers.register import Column
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import settings, write_csv
from rsp_pipeline_tests.registers.test_every_register import cell
from rsp_pipeline_tests.workshop import ask

UNWRITABLE = "\x0b\x0c\x1b\uffff\u202e\u200b"
REGISTERS = [register for register in DELIVERED if not register.reference]


def spoilt(column: Column) -> str:
    written = cell(column)
    return f"{written[0]}{UNWRITABLE}{written[1:]}" if isinstance(column.kind, Text | Verbatim) else written


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    installation = settings(tmp_path_factory.mktemp("unseen"))
    for register in REGISTERS:
        row = {column.header: spoilt(column) for column in register.columns}
        write_csv(installation.raw_dir, f"{register.name}/osynligt.csv", [row])
    own = installation.raw_dir / "texts" / "2025.md"
    own.parent.mkdir()
    own.write_text(f"## Servicegivare\n\nEn egen{UNWRITABLE} text.\n", encoding="utf-8")
    run(Night.of(installation))
    return installation


def test_each_register_has_its_row_and_a_remark_on_it(night: Settings) -> None:
    for register in REGISTERS:
        rows = f"SELECT record_id FROM core.{register.name} WHERE source_file LIKE '%osynligt%'"
        assert len(ask(night.published_file, rows)) == 1
    told = ask(night.published_file, "SELECT DISTINCT register FROM quality.remark WHERE code = 'unseen_characters'")
    assert {name for (name,) in told} == {register.name for register in REGISTERS}


def test_no_published_text_has_them(night: Settings) -> None:
    for register in REGISTERS:
        for column in register.columns:
            if isinstance(column.kind, Text | Verbatim) and not column.restricted:
                texts = ask(night.published_file, f"SELECT DISTINCT {column.name} FROM core.{register.name}")
                assert not [text for (text,) in texts if text and UNSEEN.search(str(text))]


SCRIPT = re.compile("<script>.*?</script>", re.DOTALL)  # what a page does, and not what it shows


def made(night: Settings, kind: str) -> list[Path]:
    found = sorted((night.published_file.parent / "followup").rglob(f"*.{kind}"))
    assert found
    return found


def test_every_document_opens_and_shows_none_of_them(night: Settings) -> None:
    shown = [paragraph.text for path in made(night, "docx") for paragraph in Document(str(path)).paragraphs]
    shown += [SCRIPT.sub("", path.read_text(encoding="utf-8")) for path in made(night, "html")]
    shown += ["".join(ElementTree.parse(path).getroot().itertext()) for path in made(night, "svg")]
    for path in made(night, "xlsx"):
        with closing(load_workbook(path, read_only=True)) as workbook:
            for sheet in workbook:
                shown += [str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None]
    assert not [text for text in shown if UNSEEN.search(text.replace("\u00ad", ""))]
    assert any("En egen" in text for text in shown)
