import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from rsp_pipeline.publishing.publish import TABLES
from rsp_pipeline.reading import quarantine_workbook as quarantine
from rsp_pipeline.reading.quarantine_workbook import LINE, TYPED, refused, write_workbook
from rsp_pipeline.reading.readings import store
from rsp_pipeline.registers import DELIVERED
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import Row, grant, read, visit, write_csv
from rsp_pipeline_tests.builders import write_workbook as write_delivery

LINK = re.compile(rb'Target="([^"]*)"')
GIVEN_ROWS = {
    "grants/a.csv": [grant(), grant(Ärendenr="2", Belopp="abc", Kommun="Atlantis", **{"Org.nr": "5560360794"})],
    "visits/b.csv": [visit(Deltagare="")],
}


def made(folder: Path, rows: Mapping[str, Sequence[Row]]) -> Path:
    """The workbook made from csv files of the two registers, and what else is delivered in the raw folder."""
    raw, tables = folder / "raw", Tables(folder / "tables")
    for file, own in rows.items():
        write_csv(raw, file, own)
    for register in (GRANTS, VISITS):
        store(tables, register, read(register, raw))
    path = folder / "quarantine.xlsx"
    write_workbook(path, refused(tables, (GRANTS, VISITS)))
    return path


def opened(folder: Path, *grants: Row) -> Workbook:
    """The workbook made from some decisions."""
    return load_workbook(made(folder, {"grants/a.csv": grants}))


def cells(workbook: Workbook, title: str = "Stödbeslut", row: int = 2) -> dict[str, object]:
    sheet = workbook[title]
    return {str(header.value): sheet.cell(row, header.column).value for header in sheet[1]}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    """The workbook of three cells of one decision, and of one visit's."""
    return load_workbook(made(tmp_path_factory.mktemp("given"), GIVEN_ROWS))


@pytest.fixture(scope="module")
def of_grants(given: Workbook) -> Worksheet:
    return given["Stödbeslut"]


def filled(sheet: Worksheet, row: int, colour: str) -> list[object]:
    """The headers of the cells of a row that have a colour."""
    return [sheet.cell(1, cell.column).value for cell in sheet[row] if cell.fill.fgColor.rgb == colour]


def test_there_is_a_sheet_for_each_register_that_has_rows_in_quarantine(given: Workbook) -> None:
    assert given.sheetnames == ["Stödbeslut", "Företagsbesök"]


def test_there_is_a_line_for_each_refused_cell_with_its_row_as_delivered_why_and_what_to_do(given: Workbook) -> None:
    first, second, third = (cells(given, row=row) for row in (2, 3, 4))
    assert list(first)[:6] == ["Fil", "Blad", "Rad", "Skäl", "Förslag", "Register"]
    assert (first["Fil"], first["Blad"], first["Rad"]) == ("grants/a.csv", None, 3)
    assert [line["Skäl"] for line in (second, third)] == [
        "Kolumnen ”Kommun”: värdet ”Atlantis” är ingen av länets kommuner.",
        "Kolumnen ”Belopp”: värdet ”abc” är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50.",
    ]
    assert [line["Förslag"] for line in (first, second, third)] == [
        "Organisationsnummer: jämför numret med registreringsbeviset; någon siffra är fel.",
        "Kommun: skriv kommunens namn eller kod; hör raden till ett annat län ska den tas bort.",
        "Beviljat belopp: skriv ett tal i siffror, till exempel 1 476 300 eller 1476300,50.",
    ]
    for line in (first, second, third):
        assert (line["Ärende-ID"], line["Kommun"], line["Beviljat belopp"]) == ("2", "Atlantis", "abc")


def test_each_line_is_the_one_of_corrections_csv_with_cells_to_type_the_rest_in(
    given: Workbook, of_grants: Worksheet
) -> None:
    assert [[cells(given, row=row)[header] for header in (*LINE, *TYPED)] for row in (2, 3, 4)] == [
        ["Stödbeslut", "2:1", "Organisationsnummer", "(skyddad uppgift)", None, None, None],
        ["Stödbeslut", "2:1", "Kommun", "Atlantis", None, None, None],
        ["Stödbeslut", "2:1", "Beviljat belopp", "abc", None, None, None],
    ]
    visits = cells(given, "Företagsbesök")
    assert [visits[header] for header in LINE] == ["Företagsbesök", "B1", "Deltagare", None]
    assert set(filled(of_grants, 2, "FFFFF8DC")) == set(TYPED)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([grant(Ärendenr="", Belopp="abc")], "raden känns inte igen utan Ärende-ID och Beslutsnr"),
        ([grant(Belopp="1"), grant(Belopp="2")], "nyckeln säger inte vilken av raderna det gäller"),
        ([grant(), grant(Ärendenr="# 2025-9")], "felet gäller hela raden"),
    ],
)
def test_where_no_correction_mends_the_cell_it_is_said_what_does_and_nothing_is_to_be_typed(
    rows: list[Row], why: str, tmp_path: Path
) -> None:
    row = cells(opened(tmp_path, *rows))
    assert str(row["Förslag"]).endswith(
        f"Det går inte att rätta här, för {why}. Rätta i filen, och lägg in den på nytt."
    )
    assert {row[header] for header in (*LINE, *TYPED)} == {None}


def test_no_register_has_a_header_of_the_line_to_type_in() -> None:
    headers = {column.header for register in DELIVERED for column in register.columns}
    assert not headers & {*LINE, *TYPED}


def test_rows_that_can_be_interpreted_are_not_there(of_grants: Worksheet) -> None:
    assert of_grants.max_row == 4


def test_columns_that_nobody_filled_are_left_out_unless_they_are_the_reason(given: Workbook) -> None:
    assert "Sökt belopp" not in cells(given)
    assert cells(given, "Företagsbesök")["Deltagare"] is None


def test_restricted_cells_are_hidden_and_empty_ones_stay_empty(tmp_path: Path) -> None:
    path = made(tmp_path, {"grants/a.csv": [grant(Belopp="abc", Sökande="", **{"Org.nr": "556036-0793"})]})
    row = cells(load_workbook(path))
    assert (row["Sökande"], row["Organisationsnummer"]) == (None, "(skyddad uppgift)")
    with ZipFile(path) as archive:
        assert not any(b"556036" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-x", "@SUM(A1)", '=HYPERLINK("http://example.invalid")'])
def test_a_cell_that_looks_like_a_formula_is_text_after_an_apostrophe(tmp_path: Path, text: str) -> None:
    sheet = opened(tmp_path, grant(Belopp="abc", Butik=text))["Stödbeslut"]
    (cell,) = [cell for cell in sheet[2] if cell.value == f"'{text}"]
    assert cell.data_type == "s"


def test_every_cell_but_the_row_number_is_text(tmp_path: Path) -> None:
    path = made(tmp_path, {"grants/a.csv": [grant(Belopp="#N/A", Ärendenr="0012")]})
    kinds = {cell.data_type for cell in load_workbook(path)["Stödbeslut"][2] if cell.value is not None}
    (row,) = CalamineWorkbook.from_path(path).get_sheet_by_name("Stödbeslut").to_python()[1:]
    assert kinds == {"s", "n"}
    assert [cell for cell in row if not isinstance(cell, str)] == [2]
    assert {"0012", "#N/A", "2025-03-14"} <= set(row)


def test_the_name_of_a_sheet_is_neutralised_too(tmp_path: Path) -> None:
    row = grant(Belopp="abc")
    write_delivery(tmp_path / "raw", "grants/a.xlsx", {"=Blad": [list(row), list(row.values())]})
    assert cells(load_workbook(made(tmp_path, {})))["Blad"] == "'=Blad"


def test_what_no_cell_can_hold_is_replaced_or_cut_off(tmp_path: Path) -> None:
    told = cells(opened(tmp_path, grant(Belopp="abc", Butik="a\x0bb\uffffc", Ort="x" * 50_000)))
    assert told["Försäljningsställe"] == "a bc"
    assert str(told["Ort"]).endswith("x … (avkortat)")
    assert len(str(told["Ort"])) < 32_767


def test_the_same_quarantine_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path / "a", GIVEN_ROWS).read_bytes() == made(tmp_path / "b", GIVEN_ROWS).read_bytes()


def test_the_workbook_links_to_nothing_and_holds_no_formula(tmp_path: Path) -> None:
    row = grant(Belopp="abc", Butik='=HYPERLINK("http://example.invalid";"x")', Ort="http://example.invalid/y")
    with ZipFile(made(tmp_path, {"grants/a.csv": [row]})) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]
        links = [LINK.findall(archive.read(name)) for name in archive.namelist() if "sheets/_rels" in name]
        assert links == [[b"../tables/table1.xml"]]
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_header_and_the_place_stay_in_view(of_grants: Worksheet) -> None:
    assert of_grants.freeze_panes == "D2"
    (table,) = of_grants.tables.values()
    assert table.ref == table.autoFilter.ref == of_grants.dimensions
    assert of_grants.column_dimensions["D"].width > 50


def test_the_refused_cell_of_each_line_is_marked(of_grants: Worksheet) -> None:
    assert [filled(of_grants, row, "FFFBE0DD") for row in (2, 3, 4)] == [
        ["Organisationsnummer"],
        ["Kommun"],
        ["Beviljat belopp"],
    ]


def test_the_first_rows_are_shown_and_all_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quarantine, "SHOWN_ROWS", 3)
    rows = {
        "grants/b.csv": [grant(Ärendenr=f"b{number}", Belopp="abc", Kommun="Atlantis") for number in range(3)],
        "grants/a.csv": [grant(Ärendenr=f"a{number}", Belopp="abc") for number in range(2)],
    }
    sheet = load_workbook(made(tmp_path, rows))["Stödbeslut"]
    assert [(sheet.cell(row, 1).value, sheet.cell(row, 3).value) for row in range(2, 6)] == [
        ("grants/a.csv", 2),
        ("grants/a.csv", 3),
        ("grants/b.csv", 2),
        ("grants/b.csv", 2),
    ]
    assert str(sheet.cell(6, 1).value) == (
        "Bladet visar de första 3 av 5 rader i karantän. Alla skäl, med fil, blad och rad, står i tabellen "
        "quality.quarantine i rsp.duckdb; raderna står i de levererade filerna."
    )
    (told,) = refused(Tables(tmp_path / "tables"), [GRANTS])
    assert (len(told.rows), told.row_count, len(told.reasons)) == (3, 5, 4)


def test_without_quarantine_the_workbook_says_so(tmp_path: Path) -> None:
    workbook = opened(tmp_path, grant())
    assert workbook.sheetnames == ["Karantän"]
    assert workbook["Karantän"]["A1"].value == "Ingen rad är i karantän."


def test_rows_with_the_same_key_stand_in_both_places(tmp_path: Path) -> None:
    workbook = load_workbook(made(tmp_path, {f"grants/{n}.csv": [grant(Belopp=n)] for n in (1, 2)}))
    first, second = (cells(workbook, row=row) for row in (2, 3))
    assert (first["Fil"], first["Beviljat belopp"]) == ("grants/1.csv", "1")
    assert (second["Fil"], second["Beviljat belopp"]) == ("grants/2.csv", "2")
    assert str(first["Förslag"]).startswith(
        "Ärende-ID: behåll den av raderna som gäller, eller ge dem olika Ärende-ID och Beslutsnr."
    )


def test_refused_rows_are_never_published() -> None:
    assert [table.name for table in TABLES if table.name.startswith("refused")] == []


@pytest.mark.parametrize(("told", "mode"), [("", 0o600), ("0", 0o600), ("1", 0o640)])
def test_the_workbook_is_its_owners_alone_unless_the_group_may_read_it(tmp_path: Path, told: str, mode: int) -> None:
    settings = Settings.from_environment({"RSP_GROUP_READS": told})
    write_workbook(tmp_path / "quarantine.xlsx", [], settings.restricted_mode)
    assert (tmp_path / "quarantine.xlsx").stat().st_mode & 0o777 == mode
