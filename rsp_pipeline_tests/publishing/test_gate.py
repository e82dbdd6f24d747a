"""The gate: what would be lost or is amiss keeps the published file, and says so; an override is told in the file."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow.compute as pc
import pytest

from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.noted import FILE as NOTED
from rsp_pipeline.publishing.conditions import GATES
from rsp_pipeline.publishing.gate import HeldBack, Override, OverrideError
from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.store.kept import FILE as KEPT
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import Row, grant, payment, visit, write_csv
from rsp_pipeline_tests.workshop import OCCASION, ask, fill, grants_of, workshop_of

OLD = grants_of(10, Beslutsdatum="2024-05-06")
NEW = [grant(Ärendenr=f"2025-9{number}") for number in range(10)]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a published file of ten grants of 2024 and ten of 2025, each year in a file of its own."""
    folder = tmp_path_factory.mktemp("first")
    deliver(folder / "rsp.duckdb", "grants/2024.csv", OLD)
    deliver(folder / "rsp.duckdb", "grants/2025.csv", NEW)
    again(folder / "rsp.duckdb")
    return folder


@pytest.fixture
def path(first: Path, tmp_path: Path) -> Path:
    """The published file of a copy of that folder."""
    return shutil.copytree(first, tmp_path, dirs_exist_ok=True) / "rsp.duckdb"


def again(path: Path, override: Override | None = None) -> None:
    tables = Tables(path.parent / "tables")
    fill(tables, path.parent / "raw")
    publish(tables, path, OCCASION, override or Override())


def held_back(path: Path) -> str:
    """What is told when a refresh is held back; the published file is untouched."""
    before = path.read_bytes()
    with pytest.raises(HeldBack) as held:
        again(path)
    assert path.read_bytes() == before
    assert sorted(each.name for each in path.parent.iterdir() if each.is_file()) == [KEPT, NOTED, path.name]
    return str(held.value)


def deliver(path: Path, name: str, rows: Sequence[Row]) -> None:
    write_csv(path.parent / "raw", name, rows)


def test_half_a_years_rows_gone_is_told_with_register_file_and_remedy(path: Path) -> None:
    deliver(path, "grants/2024.csv", OLD[:5])
    assert held_back(path) == (
        "Den nya filen hålls tillbaka.\n"
        "Stödbeslut 2024: 5 rader mot 10 i den publicerade filen (50,0\u00a0%; minst 90\u00a0% ska finnas kvar). "
        "grants/2024.csv gav 10 rader och ger nu 5. Lägg in hela filen igen.\n"
        "Är det som det ska vara? Publicera ändå med: rsp refresh --override raderna_finns_kvar --reason ”varför”."
    )


def test_a_year_whose_file_is_gone_is_told(path: Path) -> None:
    (path.parent / "raw" / "grants" / "2024.csv").unlink()
    assert "Stödbeslut 2024: alla 10 rader saknas. grants/2024.csv finns inte längre." in held_back(path)


def test_a_year_whose_file_is_now_refused_is_told_with_the_reason(path: Path) -> None:
    renamed = [{("Datum" if name == "Beslutsdatum" else name): cell for name, cell in row.items()} for row in OLD]
    deliver(path, "grants/2024.csv", renamed)
    told = held_back(path)
    assert "grants/2024.csv avvisas: " in told
    assert "Beslutsdatum" in told


def test_rows_that_went_to_quarantine_are_told_as_lost(path: Path) -> None:
    deliver(path, "grants/2024.csv", [*OLD[:2], *(dict(row, Belopp="abc") for row in OLD[2:])])
    assert "grants/2024.csv gav 10 rader och ger nu 2." in held_back(path)


def test_a_register_of_states_is_counted_whole(path: Path) -> None:
    deliver(path, "outlets/a.csv", [{"Ställe-ID": f"S{n}", "Namn": "Påhittad", "Kommun": "Åre"} for n in range(4)])
    again(path)
    deliver(path, "outlets/a.csv", [{"Ställe-ID": "S1", "Namn": "Påhittad", "Kommun": "Åre"}])
    with pytest.raises(HeldBack, match="Serviceställen: 1 rader mot 4 i den publicerade filen"):
        again(path)


def test_a_tenth_fewer_rows_a_new_name_of_the_file_or_a_new_one_that_cannot_be_read_is_no_hindrance(path: Path) -> None:
    grants = path.parent / "raw" / "grants"
    (grants / "2024.csv").unlink()
    (grants / "2026.csv").write_bytes(b"Helt;Annat\r\n1;2\r\n")
    deliver(path, "grants/2024 ny.csv", OLD[:9])
    again(path)
    assert ask(path, "SELECT count(*) FROM core.grants WHERE year(decided_on) = 2024") == [(9,)]


def test_an_override_publishes_and_the_build_says_so(path: Path) -> None:
    deliver(path, "grants/2024.csv", OLD[:5])
    again(path, Override(("raderna_finns_kvar", "alla_ar_finns_kvar"), "Dubbletter rensade", by="åsa"))
    asked = "SELECT overridden, override_reason, overridden_by, override_message FROM meta.build"
    ((overridden, reason, by, message),) = ask(path, asked)
    assert (overridden, reason, by) == ("raderna_finns_kvar", "Dubbletter rensade", "åsa")  # the other one held
    assert "grants/2024.csv gav 10 rader och ger nu 5." in str(message)
    again(path)
    assert ask(path, asked) == [(None, None, None, None)]


def test_much_quarantine_is_told_with_its_files(path: Path) -> None:
    deliver(path, "grants/2026.csv", [grant(Ärendenr=f"2026-{number}", Belopp="abc") for number in range(11)])
    told = "Stödbeslut: 11 av 31 rader är i karantän (35,5\u00a0%; högst 20\u00a0% godtas): grants/2026.csv (11)."
    assert told in held_back(path)


def deliver_payments(path: Path, counts: Sequence[tuple[int, int]]) -> None:
    """Files of so many payments, of which so many are in cases that cannot be found."""
    for number, (count, lost) in enumerate(counts):
        cases = [f"RJH 2025/{n}" if n < lost else f"2025-9{n % 10}" for n in range(count)]
        rows = [payment(**{"Utbetalnings-ID": f"{number}-{n}", "Ärendenr": name}) for n, name in enumerate(cases)]
        deliver(path, f"payments/{number}.csv", rows)


def test_exports_that_lost_their_keys_are_held_back_with_file_and_key(path: Path) -> None:
    counts = [(4, 4), (12, 12), (50, 11)]
    deliver_payments(path, counts)
    told = held_back(path)
    for number, (count, lost) in enumerate(counts):
        assert f"payments/{number}.csv: {lost} av {count} hänvisningar finner inget (" in told
    assert told.count("Ärendet RJH 2025/0 finns inte bland stödbesluten") == len(counts)
    assert "--override hanvisningarna_finner_nagot" in told


def test_a_few_lost_references_are_findings_and_no_hindrance_nor_are_any_to_what_never_came(path: Path) -> None:
    deliver_payments(path, [(3, 3), (9, 8), (60, 11)])
    deliver(path, "visits/log.csv", [visit(**{"Besöks-ID": f"B{n}", "Ställe-ID": f"S{n}"}) for n in range(20)])
    again(path)
    assert ask(path, "SELECT count(*) FROM quality.finding WHERE rule_id = 'R42'") == [(3 + 8 + 11,)]


def test_a_year_without_figures_is_told_and_cannot_be_overridden(path: Path) -> None:
    tables = Tables(path.parent / "tables")
    values = tables.read(VALUE)
    tables.write(VALUE, values.filter(pc.not_equal(values["year"], 2024)))
    with pytest.raises(HeldBack, match=r"2024: .*S01, .* är inte beräknat\. .*materialisera indicator/value") as held:
        publish(tables, path, OCCASION)
    assert "--override" not in str(held.value)
    with pytest.raises(OverrideError, match=r"”alla_nyckeltal_ar_beraknade” går inte att åsidosätta\. Välj bland: "):
        publish(tables, path, OCCASION, Override(("alla_nyckeltal_ar_beraknade",), "ändå"))


def test_a_sum_that_differs_from_its_rows_is_told(path: Path, tmp_path: Path) -> None:
    stale = workshop_of(tmp_path / "other", grants_of(1)).read(VALUE)
    tables = Tables(path.parent / "tables")
    tables.write(VALUE, stale)
    with pytest.raises(HeldBack, match=r"Q01 2025 hela länet: 1\.0000, raderna ger 10\.0000\."):
        publish(tables, path, OCCASION)


@pytest.mark.parametrize(("gates", "reason"), [(("raderna_finns_kvar",), " "), ((), "för att")])
def test_an_override_needs_both_a_condition_and_a_reason(gates: tuple[str, ...], reason: str) -> None:
    with pytest.raises(OverrideError):
        Override(gates, reason)


def test_every_gate_promises_a_sentence_under_a_name_of_its_own() -> None:
    assert len({gate.name for gate in GATES}) == len(GATES)
    for gate in GATES:
        assert gate.name.isascii()
        assert gate.promise.endswith(".")
