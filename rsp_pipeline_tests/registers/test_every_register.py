"""Every register can be read: by its official headers, by every other one, and with every spelling of its terms."""

from pathlib import Path

import pytest

from rsp_pipeline.reading.cells.values import reader
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.kinds import (
    Amount,
    Choice,
    Choices,
    Day,
    Flag,
    Identifier,
    MunicipalityCode,
    Number,
    OrgNo,
    Text,
    Verbatim,
    Whole,
    in_programme,
)
from rsp_pipeline.registers.register import Column
from rsp_pipeline_tests.builders import MUNICIPALITY_ORG_NO, PROGRAMME, read_rows

registers = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)


CELLS: dict[type, str] = {
    Amount: "1 476 300,50",
    Number: "11,0663",
    Whole: "2024",
    Day: "2024-12-31",
    Flag: "ja",
    OrgNo: MUNICIPALITY_ORG_NO,
    MunicipalityCode: "Åre",
    Identifier: "P-1",
    Text: "Påhittat",
    Verbatim: "Påhittat",
}


def cell(column: Column) -> str:
    if column.name == "column_name":
        return "Kommun"  # a correction of a column that there is
    kind = in_programme(column.kind, PROGRAMME)
    if isinstance(kind, Choices):
        return ", ".join(kind.values)
    return next(iter(kind.values)) if isinstance(kind, Choice) else CELLS[type(kind)]


@registers
@pytest.mark.parametrize("header", range(5))
def test_a_full_row_is_read_under_whichever_header_it_comes(register: Register, header: int, tmp_path: Path) -> None:
    row = {column.headers[min(header, len(column.headers) - 1)]: cell(column) for column in register.columns}
    reading = read_rows(register, tmp_path, row)
    assert reading.quarantine.empty, reading.quarantine["message"].to_list()
    assert reading.source_files[["verdict", "message"]].to_numpy().tolist() == [["accepted", ""]]
    assert reading.accepted.iloc[0][[column.name for column in register.columns]].notna().all()


@registers
def test_every_spelling_of_a_term_is_read_as_the_term(register: Register) -> None:
    for column in register.columns:
        if isinstance(column.kind, Choice):
            kind = in_programme(column.kind, PROGRAMME)
            assert isinstance(kind, Choice)
            read_term = reader(kind, PROGRAMME.municipalities)
            for term, others in kind.values.items():
                assert {read_term(spelling) for spelling in (term, *others)} == {term}


@registers
def test_a_required_cell_left_empty_puts_the_row_in_quarantine(register: Register, tmp_path: Path) -> None:
    full = {column.header: cell(column) for column in register.columns}
    required = [column for column in register.required if not column.default]
    reading = read_rows(register, tmp_path, *(full | {column.header: ""} for column in required))
    missing = reading.quarantine.query("code == 'missing_value'")
    assert missing["column_name"].to_list() == [column.name for column in required]
    assert reading.accepted.empty
