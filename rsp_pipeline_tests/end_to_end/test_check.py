"""`rsp check`, run as a person runs it: in a shell, beside an installation that must stay as it is."""

import json
from decimal import Decimal
from pathlib import Path

from rsp_pipeline_tests.builders import SAMPLE, grant, write_csv
from rsp_pipeline_tests.installations import rsp


def test_a_good_file_exits_with_zero_and_nothing_is_written(tmp_path: Path) -> None:
    write_csv(tmp_path, "till natten.csv", [grant()])
    done = rsp(tmp_path, "check", "till natten.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("till natten.csv: GODTAGEN.")
    assert [path.name for path in tmp_path.iterdir()] == ["till natten.csv"]


def test_the_shipped_export_is_told_as_one_json_object_and_exits_with_one(tmp_path: Path) -> None:
    file = str(SAMPLE / "grants" / "export_2025.csv")
    done = rsp(tmp_path, "check", file, "--json")
    told = json.loads(done.stdout, parse_float=Decimal)
    assert done.returncode == 1
    assert list(told) == ["file", "register", "verdict", "rows", "sums", "reasons"]
    assert (told["file"], told["register"], told["verdict"]) == (file, "grants", "accepted_with_quarantine")
    assert told["rows"] == {"read": 34, "accepted": 33, "quarantined": 1}
    assert told["sums"]["granted_sek"] == Decimal(6_470_856)
    assert [(reason["code"], reason["row"], reason["value"]) for reason in told["reasons"]] == [
        ("unknown_municipality", 9, "Sundsvall")
    ]


def test_a_file_that_is_missing_exits_with_two_and_a_sentence(tmp_path: Path) -> None:
    done = rsp(tmp_path, "check", "saknas.csv")
    assert done.returncode == 2
    assert "saknas.csv: AVVISAD." in done.stdout
    assert "Filen finns inte." in done.stdout


def test_an_unknown_register_exits_with_two_and_is_json_when_asked_for(tmp_path: Path) -> None:
    done = rsp(tmp_path, "check", "a.csv", "--register", "stöd", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 2
    assert (told["register"], told["verdict"], told["rows"]["read"]) == (None, "rejected", 0)
    assert told["reasons"][0]["code"] == "unknown_register"
    assert "Registret ”stöd” finns inte." in told["reasons"][0]["message"]
