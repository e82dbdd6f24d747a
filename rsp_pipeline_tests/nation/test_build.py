"""The national file: its figures against a count of what was delivered, and a region that is not there."""

from __future__ import annotations

import json
import math
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from rsp_pipeline.nation.build import Built, NothingToBuild, build
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.standing import is_of_tonight
from rsp_pipeline.publishing.generations import previous_file
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.nation.regions import NAMES, YEAR, copied, write_programme
from rsp_pipeline_tests.workshop import ask, reading

CODES = {"blekinge": "10", "gotland": "09", "jamtland_harjedalen": "23"}


@pytest.fixture(scope="module")
def nation(three_regions: Nation) -> Nation:
    return three_regions


@pytest.fixture(scope="module")
def file(three_regions: Nation) -> Path:
    return three_regions.published_file


def raw(nation: Nation, register: str) -> pd.DataFrame:
    """The rows of a register as all regions were delivered them, each with its region."""
    files = {name: nation.settings_of(name).raw_dir / register for name in NAMES}
    frames = {name: pd.read_csv(path, sep=";", dtype=str) for name, path in files.items() if path.exists()}
    return pd.concat(frames, names=["region", "row"]).reset_index()


def ore(amounts: pd.Series) -> pd.Series:
    """Amounts in öre, exactly."""
    return amounts.str.replace(",", "").astype(int)


def counted(nation: Nation) -> dict[str, object]:
    """The nation's figures of the year, from the raw files alone."""
    grants = raw(nation, "grants/a.csv")
    grants = grants[grants["Beslutsdatum"].str.startswith(str(YEAR))]
    approved = grants[grants["Beslut"] == "Bifall"]
    home = approved[approved["Typ av stöd"] == "Hemsändning"]
    payments = raw(nation, "payments/a.csv")
    payments = payments[payments["Utbetalningsdatum"].str.startswith(str(YEAR))]
    back = payments["Slag"] == "Återföring"
    visits = raw(nation, "visits/a.csv")
    physical = visits[visits["Form"] == "Fysiskt"]
    support = raw(nation, "activities/a.csv")
    days = pd.to_datetime(grants["Beslutsdatum"]) - pd.to_datetime(grants["Inkom"])
    granted = Decimal(int(ore(approved["Belopp"]).sum())) / 100
    population = int(raw(nation, "reference/population.csv")["Folkmängd"].astype(int).sum())
    return {
        "S01": len(approved),
        "S02": granted,
        "S04": Decimal(int(ore(payments["Belopp"]).where(~back, -ore(payments["Belopp"])).sum())) / 100,
        "S07": Decimal(int(ore(payments[back]["Belopp"]).sum())) / 100,
        "S08": round(Decimal(100 * len(approved)) / len(grants), 4),
        "S09": Decimal(str(ore(approved["Belopp"]).median())) / 100,
        "S10": len(approved[["region", "Org.nr"]].drop_duplicates()),
        "S12": Decimal(str(days.dt.days.median())),
        "S18": len(physical),
        "S19A": round(Decimal(100 * int((physical["Deltagare"] == "Region, Kommun").sum())) / len(physical), 4),
        "O04": support["Kommun"].nunique(),
        "M01": round(granted / population, 4),
        "M04": home["Kommun"].nunique(),
    }


def test_the_nations_figures_are_a_count_of_all_that_was_delivered(nation: Nation, file: Path) -> None:
    expected = counted(nation)
    found = ask(
        file,
        f"""
        SELECT indicator_id, value FROM indicator.value
        WHERE county_code IS NULL AND year = {YEAR} AND breakdown = 'total' AND indicator_id IN {tuple(expected)}
        """,
    )
    assert sorted(found, key=str) == sorted(expected.items(), key=str)


def test_a_median_by_form_is_that_of_every_regions_rows(nation: Nation, file: Path) -> None:
    grants = raw(nation, "grants/a.csv")
    grants = grants[grants["Beslutsdatum"].str.startswith(str(YEAR)) & (grants["Beslut"] == "Bifall")]
    expected = {form: Decimal(str(ore(rows["Belopp"]).median())) / 100 for form, rows in grants.groupby("Typ av stöd")}
    found = ask(
        file,
        f"""
        SELECT grant_form, value FROM indicator.value
        WHERE indicator_id = 'S09' AND county_code IS NULL AND year = {YEAR} AND grant_form <> '' AND n_records > 0
        """,
    )
    assert sorted(found, key=str) == sorted(expected.items(), key=str)


def test_cases_and_recipients_with_the_same_identity_in_two_regions_are_two(nation: Nation, file: Path) -> None:
    cases = raw(nation, "grants/a.csv").query("Beslut == 'Bifall'")
    assert cases["Ärendenr"].nunique() < len(cases)
    ((value,),) = ask(
        file,
        """
        SELECT sum(value) FROM indicator.value
        WHERE indicator_id = 'S01' AND county_code IS NULL AND breakdown = 'total'
        """,
    )
    assert value == len(cases)


def test_each_regions_figures_are_as_it_published_them(nation: Nation, file: Path) -> None:
    with reading(file) as session:
        for name, code in CODES.items():
            session.execute(f"ATTACH '{nation.settings_of(name).published_file}' AS own (READ_ONLY)")
            columns = "* EXCLUDE (county_code, n_regions)"
            differ = session.execute(
                f"""
                (FROM own.indicator.value EXCEPT SELECT {columns} FROM indicator.value WHERE county_code = '{code}')
                UNION ALL
                (SELECT {columns} FROM indicator.value WHERE county_code = '{code}' EXCEPT FROM own.indicator.value)
                """
            ).fetchall()
            session.execute("DETACH own")
            assert differ == []


def test_a_register_that_one_region_lacks_leaves_the_nations_figure_incomplete_and_says_of_how_many(file: Path) -> None:
    found = ask(
        file,
        f"""
        SELECT indicator_id, n_regions, status FROM indicator.value
        WHERE indicator_id IN ('S02', 'S04', 'M05') AND county_code IS NULL AND year = {YEAR} AND breakdown = 'total'
        ORDER BY indicator_id
        """,
    )
    assert found == [("M05", 0, "uppgift saknas"), ("S02", 3, "slutlig"), ("S04", 2, "ofullständig")]


def test_a_group_that_a_region_has_nothing_in_rests_on_that_region_too(file: Path) -> None:
    kinds = ask(
        file,
        f"""
        SELECT DISTINCT n_regions FROM indicator.value
        WHERE indicator_id IN ('S01', 'S13K') AND county_code IS NULL AND year = {YEAR}
        """,
    )
    assert kinds == [(3,)]


def test_a_region_is_compared_with_the_nation_and_with_those_alike(nation: Nation, file: Path) -> None:
    told = raw(nation, "reference/population.csv").assign(n=lambda rows: rows["Folkmängd"].astype(int))
    inhabitants = told.groupby("region")["n"].sum()
    nearest = sorted(
        (name for name in NAMES if name != "gotland"),
        key=lambda n: abs(math.log(inhabitants[n] / inhabitants["gotland"])),
    )
    granted = {
        name: Decimal(int(ore(rows["Belopp"]).sum())) / 100
        for name, rows in raw(nation, "grants/a.csv")
        .query(f"Beslut == 'Bifall' and Beslutsdatum.str.startswith('{YEAR}')", engine="python")
        .groupby("region")
    }
    found = ask(
        file,
        f"""
        SELECT value, per_10000, nation_value, nation_per_10000, alike_value, alike_per_10000, alike_n_regions
        FROM report.region_comparison WHERE indicator_id = 'S02' AND year = {YEAR} AND county_code = '09'
        """,
    )
    expected = []
    for of in (["gotland"], list(NAMES), nearest):
        total = sum((granted[name] for name in of), Decimal(0))
        expected += [total, round(total * 10_000 / int(inhabitants[of].sum()), 4)]
    assert found == [(*expected, 2)]
    assert ask(file, "SELECT alike_county_code FROM nation.alike WHERE county_code = '09' ORDER BY place") == [
        (CODES[name],) for name in nearest
    ]


def test_ratios_and_medians_are_not_divided_by_inhabitants(file: Path) -> None:
    divided = ask(file, "SELECT DISTINCT indicator_id FROM report.region_comparison WHERE nation_per_10000 IS NOT NULL")
    assert {("S01",), ("S02",), ("S18",)} <= set(divided)
    assert {("S08",), ("S09",), ("M01",), ("Q01",)}.isdisjoint(divided)


def test_every_figure_of_the_nation_leads_to_the_regions_it_is_made_of(nation: Nation, file: Path) -> None:
    rows = ask(
        file,
        f"""
        SELECT name, file, value FROM meta.provenance
        WHERE indicator_id = 'S02' AND year = {YEAR} AND breakdown = 'total' ORDER BY name
        """,
    )
    assert [name for name, _, _ in rows] == list(NAMES)
    for name, path, value in rows:
        behind = ask(
            nation.data_dir / str(path),
            f"""
            SELECT sum(value) FROM meta.provenance
            WHERE indicator_id = 'S02' AND year = {YEAR} AND breakdown = 'total'
            """,
        )
        assert behind == [(value,)], name
    assert ask(file, "SELECT count(*) FROM meta.provenance WHERE municipality_code IS NOT NULL") == [(0,)]


def test_the_file_is_read_only_in_the_older_format_and_told_column_by_column(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o444
    with reading(file) as session:
        assert session.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE path IS NOT NULL"
        ).fetchall() == [("v1.2.0+",)]
        untold = session.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
        )
        assert untold.fetchall() == []
        assert session.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall() == []


@pytest.fixture(scope="module")
def spoilt(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> tuple[Nation, Built]:
    """The three regions a day later, each with a mishap of its own, and others that have published nothing."""
    folder = tmp_path_factory.mktemp("spoilt")
    nation = copied(three_regions, folder)
    went = {
        "began_at": "2026-11-02T02:00:00",
        "outcome": "misslyckad",
        "step": "core/grants",
        "because": "Den nya filen hålls tillbaka.\nRader saknas.\nPublicera ändå med: rsp refresh --override …",
    }
    warehouse = nation.settings_of("blekinge").warehouse_dir
    (warehouse / "nights.json").write_text(json.dumps([went]), encoding="utf-8")
    nation.settings_of("gotland").published_file.write_bytes(b"no database")
    with duckdb.connect(str(nation.settings_of("jamtland_harjedalen").published_file)) as session:
        session.execute("ALTER TABLE indicator.value DROP COLUMN n_records")
    write_programme(folder, "25")
    write_programme(folder, "10", "en_till")
    shutil.copytree(warehouse, nation.data_dir / "en_till" / "warehouse")
    (nation.programmes / "fel.toml").write_text("region = ", encoding="utf-8")
    return nation, build(nation, date(2026, 11, 2))


def standing(built: Built) -> dict[str, tuple[str, str]]:
    return {region.name: (region.verdict, region.why) for region in built.regions}


def test_a_region_whose_night_failed_is_there_as_it_was_and_says_why(spoilt: tuple[Nation, Built]) -> None:
    verdict, why = standing(spoilt[1])["blekinge"]
    assert verdict == "från en tidigare natt"
    assert (
        why == "Natten den 2\u00a0november 2026 misslyckades. core/grants: Den nya filen hålls tillbaka. Rader saknas."
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gotland", "går inte att läsa"),
        ("jamtland_harjedalen", "byggd av en annan version"),
        ("norrbotten", "har ingen databasfil"),
        ("en_till", "En annan programfil har redan länet 10"),
        ("fel", "fel.toml"),
    ],
)
def test_a_region_that_cannot_be_read_is_left_out_with_a_sentence(
    spoilt: tuple[Nation, Built], name: str, why: str
) -> None:
    verdict, told = standing(spoilt[1])[name]
    assert verdict == "uppgift saknas"
    assert why in told


@pytest.mark.parametrize(
    ("outcome", "verdict"), [("oförändrad", "publicerad i natt"), ("misslyckad", "från en tidigare natt")]
)
def test_how_the_last_night_ended_says_whether_figures_are_of_tonight_whenever_the_file_was_built(
    three_regions: Nation, tmp_path: Path, outcome: str, verdict: str
) -> None:
    nation = copied(three_regions, tmp_path)
    built_on = TODAY
    for day in (built_on, date(2026, 11, 2)):
        went = {"began_at": f"{day}T02:00:00", "outcome": outcome, "step": "", "because": ""}
        warehouse = nation.settings_of("blekinge").warehouse_dir
        (warehouse / "nights.json").write_text(json.dumps([went]), encoding="utf-8")
        settings = nation.settings_of("blekinge")
        assert is_of_tonight(settings, built_on, day) == (verdict == "publicerad i natt")
    assert not is_of_tonight(nation.settings_of("blekinge"), built_on, date(2026, 11, 3))


def test_a_region_that_is_left_out_has_its_last_date_and_no_figures(spoilt: tuple[Nation, Built]) -> None:
    _, built = spoilt
    assert ask(built.path, "SELECT data_date, published_at IS NULL FROM nation.region WHERE name = 'gotland'") == [
        (TODAY, False)
    ]
    figures = "FROM indicator.value WHERE county_code = '09'"
    assert ask(built.path, f"SELECT DISTINCT breakdown, status, value {figures}") == [("total", "uppgift saknas", None)]


def test_the_others_figures_stand_and_the_nations_say_how_many_they_are_of(
    spoilt: tuple[Nation, Built], file: Path
) -> None:
    total = f"FROM indicator.value WHERE indicator_id = 'S02' AND year = {YEAR} AND breakdown = 'total'"
    own = ask(file, f"SELECT value {total} AND county_code = '10'")[0]
    assert ask(spoilt[1].path, f"SELECT value, n_regions, status {total} AND county_code IS NULL") == [
        (*own, 1, "ofullständig")
    ]
    assert ask(spoilt[1].path, f"SELECT value {total} AND county_code = '10'") == [own]


def test_where_no_region_can_be_read_the_file_before_stands(three_regions: Nation, tmp_path: Path) -> None:
    nation = copied(three_regions, tmp_path)
    for name in NAMES:
        nation.settings_of(name).published_file.unlink()
    before = nation.published_file.read_bytes()
    with pytest.raises(NothingToBuild, match="Region Gotland: Regionen har ingen databasfil"):
        build(nation, TODAY)
    assert nation.published_file.read_bytes() == before
    assert not previous_file(nation.published_file).exists()
    assert len(list(nation.nation_dir.iterdir())) == 1
