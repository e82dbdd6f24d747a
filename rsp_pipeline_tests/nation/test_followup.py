"""What people read of the nation: each figure is the national file's, and what is unknown is told as unknown."""

import shutil
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.followup.charts import Chart
from rsp_pipeline.followup.charts.save import drawn
from rsp_pipeline.followup.document import Bullets, Document, Paragraph, Source, plain
from rsp_pipeline.followup.documents.word import HIGHEST_CHART_CM
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.nation.build import build
from rsp_pipeline.nation.followup import pages
from rsp_pipeline.nation.followup.behind import behind
from rsp_pipeline.nation.followup.charts import CHARTS, COUNTY_MAP, MUNICIPALITY_MAP, NationalChart
from rsp_pipeline.nation.followup.compose import compose
from rsp_pipeline.nation.followup.material import COUNTY, GROUP, Material, gather
from rsp_pipeline.nation.followup.standing import regions, told
from rsp_pipeline.nation.followup.write import write
from rsp_pipeline.nation.open_figures import OPEN_VALUE
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.open_data.datasets import HIDDEN
from rsp_pipeline.registers.grants import GRANT_FORM as FORMS
from rsp_pipeline.swedish import NO_BREAK_SPACE, UNKNOWN, long_date
from rsp_pipeline_tests.builders import TODAY
from rsp_pipeline_tests.end_to_end.test_traced_figures import traced
from rsp_pipeline_tests.nation.regions import WITHOUT_PAYMENTS, YEAR, copied
from rsp_pipeline_tests.workshop import reading

MISSING = "blekinge"


@pytest.fixture(scope="module")
def material(file: Path) -> Material:
    return replace(gather(file, TODAY), year=YEAR)


@pytest.fixture(scope="module")
def report(material: Material) -> Document:
    return compose(material)


@pytest.fixture(scope="module")
def without_one(three_regions: Nation, tmp_path_factory: pytest.TempPathFactory) -> Nation:
    """The nation when one region never published and the two others did so yesterday, with what is written of it."""
    nation = copied(three_regions, tmp_path_factory.mktemp("without"))
    nation.settings_of(MISSING).published_file.unlink()
    shutil.rmtree(nation.nation_dir)
    own = nation.settings_of("gotland").followup_dir(YEAR)
    own.mkdir(parents=True)
    (own.parent / "index.html").write_text("<!doctype html>", encoding="utf-8")
    (own / f"uppfoljning-{YEAR}.html").write_text(f'<tbody id="rader-s01-{YEAR}">', encoding="utf-8")
    tomorrow = TODAY + timedelta(1)
    build(nation, tomorrow)
    write(nation, tomorrow)
    return nation


def national(chart: Chart) -> NationalChart:
    (found,) = (each for each in CHARTS if each.chart is chart)
    return found


def test_every_traced_figure_is_that_of_the_national_file_that_anyone_may_have(report: Document, file: Path) -> None:
    with reading(file) as session:
        rows = session.sql(f"FROM {OPEN_VALUE.table.full_name}").to_arrow_table().to_pylist()
    found = {
        (row["indicator_id"], row["year"], frozenset((name, row[name]) for name in GROUP if row[name])): row
        for row in rows
    }
    figures = list(traced(report))
    assert len(figures) > 60
    for figure in figures:
        source = figure.source
        assert source
        members = frozenset((member.dimension.column, member.name) for member in source.members)
        row = found[source.indicator.id, source.year, members]
        if figure.value is None:
            assert row["value"] is None or row["status"] == "för litet underlag", source
        else:
            assert row["value"] == Decimal(figure.value), source  # type: ignore[arg-type]


def test_what_a_region_did_not_deliver_is_unknown_in_its_line_and_never_zero(report: Document) -> None:
    (table,) = (table for table in report.tables if table.id == "utbetalt_per_region")
    (line,) = (row for row in table.rows if row[0].text == "Region Gotland")
    assert WITHOUT_PAYMENTS == "gotland"
    assert [cell.text for cell in line[1:]] == [UNKNOWN] * 3


def test_a_figure_that_rests_on_some_of_the_regions_says_on_how_many(report: Document) -> None:
    (payments,) = (section for _, section in report.walk() if section.heading == "Utbetalningar")
    (said, _) = payments.blocks
    assert isinstance(said, Paragraph)
    assert plain(said.spans).endswith("Det rör två av tre regioner.")


def test_a_hidden_figure_of_a_municipality_is_nowhere_on_the_map_or_in_its_table(material: Material) -> None:
    own = [
        (row, [COUNTY.at(row["county_code"]), MUNICIPALITY.at(row["municipality_code"])])
        for row in material["municipalities"]
    ]
    hidden = [row["municipality_name"] for row, members in own if material.is_hidden(S02, *members)]
    assert hidden
    data = national(MUNICIPALITY_MAP).data(material)
    assert {data.grid.figures[name, str(YEAR)] for name in hidden} == {HIDDEN}
    assert HIDDEN.capitalize() in MUNICIPALITY_MAP.alt(data, YEAR)


def test_where_the_nations_figure_is_hidden_it_tells_what_the_others_come_to(material: Material) -> None:
    hidden = [form for form in FORMS.values if material.is_hidden(S01, GRANT_FORM.at(form))]
    assert hidden
    for form in hidden:
        own = [(COUNTY.at(row["county_code"]), GRANT_FORM.at(form)) for row in material["counties"]]
        shown = [value for members in own if (value := material.value(S01, *members))]
        assert material.untold(S01, GRANT_FORM.at(form)) == (f"minst {sum(shown)}" if shown else HIDDEN)


@pytest.mark.parametrize("each", CHARTS, ids=lambda each: each.chart.name)
def test_a_chart_tells_the_figures_that_it_draws(material: Material, each: NationalChart) -> None:
    alt = each.chart.alt(each.data(material), YEAR)
    assert each.chart.title.format(year=YEAR)[1:] in alt
    assert "None" not in alt


@pytest.mark.parametrize("chart", [COUNTY_MAP, MUNICIPALITY_MAP], ids=lambda chart: chart.name)
def test_a_map_of_the_country_stands_on_a_page_and_numbers_the_greatest(material: Material, chart: Chart) -> None:
    data = national(chart).data(material)
    sheet = drawn(chart, data, YEAR)
    said = [line.said for line in sheet.texts]
    known = [row for row in data.grid.rows[1:] if isinstance(data.grid.figures[row, str(YEAR)], Decimal)]
    assert sheet.height * 2.54 <= HIGHEST_CHART_CM
    assert any(line.startswith(f"1{2 * NO_BREAK_SPACE}{known[0]}, ") for line in said)
    assert HIDDEN in " ".join(said) or chart is COUNTY_MAP


def test_the_map_has_every_county_of_the_country_and_those_without_figures_are_unknown(material: Material) -> None:
    data = national(COUNTY_MAP).data(material)
    figures = data.grid.column(str(YEAR))
    assert len(figures) == 1 + 21
    assert figures["Skåne län"] is None
    assert isinstance(figures["Gotlands län"], Decimal | str)
    assert "av de 3 län som har uppgift" in COUNTY_MAP.message(data, YEAR)


def test_every_figure_of_the_nation_leads_to_each_regions_own(report: Document, material: Material) -> None:
    of_nation = {source for source in report.sources if COUNTY not in {m.dimension for m in source.members}}
    lists = behind(material, report.sources)
    assert {each.source for each in lists} == of_nation
    (granted,) = (each for each in lists if each.source == Source(S02, YEAR))
    regions_own = [material.value(S02, COUNTY.at(row["county_code"])) for row in material["counties"]]
    assert [line[1].value for line in granted.lines] == regions_own


def test_a_region_that_is_missing_or_of_yesterday_is_told_with_since_when_and_why(without_one: Nation) -> None:
    material = gather(without_one.published_file, TODAY)
    first, bullets, *_ = told(material)
    assert isinstance(first, Paragraph)
    assert plain(first.spans) == "Ingen region publicerades i natt."
    assert isinstance(bullets, Bullets)
    said = [plain(item) for item in bullets.items]
    assert said[0].startswith(
        "Region Blekinge: uppgift saknas, och inga siffror är med. Regionen har aldrig publicerat."
    )
    assert said[1].startswith(f"Region Gotland: siffrorna är från en tidigare natt och gäller {long_date(TODAY)}.")
    assert regions(material, {}).rows[0][0].text == "Region Blekinge"


def test_the_pages_are_written_for_each_year_and_lead_to_the_regions_that_have_any(without_one: Nation) -> None:
    folder = without_one.nation_dir
    names = {path.name for path in (folder / str(YEAR)).iterdir()}
    assert names >= {f"uppfoljning-{YEAR}.{suffix}" for suffix in ("html", "docx", "xlsx")} | {"diagram"}
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="../gotland/warehouse/followup/index.html"' in index
    assert "jamtland_harjedalen/warehouse" not in index
    page = (folder / str(YEAR) / f"uppfoljning-{YEAR}.html").read_text(encoding="utf-8")
    assert f'href="../../gotland/warehouse/followup/{YEAR}/uppfoljning-{YEAR}.html#rader-s01-{YEAR}"' in page
    own = pages.of_year(without_one, YEAR)["09"]
    assert own.at(f"rader-s18-{YEAR}") == own.href


def test_documents_stand_as_they_are_when_only_the_day_differs(without_one: Nation) -> None:
    def seen() -> dict[Path, bytes]:
        return {path: path.read_bytes() for path in without_one.nation_dir.glob("20*/*") if path.is_file()}

    before = seen()
    write(without_one, TODAY + timedelta(2))
    assert seen() == before


def test_only_a_chart_that_is_not_as_it_was_drawn_is_drawn_anew(without_one: Nation) -> None:
    def drawn() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in without_one.nation_dir.glob("20*/diagram/*.svg")}

    before = drawn()
    spoilt = without_one.nation_dir / str(YEAR) / "diagram" / f"{COUNTY_MAP.name}.svg"
    spoilt.write_text("<svg/>", encoding="utf-8")
    write(without_one, TODAY)
    assert {path for path, at in drawn().items() if at != before[path]} == {spoilt}
    assert spoilt.stat().st_size > len("<svg/>")


def test_a_link_is_only_where_there_is_something_to_read(material: Material, report: Document) -> None:
    cells = (cell for table in report.tables for row in table.rows for cell in row)
    assert (material.pages, [cell for cell in cells if cell.href]) == ({}, [])
