"""The night as plain functions: in an order that holds, without Dagster, and what it leaves."""

import re
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pyarrow.parquet as pq
import pytest

from rsp_pipeline.night.dashboard import DASHBOARD
from rsp_pipeline.night.followup import DOCUMENTS
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, COUNTING, STEPS, making, reasons, run
from rsp_pipeline.night.quarantine import QUARANTINE_WORKBOOK
from rsp_pipeline.night.rules import FINDINGS
from rsp_pipeline.night.state_aid import STATE_AID_WORKBOOKS
from rsp_pipeline.night.step import Night, Step, the_programme, why
from rsp_pipeline.open_data.recipients import RESTING
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.rules import RULES
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.kept import FILE, Kept
from rsp_pipeline.store.schema import Table
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import PROGRAMME, TODAY, grant, plan, settings, write_csv, write_population
from rsp_pipeline_tests.workshop import ask

TWO_YEARS = replace(PROGRAMME, first_year=2025)
PLAIN_NIGHT = """
import sys
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.settings import Settings
run(Night.of(Settings.from_environment()))
assert not any(name.split(".")[0] == "dagster" for name in sys.modules)
"""


def test_every_step_stands_only_on_those_before_it_and_makes_what_no_other_does() -> None:
    made: list[str] = []
    for step in STEPS:
        assert set(step.needs) <= set(made), step.name
        made += step.makes
    assert len(made) == len(set(made))


@pytest.fixture(scope="module")
def begun() -> list[str]:
    """The steps that the first night began, in their order."""
    return []


@pytest.fixture(scope="module")
def first(begun: list[str], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """An installation of two years after its first night."""
    installation = settings(tmp_path_factory.mktemp("first"), TWO_YEARS)
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    write_population(installation.raw_dir, {"2303": 5000})
    run(Night.of(installation), before_each=lambda step: begun.append(step.name))
    return installation


@pytest.fixture
def installation(first: Settings, tmp_path: Path) -> Settings:
    """The same, in another place and to be changed."""
    return replace(first, data_dir=shutil.copytree(first.data_dir, tmp_path / "data"))


def test_a_night_makes_what_each_step_names(first: Settings, begun: list[str]) -> None:
    assert begun == [step.name for step in STEPS]
    tables = {name for step in STEPS for name in step.makes if name.split("/")[0] in {"core", "indicator"}}
    there = {path.relative_to(first.tables_dir) for path in first.tables_dir.rglob("*.parquet")}
    assert tables <= {"/".join(path.with_suffix("").parts[:2]) for path in there}
    assert first.quarantine_file.exists()
    assert ask(first.published_file, "SELECT count(*) FROM core.grants") == [(1,)]


def test_a_night_runs_where_dagster_is_never_imported(tmp_path: Path) -> None:
    write_csv(tmp_path / "raw", "grants/a.csv", [grant(Beslutsdatum="2023-02-01")])
    environment = {"RSP_DATA_DIR": str(tmp_path), "RSP_TODAY": "2023-03-01", "PATH": ""}
    subprocess.run([sys.executable, "-c", PLAIN_NIGHT], env=environment, check=True)
    assert ask(tmp_path / "warehouse" / "rsp.duckdb", "SELECT count(*) FROM core.grants") == [(1,)]


def noting(method: Callable[..., Any], noted: set[str]) -> Callable[..., Any]:
    """A method of the store that notes which tables it is called with."""

    def call(tables: Tables, table: Table, *given: Any, **named: Any) -> Any:
        noted.add(table.full_name)
        return method(tables, table, *given, **named)

    return call


def test_a_step_reads_no_table_but_those_that_it_tells(installation: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    read, written = set[str](), set[str]()
    for method, noted in ((Tables.read, read), (Tables.paths, read), (Tables.write, written)):
        monkeypatch.setattr(Tables, method.__name__, noting(method, noted))
    night = Night(installation, installation.open_years)
    for step in STEPS:
        read.clear()
        written.clear()
        step.make(night)
        assert read - written <= {table.full_name for table in step.reads}, step.name


def test_what_a_step_gave_is_gone_when_the_next_is_made(tmp_path: Path) -> None:
    class Rows:
        pass

    given: list[weakref.ref[Rows]] = []

    def give(_: Night) -> Rows:
        assert [each() for each in given] == [None] * len(given)
        rows = Rows()
        given.append(weakref.ref(rows))
        return rows

    run(Night(settings(tmp_path), ()), [Step((name,), (), give) for name in ("a", "b", "c")])
    assert len(given) == 3


def test_a_night_with_nothing_to_do_does_nothing_wherever_the_installation_lies(installation: Settings) -> None:
    before = {path: path.stat().st_mtime_ns for path in installation.warehouse_dir.rglob("*") if path.name != FILE}
    assert reasons(Night.of(installation)) == ()
    assert list(making(Night.of(installation))) == []
    tomorrow = replace(installation, fixed_day=TODAY + timedelta(days=1))
    assert reasons(Night.of(tomorrow)) == ()
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_a_change_makes_what_rests_on_it_and_nothing_else(installation: Settings) -> None:
    path = installation.raw_dir / "reference" / "population.csv"
    path.write_bytes(path.read_bytes() + b"\r\n")
    night = Night.of(installation)
    assert reasons(night) == ("Ändrat: reference/population.csv.",)
    made = [step.name for step, _ in making(night)]
    assert made[0] == "core/population"
    assert not {"core/grants", "core/cases", "indicator/value"} & set(made)


def test_a_day_in_the_future_is_read_again_when_it_has_come(installation: Settings) -> None:
    installation.published_file.unlink()  # what is lost would be held back
    tomorrow = TODAY + timedelta(days=1)
    write_csv(installation.raw_dir, "grants/a.csv", [grant(Beslutsdatum=tomorrow.isoformat())])
    run(Night.of(installation))
    assert ask(installation.published_file, "SELECT count(*) FROM core.grants") == [(0,)]
    later = replace(installation, fixed_day=tomorrow)
    assert reasons(Night.of(later)) == (f"En annan dag: {tomorrow}.",)
    run(Night.of(later), CORE)
    assert len(Night.of(later).tables.read(GRANTS.table)) == 1


def test_only_one_rule_asks_what_day_it_is_and_its_days_are_those_of_plans() -> None:
    assert [rule.id for rule in RULES if re.search(r"\btoday\b", rule.tries)] == ["R38"]


def test_the_rules_stand_until_the_next_day_that_a_plan_ends(tmp_path: Path) -> None:
    installation = settings(tmp_path, replace(PROGRAMME, first_year=2026))
    ends = TODAY + timedelta(days=3)
    write_csv(installation.raw_dir, "service_plans/a.csv", [plan(**{"Gäller till": ends.isoformat()})])
    run(Night.of(installation), (*CORE, *COUNTING))
    stands = [not why(FINDINGS, Night.of(replace(installation, fixed_day=ends + timedelta(days=n)))) for n in (0, 1)]
    assert stands == [True, False]


def test_a_file_that_could_not_be_read_for_no_known_reason_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installation = settings(tmp_path)
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    with monkeypatch.context() as broken:
        broken.setattr("rsp_pipeline.reading.delivery.sheets", Mock(side_effect=MemoryError))
        run(Night.of(installation), CORE)
    assert len(Night.of(installation).tables.read(GRANTS.table)) == 0
    run(Night.of(installation), CORE)
    assert len(Night.of(installation).tables.read(GRANTS.table)) == 1


def test_the_night_after_an_upgrade_reads_nothing_that_the_program_before_it_made(tmp_path: Path) -> None:
    installation = settings(tmp_path, TWO_YEARS)
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    steps = (*CORE, DEFINITIONS, FIGURES)
    run(Night.of(installation), steps)
    made = {path: path.read_bytes() for path in installation.tables_dir.rglob("*.parquet")}
    for path in made:
        rows = pq.ParquetFile(path).read()
        pq.write_table(rows.rename_columns([f"old_{name}" for name in rows.column_names]), path)
    Kept(installation.warehouse_dir, "another version").save()
    run(Night.of(installation), steps)
    assert {path: path.read_bytes() for path in made} == made


@pytest.mark.parametrize("step", [QUARANTINE_WORKBOOK, STATE_AID_WORKBOOKS], ids=lambda step: step.name)
def test_a_file_of_delivered_cells_is_made_again_when_others_may_read_it(step: Step[Any], tmp_path: Path) -> None:
    installation = settings(tmp_path)
    alone, group = (Night(replace(installation, group_reads=reads), ()) for reads in (False, True))
    assert step.rests_on(alone) != step.rests_on(group)


def test_the_documents_and_no_figure_rest_on_the_regions_template(tmp_path: Path) -> None:
    installation = settings(tmp_path)
    template = tmp_path / "mall.dotx"
    states = []
    for content in (b"one", b"another"):
        template.write_bytes(content)
        night = Night(replace(installation, programme=replace(installation.programme, template=template)), ())
        states.append((DOCUMENTS.rests_on(night), the_programme(night)))
    (documents, figures), (others, same) = states
    assert documents != others
    assert figures == same == the_programme(Night(installation, ()))


def test_a_small_figure_of_the_dashboard_is_hidden_though_its_year_was_counted_after_the_others(tmp_path: Path) -> None:
    night = Night.of(settings(tmp_path, replace(PROGRAMME, first_year=2025, last_year=2026)))
    dates = {2025: "2025-03-01", 2026: "2026-03-01"}
    rows = [grant(Ärendenr=f"{year}-1", Beslutsdatum=day) for year, day in dates.items()]
    write_csv(night.settings.raw_dir, "grants/a.csv", rows)
    hidden = []
    for year in dates:
        run(night.about([year]), (*CORE, *COUNTING))
        made = DASHBOARD.make(night)
        assert made
        hidden.append(made.hidden)
    assert {row["year"] for row in night.tables.read(RESTING).to_pylist()} == {*dates}
    assert 0 < hidden[0] < hidden[1]
