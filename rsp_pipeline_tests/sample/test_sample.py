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
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.reading.cells.org_numbers import has_luhn_checksum
from rsp_pipeline.sample import scale_of, write_sample
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests import regions
from rsp_pipeline_tests.builders import PROGRAMME, SAMPLE, contents
from rsp_pipeline_tests.regions import CITIZENS, GRANTS, PUBLIC_BODIES
from rsp_pipeline_tests.sample.drawing import YEARS, decisions_in

Table = list[list[object]]
Tables = dict[str, Table]


@pytest.fixture(scope="module")
def written() -> Tables:
    return tables(SAMPLE)


def tables(folder: Path) -> Tables:
    """Every sheet's rows, by file name; of a workbook the last sheet."""
    read: Tables = {}
    for name, content in contents(folder).items():
        if name.endswith(".xlsx"):
            sheet = load_workbook(io.BytesIO(content)).worksheets[-1]
            read[name] = [list(row) for row in sheet.iter_rows(values_only=True)]
        else:
            encoding = "cp1252" if "export" in name else "utf-8-sig"
            read[name] = [list(row) for row in csv.reader(io.StringIO(content.decode(encoding)), delimiter=";")]
    return read


def column(table: Table, *headers: str) -> list[object]:
    """The cells below the header that is one of `headers`, whatever its case and colon."""
    for number, row in enumerate(table):
        for place, cell in enumerate(row):
            if str(cell).strip(":").casefold() in {header.casefold() for header in headers}:
                return [below[place] for below in table[number + 1 :] if len(below) > place]
    raise AssertionError(f"no column {headers}")


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    written = write_sample(tmp_path, PROGRAMME, (2026, 2025, 2024, 2023), seed=2025, scale=1)
    assert contents(tmp_path) == contents(SAMPLE)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in written) == sorted(contents(tmp_path))


def test_the_sample_shipped_in_data_raw_is_the_default_one(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, YEARS)
    assert contents(SAMPLE) == contents(tmp_path)


def test_another_seed_gives_other_grants_but_the_same_reference_facts(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, YEARS, seed=7)
    changed = {name for name, content in contents(tmp_path).items() if content != contents(SAMPLE)[name]}
    assert {"grants/export_2025.csv", "grants/beslut_2025_investering.xlsx", "visits/besokslogg_2025.csv"} <= changed
    assert not any(name.startswith("reference/") for name in changed)


def test_a_year_alone_has_the_same_visits_as_among_others(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, [2025])
    assert contents(tmp_path)["visits/besokslogg_2025.csv"] == contents(SAMPLE)["visits/besokslogg_2025.csv"]
    assert not any("2024" in name for name in contents(tmp_path))


def test_another_region_gets_its_own_municipalities_and_an_invented_population(tmp_path: Path) -> None:
    areas = {"Medborgare": [CITIZENS], "Servicegivare": [GRANTS], "Offentliga intressenter": [PUBLIC_BODIES]}
    vasterbotten = regions.programme(tmp_path, "24", areas)
    write_sample(tmp_path / "raw", vasterbotten, YEARS)
    read = tables(tmp_path / "raw")
    own = {municipality.name for municipality in vasterbotten.municipalities}
    assert set(column(read["reference/population.csv"], "Kommun")) == own
    assert set(column(read["reference/population.csv"], "Källa")) == {"Påhittade uppgifter för provkörning"}
    assert set(column(read["service_plans/serviceplaner.xlsx"], "Kommun")) == own
    assert "Norra Umeå" in column(read["visits/besokslogg_2023.csv"], "Ort")
    known = own | {each.code for each in vasterbotten.municipalities} | {"", "Sundsvall"}
    known |= {f"{name}{ending} kommun" for name in own for ending in ("", "s")}
    without = ("rule", "frames", "corrections", "payments/", "service_plan_places/", "action_plan/", "funding/")
    for name, table in read.items():
        for told in column(table, "Kommun", "Kommunnamn") if not any(part in name for part in without) else ():
            assert str(told or "") in known, f"{name}: {told}"


def test_every_org_number_is_luhn_valid_except_the_planted_one(written: Tables) -> None:
    invalid = []
    for name, table in written.items():
        if name.startswith("grants/"):
            numbers = [re.sub(r"\D", "", str(cell)) for cell in column(table, "Org.nr", "Organisationsnummer") if cell]
            assert numbers and all(re.fullmatch(r"(16)?\d{10}", number) for number in numbers)
            invalid += [name for number in numbers if not has_luhn_checksum(number[-10:])]
    assert invalid == ["grants/export_2023.csv"]


def test_the_rows_to_refuse_are_the_planted_ones(written: Tables) -> None:
    assert [cell for table in written.values() for row in table for cell in row].count("enl. beslut") == 1
    assert column(written["grants/export_2025.csv"], "Kommunnamn").count("Sundsvall") == 1
    assert column(written["visits/besokslogg_2025.csv"], "Deltagare").count("") == 1
    plans = written["service_plans/serviceplaner.xlsx"]
    told = zip(column(plans, "Status"), column(plans, "Antagen datum"), column(plans, "Plan-ID"), strict=True)
    assert [plan for status, adopted, plan in told if status == "Antagen" and not adopted] == ["SP-2313-1"]


def test_one_decision_stands_twice_in_identical_rows(written: Tables) -> None:
    repeated = []
    for name, table in written.items():
        filled = sorted((row for row in table if any(row)), key=repr)
        repeated += [name for one, next_one in pairwise(filled) if one == next_one]
    assert repeated == ["grants/export_2024.csv"]


def test_contact_details_are_of_series_reserved_for_fiction(written: Tables) -> None:
    for name, table in written.items():
        if name.startswith("visits/"):
            phones = [str(cell) for cell in column(table, "Telefon") if cell]
            mails = [str(cell) for cell in column(table, "E-post") if cell]
            assert phones and all(re.fullmatch(r"070-174 06 (0[5-9]|[1-9]\d)", phone) for phone in phones)
            assert mails and all(re.fullmatch(r"[a-z.]+@example\.com", mail) for mail in mails)


def test_every_municipality_has_a_plan_row_and_krokoms_is_a_serviceprogram(written: Tables) -> None:
    plans = written["service_plans/serviceplaner.xlsx"]
    kinds = dict(zip(column(plans, "Kommun"), column(plans, "Plantyp"), strict=True))
    assert set(kinds) == {municipality.name for municipality in PROGRAMME.municipalities}
    assert kinds["Krokom"] == "Serviceprogram"
    states = dict(zip(column(plans, "Kommun"), column(plans, "Status"), strict=True))
    assert states["Berg"] == "Under framtagande"
    assert {"Förlängd", "På remiss", "Under revidering"} <= set(states.values())


def test_above_twenty_times_the_grants_are_csv_only(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, [2024], scale=30)
    suffixes = {name: Path(name).suffix for name in contents(tmp_path) if name.startswith(("grants/", "visits/"))}
    assert set(suffixes.values()) == {".csv"}
    assert len(contents(tmp_path)["grants/export_2024.csv"].splitlines()) > 30 * 28


def test_the_scale_is_the_least_with_so_many_cases() -> None:
    cases = sum(decisions_in(year)["case_id"].nunique() for year in (2024, 2025))
    assert [scale_of(PROGRAMME, [2024, 2025], rows) for rows in (0, 1, cases, cases + 1, 3 * cases)] == [1, 1, 1, 2, 3]


def test_a_sample_is_written_for_the_programme_of_a_file(tmp_path: Path) -> None:
    file, raw = tmp_path / "gotland.toml", tmp_path / "raw"
    file.write_text(programme_file(counties()["09"]), encoding="utf-8")
    arguments = ["sample", "--programme", str(file), "--years", "2025", "--rows", "40", "--into", str(raw)]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 0, done.output
    assert set(done.output.splitlines()) == {str(raw / name) for name in contents(raw)}
    read = tables(raw)
    assert set(column(read["service_plans/serviceplaner.xlsx"], "Kommun")) == {"Gotland"}
    grants = [table for name, table in read.items() if name.startswith("grants/")]
    assert sum(len({str(cell) for cell in column(table, "Ärende-ID", "Ärendenr") if cell}) for table in grants) > 40


@pytest.mark.parametrize(("years", "seed", "scale"), [((), 1, 1), ((2025,), -1, 1), ((2025,), 1, 0)])
def test_arguments_that_make_no_sense_are_refused(
    tmp_path: Path, years: tuple[int, ...], seed: int, scale: int
) -> None:
    with pytest.raises(ValueError, match="Ange minst ett år"):
        write_sample(tmp_path, PROGRAMME, years, seed=seed, scale=scale)
    assert not contents(tmp_path)
