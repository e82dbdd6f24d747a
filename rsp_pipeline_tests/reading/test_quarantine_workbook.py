import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook

from rsp_pipeline.publishing.publish import TABLES
from rsp_pipeline.reading import quarantine_workbook as quarantine
from rsp_pipeline.reading.quarantine_workbook import LINE, TYPED, refused, write_workbook
from rsp_pipeline.reading.readings import store
from rsp_pipeline.registers import DELIVERED, Register
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


def made(folder: Path, rows: dict[str, list[Row]], name: str = "quarantine.xlsx") -> Path:
    """The workbook made from csv files of the two registers."""
    raw = folder / "raw"
    for file, own in rows.items():
        write_csv(raw, file, own)
    return made_from(folder, raw, name)


def made_from(folder: Path, raw: Path, name: str = "quarantine.xlsx") -> Path:
    tables = Tables(folder / "tables")
    registers: tuple[Register, ...] = (GRANTS, VISITS)
    for register in registers:
        store(tables, register, read(register, raw))
    path = folder / name
    write_workbook(path, refused(tables, registers))
    return path


def cells(path: Path, title: str = "Stödbeslut", row: int = 2) -> dict[str, object]:
    sheet = load_workbook(path)[title]
    return {str(header.value): sheet.cell(row, header.column).value for header in sheet[1]}


def test_there_is_a_sheet_for_each_register_that_has_rows_in_quarantine(tmp_path: Path) -> None:
    assert load_workbook(made(tmp_path, GIVEN_ROWS)).sheetnames == ["Stödbeslut", "Företagsbesök"]


def test_there_is_a_line_for_each_refused_cell_with_its_row_as_delivered_why_and_what_to_do(tmp_path: Path) -> None:
    path = made(tmp_path, GIVEN_ROWS)
    first, second, third = (cells(path, row=row) for row in (2, 3, 4))
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


def test_each_line_is_the_one_of_corrections_csv_with_cells_to_type_the_rest_in(tmp_path: Path) -> None:
    path = made(tmp_path, {**GIVEN_ROWS, "visits/b.csv": [visit(Deltagare="")]})
    assert [[cells(path, row=row)[header] for header in (*LINE, *TYPED)] for row in (2, 3, 4)] == [
        ["Stödbeslut", "2:1", "Organisationsnummer", "(skyddad uppgift)", None, None, None],
        ["Stödbeslut", "2:1", "Kommun", "Atlantis", None, None, None],
        ["Stödbeslut", "2:1", "Beviljat belopp", "abc", None, None, None],
    ]
    visits = cells(path, "Företagsbesök")
    assert [visits[header] for header in LINE] == ["Företagsbesök", "B1", "Deltagare", None]
    sheet = load_workbook(path)["Stödbeslut"]
    to_type_in = {sheet.cell(1, cell.column).value for cell in sheet[2] if cell.fill.fgColor.rgb == "FFFFF8DC"}
    assert to_type_in == set(TYPED)


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
    path = made(tmp_path, {"grants/a.csv": rows})
    row = cells(path)
    assert str(row["Förslag"]).endswith(
        f"Det går inte att rätta här, för {why}. Rätta i filen, och lägg in den på nytt."
    )
    assert {row[header] for header in (*LINE, *TYPED)} == {None}


def test_no_register_has_a_header_of_the_line_to_type_in() -> None:
    headers = {column.header for register in DELIVERED for column in register.columns}
    assert not headers & {*LINE, *TYPED}


def test_rows_that_can_be_interpreted_are_not_there(tmp_path: Path) -> None:
    assert load_workbook(made(tmp_path, GIVEN_ROWS))["Stödbeslut"].max_row == 4


def test_columns_that_nobody_filled_are_left_out_unless_they_are_the_reason(tmp_path: Path) -> None:
    path = made(tmp_path, GIVEN_ROWS)
    assert "Sökt belopp" not in cells(path)
    assert cells(path, "Företagsbesök")["Deltagare"] is None


def test_restricted_cells_are_hidden_and_empty_ones_stay_empty(tmp_path: Path) -> None:
    path = made(tmp_path, {"grants/a.csv": [grant(Belopp="abc", Sökande="", **{"Org.nr": "556036-0793"})]})
    row = cells(path)
    assert (row["Sökande"], row["Organisationsnummer"]) == (None, "(skyddad uppgift)")
    with ZipFile(path) as archive:
        assert not any(b"556036" in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-x", "@SUM(A1)", '=HYPERLINK("http://example.invalid")'])
def test_a_cell_that_looks_like_a_formula_is_text_after_an_apostrophe(tmp_path: Path, text: str) -> None:
    path = made(tmp_path, {"grants/a.csv": [grant(Belopp="abc", Butik=text)]})
    sheet = load_workbook(path)["Stödbeslut"]
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
    raw = tmp_path / "raw"
    row = grant(Belopp="abc")
    write_delivery(raw, "grants/a.xlsx", {"=Blad": [list(row), list(row.values())]})
    assert cells(made_from(tmp_path, raw))["Blad"] == "'=Blad"


def test_what_no_cell_can_hold_is_replaced_or_cut_off(tmp_path: Path) -> None:
    row = grant(Belopp="abc", Butik="a\x0bb\uffffc", Ort="x" * 50_000)
    told = cells(made(tmp_path, {"grants/a.csv": [row]}))
    assert told["Försäljningsställe"] == "a bc"
    assert str(told["Ort"]).endswith("x … (avkortat)")
    assert len(str(told["Ort"])) < 32_767


def test_the_same_quarantine_gives_the_same_bytes(tmp_path: Path) -> None:
    first = made(tmp_path, GIVEN_ROWS).read_bytes()
    assert made(tmp_path, GIVEN_ROWS, "again.xlsx").read_bytes() == first


def test_the_workbook_links_to_nothing_and_holds_no_formula(tmp_path: Path) -> None:
    row = grant(Belopp="abc", Butik='=HYPERLINK("http://example.invalid";"x")', Ort="http://example.invalid/y")
    with ZipFile(made(tmp_path, {"grants/a.csv": [row]})) as archive:
        assert not [name for name in archive.namelist() if "externalLink" in name]
        links = [LINK.findall(archive.read(name)) for name in archive.namelist() if "sheets/_rels" in name]
        assert links == [[b"../tables/table1.xml"]]
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f" in sheet or b"<hyperlink" in sheet for sheet in sheets)


def test_the_header_and_the_place_stay_in_view(tmp_path: Path) -> None:
    sheet = load_workbook(made(tmp_path, GIVEN_ROWS))["Stödbeslut"]
    assert sheet.freeze_panes == "D2"
    (table,) = sheet.tables.values()
    assert table.ref == table.autoFilter.ref == sheet.dimensions
    assert sheet.column_dimensions["D"].width > 50


def test_the_refused_cell_of_each_line_is_marked(tmp_path: Path) -> None:
    sheet = load_workbook(made(tmp_path, GIVEN_ROWS))["Stödbeslut"]
    marked = [
        [sheet.cell(1, cell.column).value for cell in row if cell.fill.fgColor.rgb == "FFFBE0DD"]
        for row in sheet.iter_rows(2)
    ]
    assert marked == [["Organisationsnummer"], ["Kommun"], ["Beviljat belopp"]]


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
    (of_grants,) = refused(Tables(tmp_path / "tables"), [GRANTS])
    assert (len(of_grants.rows), of_grants.row_count, len(of_grants.reasons)) == (3, 5, 4)


def test_without_quarantine_the_workbook_says_so(tmp_path: Path) -> None:
    workbook: Workbook = load_workbook(made(tmp_path, {"grants/a.csv": [grant()]}))
    assert workbook.sheetnames == ["Karantän"]
    assert workbook["Karantän"]["A1"].value == "Ingen rad är i karantän."


def test_rows_with_the_same_key_stand_in_both_places(tmp_path: Path) -> None:
    path = made(tmp_path, {"grants/a.csv": [grant(Belopp="1")], "grants/b.csv": [grant(Belopp="2")]})
    assert [(cells(path, row=row)["Fil"], cells(path, row=row)["Beviljat belopp"]) for row in (2, 3)] == [
        ("grants/a.csv", "1"),
        ("grants/b.csv", "2"),
    ]
    assert str(cells(path)["Förslag"]).startswith(
        "Ärende-ID: behåll den av raderna som gäller, eller ge dem olika Ärende-ID och Beslutsnr."
    )


def test_refused_rows_are_never_published() -> None:
    assert [table.name for table in TABLES if table.name.startswith("refused")] == []


@pytest.mark.parametrize(("told", "mode"), [("", 0o600), ("0", 0o600), ("1", 0o640)])
def test_the_workbook_is_its_owners_alone_unless_the_group_may_read_it(tmp_path: Path, told: str, mode: int) -> None:
    settings = Settings.from_environment({"RSP_GROUP_READS": told})
    write_workbook(tmp_path / "quarantine.xlsx", [], settings.restricted_mode)
    assert (tmp_path / "quarantine.xlsx").stat().st_mode & 0o777 == mode
