"""What Dagster loads: everything, for the settings of this environment."""

from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.settings import Settings

defs = build_definitions(Settings.from_environment())
