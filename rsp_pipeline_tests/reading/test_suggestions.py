import pytest

from rsp_pipeline.reading.cells.suggestions import OF_CODE, suggestion
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.visits import VISITS

registers = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)


@registers
@pytest.mark.parametrize("code", ["missing_value", "unheard_of"])
def test_every_column_has_a_suggestion_whatever_the_reason(register: Register, code: str) -> None:
    for column in register.columns:
        told = suggestion(register, column.name, code)
        assert told.startswith(f"{column.header}: ")
        assert told.endswith(".")


@registers
def test_a_row_that_contradicts_itself_is_not_told_how_to_write_the_cell(register: Register) -> None:
    for check in register.checks:
        told = suggestion(register, check.column, check.code)
        assert check.code in OF_CODE or "jämför raden med källsystemet" in told


@pytest.mark.parametrize(
    ("column", "code", "told"),
    [
        ("decided_on", "not_a_date", "Beslutsdatum: skriv år, månad och dag, till exempel 2025-12-31."),
        ("decided_on", "missing_value", "Beslutsdatum: fyll i år, månad och dag, till exempel 2025-12-31."),
        ("decision_no", "below_least", "Beslutsnr: skriv 1 eller mer."),
        ("is_island", "not_yes_or_no", "Skärgård: skriv ja eller nej."),
        ("funding_source", "unknown_term", "Finansiering: skriv ett av 1:1-anslaget, Nationella medel, Annan."),
    ],
)
def test_a_suggestion_says_what_to_write(column: str, code: str, told: str) -> None:
    assert suggestion(GRANTS, column, code) == told


def test_a_set_is_suggested_as_several_terms() -> None:
    assert "ett eller flera av Region, Kommun" in suggestion(VISITS, "participants", "unknown_term")
