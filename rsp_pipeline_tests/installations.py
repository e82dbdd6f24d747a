"""Whole installations of the sample: refreshed in a shell as a person does it, or run by Dagster in this process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import dagster as dg
from click.testing import CliRunner, Result
from dagster._core.definitions.schedule_definition import ScheduleExecutionData

from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.programme.load import SHIPPED
from rsp_pipeline.settings import Settings
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE, TODAY, settings
from rsp_pipeline_tests.workshop import ask

RSP = Path(sys.executable).with_name("rsp")


@dataclass(frozen=True)
class Refreshed:
    """A project folder in which `rsp refresh` was run, and what it told. Others read it, too: nothing changes it."""

    folder: Path
    told: str

    @property
    def published(self) -> Path:
        return self.folder / "data" / "warehouse" / "rsp.duckdb"

    def copy_in(self, folder: Path) -> Settings:
        """The settings of a copy of its registers and all that was made of them."""
        shutil.copytree(self.folder / "data", folder / "data")
        return Settings(folder / "data", PROGRAMME, fixed_day=TODAY)


def environment(**changed: str) -> dict[str, str]:
    """Ours without any settings but the tests' day, and what is changed."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("RSP_", "DAGSTER_"))}
    return inherited | {"RSP_TODAY": TODAY.isoformat(), "PYTHONUTF8": "1"} | changed


def rsp(folder: Path, *arguments: str, **changed: str) -> subprocess.CompletedProcess[str]:
    """A command typed in a folder."""
    return subprocess.run(
        [RSP, *arguments],
        cwd=folder,
        env=environment(**changed),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def typed(folder: Path, *arguments: str, **changed: str) -> Result:
    """A command on a folder's data, in this process: for commands that leave nothing in it."""
    here = {"RSP_DATA_DIR": str(folder / "data"), "RSP_TODAY": TODAY.isoformat()}
    return CliRunner(env=here | changed).invoke(main, arguments)


def programme_of(folder: Path, first_year: int, last_year: int) -> str:
    """The path of a programme written in a folder: the shipped one, of other years."""
    text = (SHIPPED / "jamtland_harjedalen.toml").read_text(encoding="utf-8")
    years = {PROGRAMME.first_year: first_year, PROGRAMME.last_year: last_year}
    for shipped, own in years.items():
        text = text.replace(f"_year = {shipped}\n", f"_year = {own}\n")
    path = folder / "programme.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def installed(folder: Path) -> Settings:
    """The settings of an installation that was delivered the sample, before its first night."""
    shutil.copytree(SAMPLE, folder / "data" / "raw")
    return settings(folder)


def run(installation: Settings) -> dg.ExecuteInProcessResult:
    """The nightly job over every open year."""
    job = build_definitions(installation).resolve_job_def("nightly")
    with dg.DagsterInstance.ephemeral() as instance:
        return job.execute_in_process(instance=instance, raise_on_error=False)


def decided(schedule: str, installation: Settings, history: dg.DagsterInstance) -> ScheduleExecutionData:
    """What a schedule asks for, or why it does not."""
    definitions = build_definitions(installation)
    with dg.build_schedule_context(
        history,
        scheduled_execution_time=datetime(2026, 11, 1, tzinfo=UTC),
        repository_def=definitions.get_repository_def(),
        resources={"settings": installation},
    ) as context:
        return definitions.resolve_schedule_def(schedule).evaluate_tick(context)


def why(failed: dg.ExecuteInProcessResult) -> str:
    """Why a run failed, as it tells itself."""
    (step,) = failed.filter_events(lambda event: event.is_step_failure)
    told = step.step_failure_data.user_failure_data
    assert told
    return str(told.description)


def change_amount(raw: Path, row: int, amount: str) -> None:
    """Change the amount in a row of the sample's grants of 2025."""
    path = raw / "grants" / "export_2025.csv"
    lines = path.read_bytes().decode("cp1252").split("\r\n")
    cells = lines[row - 1].split(";")
    cells[lines[0].split(";").index("Belopp")] = amount
    lines[row - 1] = ";".join(cells)
    path.write_bytes("\r\n".join(lines).encode("cp1252"))


def change_a_grant(installation: Settings) -> tuple[str, str, str]:
    """Make a grant of 2025 that counts a krona and a half: its record, its municipality and its form."""
    ((row, *grant),) = ask(
        installation.published_file,
        """
        SELECT source_row, record_id, municipality_code, grant_form
        FROM core.grants SEMI JOIN evidence.s02 USING (record_id)
        WHERE source_file = 'grants/export_2025.csv' ORDER BY source_row LIMIT 1
        """,
    )
    change_amount(installation.raw_dir, int(str(row)), "1,50")
    record_id, municipality_code, grant_form = map(str, grant)
    return record_id, municipality_code, grant_form
