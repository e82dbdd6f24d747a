"""What Dagster loads: everything, for the settings of this environment, of one region or of many."""

import os

from rsp_pipeline.nation.regions import nation_of
from rsp_pipeline.orchestration.build import build_definitions
from rsp_pipeline.orchestration.nation.build import build_nation_definitions
from rsp_pipeline.settings import Settings

_nation = nation_of(os.environ)
defs = build_nation_definitions(_nation) if _nation else build_definitions(Settings.from_environment())
