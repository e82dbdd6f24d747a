"""The night as plain functions: in an order that holds, without Dagster, and what it leaves."""

import subprocess
import sys
from pathlib import Path

from rsp_pipeline.night.night import STEPS, run
from rsp_pipeline.night.step import Night
from rsp_pipeline_tests.builders import grant, settings, write_csv
from rsp_pipeline_tests.workshop import ask

PLAIN_NIGHT = """
import sys
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.settings import Settings
run(Night.of(Settings.from_environment()))
assert not any(name.split(".")[0] == "dagster" for name in sys.modules)
"""


def test_every_step_stands_only_on_those_before_it() -> None:
    made: set[str] = set()
    for step in STEPS:
        assert made.issuperset(step.needs), step.name
        made.update(step.makes)


def test_nothing_is_made_by_two_steps() -> None:
    names = [name for step in STEPS for name in step.makes]
    assert len(names) == len(set(names))


def test_a_night_makes_what_each_step_names(tmp_path: Path) -> None:
    installation = settings(tmp_path)
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    night = Night.of(installation)
    begun: list[str] = []
    run(night, before_each=lambda step: begun.append(step.name))
    assert begun == [step.name for step in STEPS]
    tables = [name for step in STEPS for name in step.makes if name.split("/")[0] in {"core", "indicator"}]
    there = {path.relative_to(installation.tables_dir) for path in installation.tables_dir.rglob("*.parquet")}
    found = {"/".join(path.with_suffix("").parts[:2]) for path in there}
    assert set(tables) <= found
    assert installation.quarantine_file.exists()
    assert ask(installation.published_file, "SELECT count(*) FROM core.grants") == [(1,)]


def test_a_night_runs_where_dagster_is_never_imported(tmp_path: Path) -> None:
    write_csv(tmp_path / "raw", "grants/a.csv", [grant()])
    environment = {"RSP_DATA_DIR": str(tmp_path), "RSP_TODAY": "2026-03-01", "PATH": ""}
    subprocess.run([sys.executable, "-c", PLAIN_NIGHT], env=environment, check=True)
    assert ask(tmp_path / "warehouse" / "rsp.duckdb", "SELECT count(*) FROM core.grants") == [(1,)]
