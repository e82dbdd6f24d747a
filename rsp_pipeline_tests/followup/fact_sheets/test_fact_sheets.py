"""What a fact sheet says, of a few figures made for it, and the folder that it lies in."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rsp_pipeline.followup.document import Table, plain
from rsp_pipeline.followup.documents import pdf
from rsp_pipeline.followup.documents.links import fact_sheet_name, has_fact_sheets, links
from rsp_pipeline.followup.fact_sheets.compose import TOLD, FactSheet, Years, compose
from rsp_pipeline.followup.fact_sheets.write import write
from rsp_pipeline.followup.figures import Figures, Group
from rsp_pipeline.indicators import Indicator
from rsp_pipeline.indicators.dimension import GRANT_FORM, MUNICIPALITY, PLAN_STATUS, Member
from rsp_pipeline.indicators.grants import S01, S02
from rsp_pipeline.indicators.inhabitants import M01
from rsp_pipeline.indicators.service_plans import O02
from rsp_pipeline.indicators.visits import S18
from rsp_pipeline.programme import Municipality
from rsp_pipeline_tests.builders import PROGRAMME, contents

ALL = tuple(range(2023, 2026))
BERG = next(each for each in PROGRAMME.municipalities if each.name == "Berg")
OWN = MUNICIPALITY.at(BERG.code)


def figures(*told: tuple[Indicator, int | str | None, *tuple[Member, ...]], years: tuple[int, ...] = ALL) -> Figures:
    """The same figures in each year; the county's are unknown unless they are told."""
    values: dict[tuple[str, int, Group], Decimal | None] = {
        (indicator.id, year, frozenset[tuple[str, str]]()): None for indicator in TOLD for year in years
    }
    for indicator, value, *members in told:
        group = frozenset((member.dimension.column, member.name) for member in members)
        for year in years:
            values[indicator.id, year, group] = None if value is None else Decimal(value)
    return Figures(values)


def of_berg(
    *told: tuple[Indicator, int | str | None, *tuple[Member, ...]],
    has_ended: bool = True,
    years: tuple[int, ...] = ALL,
    besides: Figures | None = None,
) -> FactSheet:
    status = ((O02, 0, OWN, PLAN_STATUS.at(each)) for each in STATUSES)
    own = ((indicator, None, OWN) for indicator in (S01, S02, M01, S18))
    values = figures(*status, *own, *told, years=years).values
    made = Figures({**besides.values, **values} if besides else values)
    return compose(PROGRAMME, BERG, Years(years, has_ended, date(years[-1], 12, 31), made))


STATUSES = (
    "Antagen", "Förlängd", "Under revidering", "På remiss", "Under framtagande", "Utgången", "Saknas",
)  # fmt: skip
SOME = (
    (S01, 3, OWN),
    (S02, "100000.50", OWN),
    (S02, "900000"),
    (M01, "20.5", OWN),
    (M01, "10"),
    (S18, 1, OWN),
)


def told(sheet: FactSheet) -> str:
    return plain(sheet.sections[0].blocks[0].spans)  # type: ignore[union-attr]


def row(table: Table, title: str) -> list[str]:
    return next([cell.text for cell in cells[1:]] for cells in table.rows if cells[0].text == title)


def test_the_year_is_told_in_sentences_beside_the_county() -> None:
    assert told(of_berg(*SOME)) == (
        "Under 2025 beslutades 3\u00a0stöd om totalt 100\u00a0001\u00a0kronor i Bergs kommun. Det är 20,5 kronor per "
        "invånare, mot 10,0 i hela länet. I kommunen gjordes 1\u00a0fysiskt företagsbesök."
    )


def test_a_year_in_progress_is_told_as_one() -> None:
    sheet = of_berg(*SOME, has_ended=False)
    assert told(sheet).startswith("Hittills under 2025 har 3\u00a0stöd om totalt 100\u00a0001\u00a0kronor beslutats i ")
    assert ("Status", "Preliminär, för året pågår") in sheet.facts
    assert [column.header for column in sheet.tables[0].columns][-2:] == ["2025 hittills", "Hela länet 2025"]


def test_what_is_unknown_is_said_to_be() -> None:
    sheet = of_berg()
    assert told(sheet) == "Uppgift saknas: registret över stöd har inte levererats för 2025."
    assert row(sheet.tables[0], "Alla stöd, kronor") == ["uppgift saknas"] * 4


def test_own_figures_of_every_year_stand_beside_the_county_of_the_last() -> None:
    table = of_berg(*SOME).tables[0]
    assert row(table, "Alla stöd, kronor") == ["100\u00a0001"] * 3 + ["900\u00a0000"]
    assert table.note == "Beloppen är avrundade till hela kronor."


def test_every_figure_is_of_the_municipality_or_of_the_county() -> None:
    sheet = of_berg(*SOME)
    sources = [cell.source for table in sheet.tables for cells in table.rows for cell in cells if cell.source]
    whose = {next((m.name for m in source.members if m.dimension is MUNICIPALITY), "") for source in sources}
    assert whose == {BERG.code, ""}
    assert {source.year for source in sources} == {*ALL}


@pytest.mark.parametrize(("count", "is_told"), [(1, True), (0, False)])
def test_a_form_that_was_never_given_in_these_years_has_no_row(count: int, is_told: bool) -> None:
    form = GRANT_FORM.at("Korrosionsskydd")
    long_ago = figures((S01, count, OWN, form), (S02, count, OWN, form), years=(2023,))
    titles = [cells[0].text for cells in of_berg(besides=long_ago).tables[0].rows]
    assert ("Korrosionsskydd, kronor" in titles) is is_told


@pytest.mark.parametrize(("status", "shown"), [("Antagen", "✔\u00a0Antagen"), (None, "✕\u00a0Saknas")])
def test_the_status_of_the_plan_is_the_one_that_counts_it(status: str | None, shown: str) -> None:
    plan = [(O02, 1, OWN, PLAN_STATUS.at(status))] if status else []
    assert row(of_berg(*SOME, *plan).tables[2], "Serviceplan")[:3] == [shown] * 3


def test_a_folder_holds_the_sheets_of_those_who_take_part_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf, "is_available", lambda: False)
    sheet = of_berg(*SOME)
    write(tmp_path, 2025, PROGRAMME.region, {"2326-berg": sheet, "2321-are": sheet})
    write(tmp_path, 2025, PROGRAMME.region, {"2326-berg": sheet})
    assert [*contents(tmp_path)] == ["2326-berg.html"]


def test_a_file_is_named_by_code_and_name_in_plain_letters() -> None:
    assert fact_sheet_name(Municipality("0114", "Upplands Väsby")) == "0114-upplands-vasby"
    assert fact_sheet_name(Municipality("2361", "Härjedalen")) == "2361-harjedalen"


def test_the_only_municipality_of_a_programme_has_none() -> None:
    alone = replace(PROGRAMME, municipalities=(BERG,))
    assert not has_fact_sheets(alone)
    assert [each.title for each in links(alone, 2025, ALL)] == ["Andra år"]


def test_a_page_leads_to_the_years_beside_it_that_have_begun() -> None:
    beside, _ = links(PROGRAMME, 2025, ALL)
    assert [link.href for link in beside.links] == ["../2024/uppfoljning-2024.html", "../index.html"]
