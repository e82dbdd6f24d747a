"""Activities: who took part, as people write it."""

from pathlib import Path

import pytest

from rsp_pipeline.registers.activities import ACTIVITIES
from rsp_pipeline_tests.builders import activity, read_rows


@pytest.mark.parametrize(
    ("told", "partners"),
    [
        ("Civilsamhället och kommunen", "Kommun, Civilsamhälle"),
        ("Region Västerbotten, Region Norrbotten", "Andra regioner"),
    ],
)
def test_partners_are_a_set_in_settled_order_in_which_the_regions_of_the_north_are_other_regions(
    told: str, partners: str, tmp_path: Path
) -> None:
    assert read_rows(ACTIVITIES, tmp_path, activity(Samverkansparter=told)).accepted["partners"].to_list() == [partners]


def test_an_activity_needs_no_municipality(tmp_path: Path) -> None:
    assert "Kommun" not in activity()
    assert read_rows(ACTIVITIES, tmp_path, activity()).quarantine.empty
