"""The national file: its figures against a count of what was delivered, and a region that is not there."""

import json
import math
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
import pytest

from rsp_pipeline.nation.build import Built, NothingToBuild, build
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.nation.standing import is_of_tonight
from rsp_pipeline.publishing.generations import previous_file
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.nation.regions import NAMES, YEAR, copied, write_programme
from rsp_pipeline_tests.workshop import ask

CODES = {"blekinge": "10", "gotland": "09", "jamtland_harjedalen": "23"}
OF_NATION = "FROM indicator.value WHERE county_code IS NULL"
OF_YEAR = f"{OF_NATION} AND year = {YEAR}"
TOTALS = f"{OF_YEAR} AND breakdown = 'total'"
GRANTED = f"FROM indicator.value WHERE indicator_id = 'S02' AND year = {YEAR} AND breakdown = 'total'"
BEHIND = GRANTED.replace("indicator.value", "meta.provenance")


def raw(nation: Nation, register: str) -> pd.DataFrame:
    """The rows of a register as all regions were delivered them, each with its region."""
    files = {name: nation.settings_of(name).raw_dir / register for name in NAMES}
    frames = {name: pd.read_csv(path, sep=";", dtype=str) for name, path in files.items() if path.exists()}
    return pd.concat(frames, names=["region", "row"]).reset_index()


def kronor(amounts: pd.Series) -> pd.Series:
    """Amounts as they are, exactly."""
    return amounts.str.replace(",", ".").map(Decimal)


def decided(nation: Nation) -> pd.DataFrame:
    """The decisions of the year."""
    return raw(nation, "grants/a.csv").query(f"Beslutsdatum.str.startswith('{YEAR}')", engine="python")


def approved(nation: Nation) -> pd.DataFrame:
    return decided(nation).query("Beslut == 'Bifall'")


def counted(nation: Nation) -> dict[str, object]:
    """The nation's figures of the year, from the raw files alone."""
    grants, granted = decided(nation), approved(nation)
    home = granted[granted["Typ av stöd"] == "Hemsändning"]
    payments = raw(nation, "payments/a.csv").query(f"Utbetalningsdatum.str.startswith('{YEAR}')", engine="python")
    paid, back = kronor(payments["Belopp"]), payments["Slag"] == "Återföring"
    visits = raw(nation, "visits/a.csv")
    physical = visits[visits["Form"] == "Fysiskt"]
    days = pd.to_datetime(grants["Beslutsdatum"]) - pd.to_datetime(grants["Inkom"])
    amounts = kronor(granted["Belopp"])
    population = int(raw(nation, "reference/population.csv")["Folkmängd"].astype(int).sum())
    return {
        "S01": len(granted),
        "S02": amounts.sum(),
        "S04": paid[~back].sum() - paid[back].sum(),
        "S07": paid[back].sum(),
        "S08": round(Decimal(100 * len(granted)) / len(grants), 4),
        "S09": median(amounts),
        "S10": len(granted[["region", "Org.nr"]].drop_duplicates()),
        "S12": Decimal(str(days.dt.days.median())),
        "S18": len(physical),
        "S19A": round(Decimal(100 * int((physical["Deltagare"] == "Region, Kommun").sum())) / len(physical), 4),
        "O04": raw(nation, "activities/a.csv")["Kommun"].nunique(),
        "M01": round(amounts.sum() / population, 4),
        "M04": home["Kommun"].nunique(),
    }


def test_the_nations_figures_are_a_count_of_all_that_was_delivered(three_regions: Nation, file: Path) -> None:
    expected = counted(three_regions)
    found = ask(file, f"SELECT indicator_id, value {TOTALS} AND indicator_id IN {tuple(expected)}")
    assert sorted(found, key=str) == sorted(expected.items(), key=str)


def test_a_median_by_form_is_that_of_every_regions_rows(three_regions: Nation, file: Path) -> None:
    expected = {form: median(kronor(rows["Belopp"])) for form, rows in approved(three_regions).groupby("Typ av stöd")}
    those = "indicator_id = 'S09' AND grant_form <> '' AND n_records > 0"
    found = ask(file, f"SELECT grant_form, value {OF_YEAR} AND {those}")
    assert sorted(found, key=str) == sorted(expected.items(), key=str)


def test_cases_and_recipients_with_the_same_identity_in_two_regions_are_two(three_regions: Nation, file: Path) -> None:
    cases = raw(three_regions, "grants/a.csv").query("Beslut == 'Bifall'")
    assert cases["Ärendenr"].nunique() < len(cases)
    counted = ask(file, f"SELECT sum(value) {OF_NATION} AND breakdown = 'total' AND indicator_id = 'S01'")
    assert counted == [(len(cases),)]


def test_each_regions_figures_are_as_it_published_them(three_regions: Nation, file: Path) -> None:
    for name, code in CODES.items():
        those = f"* EXCLUDE (county_code, n_regions) FROM indicator.value WHERE county_code = '{code}'"
        own = ask(three_regions.settings_of(name).published_file, "FROM indicator.value ORDER BY ALL")
        assert ask(file, f"SELECT {those} ORDER BY ALL") == own != []


def test_a_register_that_one_region_lacks_leaves_the_nations_figure_incomplete_and_says_of_how_many(file: Path) -> None:
    those = "indicator_id IN ('S02', 'S04', 'M05') ORDER BY indicator_id"
    found = ask(file, f"SELECT indicator_id, n_regions, status {TOTALS} AND {those}")
    assert found == [("M05", 0, "uppgift saknas"), ("S02", 3, "slutlig"), ("S04", 2, "ofullständig")]


def test_a_group_that_a_region_has_nothing_in_rests_on_that_region_too(file: Path) -> None:
    assert ask(file, f"SELECT DISTINCT n_regions {OF_YEAR} AND indicator_id IN ('S01', 'S13K')") == [(3,)]


def test_a_region_is_compared_with_the_nation_and_with_those_alike(three_regions: Nation, file: Path) -> None:
    population = raw(three_regions, "reference/population.csv").astype({"Folkmängd": int})
    inhabitants = population.groupby("region")["Folkmängd"].sum()
    others = (name for name in NAMES if name != "gotland")
    nearest = sorted(others, key=lambda name: abs(math.log(inhabitants[name] / inhabitants["gotland"])))
    granted = {name: kronor(rows["Belopp"]).sum() for name, rows in approved(three_regions).groupby("region")}
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
    alike = ask(file, "SELECT alike_county_code FROM nation.alike WHERE county_code = '09' ORDER BY place")
    assert alike == [(CODES[name],) for name in nearest]


def test_ratios_and_medians_are_not_divided_by_inhabitants(file: Path) -> None:
    divided = ask(file, "SELECT DISTINCT indicator_id FROM report.region_comparison WHERE nation_per_10000 IS NOT NULL")
    assert {("S01",), ("S02",), ("S18",)} <= set(divided)
    assert {("S08",), ("S09",), ("M01",), ("Q01",)}.isdisjoint(divided)


def test_every_figure_of_the_nation_leads_to_the_regions_it_is_made_of(three_regions: Nation, file: Path) -> None:
    rows = ask(file, f"SELECT name, file, value {BEHIND} ORDER BY name")
    assert [name for name, _, _ in rows] == list(NAMES)
    for name, path, value in rows:
        assert ask(three_regions.data_dir / str(path), f"SELECT sum(value) {BEHIND}") == [(value,)], name
    assert ask(file, "SELECT count(*) FROM meta.provenance WHERE municipality_code IS NOT NULL") == [(0,)]


def test_the_file_is_read_only_in_the_older_format_and_told_column_by_column(file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o444
    version = ask(file, "SELECT tags['storage_version'] FROM duckdb_databases() WHERE path IS NOT NULL")
    assert version == [("v1.2.0+",)]
    untold = "FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    assert ask(file, f"SELECT table_name, column_name {untold}") == []
    assert ask(file, "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL") == []


@pytest.fixture(scope="module")
def spoilt(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The three regions a day later, each with a mishap of its own, and others that have published nothing."""
    folder = tmp_path_factory.mktemp("spoilt")
    nation = copied(three_regions, folder)
    because = "Den nya filen hålls tillbaka.\nRader saknas.\nPublicera ändå med: rsp refresh --override …"
    warehouse = ended(nation, date(2026, 11, 2), "misslyckad", step="core/grants", because=because)
    nation.settings_of("gotland").published_file.write_bytes(b"no database")
    with duckdb.connect(str(nation.settings_of("jamtland_harjedalen").published_file)) as session:
        session.execute("ALTER TABLE indicator.value DROP COLUMN n_records")
    write_programme(folder, "25")
    write_programme(folder, "10", "en_till")
    shutil.copytree(warehouse, nation.data_dir / "en_till" / "warehouse")
    (nation.programmes / "fel.toml").write_text("region = ", encoding="utf-8")
    return build(nation, date(2026, 11, 2))


def ended(nation: Nation, day: date, outcome: str, step: str = "", because: str = "") -> Path:
    """Let the last night of Blekinge have ended in some way: where it is noted."""
    went = {"began_at": f"{day}T02:00:00", "outcome": outcome, "step": step, "because": because}
    warehouse = nation.settings_of("blekinge").warehouse_dir
    (warehouse / "nights.json").write_text(json.dumps([went]), encoding="utf-8")
    return warehouse


def standing(built: Built) -> dict[str, tuple[str, str]]:
    return {region.name: (region.verdict, region.why) for region in built.regions}


def test_a_region_whose_night_failed_is_there_as_it_was_and_says_why(spoilt: Built) -> None:
    assert standing(spoilt)["blekinge"] == (
        "från en tidigare natt",
        "Natten den 2\u00a0november 2026 misslyckades. core/grants: Den nya filen hålls tillbaka. Rader saknas.",
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
def test_a_region_that_cannot_be_read_is_left_out_with_a_sentence(spoilt: Built, name: str, why: str) -> None:
    verdict, told = standing(spoilt)[name]
    assert verdict == "uppgift saknas"
    assert why in told


@pytest.mark.parametrize(("outcome", "is_of_that_night"), [("oförändrad", True), ("misslyckad", False)])
def test_how_the_last_night_ended_says_whether_figures_are_of_tonight_whenever_the_file_was_built(
    own: Nation, outcome: str, is_of_that_night: bool
) -> None:
    settings = own.settings_of("blekinge")
    for day in (TODAY, date(2026, 11, 2)):
        ended(own, day, outcome)
        assert is_of_tonight(settings, TODAY, day) == is_of_that_night
    assert not is_of_tonight(settings, TODAY, date(2026, 11, 3))


def test_a_region_that_is_left_out_has_its_last_date_and_no_figures(spoilt: Built) -> None:
    dated = ask(spoilt.path, "SELECT data_date, published_at IS NULL FROM nation.region WHERE name = 'gotland'")
    assert dated == [(TODAY, False)]
    figures = ask(spoilt.path, "SELECT DISTINCT breakdown, status, value FROM indicator.value WHERE county_code = '09'")
    assert figures == [("total", "uppgift saknas", None)]


def test_the_others_figures_stand_and_the_nations_say_how_many_they_are_of(spoilt: Built, file: Path) -> None:
    of_region = f"SELECT value {GRANTED} AND county_code = '10'"
    ((own,),) = ask(file, of_region)
    told = ask(spoilt.path, f"SELECT value, n_regions, status {GRANTED} AND county_code IS NULL")
    assert told == [(own, 1, "ofullständig")]
    assert ask(spoilt.path, of_region) == [(own,)]


def test_where_no_region_can_be_read_the_file_before_stands(own: Nation) -> None:
    for name in NAMES:
        own.settings_of(name).published_file.unlink()
    before = own.published_file.read_bytes()
    with pytest.raises(NothingToBuild, match="Region Gotland: Regionen har ingen databasfil"):
        build(own, TODAY)
    assert own.published_file.read_bytes() == before
    assert not previous_file(own.published_file).exists()
    assert len(list(own.nation_dir.iterdir())) == 1
