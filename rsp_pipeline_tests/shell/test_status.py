"""`rsp status` and `rsp findings`: what they tell and how they exit, for people and for a watchdog."""

import json
import os
from datetime import timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from rsp_pipeline.night.noted import going, skip
from rsp_pipeline.night.step import Night
from rsp_pipeline.registers.accepted_findings import ACCEPTED_FINDINGS
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.exit_codes import GOOD, GOOD_WITH_REMARKS, REFUSED
from rsp_pipeline.shell.todo_report import in_short
from rsp_pipeline.store.lock import sole_use
from rsp_pipeline_tests.builders import read
from rsp_pipeline_tests.installations import typed
from rsp_pipeline_tests.workshop import reading


@pytest.fixture
def installed(own_copy: Settings) -> Settings:
    """An installation after its night, as it was before any test."""
    os.utime(own_copy.published_file)
    (own_copy.warehouse_dir / "nights.json").unlink(missing_ok=True)
    return own_copy


def answer(installation: Settings, *command: str) -> tuple[int, str]:
    """The exit code of a command, and what it tells."""
    done = typed(installation.data_dir.parent, *command)
    return done.exit_code, done.output


def fail(night: Night) -> None:
    with pytest.raises(OSError, match="No space"), going(night) as note_step:
        note_step("core/grants")
        raise OSError(28, "No space left on device")


def test_something_to_do_is_one_and_is_told_with_since_when_and_what_to_do(installed: Settings) -> None:
    code, told = answer(installed, "status")
    assert code == GOOD_WITH_REMARKS
    assert "  2026 Preliminär, för året pågår.\n  2025 Inte fastställd än.\n" in told
    assert "Att göra: 40\u00a0saker, det som skadar mest först.\nInaktuell rättelse: payments" in told
    assert "Karantän: visits/besokslogg_2025.csv, rad 9" in told
    assert "Att fylla i: Tjänsteskrivelsen 2025 saknar skrivelsens datum, " in told
    assert "    Sedan 2026-11-01. Rätta i källan" in told
    assert " förnyad. Ingenting är sparat från en tidigare natt." in told


def test_nothing_to_do_is_zero(installed: Settings) -> None:
    tables = Night.of(installed).tables
    rows = tables.read(TODO.table)
    tables.write(TODO.table, rows.slice(0, 0))
    code, told = answer(installed, "status")
    tables.write(TODO.table, rows)
    assert (code, told.splitlines()[-1]) == (GOOD, "Inget att göra.")


def test_a_night_that_failed_is_two_until_one_ends_well(installed: Settings) -> None:
    night = Night.of(installed)
    fail(night)
    code, told = answer(installed, "status")
    assert code == REFUSED
    assert "Misslyckad natt: core/grants: Disken är full." in told
    assert "Det som var publicerat står kvar." in told
    skip(night)
    assert answer(installed, "status")[0] == GOOD_WITH_REMARKS


def test_a_night_that_was_killed_is_two_and_one_that_goes_on_is_told(installed: Settings) -> None:
    night = Night.of(installed)
    with pytest.raises(KeyboardInterrupt), going(night):
        raise KeyboardInterrupt
    assert answer(installed, "status")[0] == REFUSED
    with sole_use(installed.warehouse_dir):
        code, told = answer(installed, "status")
    assert (code, "En uppdatering pågår just nu." in told) == (GOOD_WITH_REMARKS, True)


def test_a_file_older_than_26_hours_is_two_unless_a_night_has_found_nothing_to_do_since(installed: Settings) -> None:
    long_ago = installed.published_file.stat().st_mtime - timedelta(days=2).total_seconds()
    os.utime(installed.published_file, (long_ago, long_ago))
    code, told = answer(installed, "status")
    assert (code, "Gammal databasfil: Det är mer än 26 timmar sedan" in told) == (REFUSED, True)
    skip(Night.of(installed))
    assert answer(installed, "status")[0] == GOOD_WITH_REMARKS


def test_nothing_published_is_two(tmp_path: Path) -> None:
    told = typed(tmp_path, "status")
    assert told.exit_code == REFUSED
    assert "Ingenting publicerat: " in told.stdout
    assert not (tmp_path / "data").exists()  # nothing is written


def test_a_machine_is_told_the_same(installed: Settings) -> None:
    code, told = answer(installed, "status", "--json")
    found = json.loads(told)
    assert found["exit_code"] == code == GOOD_WITH_REMARKS
    assert found["years"]["2025"] == "Inte fastställd än"
    assert set(found["rows"][0]) == set(TODO.table.columns)
    assert found["nights"][0]["outcome"] == "förnyad"
    fail(Night.of(installed))
    code, told = answer(installed, "status", "--json")
    found = json.loads(told)
    assert found["exit_code"] == code
    assert (found["rows"][0]["kind"], found["nights"][0]["outcome"]) == ("Misslyckad natt", "misslyckad")


def test_of_many_grave_things_the_first_are_told_after_a_night_and_the_rest_counted() -> None:
    row = {"harm": 1, "kind": "Avvisad fil", "what": "a.csv.", "since": None, "remedy": ""}
    lines = [*in_short([row] * 25 + [{**row, "harm": 3}])]
    assert lines[:20] == ["Avvisad fil: a.csv."] * 20
    assert lines[20:] == ["Att göra: 6\u00a0saker till. Kör rsp status, eller se index.html i mappen followup."]
    assert [*in_short([])] == []


def test_findings_are_listed_with_state_place_and_record(installed: Settings) -> None:
    code, told = answer(installed, "findings", "--rule", "r06")
    assert code == GOOD_WITH_REMARKS
    title, place, message, count = told.splitlines()
    assert title == "R06 Hemsändningsbidrag över andelen av nettokostnaden"
    assert place.startswith("  ny: grants/export_2025.csv, rad 8, grants:2025-")
    assert message.startswith("      Beviljat 348\u00a0900,40\u00a0kr överstiger")
    assert count == "Avvikelser: 1 nya, 0 godtagna och 0 sedda."


def test_new_findings_are_given_as_lines_that_accept_them_once_filled_in(installed: Settings, tmp_path: Path) -> None:
    header, line = answer(installed, "findings", "--rule", "R06", "--csv")[1].splitlines()
    accepted = tmp_path / "reference" / "accepted_findings.csv"
    accepted.parent.mkdir()
    accepted.write_text(f"{header}\n{line.removesuffix(';;')}Dispens;Förvaltaren;2026-02-12\n", encoding="utf-8")
    (row,) = read(ACCEPTED_FINDINGS, tmp_path).accepted.to_dict("records")
    _, listed = answer(installed, "findings", "--rule", "R06")
    assert (row["rule_id"], row["reason"]) == ("R06", "Dispens")
    assert row["row_key"] in listed
    assert row["message"] in listed


def test_findings_of_no_rule_are_refused_and_none_new_is_zero(installed: Settings) -> None:
    assert answer(installed, "findings", "--rule", "R99")[0] == REFUSED
    assert answer(installed, "findings", "--rule", "R13") == (GOOD, "Avvikelser: 0 nya, 0 godtagna och 0 sedda.\n")


def test_the_published_list_is_the_one_of_the_workshop(installed: Settings) -> None:
    with reading(installed.published_file) as session:
        published: pa.Table = session.sql(f"FROM {TODO.table.full_name}").to_arrow_table()
    assert published.to_pylist() == Night.of(installed).tables.read(TODO.table).to_pylist()
