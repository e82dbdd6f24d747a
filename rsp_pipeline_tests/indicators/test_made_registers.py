"""What hypothesis makes is what a sender could have sent: written as files and read, no row is refused."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings

from rsp_pipeline.reading.read import read_register
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline_tests.builders import GIVEN, Row, write_csv
from rsp_pipeline_tests.indicators.made_registers import Made, registers


def as_sent(register: Register, row: Row) -> Row:
    return {column.header: _cell(row.get(column.name)) for column in register.columns}


def _cell(value: Any) -> object:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return "" if value is None else value


@settings(max_examples=3, deadline=None)
@given(registers())
def test_the_rows_made_are_rows_that_the_registers_accept(tmp_path_factory: pytest.TempPathFactory, made: Made) -> None:
    raw = tmp_path_factory.mktemp("raw")
    accepted: dict[str, pd.DataFrame] = {}
    for register in REGISTERS:
        if rows := made.get(register.name):
            folder = "reference" if register.reference else register.name
            write_csv(raw, f"{folder}/{register.name}.csv", [as_sent(register, row) for row in rows])
        circumstances = replace(GIVEN, accepted=lambda table: accepted.get(table.full_name, table.no_rows))
        reading = read_register(register, raw, circumstances)
        accepted[register.table.full_name] = reading.accepted
        assert reading.quarantine["message"].tolist() == []
        assert len(reading.accepted) == len(rows or ())
