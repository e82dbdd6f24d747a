import stat
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from rsp_pipeline.store.schema import Field, Table, View
from rsp_pipeline.store.tables import TableMissing, TableOutdated, Tables

FIELDS = (Field("name", "VARCHAR", "Namn"), Field("price_sek", "DECIMAL(14,2)", "Pris"))
THINGS = Table("core", "things", "Saker", FIELDS)


def things(*rows: tuple[str | None, int]) -> pd.DataFrame:
    return pd.DataFrame([(name, Decimal(price)) for name, price in rows], columns=["name", "price_sek"])


@pytest.fixture
def tables(tmp_path: Path) -> Tables:
    """A workshop with one thing in it."""
    tables = Tables(tmp_path / "o'tables")
    tables.write(THINGS, things(("a", 1)))
    return tables


def test_columns_are_stored_by_name_and_declared_type(tables: Tables) -> None:
    assert tables.write(THINGS, things(("a", 1)).assign(extra=0)[["price_sek", "extra", "name"]]) == 1
    with tables.session([THINGS]) as session:
        assert session.sql("FROM core.things").fetchall() == [("a", 1)]
        assert [str(kind) for kind in session.sql("FROM core.things").types] == ["VARCHAR", "DECIMAL(14,2)"]


def test_who_looks_at_some_columns_reads_no_others(tables: Tables) -> None:
    assert tables.frame(THINGS.only("name")).to_dict("list") == {"name": ["a"]}


def test_the_parts_of_a_table_are_one_table_and_a_part_is_replaced_alone(tmp_path: Path) -> None:
    tables = Tables(tmp_path)
    for part, price in (("2024", 1), ("2025", 2), ("2025", 3)):
        tables.write(THINGS, things((part, price)), part=part)
    with tables.session([THINGS]) as session:
        assert session.sql("FROM core.things ORDER BY name").fetchall() == [("2024", 1), ("2025", 3)]


def test_a_table_that_was_never_made_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TableMissing, match="Materialisera core/things först"), Tables(tmp_path).session([THINGS]):
        pass


def test_the_same_rows_give_the_same_bytes_however_they_are_chunked(tmp_path: Path) -> None:
    rows = pa.Table.from_pandas(things((None, 2), *((f"number {number}", number) for number in range(1, 150_000))))
    written = set[bytes]()
    for size in (777, 150_000):
        chunked = pa.concat_tables(rows.slice(start, size) for start in range(0, rows.num_rows, size))
        Tables(tmp_path).write(THINGS, chunked)
        written.add((tmp_path / "core" / "things.parquet").read_bytes())
    assert len(written) == 1


def test_the_workshop_is_its_owners_alone(tables: Tables) -> None:
    assert stat.S_IMODE(tables.root.stat().st_mode) == 0o700


def test_a_session_sees_views_over_tables_and_over_earlier_views_in_their_declared_types(tables: Tables) -> None:
    counted = Table("report", "counted", "Antal", (Field("n_things", "INTEGER", "Antal"),))
    doubled = Table("report", "doubled", "Dubbelt", (Field("n_twice", "BIGINT", "Dubbla antalet"),))
    views = (
        View(counted, "SELECT count(*) AS n_things, 'not declared' AS other FROM core.things"),
        View(doubled, "SELECT 2 * n_things AS n_twice FROM report.counted"),
    )
    for given in ({"views": views}, {"views": views[:1], "worked_out": views[1:]}, {"worked_out": views}):
        with tables.session([THINGS], **given) as session:
            assert session.sql("DESCRIBE report.counted").fetchall()[0][:2] == ("n_things", "INTEGER")
            assert session.sql("FROM report.doubled").fetchall() == [(2,)]


def test_the_rows_of_a_view_that_is_worked_out_are_made_once(tables: Tables) -> None:
    drawn = View(Table("report", "drawn", "Lott", (Field("lot", "VARCHAR", "Lott"),)), "SELECT uuid()::VARCHAR AS lot")
    with tables.session([THINGS], worked_out=[drawn]) as session:
        assert session.sql("FROM report.drawn").fetchall() == session.sql("FROM report.drawn").fetchall()


@pytest.mark.parametrize(
    "fields",
    [(*FIELDS, Field("colour", "VARCHAR", "Färg")), (FIELDS[0], Field("price_sek", "INTEGER", "Pris"))],
    ids=["another column", "another type"],
)
def test_nothing_is_read_of_a_table_with_other_columns_than_the_program_knows(
    tables: Tables, fields: tuple[Field, ...]
) -> None:
    now = Table("core", "things", "Saker", fields)
    for read in (tables.read, lambda table: tables.session([table]).__enter__()):
        with pytest.raises(TableOutdated, match=r"core\.things är gjord av en annan version"):
            read(now)
    assert tables.frame(now).empty
