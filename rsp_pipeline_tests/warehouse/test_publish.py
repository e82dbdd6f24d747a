"""The published file: whole, described, without restricted data, and swapped in under its readers."""

import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from rsp_pipeline.derived import DERIVED, MUNICIPALITIES, PROGRAMME_YEARS, municipalities, programme_years
from rsp_pipeline.indicators import INDICATORS
from rsp_pipeline.indicators.catalogue import INDICATOR, definitions
from rsp_pipeline.indicators.engine import VALUE, evaluate
from rsp_pipeline.registers import REGISTERS
from rsp_pipeline.warehouse.about import Occasion
from rsp_pipeline.warehouse.publish import publish
from rsp_pipeline.warehouse.readings import store
from rsp_pipeline.warehouse.tables import TableMissing, Tables
from rsp_pipeline_tests.builders import COMPANY, PROGRAMME, TODAY, core_session, grant, read, write_csv

BUILT_AT = datetime(2026, 3, 1, 2, 0)  # noqa: DTZ001
OCCASION = Occasion(BUILT_AT, TODAY, PROGRAMME)


@pytest.fixture
def workshop(tmp_path: Path) -> Tables:
    """A workshop made from one raw folder with a single grant."""
    raw = tmp_path / "raw"
    write_csv(raw, "grants/a.csv", [grant(), grant(Ärendenr="2", Belopp="abc")])
    tables = Tables(tmp_path / "tables")
    fill(tables, raw)
    return tables


def fill(tables: Tables, raw: Path) -> None:
    for register in REGISTERS:
        store(tables, register, read(register, raw))
    tables.write(MUNICIPALITIES, municipalities(PROGRAMME))
    tables.write(PROGRAMME_YEARS, programme_years(PROGRAMME, TODAY))
    tables.write(INDICATOR, definitions(INDICATORS))
    with core_session(raw) as session:
        for derived in DERIVED:
            tables.write(derived.table, session.sql(f"FROM {derived.table.full_name}").to_arrow_table())
        tables.write(VALUE, evaluate(session, INDICATORS, range(2023, 2027)))


@pytest.fixture
def published(workshop: Tables, tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = tmp_path / "rsp.duckdb"
    publish(workshop, path, OCCASION)
    with duckdb.connect(str(path), read_only=True) as connection:
        yield connection


def test_the_figures_equal_the_sum_of_their_evidence(published: duckdb.DuckDBPyConnection) -> None:
    value = published.sql(
        "SELECT value FROM indicator.value WHERE indicator_id = 'S02' AND year = 2025 AND breakdown = 'total'"
    ).fetchall()
    assert value == published.sql("SELECT sum(value) FROM evidence.s02 WHERE year = 2025").fetchall()
    assert value == [(100000,)]


def test_every_table_view_and_column_has_a_comment(published: duckdb.DuckDBPyConnection) -> None:
    assert published.sql("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL").fetchall() == []
    assert published.sql("SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal").fetchall() == []
    uncommented = published.sql(
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    )
    assert uncommented.fetchall() == []


def test_the_catalogue_lists_exactly_the_columns_that_are_there(published: duckdb.DuckDBPyConnection) -> None:
    listed = published.sql("SELECT table_schema, table_name, column_name FROM meta.catalogue WHERE column_name <> ''")
    there = published.sql("SELECT schema_name, table_name, column_name FROM duckdb_columns() WHERE NOT internal")
    assert sorted(listed.fetchall()) == sorted(there.fetchall())


def test_the_build_tells_when_and_from_what_it_was_made(published: duckdb.DuckDBPyConnection) -> None:
    columns = "built_at, programme, region, source_files, rows_accepted, rows_quarantined"
    assert published.sql(f"SELECT {columns} FROM meta.build").fetchall() == [
        (BUILT_AT, "Regionalt serviceprogram 2023–2030", "Region Jämtland Härjedalen", 1, 1, 1)
    ]


def test_restricted_data_is_in_no_byte_of_the_file(published: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    assert "recipient_org_no" not in published.sql("FROM core.grants").columns
    content = (tmp_path / "rsp.duckdb").read_bytes()
    assert COMPANY.encode() not in content
    assert "Påhittade Lanthandeln".encode() not in content


def test_older_clients_can_open_the_file(published: duckdb.DuckDBPyConnection) -> None:
    tags = published.sql("SELECT tags FROM duckdb_databases() WHERE NOT internal").fetchall()
    assert "v1.2.0" in str(tags)


def test_the_file_is_read_only_and_nothing_lies_beside_it(workshop: Tables, tmp_path: Path) -> None:
    publish(workshop, tmp_path / "rsp.duckdb", OCCASION)
    assert stat.S_IMODE((tmp_path / "rsp.duckdb").stat().st_mode) == 0o444
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["rsp.duckdb"]


def test_the_file_answers_under_another_name(workshop: Tables, tmp_path: Path) -> None:
    publish(workshop, tmp_path / "rsp.duckdb", OCCASION)
    renamed = (tmp_path / "rsp.duckdb").rename(tmp_path / "en kopia.duckdb")
    with duckdb.connect(str(renamed), read_only=True) as connection:
        assert connection.sql("SELECT count(*) FROM evidence.s01").fetchall() == [(1,)]


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
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["rsp.duckdb"]


READER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
ask = lambda: print(connection.execute("SELECT sum(value) FROM evidence.s02").fetchone()[0], flush=True)
ask()
sys.stdin.readline()
ask()
"""


def test_a_reader_in_another_process_keeps_its_figures_while_a_new_file_is_published(
    workshop: Tables, tmp_path: Path
) -> None:
    path = tmp_path / "rsp.duckdb"
    publish(workshop, path, OCCASION)
    command = [sys.executable, "-c", READER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin
        assert reader.stdout
        assert reader.stdout.readline() == "100000.00\n"
        write_csv(tmp_path / "raw", "grants/a.csv", [grant(Belopp="7")])
        fill(workshop, tmp_path / "raw")
        publish(workshop, path, OCCASION)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "100000.00\n"
    with duckdb.connect(str(path), read_only=True) as connection:
        assert connection.sql("SELECT sum(value) FROM evidence.s02").fetchall() == [(7,)]
