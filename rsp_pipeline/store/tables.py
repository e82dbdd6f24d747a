"""The workshop: one Parquet file per table, or one per part of a table (a year, a register).

A write is atomic: a reader, or a run that is killed, finds the old table or the new one. Nothing here is opened by
analysts; what they open is made by `publish`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rsp_pipeline.store.atomic import replaced
from rsp_pipeline.store.databases import database
from rsp_pipeline.store.schema import Table, View
from rsp_pipeline.store.sql import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import pandas as pd
    import pyarrow as pa


Seeing = Callable[[Iterable[Table]], "duckdb.DuckDBPyConnection"]
"""What a session of pieces gives: asked for tables, a session that sees them."""

ROWS_IN_A_GROUP = 122_880  # as in DuckDB, whose chunks then need not be copied, and which reads one to a thread


class TableMissing(LookupError):
    """A table that no run has made yet; the message says in Swedish what to do."""

    @classmethod
    def of(cls, table: Table) -> TableMissing:
        """The error for a table."""
        return cls(f"Tabellen {table.full_name} finns inte än. Materialisera {table.schema}/{table.name} först.")


class TableOutdated(LookupError):
    """A table that another version of the program made, with other columns; the message says in Swedish what to do."""

    @classmethod
    def of(cls, table: Table) -> TableOutdated:
        """The error for a table."""
        return cls(
            f"Tabellen {table.full_name} är gjord av en annan version av programmet, med andra kolumner. Gör om allt "
            "med rsp refresh."
        )


def as_stored(table: Table, rows: pd.DataFrame | pa.Table) -> pa.Table:
    """The rows with the table's columns, matched by name, and of its types."""
    import pandas as pd
    import pyarrow as pa

    if isinstance(rows, pd.DataFrame):
        rows = pa.Table.from_pandas(rows, preserve_index=False) if len(rows) else table.arrow_schema.empty_table()
    return rows.select(list(table.columns)).cast(table.arrow_schema).replace_schema_metadata()


@dataclass(frozen=True)
class Tables:
    """The store of Parquet tables under `root`: `core.grants` is `root/core/grants.parquet`."""

    root: Path

    def write(self, table: Table, rows: pd.DataFrame | pa.Table, part: str = "") -> int:
        """Store the rows as the table, or as one `part` of it, and return how many they are.

        Rows are matched to the table's columns by name and cast to its types. The same rows give the same bytes: DuckDB
        hands them over in chunks that depend on its threads, and Parquet's pages would follow the chunks.
        """
        import pyarrow.parquet as pq

        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        stored = as_stored(table, rows)
        with (
            replaced(self._path(table, part)) as beside,
            pq.ParquetWriter(beside, table.arrow_schema, compression="zstd") as writer,
        ):
            for start in range(0, max(stored.num_rows, 1), ROWS_IN_A_GROUP):
                writer.write_table(stored.slice(start, ROWS_IN_A_GROUP).combine_chunks())
        return int(stored.num_rows)

    def paths(self, table: Table) -> list[Path]:
        """The Parquet files that make up a table, in a settled order."""
        whole = self._path(table, "")
        return [whole] if whole.exists() else sorted((self.root / table.schema / table.name).glob("*.parquet"))

    def has(self, table: Table, part: str) -> bool:
        """Whether a part of a table has been made."""
        return self._path(table, part).exists()

    def read(self, table: Table, part: str = "") -> pa.Table:
        """The rows of a table, or of one part of it.

        Raises:
            TableMissing: it has not been made yet.
            TableOutdated: another version of the program made it.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = self._path(table, part)
        paths = self.paths(table) if not part else [path] if path.exists() else []
        if not paths:
            raise TableMissing.of(table)
        _refuse_outdated(table, paths)
        return pa.concat_tables(pq.ParquetFile(path).read(list(table.columns)) for path in paths)

    def frame(self, table: Table) -> pd.DataFrame:
        """The rows of a table in pandas: none when this version of the program has not made it yet."""
        import pandas as pd

        try:
            rows: pd.DataFrame = self.read(table).to_pandas(types_mapper=pd.ArrowDtype)
        except (TableMissing, TableOutdated):
            return table.no_rows
        return rows

    @contextmanager
    def session(
        self, tables: Iterable[Table], views: Iterable[View] = (), worked_out: Iterable[View] = ()
    ) -> Iterator[duckdb.DuckDBPyConnection]:
        """A DuckDB session in memory that sees `tables`, and `views` over them, under their full names.

        The rows of the views in `worked_out` are made once, at the start, for a session that reads them many times.

        Raises:
            TableMissing: one of them has not been made yet.
            TableOutdated: another version of the program made one of them.
        """
        with database() as connection:
            self.show(connection, tables)
            for kind, some in (("VIEW", views), ("TABLE", worked_out)):
                for view in some:
                    connection.execute(f"CREATE SCHEMA IF NOT EXISTS {view.table.schema}")
                    connection.execute(f"CREATE {kind} {view.table.full_name} AS {view.sql}")
            yield connection

    @contextmanager
    def session_of_pieces(self) -> Iterator[Seeing]:
        """One session for pieces of work, some of which may stand: asked for tables, it gives one that sees them, too.

        Raises:
            TableMissing: when asked for one that has not been made yet.
            TableOutdated: another version of the program made one of them.
        """
        with self.session([]) as session:
            seen: set[Table] = set()

            def seeing(tables: Iterable[Table]) -> duckdb.DuckDBPyConnection:
                unseen = [table for table in tables if table not in seen]
                self.show(session, unseen)
                seen.update(unseen)
                return session

            yield seeing

    def show(self, connection: duckdb.DuckDBPyConnection, tables: Iterable[Table]) -> None:
        """Let a connection see `tables`, as views under their full names.

        Raises:
            TableMissing: one of them has not been made yet.
            TableOutdated: another version of the program made one of them.
        """
        for table in tables:
            paths = self.paths(table)
            if not paths:
                raise TableMissing.of(table)
            _refuse_outdated(table, paths)
            files = ", ".join(quoted(str(path)) for path in paths)
            connection.execute(f"CREATE SCHEMA IF NOT EXISTS {table.schema}")
            connection.execute(f"CREATE VIEW {table.full_name} AS FROM read_parquet([{files}])")

    def _path(self, table: Table, part: str) -> Path:
        folder = self.root / table.schema
        return folder / table.name / f"{part}.parquet" if part else folder / f"{table.name}.parquet"


def _refuse_outdated(table: Table, paths: Iterable[Path]) -> None:
    """Refuse a table whose files lack one of its columns, or have it of another type: it would be half read.

    Raises:
        TableOutdated: so it is.
    """
    declared = frozenset(table.arrow_schema)
    if any(not declared <= _columns(path, _stamp_of(path)) for path in paths):
        raise TableOutdated.of(table)


def _stamp_of(path: Path) -> tuple[int, ...]:
    """What tells a file from another that is put in its place."""
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size


@lru_cache(maxsize=1024)
def _columns(path: Path, _stamp: tuple[int, ...]) -> frozenset[pa.Field]:
    """The columns of a file, looked up once for as long as it is the same: a night reads most of them many times."""
    import pyarrow.parquet as pq

    return frozenset(pq.read_schema(path))
