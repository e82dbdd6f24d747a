"""What holds for every indicator: figures are what their rows give, parts fit the whole, zero is not the unknown."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rsp_pipeline.derived.records import record_of
from rsp_pipeline.indicators import INDICATORS, Indicator
from rsp_pipeline.indicators.dimension import DIMENSIONS, MUNICIPALITY
from rsp_pipeline.indicators.engine import evaluate, evidence_sql
from rsp_pipeline.indicators.indicator import Aggregate, breakdown_name
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.registers.grants import GRANT_FORM
from rsp_pipeline.sample import write_sample
from rsp_pipeline_tests.builders import (
    CODES,
    COMPANY,
    MUNICIPALITY_ORG_NO,
    OTHER_COMPANY,
    PROGRAMME,
    Row,
    core_session,
    grant,
    outlet,
    payment,
    undone,
    visit,
    write_csv,
)
from rsp_pipeline_tests.indicators.asking import evidence, not_what_the_rows_give

YEARS = (2023, 2024, 2025, 2026)
Figures = list[dict[str, Any]]
each_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)


@pytest.fixture
def changeable(core: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """The sample's tables, as they were again after the test."""
    with undone(core):
        yield core


@pytest.fixture(scope="module")
def values(core: duckdb.DuckDBPyConnection) -> Figures:
    rows: Figures = evaluate(core, INDICATORS, YEARS).to_pylist()
    return rows


@each_indicator
def test_every_figure_is_what_a_plain_count_of_its_rows_gives(
    indicator: Indicator, core: duckdb.DuckDBPyConnection, values: Figures
) -> None:
    assert not_what_the_rows_give(indicator, evidence(core, evidence_sql(indicator)), values) == []


@each_indicator
def test_every_row_that_counts_is_a_row_of_a_register_that_the_indicator_names(
    indicator: Indicator, core: duckdb.DuckDBPyConnection
) -> None:
    assert lost(core, indicator) == []


def lost(session: duckdb.DuckDBPyConnection, indicator: Indicator) -> list[Any]:
    """The rows that are found in no register that the indicator names, or nowhere if it names none."""
    records = record_of(indicator.registers).select
    rows = f"(FROM ({evidence_sql(indicator)}) WHERE record_id IS NOT NULL)"
    return session.sql(f"FROM {rows} ANTI JOIN ({records}) USING (record_id)").fetchall()


def test_the_sample_has_something_to_tell_of_every_indicator(values: Figures) -> None:
    told = {row["indicator_id"] for row in values if row["value"]}
    assert {indicator.id for indicator in INDICATORS} - told == set()


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_year_of_which_a_register_was_not_delivered_is_unknown_and_never_zero(
    register: Any, changeable: duckdb.DuckDBPyConnection
) -> None:
    changeable.execute("DELETE FROM core.delivered_years WHERE register = ? AND year = 2025", [register.name])
    resting = [indicator for indicator in INDICATORS if register.name in indicator.registers]
    for row in evaluate(changeable, resting, [2025]).to_pylist() if resting else []:
        assert (row["value"], row["numerator"], row["status"]) == (None, None, "uppgift saknas")


def test_what_was_delivered_without_anything_to_count_is_a_zero_or_has_nothing_to_divide_by(
    changeable: duckdb.DuckDBPyConnection,
) -> None:
    kept = ("municipalities", "programme_years", "delivered_years", "population", "grant_frames")
    tables = changeable.sql("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'core'").fetchall()
    for (name,) in tables:
        changeable.execute(f"DELETE FROM core.{name}" if name not in kept else "SELECT 1")
    known_of_2026 = [indicator for indicator in INDICATORS if "population" not in indicator.registers]
    rows = evaluate(changeable, known_of_2026, [2026]).to_pylist()
    assert {row["indicator_id"] for row in rows if row["status"] == "uppgift saknas"} == set()
    divided = {i.id for i in INDICATORS if i.rows_have_denominators or i.aggregate is Aggregate.MEDIAN}
    for row in rows:
        nothing = (None, "för litet underlag") if row["indicator_id"] in divided else (0, "preliminär")
        assert (row["value"], row["status"]) == nothing
    municipalities = {row["municipality_code"] for row in rows if row["breakdown"] == "municipality"}
    assert municipalities == set(CODES)


def misfits(values: Figures) -> list[str]:
    """Additive figures whose parts do not sum to the whole, and ratios whose parts' terms do not."""
    wrong = []
    for indicator in INDICATORS:
        if indicator.aggregate not in (Aggregate.SUM, Aggregate.RATIO):
            continue
        own = [row for row in values if row["indicator_id"] == indicator.id and row["numerator"] is not None]
        for whole in (row for row in own if row["breakdown"] == "total"):
            for some in indicator.breakdowns[1:]:
                parts = [r for r in own if (r["year"], r["breakdown"]) == (whole["year"], breakdown_name(some))]
                terms = ["numerator", *["denominator"] * (indicator.aggregate is Aggregate.RATIO)]
                wrong += [
                    f"{indicator.id} {whole['year']} {breakdown_name(some)} {term}"
                    for term in terms
                    if whole[term] is not None and sum(part[term] or 0 for part in parts) != whole[term]
                ]
    return wrong


def test_parts_sum_to_the_whole_and_the_countys_ratio_is_the_ratio_of_the_sums(values: Figures) -> None:
    assert misfits(values) == []


def test_parts_sum_to_the_whole_at_a_larger_scale(tmp_path: Path) -> None:
    write_sample(tmp_path, PROGRAMME, [2024, 2025], scale=3)
    with core_session(tmp_path) as session:
        larger: Figures = evaluate(session, INDICATORS, [2024, 2025]).to_pylist()
    assert misfits(larger) == []
    by_municipality = [i for i in INDICATORS if MUNICIPALITY in i.by]
    assert len([row for row in larger if row["breakdown"] == "municipality"]) >= 2 * 8 * len(by_municipality)


days = st.sampled_from(["2023-12-31", "2024-01-01", "2024-12-31", "2025-01-01", "2025-12-31"])
amounts = st.decimals(0, 10**7, places=2).map(lambda amount: str(amount).replace(".", ","))
outlets = st.sampled_from(["", "S0", "S1", "S2"])
decisions = st.fixed_dictionaries(
    {
        "Ärendenr": st.sampled_from(["1", "2", "3", "4", "5", "6"]),
        "Kommun": st.sampled_from(CODES[:3]),
        "Typ av stöd": st.sampled_from(list(GRANT_FORM.values)),
        "Beslutstyp": st.sampled_from(["Grundbeslut", "Grundbeslut", "Ändring", "Återkrav"]),
        "Beslut": st.sampled_from(["Bifall", "Bifall", "Delvis bifall", "Avslag", "Återkallad"]),
        "Inkom": st.sampled_from(["", "2023-01-15", "2024-06-30"]),
        "Beslutsdatum": days,
        "Belopp": amounts,
        "Org.nr": st.sampled_from([COMPANY, OTHER_COMPANY, MUNICIPALITY_ORG_NO]),
        "Mottagartyp": st.just("Kommun"),
        "Ställe-ID": outlets,
        "Antal hushåll": st.sampled_from(["", "3", "8"]),
        "Antal leveranser": st.sampled_from(["", "0", "7", "31"]),
        "Finansiering": st.sampled_from(["", "1:1-anslaget", "Nationella medel"]),
        "Miljöåtgärd": st.sampled_from(["", "ja", "nej"]),
        "Investeringstyp": st.sampled_from(["", "Kylar", "Pump"]),
        "Stödgrundande kostnad": amounts,
    }
)
payments = st.fixed_dictionaries(
    {
        "Ärendenr": st.sampled_from(["1", "2", "3", "unknown"]),
        "Utbetalningsdatum": days,
        "Slag": st.sampled_from(["Utbetalning", "Förskott", "Återföring", "Återkrav", "Kvittning"]),
        "Belopp": amounts,
    }
)
visits = st.fixed_dictionaries(
    {
        "Datum": days,
        "Form": st.sampled_from(["Fysiskt", "Digitalt", "Telefon"]),
        "Deltagare": st.sampled_from(["Region", "Region, Kommun", "Kommun, Länsstyrelse, Annan"]),
        "Ställe-ID": outlets,
    }
)
shops = st.fixed_dictionaries(
    {
        "Slag": st.sampled_from(["", "Dagligvarubutik", "Drivmedelsstation", "SOT-punkt"]),
        "Kommun": st.sampled_from(CODES[:3]),
        "Ort": st.sampled_from(["", "Byn", "Viken"]),
        "Öppnade": st.sampled_from(["", "2024-05-01", "2024-12-31"]),
        "Stängde": st.sampled_from(["", "2025-03-01", "2025-12-31"]),
        "Ombudstjänster": st.sampled_from(["", "Post", "Post, Apotek, Spel"]),
    }
)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(decisions, min_size=1, max_size=12),
    st.lists(payments, max_size=8),
    st.lists(visits, max_size=6),
    st.lists(shops, min_size=3, max_size=3),
)
def test_whatever_is_delivered_figures_are_what_their_rows_give(
    tmp_path_factory: pytest.TempPathFactory, grants: list[Row], paid: list[Row], visited: list[Row], there: list[Row]
) -> None:
    raw = tmp_path_factory.mktemp("raw")
    write_csv(raw, "grants/a.csv", [{**grant(), **row, "Beslutsnr": n} for n, row in enumerate(grants, 1)])
    write_csv(raw, "payments/a.csv", [{**payment(), **row, "Utbetalnings-ID": n} for n, row in enumerate(paid)])
    write_csv(raw, "visits/a.csv", [{**visit(), **row, "Besöks-ID": n} for n, row in enumerate(visited)])
    write_csv(raw, "outlets/a.csv", [{**outlet(), **row, "Ställe-ID": f"S{n}"} for n, row in enumerate(there)])
    with core_session(raw) as session:
        found: Figures = evaluate(session, INDICATORS, YEARS).to_pylist()
        wrong = [
            line
            for indicator in INDICATORS
            for line in not_what_the_rows_give(indicator, evidence(session, evidence_sql(indicator)), found)
        ]
        assert [row for indicator in INDICATORS for row in lost(session, indicator)] == []
    assert wrong == []
    assert misfits(found) == []
    assert {row["indicator_id"] for row in found} == {indicator.id for indicator in INDICATORS}
    assert all(row[d.column] != "" for row in found for d in DIMENSIONS)
