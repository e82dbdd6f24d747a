"""What the published file tells of how it differs from the one before."""

import shutil
from pathlib import Path

import duckdb
import pyarrow.compute as pc
import pytest

from rsp_pipeline.publishing.publish import publish
from rsp_pipeline.registers.grants import GRANTS
from rsp_pipeline.store.tables import Tables
from rsp_pipeline_tests.builders import COMPANY, OTHER_COMPANY, grant
from rsp_pipeline_tests.workshop import OCCASION, ask, workshop_of

FIGURES = (
    "SELECT breakdown, grant_form, old_value, new_value FROM meta.change WHERE indicator_id = 'S02' AND year = 2025"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file published with cases 1 to 10, and then with the first changed, the second gone and an eleventh.

    It is for reading only.
    """
    folder = tmp_path_factory.mktemp("changes")
    first = [grant(Ärendenr=f"{number:02}") for number in range(1, 11)]
    second = [grant(Ärendenr="01", Belopp="7"), *first[2:], grant(Ärendenr="11")]
    for rows in (first, second):
        publish(workshop_of(folder, rows), folder / "rsp.duckdb", OCCASION)
    return folder / "rsp.duckdb"


def test_a_figure_that_changed_is_told_with_its_old_and_new_value_in_each_breakdown(path: Path) -> None:
    told = ask(path, f"{FIGURES} AND breakdown IN ('total', 'grant_form') ORDER BY breakdown DESC")
    values = (1_000_000, 900_007)
    assert told == [("total", None, *values), ("grant_form", "Särskilt driftstöd", *values)]


def test_figures_that_stand_are_not_told(path: Path) -> None:
    assert ask(path, "FROM meta.change WHERE year = 2024 OR (indicator_id = 'S01' AND year = 2025)") == []


def test_records_that_came_went_and_changed_are_told_with_where_they_stand(path: Path) -> None:
    columns = "record_id, change, column_name, old_value, new_value, source_file, source_row"
    assert ask(path, f"SELECT {columns} FROM meta.record_change ORDER BY record_id") == [
        ("grants:01:1", "ändrad", "granted_sek", "100000.00", "7.00", "grants/a.csv", 2),
        ("grants:02:1", "borttagen", None, None, None, "grants/a.csv", 3),
        ("grants:11:1", "ny", None, None, None, "grants/a.csv", 11),
    ]


def test_the_first_file_has_nothing_to_differ_from(path: Path) -> None:
    before = path.with_name("rsp.previous.duckdb")
    assert ask(before, "FROM meta.change") == ask(before, "FROM meta.record_change") == []
    assert ask(path, "SELECT previous_built_at FROM meta.build") == ask(before, "SELECT built_at FROM meta.build")


def test_a_recipient_whose_number_was_corrected_is_told_of_but_not_what_another_key_made_of_a_pseudonym(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rsp.duckdb"
    told = "SELECT record_id, column_name FROM meta.record_change"
    for org_no in (COMPANY, OTHER_COMPANY):
        tables = workshop_of(tmp_path, [grant(), grant(Ärendenr="2025-2", **{"Org.nr": org_no})])
        publish(tables, path, OCCASION)
    assert ask(path, told) == [("grants:2025-2:1", "recipient_id")]
    grants = tables.read(GRANTS.table)
    under_another_key = pc.ascii_reverse(grants["recipient_id"])
    place = grants.column_names.index("recipient_id")
    tables.write(GRANTS.table, grants.set_column(place, "recipient_id", under_another_key))
    publish(tables, path, OCCASION)
    assert ask(path, told) == []


def test_a_file_of_an_older_version_is_compared_as_far_as_it_goes(path: Path, tmp_path: Path) -> None:
    path = shutil.copytree(path.parent, tmp_path, dirs_exist_ok=True) / path.name
    older = tmp_path / "older.duckdb"
    with duckdb.connect(str(older)) as connection:
        connection.execute(f"CREATE SCHEMA core; CREATE SCHEMA indicator; ATTACH '{path}' AS rsp (READ_ONLY)")
        connection.execute("CREATE TABLE core.grants AS SELECT * EXCLUDE granted_sek FROM rsp.core.grants")
        connection.execute(
            "CREATE TABLE indicator.value AS SELECT indicator_id, year, breakdown, 5::DECIMAL(18,4) AS value, status "
            "FROM rsp.indicator.value WHERE breakdown = 'total'"
        )
    older.replace(path)
    publish(Tables(tmp_path / "tables"), path, OCCASION)
    assert ask(path, "SELECT count(*) FROM meta.record_change") == [(0,)]
    assert ask(path, f"{FIGURES} AND breakdown = 'total'") == [("total", None, 5, 900_007)]
    new = "SELECT DISTINCT new_value IS NULL, new_status FROM meta.change WHERE old_status IS NULL ORDER BY ALL"
    assert ask(path, new) == [(False, "slutlig"), (True, "för litet underlag")]
