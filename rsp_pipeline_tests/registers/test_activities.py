"""Activities: who took part, as people write it."""

from pathlib import Path

from rsp_pipeline.registers.activities import ACTIVITIES
from rsp_pipeline_tests.builders import Row, read, write_csv

ACTIVITY: Row = {
    "Aktivitets-ID": "A1",
    "Datum": "2025-09-13",
    "Prioriterat område": "Medborgare",
    "Aktivitetstyp": "Invigning",
    "Rubrik": "SOT-punkt",
    "Aktör": "Regionen",
}


def partners(raw: Path, told: str) -> str:
    write_csv(raw, "activities/a.csv", [{**ACTIVITY, "Samverkansparter": told}])
    return str(read(ACTIVITIES, raw).accepted["partners"][0])


def test_partners_are_a_set_in_settled_order(tmp_path: Path) -> None:
    assert partners(tmp_path, "Civilsamhället och kommunen") == "Kommun, Civilsamhälle"


def test_the_regions_of_the_north_are_other_regions(tmp_path: Path) -> None:
    assert partners(tmp_path, "Region Västerbotten, Region Norrbotten") == "Andra regioner"


def test_an_activity_needs_no_municipality(tmp_path: Path) -> None:
    write_csv(tmp_path, "activities/a.csv", [ACTIVITY])
    assert read(ACTIVITIES, tmp_path).quarantine.empty
