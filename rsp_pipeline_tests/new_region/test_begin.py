"""What a new region begins with: a programme file that holds, templates that are read, and nothing overwritten."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from rsp_pipeline.new_region import Begun, begin
from rsp_pipeline.new_region.population import SHIPPED
from rsp_pipeline.new_region.programme_file import FILL_IN, programme_file
from rsp_pipeline.new_region.templates import offered, terms_of
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.programme.counties import counties
from rsp_pipeline.programme.declared import SECTIONS
from rsp_pipeline.programme.load import municipalities_of
from rsp_pipeline.reading.delivered import delivered, strays
from rsp_pipeline.reading.read import read_register
from rsp_pipeline.registers import REGISTERS, Register
from rsp_pipeline.registers.activities import ACTIVITIES
from rsp_pipeline.registers.kinds import Text
from rsp_pipeline.registers.population import POPULATION
from rsp_pipeline.registers.rule_parameters import RULE_PARAMETERS
from rsp_pipeline.registers.visits import VISITS
from rsp_pipeline.shell.cli import main
from rsp_pipeline_tests.builders import GIVEN, TODAY, contents, read
from rsp_pipeline_tests.office.templates import write_template
from rsp_pipeline_tests.programme.files import write

every_county = pytest.mark.parametrize("code", counties())
every_register = pytest.mark.parametrize(
    "register", [each for each in REGISTERS if not each.reference], ids=lambda register: register.name
)
TAKEN_UP = re.compile(r"^# (?=\[|[a-z_]+ = )", re.MULTILINE)


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    return begin(tmp_path_factory.mktemp("skane"), counties()["12"])


@pytest.fixture(scope="module")
def programme(begun: Begun) -> Programme:
    return load_programme(str(begun.programme_file))


@every_county
def test_a_countys_file_is_a_programme_of_its_own_municipalities(tmp_path: Path, code: str) -> None:
    county = counties()[code]
    path = tmp_path / f"{county.file}.toml"
    path.write_text(programme_file(county), encoding="utf-8")
    programme = load_programme(str(path))
    assert (programme.region, programme.county_code, programme.id) == (county.region, code, county.file)
    assert programme.county_board == f"Länsstyrelsen i {county.county}"
    assert programme.municipalities == municipalities_of(code) != ()
    assert programme.region_is_municipality is (len(programme.municipalities) == 1)
    assert programme.open_data is None
    assert programme.project is None


@every_county
def test_a_countys_file_names_no_other_region(code: str) -> None:
    text = programme_file(counties()[code])
    own = counties()[code].region.split()
    others = {word for other in counties().values() for word in other.region.split()}
    others -= {"Region", "län", "Gotland", *own}  # a comment tells of Gotland, the region that is a municipality
    assert [word for word in sorted(others) if re.search(rf"\b{word}", text)] == []


def test_all_that_stands_as_a_comment_can_be_taken_up(tmp_path: Path) -> None:
    write_template(tmp_path / "mall.dotx")
    programme = load_programme(write(tmp_path, TAKEN_UP.sub("", programme_file(counties()["14"]))))
    assert programme.open_data
    assert programme.project
    assert programme.decisions
    assert programme.diary_numbers.form
    assert programme.short_name


def test_the_file_says_every_setting_and_marks_what_only_a_person_knows() -> None:
    text = programme_file(counties()["14"])
    for section in SECTIONS:
        for setting in section.settings:
            assert re.search(rf"^(?:# )?{setting.name} = ", text, re.MULTILINE), setting.name
    marked = re.findall(rf"^# {FILL_IN}: (.+?)\n(?:# .*\n)*(\w+) = ", text, re.MULTILINE)
    assert [name for _, name in marked][:6] == ["title", "diary_no", "first_year", "last_year", "board", "name"]


def test_nothing_that_lies_there_is_changed(tmp_path: Path) -> None:
    first = begin(tmp_path, counties()["09"])
    for path in first.made:
        path.write_bytes(path.read_bytes() + b" ")
    before = contents(tmp_path)
    again = begin(tmp_path, counties()["09"])
    assert (again.made, set(again.kept)) == ((), set(first.made))
    assert contents(tmp_path) == before


def test_no_template_lies_where_a_delivery_is_looked_for(begun: Begun) -> None:
    raw = begun.data_dir / "raw"
    found = {register.name for register in REGISTERS if delivered(raw, register, 2022, TODAY).paths}
    assert found == {"rule_parameters", "population"}
    assert strays(raw, range(2022, 2027)) == []
    assert {path.name for path in raw.iterdir()} == {"reference"} | {
        register.name for register in REGISTERS if not register.reference
    }


def test_the_population_of_every_municipality_is_there_and_is_read(begun: Begun, programme: Programme) -> None:
    reading = read_register(POPULATION, begun.data_dir / "raw", replace(GIVEN, programme=programme))
    assert set(reading.accepted["municipality_code"]) == {each.code for each in programme.municipalities}
    assert reading.quarantine.empty
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        shipped = list(csv.DictReader(file))
    assert {row["municipality_code"] for row in shipped} == {
        each.code for code in counties() for each in municipalities_of(code)
    }
    assert sum(int(row["population"]) for row in shipped) == 10_587_710  # the country's, as published


def test_the_laws_parameters_are_there_and_are_read(begun: Begun) -> None:
    reading = read(RULE_PARAMETERS, begun.data_dir / "raw")
    assert len(reading.accepted) > 40
    assert reading.quarantine.empty


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_template_has_every_header_and_no_row(begun: Begun, register: Register) -> None:
    headers = [column.header for column in register.columns]
    text = (begun.templates / f"{register.name}.csv").read_text(encoding="utf-8-sig")
    assert text == ";".join(headers) + "\n"
    if register.reference:
        return
    sheet = load_workbook(begun.templates / f"{register.name}.xlsx").worksheets[0]
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [headers]


@every_register
def test_a_workbook_filled_in_is_read_without_a_remark(
    begun: Begun, programme: Programme, tmp_path: Path, register: Register
) -> None:
    book = load_workbook(begun.templates / f"{register.name}.xlsx")
    terms = [terms_of(column, programme) for column in register.columns]
    others = ["Ett" if isinstance(column.kind, Text) else "1" for column in register.columns]
    book.worksheets[0].append([each[0] if each else other for each, other in zip(terms, others, strict=True)])
    (tmp_path / register.name).mkdir()
    book.save(tmp_path / register.name / "ifylld.xlsx")
    reading = read_register(register, tmp_path, replace(GIVEN, programme=programme))
    assert reading.source_files["rows_read"].tolist() == [1]
    assert [remark.message for remark in reading.remarks] == []


@every_register
def test_a_workbook_offers_the_terms_of_each_column(begun: Begun, programme: Programme, register: Register) -> None:
    book = load_workbook(begun.templates / f"{register.name}.xlsx")
    (sheet,) = book.worksheets
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (area,) = rule.sqref.ranges
        assert area.min_row == 2
        found[area.min_col] = rule.formula1.strip('"').split(",")
    declared = [offered(column, programme) for column in register.columns]
    assert found == {place: each for place, each in enumerate(declared, start=1) if each}


@every_county
def test_no_list_is_longer_than_a_spreadsheet_allows(tmp_path: Path, code: str) -> None:
    programme = load_programme(write(tmp_path, programme_file(counties()[code])))
    for register in REGISTERS:
        for column in register.columns:
            terms = offered(column, programme)
            assert len(",".join(terms)) <= 255, f"{register.name}.{column.name}"
            assert not any("," in term for term in terms)


def test_the_priority_areas_and_municipalities_offered_are_the_programmes(programme: Programme) -> None:
    assert terms_of(ACTIVITIES.column("priority_area"), programme) == list(programme.area_names)
    assert len(terms_of(VISITS.column("municipality_code"), programme)) == 33


def test_the_same_county_gets_the_same_bytes(begun: Begun, tmp_path: Path) -> None:
    again = begin(tmp_path, counties()["12"])
    assert [path.read_bytes() for path in again.made] == [path.read_bytes() for path in begun.made]


def test_the_reader_is_told_what_to_do_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["init", "--county", "22"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "vasternorrland" / "vasternorrland.toml").exists()
    assert "export RSP_PROGRAMME=vasternorrland/vasternorrland.toml RSP_DATA_DIR=vasternorrland/data" in done.output
    again = CliRunner().invoke(main, ["init", "--county", "22"])
    assert (again.exit_code, "fanns redan och är orörda." in again.output) == (1, True)


def test_a_county_there_is_not_is_refused_with_those_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["init", "--county", "02"])
    assert (done.exit_code, "22 Västernorrlands län" in done.output) == (2, True)
    assert not any(tmp_path.iterdir())
