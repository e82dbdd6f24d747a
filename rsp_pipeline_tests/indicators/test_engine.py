"""The engine: figures from evidence, parts that fit the whole, zeros told from the unknown."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.engine import VALUE, evaluate, quotient_sql
from rsp_pipeline_tests.builders import (
    CODES,
    OTHER_COMPANY,
    grant,
    plan,
    visit,
    write_cases,
    write_csv,
    write_population,
)
from rsp_pipeline_tests.indicators.asking import BY_ID, county, figures
from rsp_pipeline_tests.sessions import core_session


def test_counts_and_amounts_stand_for_the_county_each_part_and_each_pair_of_parts(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Belopp="100,50"), grant(Belopp="200"), grant(Kommun="Åre", Typ_av_stöd="Servicebidrag"))
    counted, granted = figures(tmp_path, "S01"), figures(tmp_path, "S02")
    assert counted["total",][0] == 3
    assert counted["municipality", "2313"][0] == 2
    assert counted["grant_form", "Servicebidrag"][0] == 1
    assert granted["municipality+grant_form", "2313", "Särskilt driftstöd"][0] == Decimal("300.50")
    assert granted["total",][0] == Decimal("100300.50")


def test_a_municipality_without_grants_in_a_delivered_year_shows_zero(tmp_path: Path) -> None:
    write_cases(tmp_path, grant())
    granted = figures(tmp_path, "S02")
    assert granted["municipality", "2326"] == (0, "slutlig")
    assert len([key for key in granted if key[0] == "municipality"]) == 8


def test_a_year_where_every_decision_was_a_rejection_is_a_known_zero(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Beslut="Avslag", Belopp="0"))
    assert figures(tmp_path, "S01")["total",] == (0, "slutlig")


def test_a_form_of_aid_that_has_ended_is_not_shown_unless_it_occurs(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(), grant(Beslutsdatum="2023-05-01"))
    assert ("grant_form", "Korrosionsskydd") not in figures(tmp_path, "S01", 2025)
    assert figures(tmp_path, "S01", 2023)["grant_form", "Korrosionsskydd"][0] == 0


def test_a_recipient_is_counted_once_in_the_county_and_once_in_each_of_its_municipalities(tmp_path: Path) -> None:
    other = {"Org.nr": OTHER_COMPANY}
    write_cases(tmp_path, grant(), grant(), grant(Kommun="Åre"), grant(Kommun="Åre", **other))
    recipients = figures(tmp_path, "S10")
    assert recipients["total",][0] == 2
    assert recipients["municipality", "2313"][0] == 1
    assert recipients["municipality", "2321"][0] == 2


def test_visits_are_counted_by_form(tmp_path: Path) -> None:
    rows = [visit(Form=form, **{"Besöks-ID": form}) for form in ("Fysiskt", "Digitalt", "Telefon")]
    write_csv(tmp_path, "visits/a.csv", rows)
    assert (county(tmp_path, "S18"), county(tmp_path, "S20")) == (1, 2)


def test_the_county_per_inhabitant_is_the_ratio_of_the_sums(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Belopp="1000"), grant(Belopp="3000", Kommun="Åre"))
    write_population(tmp_path, dict.fromkeys(CODES, 100) | {"2321": 300})
    per_inhabitant = figures(tmp_path, "M01")
    assert per_inhabitant["municipality", "2313"][0] == 10
    assert per_inhabitant["municipality", "2321"][0] == 10
    assert per_inhabitant["municipality", "2326"][0] == 0
    assert per_inhabitant["total",][0] == 4  # 4 000 kronor for 1 000 inhabitants, not the mean of the eight


def test_a_missing_population_makes_the_municipality_and_the_county_unknown(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Belopp="1000"))
    write_population(tmp_path, dict.fromkeys(CODES[1:], 100))
    per_inhabitant = figures(tmp_path, "M01")
    assert per_inhabitant["municipality", CODES[0]] == (None, "uppgift saknas")
    assert per_inhabitant["total",] == (None, "uppgift saknas")
    assert per_inhabitant["municipality", "2313"] == (10, "slutlig")


def test_a_year_whose_population_is_not_published_yet_is_unknown(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(), grant(Beslutsdatum="2026-05-01"))
    write_population(tmp_path, dict.fromkeys(CODES, 100))
    assert figures(tmp_path, "M01", 2026)["total",] == (None, "uppgift saknas")


def test_municipalities_with_a_valid_plan_are_counted_of_all(tmp_path: Path) -> None:
    expired = plan(Kommun="Åre", Gäller_till="2024-12-31", **{"Plan-ID": "2"})
    write_csv(tmp_path, "service_plans/a.csv", [plan(), expired])
    (row,) = evaluate(core_session(tmp_path), [BY_ID["O01"]], [2025]).to_pylist()
    assert (row["value"], row["numerator"], row["denominator"], row["n_records"]) == (1, 1, 8, 1)


def test_plan_status_is_told_for_each_municipality(tmp_path: Path) -> None:
    write_csv(tmp_path, "service_plans/a.csv", [plan()])
    statuses = figures(tmp_path, "O02")
    assert statuses["municipality+plan_status", "2309", "Antagen"][0] == 1
    assert statuses["plan_status", "Utgången"][0] == 0


def test_the_rows_are_the_agreed_columns_and_the_same_every_time(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(), grant(Kommun="Åre"))
    session = core_session(tmp_path)
    once, again = (evaluate(session, INDICATORS, [2024, 2025]) for _ in range(2))
    assert once.schema == VALUE.arrow_schema
    assert once.equals(again)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_breakdowns_are_every_combination_of_the_dimensions_but_those_shown_apart(indicator: Indicator) -> None:
    assert len(indicator.breakdowns) == 2 ** len(set(indicator.by) - set(indicator.apart)) + len(indicator.apart)
    assert indicator.breakdowns[0] == ()


@pytest.mark.parametrize(
    ("numerator", "denominator", "times", "expected"),
    [
        ("1", "32", "1", "0.0313"),  # 0.03125: half is away from zero
        ("-1", "32", "1", "-0.0313"),
        ("2", "3", "100", "66.6667"),
        ("0", "3", "100", "0.0000"),
        ("1", "0", "1", None),
        ("NULL", "3", "1", None),
        ("99999999999999.99", "0.01", "1", "9999999999999999.0000"),
    ],
)
def test_a_ratio_is_exact_to_four_decimals(numerator: str, denominator: str, times: str, expected: str | None) -> None:
    top, bottom = (f"({term})::DECIMAL(18,4)" for term in (numerator, denominator))
    with duckdb.connect(":memory:") as session:
        (found,) = session.sql(f"SELECT ({quotient_sql(top, bottom, times)})::DECIMAL(38,4)").fetchall()
    assert found == (expected and Decimal(expected),)


def test_a_share_of_fewer_than_five_cases_keeps_its_value_but_warns(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(), grant(), grant(), grant(Beslut="Avslag"))
    assert figures(tmp_path, "S08")["total",] == (75, "för litet underlag")
    write_cases(tmp_path, grant(), grant(), grant(), grant(), grant(Beslut="Avslag"))
    assert figures(tmp_path, "S08")["total",] == (80, "slutlig")


def test_a_median_of_fewer_than_five_cases_keeps_its_value_but_warns(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Belopp="100,01"), grant(Belopp="100,02"))
    assert figures(tmp_path, "S09")["total",] == (Decimal("100.015"), "för litet underlag")


def test_a_figure_that_looks_back_is_unknown_until_the_years_before_are_delivered(tmp_path: Path) -> None:
    write_cases(tmp_path, grant(Beslutsdatum="2023-05-01"), grant(Beslutsdatum="2025-05-01"))
    assert figures(tmp_path, "S03")["total",] == (None, "uppgift saknas")
    write_cases(tmp_path, grant(Beslutsdatum="2024-05-01"), grant(Beslutsdatum="2025-05-01"))
    assert figures(tmp_path, "S03")["total",] == (0, "slutlig")
