"""No figure that a region hides is told by the nation's open figures, nor worked out from them and the others'."""

from pathlib import Path

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from rsp_pipeline.indicators.grants import S01, S10
from rsp_pipeline.nation.open_figures import Resting, hidden_figures
from rsp_pipeline.nation.regions import Nation
from rsp_pipeline.open_data.disclosure import Cell
from rsp_pipeline.open_data.public import public_session
from rsp_pipeline.open_data.recipients import Counted
from rsp_pipeline_tests.workshop import ask

FEWEST = 3
FORMS = ("Servicebidrag", "Hemsändning", "Investeringsbidrag")
COUNTIES = ("09", "10", "23")


def test_a_regions_open_figures_are_those_that_it_exports_itself(three_regions: Nation, file: Path) -> None:
    settings = three_regions.settings_of("blekinge")
    with public_session(settings.published_file, settings.programme.fewest_recipients) as own:
        exported = own.execute("FROM indicator.value ORDER BY ALL").fetchall()
    those = "* EXCLUDE (county_code, n_regions) FROM open.value WHERE county_code = '10'"
    shown = ask(file, f"SELECT {those} ORDER BY ALL")
    assert shown == exported
    assert any("skyddad uppgift" in row for row in shown)


def test_no_open_figure_of_the_nation_lacks_just_one_regions(file: Path) -> None:
    is_hidden = ask(
        file,
        """
        SELECT DISTINCT bool_and(status = 'skyddad uppgift') FILTER (county_code IS NULL)
        FROM open.value
        GROUP BY indicator_id, year, breakdown, grant_form, funding_source, decision_year, investment_kind
        HAVING count(*) FILTER (county_code IS NOT NULL AND status = 'skyddad uppgift') = 1
            AND bool_or(county_code IS NULL)
        """,
    )
    assert is_hidden == [(True,)]


def test_a_hidden_figure_has_neither_value_nor_parts_nor_rows(file: Path) -> None:
    left = "SELECT count(*) FROM open.value WHERE status = 'skyddad uppgift' AND "
    assert ask(file, left + "coalesce(value, numerator, denominator, n_records) IS NOT NULL") == [(0,)]


def test_the_open_comparison_tells_of_region_and_nation_what_the_open_figures_tell(file: Path) -> None:
    wholes = "(FROM open.value WHERE breakdown = 'total')"
    differing = ask(
        file,
        f"""
        SELECT count(*), count(*) FILTER (
            (own.value, own.n_records, own.status) IS DISTINCT FROM (told.value, told.n_records, told.status)
            OR (nation.value, nation.n_records, nation.status)
                IS DISTINCT FROM (told.nation_value, told.nation_n_records, told.nation_status)
        )
        FROM open.region_comparison AS told
        JOIN {wholes} AS own USING (county_code, indicator_id, year)
        JOIN {wholes} AS nation ON nation.county_code IS NULL
            AND nation.indicator_id = told.indicator_id AND nation.year = told.year
        """,
    )
    assert [(rows != 0, others) for rows, others in differing] == [(True, 0)]


def test_what_the_alike_come_to_is_hidden_where_the_figure_of_one_of_them_is(own: Nation) -> None:
    columns = "indicator_id, status, nation_status, alike_status"
    gone = "coalesce(alike_value, alike_per_10000, alike_n_records) IS NULL"
    compared = f"SELECT {columns}, {gone} FROM {{}}.region_comparison WHERE year = 2025 AND county_code = '{{}}'"
    those = "(county_code, indicator_id, year, breakdown) VALUES ('09', 'S02', 2025, 'total')"
    with duckdb.connect(str(own.published_file)) as session:
        session.execute("DELETE FROM open.hidden")
        session.execute(f"INSERT INTO open.hidden {those}")
        told, all_, of_gotland = (
            session.execute(compared.format(*each)).fetchall()
            for each in (("open", "10"), ("report", "10"), ("open", "09"))
        )
    assert [row for row in told if row not in all_] == [("S02", "slutlig", "slutlig", "skyddad uppgift", True)]
    assert [row[0] for row in of_gotland if row[1] == "skyddad uppgift"] == ["S02"]
    assert {row[3] for row in of_gotland} & {"skyddad uppgift"} == set(), "it is not alike itself"


Place = tuple[str | None, str | None]  # a county and a form, or all of either
recipients = st.lists(st.integers(0, 6), min_size=9, max_size=9)


def resting_on(counts: list[int]) -> dict[str, Resting]:
    """The three counties, each with the recipients of its three forms."""
    regions = {}
    for place, county in enumerate(COUNTIES):
        own = dict(zip(FORMS, counts[3 * place : 3 * place + 3], strict=True))
        cells = {Cell(2025): sum(own.values())}
        cells |= {Cell(2025, frozenset({("grant_form", form)})): count for form, count in own.items()}
        regions[county] = Resting({S01: Counted(county, cells), S10: Counted(county, cells)}, FEWEST)
    return regions


@given(recipients)
def test_no_single_sum_over_regions_or_forms_tells_a_hidden_figure(counts: list[int]) -> None:
    gone = {(key[0], key[5]) for key in hidden_figures(resting_on(counts)) if key[1] == "S01"}
    wholes = [(None, None), *((None, form) for form in FORMS), *((county, None) for county in COUNTIES)]
    for county, form in wholes:
        of_counties: list[Place] = [] if county else [(each, form) for each in COUNTIES]
        of_forms: list[Place] = [] if form else [(county, each) for each in FORMS]
        for parts in filter(None, (of_counties, of_forms)):
            unknown = gone & {*parts, (county, form)}
            assert len(unknown) != 1, (unknown, parts)


@given(recipients)
def test_indicators_that_count_the_same_rows_are_hidden_in_the_same_groups(counts: list[int]) -> None:
    gone = hidden_figures(resting_on(counts))
    by_indicator = {name: {(key[0], *key[2:]) for key in gone if key[1] == name} for name in ("S01", "S10")}
    assert by_indicator["S01"] == by_indicator["S10"]
