"""Grants: what kind of recipient it is when the sender does not say."""

from pathlib import Path

import pytest

from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline_tests.builders import COMPANY, MUNICIPALITY_ORG_NO, PERSON, grant, read_rows

ASSOCIATION, ECONOMIC_ASSOCIATION, HOUSING_ASSOCIATION = "8029999011", "7699999012", "7169999013"


def kind(raw: Path, org_no: str, told: str = "") -> str:
    reading = read_rows(GRANTS, raw, grant(Mottagartyp=told, **{"Org.nr": org_no}))
    assert reading.quarantine.empty, reading.quarantine["message"].to_list()
    return str(reading.accepted["recipient_kind"][0])


@pytest.mark.parametrize(
    ("org_no", "expected"),
    [
        (COMPANY, "Företag"),
        (PERSON, "Enskild firma"),
        (MUNICIPALITY_ORG_NO, "Kommun"),
        (ASSOCIATION, "Förening"),
        (HOUSING_ASSOCIATION, "Förening"),
        (ECONOMIC_ASSOCIATION, "Företag"),
    ],
)
def test_the_kind_of_recipient_follows_from_the_org_number(org_no: str, expected: str, tmp_path: Path) -> None:
    assert kind(tmp_path, org_no) == expected


def test_what_the_sender_says_of_the_recipient_stands(tmp_path: Path) -> None:
    assert kind(tmp_path, COMPANY, told="Fastighetsägare") == "Fastighetsägare"
