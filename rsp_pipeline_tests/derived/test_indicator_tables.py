"""The tables that indicators share: which years are delivered, and changes, recipients, outlets and files by year."""

from decimal import Decimal
from pathlib import Path

from rsp_pipeline.derived.lists import LISTS
from rsp_pipeline.derived.supported_outlets import SUPPORTED_OUTLET_FORMS
from rsp_pipeline_tests.builders import (
    OTHER_COMPANY,
    Row,
    decision,
    funding,
    grant,
    numbered,
    outlet,
    payment,
    plan,
    visit,
    write_csv,
)
from rsp_pipeline_tests.derived.asking import asked


def delivered(raw: Path, register: str, *rows: Row) -> list[int]:
    query = f"SELECT year FROM core.delivered_years WHERE register = '{register}' ORDER BY year"
    return [year for (year,) in asked(raw, query, **{register: rows})]


def test_a_register_of_events_covers_the_years_of_their_days(tmp_path: Path) -> None:
    rows = visit(), visit(Datum="2023-12-31", **{"Besöks-ID": "B2"})
    assert delivered(tmp_path, "visits", *rows) == [2023, 2025]


def test_a_register_with_a_column_for_the_year_covers_the_years_it_tells(tmp_path: Path) -> None:
    assert delivered(tmp_path, "funding", funding(År=2024), funding(År=2026)) == [2024, 2026]


def test_a_register_of_states_covers_every_year_that_has_begun(tmp_path: Path) -> None:
    assert delivered(tmp_path, "outlets", outlet()) == [2023, 2024, 2025, 2026]


def test_every_later_total_is_a_change_from_the_one_before_it(tmp_path: Path) -> None:
    rows = [
        decision(1, "2024-03-01", "100", "Grundbeslut"),
        decision(2, "2024-06-01", "120"),
        decision(3, "2025-01-01", "50", "Återkrav"),
        decision(4, "2025-01-01", "0", outcome="Avslag"),
        decision(5, "2026-01-01", "0", outcome="Återkallad"),
    ]
    query = "SELECT record_id, first_approved_year, year(decided_on), change_sek FROM core.case_changes"
    assert asked(tmp_path, query, grants=rows) == [
        ("grants:2025-1:2", 2024, 2024, Decimal(20)),
        ("grants:2025-1:5", 2024, 2026, Decimal(-120)),
    ]


def test_a_rejection_before_the_first_approval_is_no_change(tmp_path: Path) -> None:
    rows = [decision(1, "2024-03-01", "0", "Grundbeslut", "Avslag"), decision(2, "2024-06-01", "120")]
    assert asked(tmp_path, "FROM core.case_changes", grants=rows) == []


def test_what_is_paid_up_to_a_year_is_unknown_from_the_first_year_that_is(tmp_path: Path) -> None:
    cases = [grant(Beslutsdatum=f"{year}-01-01", Ärendenr=year) for year in (2024, 2025)]
    rows = payment(Ärendenr=2025, Belopp="70"), payment(Ärendenr=2025, Slag="Återkrav", Belopp="20")
    query = """
        SELECT case_id, paid_to_year_end_sek, paid_out_to_year_end_sek
        FROM core.case_years
        WHERE year = 2025
    """
    found = asked(tmp_path, query, grants=cases, payments=numbered("Utbetalnings-ID", rows))
    assert found == [("2024", None, None), ("2025", Decimal(50), Decimal(70))]


def test_a_recipients_years_tell_the_one_before(tmp_path: Path) -> None:
    days = ("2023-01-01", "2023-12-31", "2025-05-01")
    rows = numbered("Ärendenr", [*(grant(Beslutsdatum=day) for day in days), grant(**{"Org.nr": OTHER_COMPANY})])
    query = "SELECT year, year_before FROM core.recipient_years ORDER BY ALL"
    assert asked(tmp_path, query, grants=rows) == [(2023, None), (2025, 2023), (2025, None)]


def test_an_outlet_is_open_in_the_years_between_its_days(tmp_path: Path) -> None:
    rows = [outlet(Öppnade="2024-12-31", Stängde="2026-12-31")]
    assert asked(tmp_path, "SELECT year FROM core.open_outlets", outlets=rows) == [(2024,), (2025,)]


def test_a_supported_outlet_is_told_once_a_year_in_its_own_municipality(tmp_path: Path) -> None:
    rows = [grant(**{"Ställe-ID": "S1", "Ärendenr": n, "Beslutsdatum": f"2025-0{n}-01"}) for n in (2, 1)]
    query = "SELECT outlet_id, year, record_id, municipality_code FROM core.supported_outlets"
    found = asked(tmp_path, query, outlets=[outlet(Kommun="Åre")], grants=[*rows, grant(Ärendenr="nowhere")])
    assert found == [("S1", 2025, "grants:1:1", "2321")]


def test_an_outlet_with_several_forms_of_aid_in_a_year_is_told_once_for_each_with_its_amount(tmp_path: Path) -> None:
    forms = ("Servicebidrag", "Särskilt driftstöd", "Servicebidrag")
    rows = [grant(**{"Ställe-ID": "S1", "Ärendenr": n, "Stödform": form}, Belopp="10") for n, form in enumerate(forms)]
    query = f"SELECT outlet_id, year, grant_form, n_cases, granted_sek FROM ({SUPPORTED_OUTLET_FORMS.sql})"
    assert asked(tmp_path, query, outlets=[outlet()], grants=rows) == [
        ("S1", 2025, "Servicebidrag", 2, Decimal(20)),
        ("S1", 2025, "Särskilt driftstöd", 1, Decimal(10)),
    ]


def test_each_of_several_values_in_a_cell_is_a_row_of_its_own(tmp_path: Path) -> None:
    rows = outlet(Ombudstjänster="Spel, Post"), outlet(**{"Ställe-ID": "S2"})
    (services,) = [view for view in LISTS if view.table.name == "outlets_agent_services"]
    assert asked(tmp_path, services.sql, outlets=rows) == [("outlets:S1", "Post"), ("outlets:S1", "Spel")]


def test_a_file_counts_in_the_year_that_most_of_its_rows_are_dated_in(tmp_path: Path) -> None:
    days = ("2024-01-01", "2025-01-01", "2025-02-01")
    rows = numbered("Ärendenr", [grant(Beslutsdatum=day) for day in days])
    write_csv(tmp_path, "grants/b.csv", [grant(Belopp="x")])
    query = "SELECT source_file, min(year), max(year), count(*) FROM core.file_years GROUP BY ALL ORDER BY ALL"
    assert asked(tmp_path, query, grants=rows, service_plans=[plan()]) == [
        ("grants/a.csv", 2025, 2025, 1),
        ("grants/b.csv", 2023, 2026, 4),
        ("service_plans/a.csv", 2023, 2026, 4),
    ]
