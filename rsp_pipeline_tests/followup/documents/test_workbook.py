from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from rsp_pipeline.followup.document import Align, Cell, Column, Table
from rsp_pipeline.followup.documents.workbook import Sheet, write_sheets
from rsp_pipeline_tests.followup.editions import DAY, sample, written


@pytest.fixture(scope="module")
def workbook() -> Any:
    return load_workbook(written("uppfoljning-2025.xlsx"))


def of_charts() -> dict[str, str]:
    """The name of each chart's sheet by the chart's."""
    return {figure.chart_id: f"Figur {number}" for number, figure in enumerate(sample().document.figures, 1)}


def test_each_table_has_a_sheet_then_each_chart_and_the_rows_behind(workbook: Any) -> None:
    assert workbook.sheetnames == [
        "Innehåll", "Servicenätet", "Beslutade stöd", "Stöd per kommun", "Ansökningar", "Investeringar",
        "Särskilt driftstöd", "Utbetalningar", "Besökta ställen", "Serviceplaner", "Insatser 2025 Medborgare",
        "Insatser 2025 Servicegivare", "Insatser 2025 Offentliga", "Målvärden", "Resurser", "Definitioner", "Källor",
        *of_charts().values(), "Rader bakom siffrorna",
    ]  # fmt: skip


def test_headers_are_frozen_and_repeated_in_print(workbook: Any) -> None:
    assert {sheet.freeze_panes for sheet in workbook} == {"B4"}
    assert {sheet.print_title_rows for sheet in workbook} == {"$3:$3"}


def test_the_first_sheet_leads_to_every_other_and_says_what_it_is(workbook: Any) -> None:
    contents, *others = workbook.worksheets
    assert contents["A1"].value == "Uppföljning av regionalt serviceprogram 2025"
    listed = list(contents.iter_rows(min_row=4))
    assert [(row[0].value, row[0].hyperlink.location) for row in listed] == [
        (sheet.title, f"'{sheet.title}'!A1") for sheet in others
    ]
    assert [row[1].value for row in listed] == [sheet["A1"].value for sheet in others]
    assert [row[2].value for row in listed][:2] == [9, 5]


def test_every_sheet_is_a_table_that_filters_and_whose_total_stays_below(workbook: Any) -> None:
    for sheet in workbook:
        (table,) = sheet.tables.values()
        assert table.autoFilter.ref.startswith("A3:")
        assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[3]]
    edition = sample()
    count = len(edition.document.tables)
    totals = [workbook.worksheets[number].tables[f"Table{number + 1}"] for number in range(1, count + 1)]
    assert [table.totalsRowCount == 1 for table in totals] == [table.has_total for table in edition.document.tables]
    assert (totals[1].ref, totals[1].autoFilter.ref) == ("A3:G8", "A3:G7")
    assert not [cell for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_sheet_is_printed_on_a4_with_letters_of_eight_points_or_more(workbook: Any) -> None:
    for sheet in workbook:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage) == (9, 0, True)
        width = sum(each.width * (each.max - each.min + 1) for each in sheet.column_dimensions.values())
        assert (setup.orientation == "landscape") == (width > 100)
        assert width <= 190
        assert sheet.print_area.startswith(f"'{sheet.title}'!$A$1:")


def test_figures_are_numbers_with_a_format(workbook: Any) -> None:
    sheet = workbook["Beslutade stöd"]
    assert [cell.value for cell in sheet[4]] == ["Hemsändning", 8, 8, 1476300, 1398750, 77550, pytest.approx(5.5, 0.1)]
    formats = [cell.number_format for cell in sheet[4]][1:]
    assert formats[:4] == ["#,##0"] * 4
    assert formats[4] == '+#,##0;"−"#,##0;#,##0'
    assert formats[5].startswith('+#,##0"\u00a0%"')
    paid, granted = (workbook[of_charts()[name]] for name in ("utbetalt_per_beslutsar", "beviljat_per_kommun"))
    assert [cell.number_format for cell in paid["D"][3:5]] == ["#,##0"] * 2
    assert isinstance(granted["B4"].value, int | float)


def test_the_rows_behind_every_figure_are_named(workbook: Any) -> None:
    rows = [[cell.value for cell in row] for row in workbook["Rader bakom siffrorna"].iter_rows(min_row=4)]
    of_visits = [row for row in rows if row[0] == "S18 Fysiska företagsbesök 2025, hela länet"]
    assert of_visits[0][1].startswith("visits/")
    of_grants = [row for row in rows if row[0] == "S01 Beslutade stöd 2025, hela länet"]
    assert of_grants[-1][1:] == ["–", "–", "… och 36\u00a0rader till; alla visas med rsp trace S01 --year 2025"]


def test_a_target_keeps_the_words_around_its_figure(workbook: Any) -> None:
    shown = {row[0].value: row[1:3] for row in workbook["Målvärden"].iter_rows(min_row=4)}
    target, outcome = shown["Handläggningstid"]
    assert target.value == 90
    assert target.number_format == '"högst "#,##0"\u00a0dagar"'
    assert outcome.number_format == '#,##0.0"\u00a0dagar"'


def test_a_row_is_as_high_as_its_longest_text(workbook: Any) -> None:
    sheet = workbook["Definitioner"]
    heights = {row[0].value: sheet.row_dimensions[row[0].row].height for row in sheet.iter_rows(min_row=4)}
    assert sheet.sheet_format.defaultRowHeight == 15
    assert heights["S18 Fysiska företagsbesök"] is None
    assert heights["S12 Handläggningstid"] >= 45


def test_letters_are_of_one_font(workbook: Any) -> None:
    assert {cell.font.name for sheet in workbook for row in sheet.iter_rows() for cell in row} == {"Calibri"}


def test_a_delivered_text_does_nothing_in_a_cell(tmp_path: Path) -> None:
    row = (Cell("=1+1"), Cell("2025-12-31", date(2025, 12, 31)), Cell("12,50", Decimal("12.50")))
    table = Table("t", "+caption", (Column("@h"), Column("Dag"), Column("Kr", Align.END)), (row,), note="=note")
    write_sheets([Sheet("A/B: " + "lång " * 10, table)] * 2, "=titel", "Regionen", DAY, tmp_path / "w.xlsx")
    workbook = load_workbook(tmp_path / "w.xlsx")
    _, first, second = workbook.worksheets
    assert first.title != second.title
    assert max(len(first.title), len(second.title)) <= 31
    assert [cell.data_type for cell in first[4]] == ["s", "d", "n"]
    assert [cell.number_format for cell in first[4]][1:] == ["yyyy-mm-dd", "#,##0.00"]
    assert first["A4"].value == "'=1+1"
    assert not [cell for row in first.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_sheet_gets_a_title_that_a_workbook_takes(tmp_path: Path) -> None:
    table = Table("t", "Tabell", (Column("Kolumn"),), ((Cell("cell"),),))
    titles = ("'Stöd'", "STÖD", "Stöd till 'butiker i Östersund' och Åre")
    write_sheets([Sheet(title, table) for title in titles], "Titel", "Regionen", DAY, tmp_path / "w.xlsx")
    _, *named = load_workbook(tmp_path / "w.xlsx").sheetnames
    assert named == ["Stöd", "STÖD 2", "Stöd till 'butiker i Östersund"]
