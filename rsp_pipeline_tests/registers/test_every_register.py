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
from rsp_pipeline_tests.builders import MUNICIPALITY_ORG_NO, PROGRAMME, read, write_csv

registers = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)


def cell(column: Column) -> str:
    if column.name == "column_name":
        return "Kommun"  # a correction of a column that there is
    match kind := in_programme(column.kind, PROGRAMME):
        case Choices():
            return ", ".join(kind.values)
        case Choice():
            return next(iter(kind.values))
        case Amount():
            return "1 476 300,50"
        case Number():
            return "11,0663"
        case Whole():
            return "2024"
        case Day():
            return "2024-12-31"
        case Flag():
            return "ja"
        case OrgNo():
            return MUNICIPALITY_ORG_NO
        case MunicipalityCode():
            return "Åre"
        case Identifier():
            return "P-1"
        case Text() | Verbatim():
            return "Påhittat"


def delivered(register: Register, raw: Path, header: int) -> None:
    """A file with one full row, each column under its header of that number, or its last one."""
    row = {column.headers[min(header, len(column.headers) - 1)]: cell(column) for column in register.columns}
    write_csv(raw, f"reference/{register.name}.csv" if register.reference else f"{register.name}/a.csv", [row])


@registers
@pytest.mark.parametrize("header", range(5))
def test_a_full_row_is_read_under_whichever_header_it_comes(register: Register, header: int, tmp_path: Path) -> None:
    delivered(register, tmp_path, header)
    reading = read(register, tmp_path)
    assert reading.quarantine.empty, reading.quarantine["message"].to_list()
    assert reading.source_files[["verdict", "message"]].to_numpy().tolist() == [["accepted", ""]]
    row = reading.accepted.iloc[0]
    assert row[[column.name for column in register.columns]].notna().all()


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
    rows = [full | {column.header: ""} for column in required]
    write_csv(tmp_path, f"reference/{register.name}.csv" if register.reference else f"{register.name}/a.csv", rows)
    reading = read(register, tmp_path)
    missing = reading.quarantine.query("code == 'missing_value'")
    assert missing["column_name"].to_list() == [column.name for column in required]
    assert reading.accepted.empty
