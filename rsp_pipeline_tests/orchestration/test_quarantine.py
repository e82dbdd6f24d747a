import dagster as dg
from openpyxl import load_workbook

from rsp_pipeline.night.step import Night
from rsp_pipeline.orchestration.quarantine import quarantine_workbook_asset
from rsp_pipeline.orchestration.registers import REGISTER_ASSETS
from rsp_pipeline.settings import Settings
from rsp_pipeline_tests.builders import grant, write_csv


def test_the_nightly_writes_the_workbook_after_the_registers(
    installation: Settings, history: dg.DagsterInstance
) -> None:
    write_csv(installation.raw_dir, "grants/a.csv", [grant(), grant(Ärendenr="2", Belopp="abc")])
    assets = [*REGISTER_ASSETS, quarantine_workbook_asset]
    done = dg.materialize(assets, instance=history, resources={"night": Night.of(installation)})
    (made,) = done.asset_materializations_for_node("quality__quarantine_workbook")
    assert made.metadata["dagster/row_count"].value == 1
    assert load_workbook(installation.quarantine_file)["Stödbeslut"].max_row == 2
