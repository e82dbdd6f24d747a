from pathlib import Path

import pytest

from rsp_pipeline.nation.regions import Nation
from rsp_pipeline_tests.nation.regions import copied


@pytest.fixture(scope="session")
def file(three_regions: Nation) -> Path:
    """The file of the nation: not to be changed."""
    return three_regions.published_file


@pytest.fixture
def own(three_regions: Nation, tmp_path: Path) -> Nation:
    """The three regions once more, to be spoilt."""
    return copied(three_regions, tmp_path)
