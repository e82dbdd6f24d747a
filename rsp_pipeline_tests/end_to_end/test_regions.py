"""Any region, from its first programme file to an approved year: its own words, and the figures of its own registers.

Four counties are tried: with one municipality, eight, 33 and 49. `make regions` tries them all.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from rsp_pipeline import open_data
from rsp_pipeline.approval.approve import Closing, Decision
from rsp_pipeline.approval.archive import MANIFEST, Version
from rsp_pipeline.followup import CHARTS
from rsp_pipeline.followup.documents.edition import STEMS
from rsp_pipeline.new_region import begin
from rsp_pipeline.night.approving import close
from rsp_pipeline.night.night import run
from rsp_pipeline.night.step import Night
from rsp_pipeline.programme import Programme, load_programme
from rsp_pipeline.programme.counties import County, counties
from rsp_pipeline.programme.diary_numbers import DiaryNumbers
from rsp_pipeline.reading.tables import QUARANTINE
from rsp_pipeline.report.todo import TODO
from rsp_pipeline.sample import write_sample
from rsp_pipeline.sample.cases import draw_cases
from rsp_pipeline.sample.decisions import decisions_of
from rsp_pipeline.sample.dice import Dice
from rsp_pipeline.sample.recipients import draw_recipients
from rsp_pipeline.sample.targets import visits_per_form
from rsp_pipeline.settings import Settings
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.workshop import ask, reading

ONE, EIGHT, THIRTY_THREE, FORTY_NINE = "09", "07", "12", "14"
EVERY = sorted(counties().keys() - {"23"})  # the sample that ships is tried everywhere else
TRIED = EVERY if os.environ.get("RSP_REGIONS") else [ONE, EIGHT, THIRTY_THREE, FORTY_NINE]
DIARY_NUMBERS = (("{åå}RS{nr}", "22RS1234"), ("RUN {år}-{nr}", "RUN 2023-00123"), ("RS {år}/{nr}", "RS 2023/77"))
YEARS = (2024, 2025, 2026)
OF_ANOTHER_REGION = re.compile("jämtland|härjedalen|norrland|service z|FI2024/02072", re.IGNORECASE)


@dataclass(frozen=True)
class Region:
    """A county's region after its first night, with a year approved and its open data exported."""

    county: County
    settings: Settings
    exported: Path
    approved: Version

    @property
    def programme(self) -> Programme:
        return self.settings.programme


@pytest.fixture(scope="module", params=TRIED)
def region(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Region:
    county = counties()[request.param]
    folder = tmp_path_factory.mktemp(county.file)
    begun = begin(folder, county)
    form, example = DIARY_NUMBERS[EVERY.index(county.code) % len(DIARY_NUMBERS)]
    text = begun.programme_file.read_text(encoding="utf-8")
    text = text.replace("first_year = 2022", "first_year = 2025").replace("FYLL I", example)
    text += f'\n[diary_numbers]\nform = "{form}"\nexample = "{example}"\n'
    begun.programme_file.write_text(text, encoding="utf-8")
    programme = load_programme(str(begun.programme_file))
    write_sample(begun.data_dir / "raw", programme, YEARS)
    installation = Settings(begun.data_dir, programme, fixed_day=TODAY, given_key="test key")
    night = Night.of(installation)
    run(night)
    decision = Decision(example, 45, date(2026, 3, 24), "")
    version = close(Closing(2025, decision, False, TODAY, programme), night)
    open_data.export(installation.published_file, folder / "oppna_data", programme, Tables(installation.tables_dir))
    return Region(county, installation, folder / "oppna_data", version)


def own_words(county: County, text: str) -> str:
    """The text without the region's own name, which may hold what is looked for: Västernorrland."""
    name = county.county.split()[0].removesuffix("s")
    return re.sub(f"{re.escape(name)}|{county.file}", "", text, flags=re.IGNORECASE)


def test_no_byte_of_what_is_written_is_another_regions(region: Region) -> None:
    for path in [*region.settings.warehouse_dir.rglob("*"), *region.exported.rglob("*")]:
        if path.is_file() and path.suffix not in {".png", ".duckdb", ".parquet"}:
            text = own_words(region.county, path.read_bytes().decode("utf-8", "replace"))
            assert not OF_ANOTHER_REGION.search(text), path


def test_no_row_that_is_published_is_another_regions(region: Region) -> None:
    with reading(region.settings.published_file) as session:
        tables = session.sql("SELECT schema_name, table_name FROM duckdb_tables() ORDER BY ALL").fetchall()
        for schema, table in tables:
            for (row,) in session.sql(f'SELECT t::VARCHAR FROM "{schema}"."{table}" AS t').fetchall():
                assert not OF_ANOTHER_REGION.search(own_words(region.county, row)), f"{schema}.{table}: {row}"


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_figures_are_those_of_the_sample_case_by_case(region: Region, year: int) -> None:
    recipients = draw_recipients(region.programme, 1, Dice(2025, 0))
    cases = {drawn: draw_cases(region.programme, recipients, drawn, 1, Dice(2025, 1, drawn)) for drawn in YEARS}
    decided = pd.concat([decisions_of(of_year, drawn, 1, Dice(2025, 2, drawn)) for drawn, of_year in cases.items()])
    count, total = 0, 0
    for _, case in decided.sort_values(["decided_on", "decision_no"]).groupby("case_id"):
        approves = case["outcome"].isin(["Bifall", "Delvis bifall"]) & (case["decision_type"] != "Återkrav")
        own: list[int] = case[approves]["decided_on"].dt.year.to_list()
        if own and own[0] == year:
            count += 1
            total += case[approves]["granted_sek"].to_list()[own.count(year) - 1]
    visits = visits_per_form(region.programme, year, 1)["Fysiskt"]
    figures = f"""
        SELECT indicator_id, round(value * 100)::BIGINT
        FROM indicator.value
        WHERE indicator_id IN ('S01', 'S02', 'S18') AND year = {year} AND breakdown = 'total'
        ORDER BY ALL
    """
    in_hundredths = [("S01", count * 100), ("S02", total), ("S18", visits * 100)]
    assert ask(region.settings.published_file, figures) == in_hundredths


def test_every_municipality_is_counted_and_none_of_another_county(region: Region) -> None:
    told = ask(region.settings.published_file, "SELECT DISTINCT municipality_code FROM core.grants ORDER BY ALL")
    codes = {str(code) for (code,) in told}
    assert codes <= {each.code for each in region.programme.municipalities}
    assert len(codes) > len(region.programme.municipalities) * 0.9


def test_only_what_is_planted_is_refused(region: Region) -> None:
    tables = Tables(region.settings.tables_dir)
    todo = [(row["kind"], row["what"]) for row in tables.read(TODO.table).to_pylist()]
    assert {"Avvisad fil", "Läses inte"}.isdisjoint(kind for kind, _ in todo)
    outdated = {what.split(",")[0] for kind, what in todo if kind == "Inaktuell rättelse"}
    assert outdated <= {"payments", "visits"}  # of a year that is left out
    assert 1 <= tables.read(QUARANTINE).num_rows <= 12


@pytest.mark.parametrize("year", [2025, 2026])
def test_both_documents_have_every_area_in_its_order_and_all_charts_are_drawn(region: Region, year: int) -> None:
    folder = region.settings.followup_dir(year)
    for name in STEMS.values():
        page = (folder / f"{name}-{year}.html").read_text(encoding="utf-8")
        places = [page.index(f"Prioriterat område: {area}") for area in region.programme.area_names]
        assert places == sorted(places)
        assert region.programme.region in page
    assert {path.stem for path in (folder / "diagram").glob("*.svg")} == {chart.name for chart in CHARTS}


def test_the_approved_year_has_the_regions_own_diary_number(region: Region) -> None:
    form: DiaryNumbers = region.programme.diary_numbers
    assert form.is_known(form.example)
    assert form.example in (region.approved.folder / MANIFEST).read_text(encoding="utf-8")
