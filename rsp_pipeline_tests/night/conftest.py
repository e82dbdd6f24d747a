from dataclasses import replace
from pathlib import Path

import pytest

from rsp_pipeline.night.step import Night
from rsp_pipeline_tests.builders import PROGRAMME, settings
from rsp_pipeline_tests.receiving import Letterbox, mail_to_anna


@pytest.fixture
def night(box: Letterbox, tmp_path: Path) -> Night:
    """A night about one year, which is told by mail."""
    programme = replace(PROGRAMME, first_year=2026)
    return Night.of(replace(settings(tmp_path), programme=programme, channels=(mail_to_anna(box.port),)))
