"""Rule parameters: each is one that something reads, and ends after it began."""

from pathlib import Path

from rsp_pipeline.registers.rule_parameters import PARAMETER, RULE_PARAMETERS
from rsp_pipeline_tests.builders import SAMPLE, read, read_rows

RATE = {"Parameter": "eurokurs", "Värde": "11,0663", "Gäller från": "2025-01-01", "Gäller till": "", "Källa": "ECB"}


def test_a_misspelt_name_is_refused_and_the_nearest_told(tmp_path: Path) -> None:
    reading = read_rows(RULE_PARAMETERS, tmp_path, RATE, {**RATE, "Parameter": "e urokurs"})
    assert reading.accepted["parameter"].to_list() == ["eurokurs"]
    (cell,) = reading.quarantine.to_dict("records")
    assert cell["code"] == "unknown_term"
    assert cell["message"].endswith("Menas ”eurokurs”?")


def test_a_value_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    reading = read_rows(RULE_PARAMETERS, tmp_path, RATE, {**RATE, "Gäller till": "2024-12-31"})
    assert reading.quarantine["code"].to_list() == ["ends_before_it_begins"]


def test_every_parameter_is_shipped() -> None:
    accepted = read(RULE_PARAMETERS, SAMPLE).accepted
    assert {*accepted["parameter"]} == {*PARAMETER.values}
