import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.reading.check import Check, check_file, named
from rsp_pipeline.reading.files import FileRejected
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.registers.kinds import Amount
from rsp_pipeline.shell.check_report import as_json, as_text, exit_code
from rsp_pipeline_tests.builders import GIVEN, GRANT, Row, grant, plan, read, visit, write_csv


def checked(path: Path, register: Register | None = None) -> Check:
    return check_file(path, GIVEN, register)


def checked_rows(folder: Path, *rows: Row) -> Check:
    return checked(write_csv(folder, "a.csv", rows))


def codes(check: Check) -> list[str]:
    return [reason.code for reason in check.reasons]


def text(check: Check) -> str:
    return "\n".join(as_text(check)).replace("\u00a0", " ")


def test_a_file_is_judged_as_the_nightly_judges_it(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "grants/a.csv", [grant(), grant(Ärendenr="2", Belopp="abc"), grant()])
    check, nightly = checked(path), read(GRANTS, tmp_path).source_files.iloc[0]
    for told in ("verdict", "rows_read", "rows_accepted", "rows_quarantined"):
        assert getattr(check, told) == nightly[told]


def test_sums_are_those_of_accepted_rows_for_every_amount_column_exact_to_the_ore(tmp_path: Path) -> None:
    rows = [grant(Ärendenr=str(number), Belopp="0,10") for number in range(3)]
    check = checked_rows(tmp_path, *rows, grant(Ärendenr="9", Belopp="77", Kommun="Atlantis"))
    assert check.sums["granted_sek"] == Decimal("0.30")
    assert set(check.sums) == {column.name for column in GRANTS.columns if isinstance(column.kind, Amount)}
    assert '"granted_sek": 0.30,' in as_json(check)


def test_a_sum_larger_than_a_binary_float_can_hold_is_written_exactly(tmp_path: Path) -> None:
    check = checked_rows(tmp_path, grant())
    large = replace(check, sums={"granted_sek": Decimal("123456789012345678.91")})
    assert json.loads(as_json(large), parse_float=Decimal)["sums"] == {"granted_sek": Decimal("123456789012345678.91")}


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("grants", grant()),
        ("visits", visit()),
        ("service_plans", plan()),
        ("population", {"Kommun": "2313", "Datum": "2025-12-31", "Folkmängd": 11_000}),
    ],
)
def test_the_register_is_recognised_from_the_headers(tmp_path: Path, name: str, row: Row) -> None:
    check = checked(write_csv(tmp_path, "vad som helst.csv", [row], delimiter="\t"))
    assert (check.register, exit_code(check)) == (named(name), 0)


def test_a_register_with_a_missing_column_is_still_recognised_and_the_column_told(tmp_path: Path) -> None:
    row = {name: value for name, value in GRANT.items() if name != "Belopp"}
    check = checked_rows(tmp_path, row)
    assert (check.register, check.verdict, codes(check)) == (GRANTS, "rejected", ["missing_column"])
    assert exit_code(check) == 2


def test_headers_of_no_register_are_told_so(tmp_path: Path) -> None:
    check = checked_rows(tmp_path, {"Färg": "röd", "Form": "rund"})
    assert (check.register, check.verdict, codes(check)) == (None, "rejected", ["unknown_register"])
    assert "Ange vilket det är med --register." in text(check)


def test_headers_that_fit_two_registers_alike_are_told_so(tmp_path: Path) -> None:
    path = write_csv(tmp_path, "a.csv", [grant()])
    check = check_file(path, GIVEN, registers=[GRANTS, replace(GRANTS, name="loans", title="Lån")])
    assert (check.register, codes(check)) == (None, ["ambiguous_register"])
    assert "passar lika bra för stödbeslut (grants) och lån (loans)" in text(check)


def test_a_named_register_goes_before_the_headers(tmp_path: Path) -> None:
    check = checked(write_csv(tmp_path, "a.csv", [grant()]), named("visits"))
    assert (check.register, check.verdict) == (named("visits"), "rejected")


def test_a_register_that_is_none_is_refused_with_those_there_are() -> None:
    with pytest.raises(FileRejected, match=r"Registret ”stöd” finns inte\. Välj bland grants, "):
        named("stöd")
    assert {named(register.name) for register in REGISTERS} == set(REGISTERS)


@pytest.mark.parametrize(
    ("name", "code"), [("saknas.csv", "no_such_file"), ("", "not_a_file"), ("~$a.xlsx", "not_delivered")]
)
def test_what_is_no_file_is_told_so(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "~$a.xlsx").write_bytes(b"lock")
    check = checked(tmp_path / name)
    assert (check.register, check.verdict, codes(check), exit_code(check)) == (None, "rejected", [code], 2)


def test_a_totals_row_is_no_warning(tmp_path: Path) -> None:
    check = checked_rows(tmp_path, grant(), dict.fromkeys(GRANT, "") | {"Ärendenr": "Summa", "Belopp": "100000"})
    assert (codes(check), check.has_warnings, exit_code(check)) == (["total_row"], False, 0)
    assert text(check).startswith("a.csv: GODTAGEN. Varje rad kan tolkas.")


@pytest.mark.parametrize(
    ("rows", "code"), [([grant(Favoritfärg="blå")], "unknown_column"), ([grant(), grant()], "identical_twin")]
)
def test_unknown_columns_and_identical_twins_are_warnings(tmp_path: Path, rows: list[Row], code: str) -> None:
    check = checked_rows(tmp_path, *rows)
    assert (check.verdict, codes(check), exit_code(check)) == ("accepted", [code], 1)
    assert text(check).startswith("a.csv: GODTAGEN MED ANMÄRKNINGAR.")


def test_a_person_reads_the_verdict_first_then_rows_sums_and_reasons(tmp_path: Path) -> None:
    rows = [grant(Belopp="1476300"), grant(Ärendenr="2", Belopp="abc")]
    assert text(checked_rows(tmp_path, *rows)).splitlines() == [
        "a.csv: GODTAGEN MED RADER I KARANTÄN. De räknas inte med förrän de är rättade.",
        "Register: Stödbeslut (grants)",
        "Rader: 2 lästa, 1 godtagna, 1 i karantän",
        "Summor av de godtagna raderna:",
        "  Beviljat belopp:  1 476 300,00 kr",
        "",
        "Att veta om filen:",
        "- Rad 3, kolumnen ”Belopp”: värdet ”abc” är inget belopp. Skriv till exempel 1 476 300 eller 1476300,50.",
    ]


def test_a_person_is_shown_fifty_reasons_and_told_how_many_more(tmp_path: Path) -> None:
    rows = [grant(Ärendenr=str(number), Kommun="Atlantis") for number in range(57)]
    check = checked_rows(tmp_path, *rows)
    lines = as_text(check)
    assert len([line for line in lines if line.startswith("- ")]) == 50
    assert lines[-1] == "… och 7 till."
    assert len(json.loads(as_json(check))["reasons"]) == 57


def test_a_restricted_value_is_not_repeated(tmp_path: Path) -> None:
    check = checked_rows(tmp_path, grant(**{"Org.nr": "8101619801"}))
    assert "8101619801" not in as_json(check) + text(check)
    assert json.loads(as_json(check))["reasons"][0]["value"] == "(skyddad uppgift)"


def test_a_cell_cannot_steer_the_terminal(tmp_path: Path) -> None:
    check = checked_rows(tmp_path, grant(Belopp="\x1b[31mrött\nnytt"))
    assert "\x1b" not in text(check)
    assert any("rött nytt" in line for line in as_text(check))


def test_a_file_name_that_is_no_text_can_still_be_told(tmp_path: Path) -> None:
    check = replace(checked_rows(tmp_path, grant()), file="\udce5.csv")
    assert ".csv: GODTAGEN." in text(check).encode().decode()
    assert json.loads(as_json(check))["file"] == "\udce5.csv"
