from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from rsp_pipeline.office.tables import add_table
from rsp_pipeline.office.workbook import looks, settled


def written(path: Path, headers: list[str], row_count: int, total: list[str]) -> Any:
    with settled(path, datetime(2026, 3, 24, tzinfo=UTC), "Regionen") as workbook:
        sheet = workbook.add_worksheet("Blad")
        add_table(sheet, 0, headers, [looks(workbook)(bold=True)] * len(headers), row_count, total)
    return load_workbook(path)["Blad"]


def test_a_table_has_its_header_its_filter_and_its_total(tmp_path: Path) -> None:
    sheet = written(tmp_path / "a.xlsx", ["Stöd", "=Antal"], 3, ["Samtliga", ""])
    (table,) = sheet.tables.values()
    assert [cell.value for cell in sheet[1]] == [column.name for column in table.tableColumns] == ["Stöd", "'=Antal"]
    assert (table.ref, table.autoFilter.ref, table.totalsRowCount) == ("A1:B4", "A1:B3", 1)
    assert table.tableColumns[0].totalsRowLabel == "Samtliga"


def test_what_excel_knows_as_no_table_has_a_header_and_a_filter(tmp_path: Path) -> None:
    for number, (headers, row_count) in enumerate([(["Stöd", "STÖD"], 2), (["Stöd", "Antal"], 0)]):
        sheet = written(tmp_path / f"{number}.xlsx", headers, row_count, [])
        assert not sheet.tables
        assert [cell.value for cell in sheet[1]] == headers
        assert sheet.auto_filter.ref.startswith("A1:B")
