import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from rsp_pipeline.followup.documents import page, pdf
from rsp_pipeline.followup.documents.edition import Edition
from rsp_pipeline.followup.documents.write import Written, write_year
from rsp_pipeline_tests.builders import contents
from rsp_pipeline_tests.followup.editions import DAY, WRITERS, Report, both, written
from rsp_pipeline_tests.office.templates import write_template


@pytest.fixture(autouse=True)
def _without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)


def write(folder: Path, day: date, title: str = "Uppföljning", to_agency: Report | None = None) -> Written:
    report, letter, of_sample = both()

    def editions_of(as_of: date) -> tuple[Edition, Edition]:
        facts = (("Uppgifterna hämtade", as_of.isoformat()),)
        memo = replace(report.document, title=title, facts=facts)
        return replace(report, as_of=as_of, document=memo), replace(letter, as_of=as_of)

    return write_year(folder, editions_of, of_sample if to_agency is None else to_agency, day)


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_edition_gives_the_same_bytes(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / name)
    assert (tmp_path / name).read_bytes() == written(name).read_bytes()


def test_every_document_of_a_year_is_written(tmp_path: Path) -> None:
    assert write(tmp_path, DAY).renewed
    assert sorted(contents(tmp_path)) == [
        "dokument.json",
        "tillvaxtverket-2025.xlsx",
        "tjansteskrivelse-2025.docx",
        "tjansteskrivelse-2025.html",
        "uppfoljning-2025.docx",
        "uppfoljning-2025.html",
        "uppfoljning-2025.xlsx",
    ]


def test_the_next_night_leaves_them_alone_when_nothing_has_changed(tmp_path: Path) -> None:
    write(tmp_path, DAY)
    before = contents(tmp_path)
    again = write(tmp_path, DAY + timedelta(1))
    assert (again.renewed, again.report.as_of) == (False, DAY)
    assert contents(tmp_path) == before


def test_that_nothing_has_changed_is_found_without_the_libraries_that_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, DAY)
    page._templates.cache_clear()
    for library in ("docx", "jinja2", "lxml", "xlsxwriter"):
        monkeypatch.setitem(sys.modules, library, None)  # importing it fails
    assert not write(tmp_path, DAY + timedelta(1)).renewed
    with pytest.raises(ImportError):
        write(tmp_path, DAY + timedelta(1), title="Ändrad")


def test_what_the_documents_are_made_from_is_told_in_the_same_words_by_every_process() -> None:
    report, letter, to_agency = both()
    assert " at 0x" not in repr((replace(report, pictures={}), letter, to_agency))


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_chart_drawn_anew_writes_them_anew(tmp_path: Path, kind: str) -> None:
    edition, letter, to_agency = both()
    write_year(tmp_path, lambda _: (edition, letter), to_agency, DAY)
    name, picture = next(iter(edition.pictures.items()))
    changed = replace(picture, svg=f"{picture.svg} ") if kind == "svg" else replace(picture, png=picture.png + b" ")
    drawn_anew = replace(edition, pictures={**edition.pictures, name: changed})
    assert write_year(tmp_path, lambda _: (drawn_anew, letter), to_agency, DAY).renewed


def test_a_change_of_text_or_report_writes_them_anew(tmp_path: Path) -> None:
    write(tmp_path, DAY)
    assert write(tmp_path, DAY + timedelta(1), title="Ändrad").report.as_of == DAY + timedelta(1)
    assert write(tmp_path, DAY + timedelta(2), title="Ändrad", to_agency=both()[2][:2]).renewed


def test_a_changed_template_writes_them_anew_and_the_same_one_does_not(tmp_path: Path) -> None:
    edition, letter, to_agency = both()
    template = write_template(tmp_path / "mall.dotx").read_bytes()
    folder = tmp_path / "2025"
    folder.mkdir()

    def renewed(template: bytes) -> bool:
        own = replace(edition, template=template), replace(letter, template=template)
        return write_year(folder, lambda _: own, to_agency, DAY).renewed

    assert [renewed(b""), renewed(template), renewed(template)] == [True, True, False]


@pytest.mark.parametrize("name", ["uppfoljning-2025.docx", "tillvaxtverket-2025.xlsx", "dokument.json"])
def test_what_was_changed_or_removed_by_hand_is_mended(tmp_path: Path, name: str) -> None:
    write(tmp_path, DAY)
    right = contents(tmp_path)
    (tmp_path / name).write_bytes(b"{")
    write(tmp_path, DAY)
    assert contents(tmp_path) == right
    (tmp_path / name).unlink()
    write(tmp_path, DAY)
    assert contents(tmp_path) == right


def test_a_pdf_of_an_earlier_edition_does_not_stand_beside_a_newer_page(tmp_path: Path) -> None:
    (tmp_path / "uppfoljning-2025.pdf").write_bytes(b"%PDF")
    write(tmp_path, DAY)
    assert not (tmp_path / "uppfoljning-2025.pdf").exists()
