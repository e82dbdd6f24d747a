"""The graph as text: any change of assets, checks, jobs or schedules shows in review."""

from collections.abc import Iterator
from dataclasses import replace

import dagster as dg
from syrupy.assertion import SnapshotAssertion

from rsp_pipeline.night.night import run
from rsp_pipeline.night.noted import SKIPPED
from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.publishing import KEY as PUBLISHED
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import PROGRAMME, grant, write_csv
from rsp_pipeline_tests.installations import decided
from rsp_pipeline_tests.snapshots import Text


def described(definitions: dg.Definitions) -> Iterator[str]:
    graph = definitions.resolve_asset_graph()
    for key in sorted(graph.get_all_asset_keys()):
        node = graph.get(key)
        yield f"asset {key.to_user_string()} [{node.group_name}]{' per year' if node.is_partitioned else ''}"
        yield from (f"    needs {parent.to_user_string()}" for parent in sorted(node.parent_keys))
        yield from (f"    promises {check.name}" for check in sorted(node.check_keys))
    yield from (f"job {job.name}" for job in definitions.resolve_all_job_defs() if not job.name.startswith("__"))
    schedule = definitions.resolve_schedule_def("nightly")
    yield f"schedule {schedule.name}: {schedule.cron_schedule} {schedule.execution_timezone} {schedule.default_status}"


def test_the_graph_is_the_agreed_one(definitions: dg.Definitions, snapshot: SnapshotAssertion) -> None:
    text = "\n".join(described(definitions)) + "\n"
    assert text == snapshot(extension_class=Text, name="graph.txt")


def test_every_asset_has_a_description_an_owner_a_group_and_a_kind(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert spec.owners, spec.key
        assert spec.kinds, spec.key
        assert spec.group_name != "default", spec.key


def test_every_table_shows_its_columns_in_the_ui(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        if spec.key.path[0] in {"core", "indicator"}:
            assert spec.metadata["dagster/column_schema"].columns, spec.key


def tick(installation: Settings) -> dg.RunRequest | str:
    """What the schedule asks for: a run, or why there is none, and then the published file is told to stand."""
    with dg.instance_for_test() as history:
        found = decided("nightly", installation, history)
        assert bool(history.get_latest_materialization_event(PUBLISHED)) != bool(found.run_requests)
        return found.run_requests[0] if found.run_requests else str(found.skip_message)


def test_the_schedule_asks_for_a_run_until_there_is_nothing_to_do_and_says_so(installation: Settings) -> None:
    installation = replace(installation, programme=replace(PROGRAMME, first_year=2026))
    write_csv(installation.raw_dir, "grants/a.csv", [grant()])
    assert isinstance(tick(installation), dg.RunRequest)
    run(Night.of(installation))
    assert tick(installation) == SKIPPED
    write_csv(installation.raw_dir, "grants/a.csv", [grant(), grant(Ärendenr="2025-2")])
    assert isinstance(tick(installation), dg.RunRequest)
