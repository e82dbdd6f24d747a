"""The published file: whole, described, without restricted data, and swapped in under its readers."""

import re
import shutil
import stat
from pathlib import Path

import pandas as pd
import pytest

from rsp_pipeline.indicators.engine import VALUE
from rsp_pipeline.night.noted import FILE as NOTED
from rsp_pipeline.publishing.constraints import Inconsistent
from rsp_pipeline.publishing.publish import META, TABLES, VIEWS, PreviousUnreadable, publish
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.store.kept import FILE as KEPT
from rsp_pipeline.store.tables import TableMissing, Tables
from rsp_pipeline_tests.builders import TODAY, grant, visit, write_csv
from rsp_pipeline_tests.whole import look
from rsp_pipeline_tests.workshop import BUILT_AT, OCCASION, ask, fill, reading, workshop_of

OF_STEPS = (KEPT, NOTED)  # what the steps before it left
GRANTS = [grant(), grant(Ärendenr="2", Belopp="abc")]


@pytest.fixture
def workshop(tmp_path: Path) -> Tables:
    """A workshop made from one raw folder with a single grant."""
    return workshop_of(tmp_path, GRANTS)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file published from such a workshop, for reading only."""
    folder = tmp_path_factory.mktemp("published")
    publish(workshop_of(folder, GRANTS), folder / "rsp.duckdb", OCCASION)
    return folder / "rsp.duckdb"


def test_the_figures_equal_the_sum_of_their_evidence_and_each_table_has_the_rows_that_are_told(path: Path) -> None:
    assert look(path)["granted"] == "100000.0000"
    told = ask(path, "SELECT count(*) FROM meta.catalogue WHERE row_count IS NOT NULL")
    assert told == ask(path, "SELECT count(*) FROM duckdb_tables()")


def test_figures_stand_in_the_order_of_the_workshop(path: Path) -> None:
    made = Tables(path.parent / "tables").read(VALUE).to_pylist()
    figures = [tuple(figure.values()) for figure in made if figure["indicator_id"] != "S17"]
    assert ask(path, "FROM indicator.value") == figures


@pytest.mark.parametrize("kind", ["tables", "views", "columns"])
def test_every_table_view_and_column_has_a_comment(path: Path, kind: str) -> None:
    assert ask(path, f"FROM duckdb_{kind}() WHERE NOT internal") != []
    assert ask(path, f"FROM duckdb_{kind}() WHERE NOT internal AND comment IS NULL") == []


def test_the_catalogue_lists_exactly_the_columns_that_are_there(path: Path) -> None:
    listed = "SELECT table_schema, table_name, column_name FROM meta.catalogue WHERE column_name <> '' ORDER BY ALL"
    there = "SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
    assert ask(path, listed) == ask(path, there)


def test_the_build_tells_when_and_from_what_it_was_made(path: Path) -> None:
    columns = "built_at, today, programme, region, source_files, rows_accepted, rows_quarantined, previous_built_at"
    assert ask(path, f"SELECT {columns} FROM meta.build") == [
        (BUILT_AT, TODAY, "Regionalt serviceprogram 2023–2030", "Region Jämtland Härjedalen", 1, 1, 1, None)
    ]
    ((code, sources),) = ask(path, "SELECT code_version, sources_sha256 FROM meta.build")
    assert re.fullmatch(r"[0-9.]+ \([0-9a-f]{12}\)", str(code))
    assert re.fullmatch(r"[0-9a-f]{64}", str(sources))


def test_what_is_declared_of_each_row_is_kept_by_the_database(path: Path) -> None:
    found = ask(path, "SELECT constraint_text FROM duckdb_constraints() WHERE table_name = 'grants'")
    constraints = [str(text).replace('"', "") for (text,) in found]
    assert {"NOT NULL", "CHECK((granted_sek >= 0))"} <= set(constraints)
    assert any("Särskilt driftstöd" in text for text in constraints)


def test_no_key_takes_up_room_as_an_index(path: Path) -> None:
    kinds = ask(path, "SELECT DISTINCT constraint_type FROM duckdb_constraints() ORDER BY ALL")
    assert kinds == [("CHECK",), ("NOT NULL",)]


def test_the_catalogue_tells_every_key_and_what_refers_to_which(path: Path) -> None:
    columns = "table_schema || '.' || table_name, column_name, is_key, refers_to"
    told = {(table, column): said for table, column, *said in ask(path, f"SELECT {columns} FROM meta.catalogue")}
    assert told["core.grants", ""] == [None, ""]
    assert told["core.grants", "record_id"] == [True, ""]
    assert told["core.grants", "case_id"] == [False, ""]
    assert told["core.case_years", "case_id"] == [True, "core.cases.case_id"]
    assert told["core.case_years", "record_id"] == [False, "core.grants.record_id"]
    assert told["quality.quarantine", "source_file"] == [False, "quality.source_file.source_file"]
    keys = {place for place, (is_key, _) in told.items() if is_key}
    assert keys == {(table.full_name, name) for table in (*TABLES, *META) for name in table.key}


def test_every_column_a_register_requires_is_never_empty_in_the_database(path: Path) -> None:
    columns = "SELECT table_name, column_name FROM duckdb_columns()"
    nullable = ask(path, f"{columns} WHERE schema_name = 'core' AND is_nullable")
    required = {(r.name, c.name) for r in REGISTERS for c in r.columns if c.required and not c.restricted}
    assert required & set(nullable) == set()


def test_parts_of_the_workshop_that_do_not_go_together_are_not_published(workshop: Tables, tmp_path: Path) -> None:
    plans = next(table for table in TABLES if table.full_name == "core.plan_status")
    rows = {"record_id": ["service_plans:borta"], "year": [2025], "municipality_code": ["2303"]}
    workshop.write(plans, pd.DataFrame(rows | {"plan_status": ["Antagen"], "is_valid": [True], "last_day": [None]}))
    told = r"core\.plan_status .* record_id = service_plans:borta finns inte i core\.service_plans"
    with pytest.raises(Inconsistent, match=told):
        publish(workshop, tmp_path / "rsp.duckdb", OCCASION)
    assert not (tmp_path / "rsp.duckdb").exists()


def test_a_published_file_that_cannot_be_read_is_told_and_left(workshop: Tables, tmp_path: Path) -> None:
    path = tmp_path / "rsp.duckdb"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(PreviousUnreadable, match=r"rsp\.previous\.duckdb"):
        publish(workshop, path, OCCASION)
    assert path.read_bytes() == b"no database" * 1000


def test_older_clients_can_open_the_file(path: Path) -> None:
    assert "v1.2.0" in str(ask(path, "SELECT tags FROM duckdb_databases() WHERE NOT internal"))


def test_a_restricted_indicator_is_defined_but_has_neither_figures_nor_evidence(path: Path) -> None:
    assert ask(path, "SELECT indicator_id FROM indicator.indicator WHERE is_restricted") == [("S17",)]
    assert ask(path, "FROM indicator.value WHERE indicator_id = 'S17'") == []
    views = ask(path, "SELECT view_name FROM duckdb_views() WHERE view_name IN ('s16', 's17', 's18') ORDER BY ALL")
    assert views == [("s16",), ("s18",)]


def test_the_file_is_read_only_and_nothing_but_the_one_before_lies_beside_it(workshop: Tables, tmp_path: Path) -> None:
    for _ in range(3):
        publish(workshop, tmp_path / "rsp.duckdb", OCCASION)
    files = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir() if path.is_file()}
    assert files == {"rsp.duckdb": 0o444, "rsp.previous.duckdb": 0o444, **dict.fromkeys(OF_STEPS, 0o600)}


def test_the_file_answers_under_another_name(path: Path, tmp_path: Path) -> None:
    shutil.copy(path, renamed := tmp_path / "en kopia.duckdb")
    assert ask(renamed, "SELECT count(*) FROM evidence.s01") == [(1,)]


def test_a_log_left_beside_the_file_is_removed_before_the_swap(workshop: Tables, tmp_path: Path) -> None:
    log = tmp_path / "rsp.duckdb.wal"
    log.write_bytes(b"someone opened it for writing")
    publish(workshop, tmp_path / "rsp.duckdb", OCCASION)
    assert not log.exists()


def test_a_build_that_fails_leaves_the_file_before_untouched(workshop: Tables, tmp_path: Path) -> None:
    path = tmp_path / "rsp.duckdb"
    publish(workshop, path, OCCASION)
    before = path.read_bytes()
    (workshop.root / "core" / "cases.parquet").unlink()
    with pytest.raises(TableMissing, match="core/cases"):
        publish(workshop, path, OCCASION)
    assert path.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"rsp.duckdb", *OF_STEPS}


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table and view of a file, in a settled order."""
    with reading(path) as connection:
        return {
            table.full_name: connection.sql(f"FROM {table.full_name} ORDER BY ALL").fetchall()
            for table in (*TABLES, *META, *(view for view, _ in VIEWS))
        }


def stored(workshop: Tables) -> dict[str, list[bytes]]:
    """The tables of the workshop as they are stored."""
    made = [table for table in TABLES if workshop.paths(table)]
    return {table.full_name: [path.read_bytes() for path in workshop.paths(table)] for table in made}


def test_a_file_built_from_the_one_before_has_what_one_built_from_nothing_has(workshop: Tables, tmp_path: Path) -> None:
    path, other = tmp_path / "rsp.duckdb", tmp_path / "other" / "rsp.duckdb"
    for each in (path, other):
        publish(workshop, each, OCCASION)
    before = stored(workshop)
    write_csv(tmp_path / "raw", "visits/a.csv", [visit()])
    fill(workshop, tmp_path / "raw")
    now = stored(workshop)
    unchanged = [name for name, content in now.items() if before.get(name) == content]
    assert "core.grants" in unchanged
    assert "core.visits" not in unchanged
    publish(workshop, path, OCCASION, unchanged=unchanged)
    publish(workshop, other, OCCASION)
    assert rows(path) == rows(other)


def test_a_file_built_from_the_one_before_again_and_again_does_not_grow(workshop: Tables, tmp_path: Path) -> None:
    path = tmp_path / "rsp.duckdb"
    publish(workshop, path, OCCASION)
    from_nothing = path.stat().st_size
    for _ in range(6):
        publish(workshop, path, OCCASION, unchanged=["core.grants"])
    assert path.stat().st_size < 2.5 * from_nothing  # what is made anew takes the room of what it replaced last
