"""Everything wired together for one installation's settings."""

import dagster as dg

from rsp_pipeline.orchestration.approving import approved_years, approving_job
from rsp_pipeline.orchestration.arriving import arriving_files
from rsp_pipeline.orchestration.common import night_in_turn
from rsp_pipeline.orchestration.dashboard import dashboard_asset
from rsp_pipeline.orchestration.derived import DERIVED_ASSETS
from rsp_pipeline.orchestration.followup import followup_assets
from rsp_pipeline.orchestration.indicators import definitions_asset, values_asset
from rsp_pipeline.orchestration.letters import stopped_sensor, weekly_job, weekly_schedule
from rsp_pipeline.orchestration.nightly import nightly_job, nightly_schedule
from rsp_pipeline.orchestration.overview import overview_asset
from rsp_pipeline.orchestration.publishing import published_asset
from rsp_pipeline.orchestration.quarantine import quarantine_workbook_asset
from rsp_pipeline.orchestration.registers import REGISTER_ASSETS
from rsp_pipeline.orchestration.rules import rules_assets
from rsp_pipeline.orchestration.state_aid import state_aid_workbooks_asset
from rsp_pipeline.orchestration.todo import todo_asset
from rsp_pipeline.orchestration.years import begun_years, ended_years
from rsp_pipeline.settings import Settings


def build_definitions(settings: Settings) -> dg.Definitions:
    """All assets, checks, jobs, schedules and sensors, run one after another in one process."""
    begun, ended = begun_years(settings), ended_years(settings)
    return dg.Definitions(
        assets=[
            *REGISTER_ASSETS,
            *DERIVED_ASSETS,
            definitions_asset,
            values_asset(begun),
            rules_assets,
            *followup_assets(begun),
            dashboard_asset,
            quarantine_workbook_asset,
            state_aid_workbooks_asset,
            todo_asset,
            published_asset,
            overview_asset,
            approved_years(ended),
        ],
        jobs=[nightly_job, weekly_job, approving_job(settings, ended)],
        schedules=[nightly_schedule, weekly_schedule],
        sensors=[stopped_sensor, arriving_files],
        resources={
            "settings": settings,
            "night": night_in_turn(settings, anew=True),  # who materializes an asset wants it made
            "tonight": night_in_turn(settings, anew=False),
        },
        executor=dg.in_process_executor,
    )
