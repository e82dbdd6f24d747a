"""The sample files as written: reproducible, for any region, at any scale, and as shipped in data/raw."""

import csv
import io
import re
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from rsp_pipeline.new_region.programme_file import programme_file
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.sample import scale_of, write_sample
from rsp_pipeline.sample.cases import draw_cases
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests import regions
from rsp_pipeline_tests.builders import contents
from rsp_pipeline_tests.regions import CITIZENS, GRANTS, PUBLIC_BODIES

SHIPPED = Path(__file__).parents[2] / "data" / "raw"
AREAS = {"Medborgare": [CITIZENS], "Servicegivare": [GRANTS], "Offentliga intressenter": [PUBLIC_BODIES]}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load_programme("jamtland_harjedalen")


@pytest.fixture(scope="module")
def vasterbotten(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return regions.programme(tmp_path_factory.mktemp("programme"), "24", AREAS)


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory, programme: Programme) -> Path:
    into = tmp_path_factory.mktemp("sample")
    write_sample(into, programme, range(2023, 2027))
    return into


def tables(folder: Path) -> dict[str, list[list[object]]]:
    """Every sheet's rows, by file name; of a workbook the last sheet."""
    read: dict[str, list[list[object]]] = {}
    for name, content in contents(folder).items():
        if name.endswith(".xlsx"):
            sheet = load_workbook(io.BytesIO(content)).worksheets[-1]
            read[name] = [list(row) for row in sheet.iter_rows(values_only=True)]
        else:
            encoding = "cp1252" if "export" in name else "utf-8-sig"
            read[name] = [list(row) for row in csv.reader(io.StringIO(content.decode(encoding)), delimiter=";")]
    return read


def column(table: list[list[object]], *headers: str) -> list[object]:
    """The cells below the header that is one of `headers`, whatever its case and colon."""
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if str(cell).strip(":").casefold() in {header.casefold() for header in headers}:
                return [below[place] for below in table[number + 1 :] if len(below) > place]
    raise AssertionError(f"no column {headers}")


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, default: Path, programme: Programme) -> None:
    written = write_sample(tmp_path, programme, (2026, 2025, 2024, 2023), seed=2025, scale=1)
    assert contents(tmp_path) == contents(default)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == sorted(contents(tmp_path))


def test_the_sample_shipped_in_data_raw_is_the_default_one(default: Path) -> None:
    assert contents(SHIPPED) == contents(default)


def test_another_seed_gives_other_grants_but_the_same_reference_facts(
    tmp_path: Path, default: Path, programme: Programme
) -> None:
    write_sample(tmp_path, programme, range(2023, 2027), seed=7)
    changed = {name for name, content in contents(tmp_path).items() if content != contents(default)[name]}
    assert {"grants/export_2025.csv", "grants/beslut_2025_investering.xlsx", "visits/besokslogg_2025.csv"} <= changed
    assert not any(name.startswith("reference/") for name in changed)


def test_a_year_alone_has_the_same_visits_as_among_others(tmp_path: Path, default: Path, programme: Programme) -> None:
    write_sample(tmp_path, programme, [2025])
    assert contents(tmp_path)["visits/besokslogg_2025.csv"] == contents(default)["visits/besokslogg_2025.csv"]
    assert not any("2024" in name for name in contents(tmp_path))


def test_another_region_gets_its_own_municipalities_and_an_invented_population(
    tmp_path: Path, vasterbotten: Programme
) -> None:
    write_sample(tmp_path, vasterbotten, range(2023, 2027))
    read = tables(tmp_path)
    own = {municipality.name for municipality in vasterbotten.municipalities}
    assert set(column(read["reference/population.csv"], "Kommun")) == own
    assert set(column(read["reference/population.csv"], "Källa")) == {"Påhittade uppgifter för provkörning"}
    assert set(column(read["service_plans/serviceplaner.xlsx"], "Kommun")) == own
    assert "Norra Umeå" in column(read["visits/besokslogg_2023.csv"], "Ort")
    known = own | {each.code for each in vasterbotten.municipalities} | {"", "Sundsvall"}
    known |= {f"{name}{ending} kommun" for name in own for ending in ("", "s")}
    without_municipality = (
        "rule",
        "frames",
        "corrections",
        "payments/",
        "service_plan_places/",
        "action_plan/",
        "funding/",
    )
    for name, table in read.items():
        for told in column(table, "Kommun", "Kommunnamn") if not any(x in name for x in without_municipality) else ():
            assert str(told or "") in known, f"{name}: {told}"


def test_every_org_number_is_luhn_valid_except_the_planted_one(default: Path) -> None:
    invalid = []
    for name, table in tables(default).items():
        if name.startswith("grants/"):
            numbers = [re.sub(r"\D", "", str(cell)) for cell in column(table, "Org.nr", "Organisationsnummer") if cell]
            assert numbers and all(re.fullmatch(r"(16)?\d{10}", number) for number in numbers)
            invalid += [name for number in numbers if not luhn_valid(number[-10:])]
    assert invalid == ["grants/export_2023.csv"]


def luhn_valid(number: str) -> bool:
    total = 0
    for place, digit in enumerate(number):
        weighted = int(digit) * (2 - place % 2)
        total += weighted // 10 + weighted % 10
    return total % 10 == 0


def test_the_rows_to_refuse_are_the_planted_ones(default: Path) -> None:
    read = tables(default)
    assert [cell for table in read.values() for row in table for cell in row].count("enl. beslut") == 1
    assert column(read["grants/export_2025.csv"], "Kommunnamn").count("Sundsvall") == 1
    assert column(read["visits/besokslogg_2025.csv"], "Deltagare").count("") == 1
    plans = read["service_plans/serviceplaner.xlsx"]
    told = zip(column(plans, "Status"), column(plans, "Antagen datum"), column(plans, "Plan-ID"), strict=True)
    assert [plan for status, adopted, plan in told if status == "Antagen" and not adopted] == ["SP-2313-1"]


def test_one_decision_stands_twice_in_identical_rows(default: Path) -> None:
    repeated = []
    for name, table in tables(default).items():
        filled = sorted((row for row in table if any(row)), key=repr)
        repeated += [name for one, next_one in pairwise(filled) if one == next_one]
    assert repeated == ["grants/export_2024.csv"]


def test_contact_details_are_of_series_reserved_for_fiction(default: Path) -> None:
    for name, table in tables(default).items():
        if name.startswith("visits/"):
            phones = [str(cell) for cell in column(table, "Telefon") if cell]
            mails = [str(cell) for cell in column(table, "E-post") if cell]
            assert phones and all(re.fullmatch(r"070-174 06 (0[5-9]|[1-9]\d)", phone) for phone in phones)
            assert mails and all(re.fullmatch(r"[a-z.]+@example\.com", mail) for mail in mails)


def test_every_municipality_has_a_plan_row_and_krokoms_is_a_serviceprogram(default: Path, programme: Programme) -> None:
    plans = tables(default)["service_plans/serviceplaner.xlsx"]
    kinds = dict(zip(column(plans, "Kommun"), column(plans, "Plantyp"), strict=True))
    assert set(kinds) == {municipality.name for municipality in programme.municipalities}
    assert kinds["Krokom"] == "Serviceprogram"
    states = dict(zip(column(plans, "Kommun"), column(plans, "Status"), strict=True))
    assert states["Berg"] == "Under framtagande"
    assert {"Förlängd", "På remiss", "Under revidering"} <= set(states.values())


def test_above_twenty_times_the_grants_are_csv_only(tmp_path: Path, programme: Programme) -> None:
    write_sample(tmp_path, programme, [2024], scale=30)
    suffixes = {name: Path(name).suffix for name in contents(tmp_path) if name.startswith(("grants/", "visits/"))}
    assert set(suffixes.values()) == {".csv"}
    assert len(contents(tmp_path)["grants/export_2024.csv"].splitlines()) > 30 * 28


def test_the_scale_is_the_least_with_so_many_cases(programme: Programme) -> None:
    cases = sum(
        len(draw_cases(programme, draw_recipients(programme, 1, Dice(1, 0)), year, 1, Dice(1, 1, year)))
        for year in (2024, 2025)
    )
    assert [scale_of(programme, [2024, 2025], rows) for rows in (0, 1, cases, cases + 1, 3 * cases)] == [1, 1, 1, 2, 3]


def test_a_sample_is_written_for_the_programme_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "gotland.toml"
    file.write_text(programme_file(counties()["09"]), encoding="utf-8")
    arguments = ["sample", "--programme", str(file), "--years", "2025", "--rows", "40", "--into", str(tmp_path / "raw")]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert set(done.output.splitlines()) == {str(path) for path in (tmp_path / "raw").rglob("*") if path.is_file()}
    plans = tables(tmp_path / "raw")["service_plans/serviceplaner.xlsx"]
    assert set(column(plans, "Kommun")) == {"Gotland"}
    grants = [table for name, table in tables(tmp_path / "raw").items() if name.startswith("grants/")]
    assert sum(len({str(cell) for cell in column(table, "Ärende-ID", "Ärendenr") if cell}) for table in grants) > 40


@pytest.mark.parametrize(("years", "seed", "scale"), [((), 1, 1), ((2025,), -1, 1), ((2025,), 1, 0)])
def test_arguments_that_make_no_sense_are_refused(
    tmp_path: Path, programme: Programme, years: tuple[int, ...], seed: int, scale: int
) -> None:
    with pytest.raises(ValueError, match="Ange minst ett år"):
        write_sample(tmp_path, programme, years, seed=seed, scale=scale)
    assert not contents(tmp_path)
