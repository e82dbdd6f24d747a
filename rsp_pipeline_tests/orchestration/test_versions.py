"""What Dagster is told to see what is stale: the code, and the versions of a thing and of what it rests on."""

from collections.abc import Mapping

import dagster as dg
import pytest

from rsp_pipeline.derived.cases import CASES
from rsp_pipeline.lineage.build import code_version
from rsp_pipeline.night.indicators import DEFINITIONS, FIGURES
from rsp_pipeline.night.night import CORE, run
from rsp_pipeline.night.registers import READINGS
from rsp_pipeline.night.step import Night, make
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.derived import TABLES
from rsp_pipeline.orchestration.indicators import COUNTED
from rsp_pipeline.orchestration.publishing import KEY as PUBLISHED
from rsp_pipeline.orchestration.told import events
from rsp_pipeline.orchestration.versions import data_version
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import grant, settings, visit, write_csv

NAMES = ("core/grants", "core/visits", "core/cases")


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    made = settings(tmp_path_factory.mktemp("versions"))
    write_csv(made.raw_dir, "grants/a.csv", [grant()])
    write_csv(made.raw_dir, "visits/a.csv", [visit()])
    run(Night.of(made), (*CORE, DEFINITIONS, FIGURES))
    return made


def versions(night: Night) -> Mapping[str, str | None]:
    return {name: data_version(name, night) for name in NAMES}


def test_what_comes_out_the_same_is_of_the_same_version_and_a_change_is_of_another(installation: Settings) -> None:
    before = versions(Night.of(installation))
    assert None not in before.values()
    again = Night.of(installation, anew=True)
    make(READINGS[GRANTS], again)
    assert versions(again) == before
    write_csv(installation.raw_dir, "grants/a.csv", [grant(Belopp="1,00")])
    changed = Night.of(installation)
    run(changed, CORE)
    differing = {name for name, version in versions(changed).items() if version != before[name]}
    assert differing == {"core/grants", "core/cases"}


def test_years_have_versions_of_their_own(installation: Settings) -> None:
    night = Night.of(installation)
    assert data_version("indicator/value", night, 2024) != data_version("indicator/value", night, 2025)
    assert data_version("indicator/value", night, 2030) is None


def test_one_year_of_figures_and_texts_can_be_made_alone(installation: Settings, history: dg.DagsterInstance) -> None:
    job = build_definitions(installation).resolve_implicit_global_asset_job_def()
    alone = [dg.AssetKey(["indicator", "value"]), dg.AssetKey(["followup", "nyckeltal"])]
    done = job.execute_in_process(instance=history, partition_key="2025", asset_selection=alone)
    made = [event.step_materialization_data.materialization for event in done.get_asset_materialization_events()]
    assert {(each.asset_key, each.partition) for each in made} == {(key, "2025") for key in alone}
    assert [path.name for path in installation.followup_dir(2025).parent.iterdir()] == ["2025"]


def test_the_night_tells_the_versions_of_what_came_before_as_dagster_does(installation: Settings) -> None:
    night = Night.of(installation)
    (told,) = events(TABLES[CASES.table], night.tables.frame(CASES.table), night, after=7)
    assert isinstance(told, dg.AssetMaterialization)
    before = ("core/grants", "core/payments")
    assert told.tags == {
        "dagster/code_version": code_version(),
        "dagster/data_version": data_version("core/cases", night),
        "dagster/data_version_is_user_provided": "true",
        **{f"dagster/input_data_version/{name}": data_version(name, night) for name in before},
        **{f"dagster/input_event_pointer/{name}": "7" for name in before},
    }


def test_of_years_the_latest_is_told_last_and_so_shown_first(installation: Settings) -> None:
    night = Night.of(installation)
    told = events(COUNTED, FIGURES.make(night), night)
    years = [event.partition for event in told if isinstance(event, dg.AssetMaterialization)]
    assert years == ["2023", "2024", "2025", "2026"]


def test_every_asset_but_the_approved_years_has_the_version_of_the_code(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        assert spec.tags.get("for"), spec.key
        assert (spec.code_version == code_version()) == (spec.key != dg.AssetKey(["warehouse", "approved"])), spec.key
        assert (spec.freshness_policy is not None) == (spec.key == PUBLISHED), spec.key
