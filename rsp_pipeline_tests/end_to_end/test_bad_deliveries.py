"""Nights in which senders fail: every register gets files that cannot be read, or registers do not come at all."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import pytest

from rsp_pipeline.night.night import run as make
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.registers import FILES_CHECK
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.end_to_end.test_nightly import BULLETS_2025, Figures, figures
from rsp_pipeline_tests.installations import Refreshed, run
from rsp_pipeline_tests.workshop import ask

FOLDERS = [register.name for register in REGISTERS if not register.reference]
BAD_FILES = {
    "bruten.xlsx": "Arbetsboken är skadad",
    "tom.csv": "Filen är tom.",
    "annat.csv": "Ingen rubrikrad för ",
}
WITHOUT = [["grants", "service_plans"], [name for name in FOLDERS if name not in {"grants", "service_plans"}]]
"""The folders that are gone, night by night: together all of them, and each night others that came."""


@dataclass(frozen=True)
class Nights:
    """An installation in which every register got bad files, and the figures of the night before they came."""

    installation: Settings
    result: dg.ExecuteInProcessResult
    before: Figures


@pytest.fixture(scope="module")
def nights(own_copy: Settings) -> Nights:
    before = figures(own_copy)
    for name in FOLDERS:
        (own_copy.raw_dir / name / "bruten.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
        (own_copy.raw_dir / name / "tom.csv").touch()
        (own_copy.raw_dir / name / "annat.csv").write_text("Färg;Form\nröd;rund\n", encoding="utf-8")
    return Nights(own_copy, run(own_copy), before)


def sizes(installation: Settings) -> dict[str, object]:
    """The number of rows that each register has in the published file."""
    return {name: ask(installation.published_file, f"SELECT count(*) FROM core.{name}")[0][0] for name in FOLDERS}


def test_bad_files_in_every_register_change_no_figure_but_that_of_data_quality(nights: Nights) -> None:
    assert nights.result.success
    changed = figures(nights.installation) ^ nights.before
    assert {row[0] for row in changed} <= {"Q01"}


@pytest.mark.parametrize("name", FOLDERS)
def test_every_bad_file_is_rejected_with_its_reason(nights: Nights, name: str) -> None:
    rejected = f"FROM quality.source_file WHERE register = '{name}' AND verdict = 'rejected'"
    found = ask(nights.installation.published_file, f"SELECT source_file, message {rejected}")
    told = {str(file): str(why) for file, why in found}
    assert set(told) == {f"{name}/{file}" for file in BAD_FILES}
    for file, sentence in BAD_FILES.items():
        assert told[f"{name}/{file}"].startswith(sentence)


@pytest.mark.parametrize("name", FOLDERS)
def test_the_asset_of_the_register_shows_what_was_rejected_and_why(nights: Nights, name: str) -> None:
    (check,) = (
        evaluation
        for evaluation in nights.result.get_asset_check_evaluations()
        if evaluation.asset_key == dg.AssetKey(["core", name]) and evaluation.check_name == FILES_CHECK
    )
    assert not check.passed
    shown = str(check.metadata["Avvisade filer"].value)
    for file, sentence in BAD_FILES.items():
        assert f"{name}/{file}" in shown
        assert sentence in shown


@pytest.mark.parametrize("gone", WITHOUT, ids=lambda gone: "+".join(gone))
def test_registers_that_do_not_come_leave_the_others_complete(
    refreshed: Refreshed, nights: Nights, tmp_path: Path, gone: list[str]
) -> None:
    installation = refreshed.copy_in(tmp_path)
    for name in gone:
        shutil.rmtree(installation.raw_dir / name)
    installation.published_file.unlink()  # what is lost would be held back
    make(Night.of(installation))
    assert sizes(installation) == {
        name: 0 if name in gone else size for name, size in sizes(nights.installation).items()
    }
    made = {path.name for path in installation.followup_dir(2025).parent.iterdir()}
    assert made == {"2023", "2024", "2025", "2026", "index.html", "instrumentpanel.html"}
    assert (installation.followup_dir(2025) / "nyckeltal.md").read_text(encoding="utf-8") == bullets_without(gone)


def bullets_without(gone: list[str]) -> str:
    """The page of key figures, where those of some registers are unknown."""
    lines = BULLETS_2025.splitlines(keepends=True)
    return "".join(
        re.sub(r"^(- \D+) \d.*", r"\1 uppgift saknas", line)
        if ("visits" if "företagsbesök" in line else "grants") in gone
        else line
        for line in lines
    )
