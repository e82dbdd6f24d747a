from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook

from rsp_pipeline.office.workbook import harmless, looks, set_width, settled

MADE_AT = datetime(2026, 3, 24, tzinfo=UTC)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\tx", "\rx", " =1", "\n@a"])
def test_what_could_become_a_formula_gets_an_apostrophe(text: str) -> None:
    assert harmless(text).startswith("'")


@pytest.mark.parametrize("text", ["1 476 300", "åäö 🙂", "a=b", "2025-12-31", "två\nrader", "'redan", "<b>a</b>"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_line_ends_are_those_of_workbooks() -> None:
    assert harmless("a\r\nb\rc") == "a\nb\nc"


def test_a_text_that_looks_like_markup_stays_text(tmp_path: Path) -> None:
    markup = "<r><t>a</t></r></si></sst><!-- </r>"
    with settled(tmp_path / "a.xlsx", MADE_AT, "Regionen") as workbook:
        workbook.add_worksheet("Blad").write_string(0, 0, harmless(markup))
    assert load_workbook(tmp_path / "a.xlsx")["Blad"]["A1"].value == f"'{markup}"


def test_a_workbook_says_who_made_it_and_when_and_nothing_else(tmp_path: Path) -> None:
    with settled(tmp_path / "a.xlsx", MADE_AT, "Regionen", "Titel & text", "sv-SE") as workbook:
        workbook.add_worksheet("Blad")
    told = load_workbook(tmp_path / "a.xlsx").properties
    assert (told.creator, told.title, told.language) == ("Regionen", "Titel & text", "sv-SE")
    assert told.lastModifiedBy is None
    assert {told.created.replace(tzinfo=UTC), told.modified.replace(tzinfo=UTC)} == {MADE_AT}


def test_its_archive_has_nothing_of_the_machine_that_wrote_it(tmp_path: Path) -> None:
    with settled(tmp_path / "a.xlsx", MADE_AT, "Regionen") as workbook:
        workbook.add_worksheet("Blad").write_string(0, 0, "text")
    with ZipFile(tmp_path / "a.xlsx") as archive:
        entries = {(entry.date_time, entry.compress_type, entry.create_system) for entry in archive.infolist()}
    assert entries == {((2026, 3, 24, 0, 0, 0), ZIP_STORED, 3)}


def test_a_workbook_that_fails_on_the_way_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), settled(tmp_path / "a.xlsx", MADE_AT, "Regionen"):
        raise RuntimeError
    assert not list(tmp_path.iterdir())


def test_a_look_is_made_once_and_a_width_is_the_one_that_a_workbook_holds(tmp_path: Path) -> None:
    with settled(tmp_path / "a.xlsx", MADE_AT, "Regionen") as workbook:
        look = looks(workbook)
        assert look(bold=True) is look(bold=True)
        sheet = workbook.add_worksheet("Blad")
        for place, width in enumerate((8, 10, 45, 62, 70)):
            set_width(sheet, place, width)
    columns = load_workbook(tmp_path / "a.xlsx")["Blad"].column_dimensions
    assert [columns[letter].width for letter in "ABCDE"] == [8, 10, 45, 62, 70]
